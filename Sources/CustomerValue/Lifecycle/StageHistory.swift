public import Commerce

/// How many customers stood in each stage of the life cycle over time, and how they passed between them.
public struct StageHistory: Sendable, Equatable {
  /// The days that were looked at, ascending.
  public let days: [Day]
  /// The days between two of them.
  public let step: Int
  /// Customers by day (row) and stage (column, in the stages' order).
  public let counts: [[Int]]
  /// Passages from a stage (row) to a stage (column) within one step, all steps added up.
  public let transitions: [[Int]]

  /// Looks at every so many days up to a day.
  ///
  /// - Parameters:
  ///   - visits: The days on which customers bought.
  ///   - first: The first day that may be looked at.
  ///   - last: The last day, which is looked at in any case.
  ///   - step: How many days lie between two looks, at least 1.
  ///   - rule: What the stages are.
  public init(
    _ visits: PurchaseDays, from first: Day, through last: Day, every step: Int,
    rule: LifecycleRule = LifecycleRule()
  ) {
    let looks = max(0, first.distance(to: last)) / max(1, step)
    days = (0...looks).reversed().map { last.advanced(by: -$0 * max(1, step)) }
    self.step = max(1, step)
    let stages = LifecycleStage.allCases
    let placeOf = Dictionary(uniqueKeysWithValues: zip(stages, stages.indices))
    var transitions = stages.map { _ in stages.map { _ in 0 } }
    var counts: [[Int]] = []
    var before: [LifecycleStage?] = []
    for day in days {
      let now = visits.stages(on: day, rule: rule)
      counts.append(stages.map { stage in now.count { $0 == stage } })
      for (was, stands) in zip(before, now) {
        guard let was, let stands, let row = placeOf[was], let column = placeOf[stands] else {
          continue
        }
        transitions[row][column] += 1
      }
      before = now
    }
    self.counts = counts
    self.transitions = transitions
  }

  /// The share of those in a stage who stand in another one a step later; `nil` for an empty stage.
  public func chance(from stage: LifecycleStage, to next: LifecycleStage) -> Double? {
    let stages = LifecycleStage.allCases
    guard let row = stages.firstIndex(of: stage), let column = stages.firstIndex(of: next) else {
      return nil
    }
    let all = transitions[row].reduce(0, +)
    return all > 0 ? Double(transitions[row][column]) / Double(all) : nil
  }
}
