import Rapport

/// What `rapport value stages --json` prints.
struct StageReport: Encodable {
  let stages: [LifecycleStage]
  let days: [Day]
  let counts: [[Int]]
  let stepDays: Int
  let transitions: [[Int]]
  let rule: String
  let out: String?

  init(_ history: StageHistory, out: String?) {
    stages = LifecycleStage.allCases
    days = history.days
    counts = history.counts
    stepDays = history.step
    transitions = history.transitions
    rule = LifecycleRule().sentence
    self.out = out
  }
}

/// The same for people.
struct StageText {
  private let history: StageHistory
  private let out: String?

  init(_ history: StageHistory, out: String?) { (self.history, self.out) = (history, out) }

  /// Counts over time, then the chances of passing on.
  var text: String {
    var counts = Table(
      [("day", .left)] + LifecycleStage.allCases.map { ($0.rawValue, .right) } + [("all", .right)])
    for (day, row) in zip(history.days, history.counts) {
      counts.add(
        [day.description] + row.map(Figure.grouped) + [Figure.grouped(row.reduce(0, +))])
    }
    var chances = Table(
      [("from \\ to", .left)] + LifecycleStage.allCases.map { ($0.rawValue, .right) }
        + [("passages", .right)])
    for (place, stage) in LifecycleStage.allCases.enumerated() {
      chances.add(
        [stage.rawValue]
          + LifecycleStage.allCases.map { next in
            history.chance(from: stage, to: next).map(Figure.percent) ?? "–"
          } + [Figure.grouped(history.transitions[place].reduce(0, +))])
    }
    var parts = [
      "Customers by stage of the life cycle\n" + counts.render(),
      "How they passed on within \(history.step) days, all steps together\n" + chances.render(),
      Paragraph(LifecycleRule().sentence).text,
    ]
    if let out { parts.append("The counts are in \(out).") }
    return parts.joined(separator: "\n\n")
  }
}
