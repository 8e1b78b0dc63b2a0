import Rapport

/// What `rapport value migration --json` prints.
struct MigrationReport: Encodable {
  struct Mover: Encodable {
    let customer: String
    let before: String?
    let after: String?
    let spendOfLastYear: Double
  }

  let from: Day
  let to: Day
  let by: MigrationGrouping
  let customers: Int
  let moved: Int
  let before: [String]
  let after: [String]
  let matrix: [[Int]]
  let stayed: [String: Double]
  let cuts: RFMCuts?
  let warnings: [String]
  let top: [Mover]
  let out: String?

  init(_ migration: CustomerMigration, out: String?) {
    from = migration.from
    to = migration.to
    by = migration.grouping
    customers = migration.moves.count
    moved = migration.moves.count { $0.hasMoved && $0.before != nil }
    before = migration.matrix.before
    after = migration.matrix.after
    matrix = migration.matrix.counts
    stayed = Dictionary(
      uniqueKeysWithValues: migration.matrix.before.compactMap { name in
        migration.matrix.stayed(in: name).map { (name, $0) }
      })
    cuts = migration.cuts
    warnings = migration.warnings.map(\.sentence)
    top = migration.worthMost(20).map {
      Mover(
        customer: $0.id.text, before: $0.before, after: $0.after, spendOfLastYear: $0.yearlySpend)
    }
    self.out = out
  }
}

extension CustomerMigration {
  /// Customers of the earlier day who moved, by what they spent in the last year.
  func worthMost(_ count: Int) -> [Move] {
    let movers = moves.enumerated().filter { $1.hasMoved && $1.before != nil }
    return movers.sorted {
      $0.element.yearlySpend != $1.element.yearlySpend
        ? $0.element.yearlySpend > $1.element.yearlySpend : $0.offset < $1.offset
    }.prefix(count).map(\.element)
  }
}

/// The same for people.
struct MigrationText {
  private let migration: CustomerMigration
  private let out: String?

  init(_ migration: CustomerMigration, out: String?) {
    (self.migration, self.out) = (migration, out)
  }

  /// The matrix, the yardstick, and who of the movers is worth most.
  var text: String {
    var parts = [head, table, movers]
    if let cuts = migration.cuts {
      parts.append(
        CutsText(cuts, title: "Cut points of \(migration.from), used on both days").text)
    }
    parts += migration.warnings.map { Paragraph("Note: " + $0.sentence).text }
    if let out { parts.append("Everybody's move is in \(out).") }
    return parts.joined(separator: "\n\n")
  }

  private var head: String {
    let known = migration.moves.count { $0.before != nil }
    let moved = migration.moves.count { $0.hasMoved && $0.before != nil }
    let new = migration.moves.count - known
    return "\(Figure.grouped(known)) customers on \(migration.from); "
      + "\(Figure.grouped(moved)) of them (\(Figure.percent(Double(moved) / Double(max(1, known))))) "
      + "stand elsewhere on \(migration.to), \(Figure.grouped(new)) are new."
  }

  /// Groups that hold nobody on either day are left out.
  private var table: String {
    let matrix = migration.matrix
    let rows = matrix.before.indices.filter { matrix.counts[$0].contains { $0 > 0 } }
    let columns = matrix.after.indices.filter { column in
      matrix.counts.contains { $0[column] > 0 }
    }
    var table = Table(
      [("from \\ to", .left)] + columns.map { (matrix.after[$0], .right) }
        + [("all", .right), ("stayed", .right)])
    for row in rows {
      table.add(
        [matrix.before[row]]
          + columns.map {
            matrix.counts[row][$0] > 0 ? Figure.grouped(matrix.counts[row][$0]) : "·"
          }
          + [
            Figure.grouped(matrix.counts[row].reduce(0, +)),
            matrix.stayed(in: matrix.before[row]).map(Figure.percent) ?? "",
          ])
    }
    let sums = columns.map { column in rows.reduce(0) { $0 + matrix.counts[$1][column] } }
    table.add(["all"] + sums.map(Figure.grouped) + [Figure.grouped(sums.reduce(0, +)), ""])
    return table.render()
  }

  private var movers: String {
    let most = migration.worthMost(10)
    guard !most.isEmpty else { return "Nobody moved." }
    var table = Table([
      ("customer", .left), ("spent in the last year", .right), ("was", .left), ("is", .left),
    ])
    for move in most {
      table.add([
        move.id.text, Figure.grouped(Int(move.yearlySpend.rounded())), move.before ?? "",
        move.after ?? Migration.leavers,
      ])
    }
    return "Who moved and spends most:\n" + table.render()
  }
}

/// Cut points as people read them.
struct CutsText {
  private let cuts: RFMCuts
  private let title: String

  init(_ cuts: RFMCuts, title: String = "Cut points") { (self.cuts, self.title) = (cuts, title) }

  /// Three lines under a title.
  var text: String {
    func bounds(_ values: [Double], _ decimals: Int) -> String {
      // R's interpolated quantiles need not be whole.
      let isWhole = values.allSatisfy { $0 == $0.rounded() }
      return values.map { Figure.decimals($0, isWhole ? 0 : max(1, decimals)) }
        .joined(separator: " | ")
    }
    return """
      \(title) (a value on a cut belongs to the group \(cuts.boundsBelongAbove ? "above" : "below") it):
        days since the last purchase, best level first: \(bounds(cuts.recency, 1))
        orders, level 1 first: \(bounds(cuts.frequency, 1))
        money spent, level 1 first: \(bounds(cuts.monetary, 2))
      """
  }
}
