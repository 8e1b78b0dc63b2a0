public import Commerce

/// Who moved from which group to which between two dates.
///
/// Movement between levels says more than the levels: a champion of spring who is "at risk" in autumn is
/// worth a call today. Works for segments, stages, tiers, any groups with names.
public struct Migration: Sendable, Equatable {
  /// The row of customers who were not there yet.
  public static let newcomers = "(not yet a customer)"

  /// The column of customers who have returned everything they had bought.
  public static let leavers = "(no longer a customer)"

  /// The names of the groups before, `newcomers` last.
  public let before: [String]
  /// The names of the groups after, `leavers` last.
  public let after: [String]
  /// Customers by group before (row) and after (column).
  public let counts: [[Int]]
  /// The positions of the customers of each cell, ascending.
  public let members: [[[Int]]]

  /// Compares two groupings of the same customers.
  ///
  /// - Parameters:
  ///   - first: The group of each customer before; `nil` for those who had not bought yet.
  ///   - second: The group after, one entry for each of the same customers; `nil` for those who took
  ///     everything back. Who is in no group on either day is left out.
  ///   - names: All groups, in the order to show them.
  public init(from first: [String?], to second: [String?], names: [String]) {
    let rows = names + [Self.newcomers]
    let columns = names + [Self.leavers]
    let rowOf = Dictionary(uniqueKeysWithValues: zip(rows, rows.indices))
    let columnOf = Dictionary(uniqueKeysWithValues: zip(columns, columns.indices))
    var members = [[[Int]]](
      repeating: Array(repeating: [], count: columns.count), count: rows.count)
    for (customer, (was, now)) in zip(first, second).enumerated() where was != nil || now != nil {
      guard let column = columnOf[now ?? Self.leavers], let row = rowOf[was ?? Self.newcomers]
      else { continue }
      members[row][column].append(customer)
    }
    before = rows
    after = columns
    self.members = members
    counts = members.map { $0.map(\.count) }
  }

  /// The share of a group's customers who stayed in it, 0 to 1; `nil` for an empty group.
  public func stayed(in name: String) -> Double? {
    guard let place = after.firstIndex(of: name) else { return nil }
    let all = counts[place].reduce(0, +)
    return all > 0 ? Double(counts[place][place]) / Double(all) : nil
  }
}

extension PurchaseDays {
  /// The stage of every customer on a day; `nil` for those who had not bought yet.
  public func stages(on day: Day, rule: LifecycleRule = LifecycleRule()) -> [LifecycleStage?] {
    let shop = meanGap(through: day) ?? Double.infinity
    return (0..<customers).map { customer in
      let visits = days(of: customer, through: day)
      return visits.isEmpty ? nil : rule.stage(of: visits, shop: shop, on: day)
    }
  }

  /// How many customers stood in each stage on each of some days, stages in their order.
  public func stageCounts(on days: [Day], rule: LifecycleRule = LifecycleRule()) -> [[Int]] {
    days.map { day in
      let stages = stages(on: day, rule: rule)
      return LifecycleStage.allCases.map { stage in stages.count { $0 == stage } }
    }
  }

  /// Who moved from which stage to which between two days.
  public func stageMigration(
    from first: Day, to second: Day, rule: LifecycleRule = LifecycleRule()
  ) -> Migration {
    Migration(
      from: stages(on: first, rule: rule).map { $0?.rawValue },
      to: stages(on: second, rule: rule).map { $0?.rawValue },
      names: LifecycleStage.allCases.map(\.rawValue))
  }
}
