import Rapport

/// What a training made, for people.
struct TrainingSummary {
  let text: String

  init(_ report: TrainingReport) {
    let model = report.model
    var lines = [
      "Version \(model.version) (\(model.card.name)) is \(model.status.rawValue). \(report.reason)"
    ]
    if report.decision != .notDue {
      lines += ["", Self.origin(of: model), ""] + Self.quality(of: model.card)
      lines += Self.trials(of: model.card)
      lines += ["", "\(Figure.decimals(report.seconds, 1)) s"]
    }
    text = lines.joined(separator: "\n")
  }

  /// From what a model was made.
  static func origin(of model: RegisteredModel) -> String {
    let lines = "Fitted on \(Figure.grouped(model.card.lines)) lines up to \(model.card.lastDay)"
    guard model.card.kind == .recommender else { return lines + "." }
    return "\(lines); it knows \(Figure.grouped(model.card.products)) products."
  }

  /// What was measured, or why nothing was.
  static func quality(of card: ModelCard) -> [String] {
    if card.kind == .value {
      return [Paragraph(card.verdict ?? "The history is too short to test a model on.").text]
    }
    guard let test = card.test else {
      return ["Too few purchases to test on, so nothing is known of its quality."]
    }
    var table = Table([
      ("measured", .left), ("value", .right), ("95 % from", .right), ("to", .right),
    ])
    for name in shown {
      guard let metric = card.metrics[name] else { continue }
      // What is counted once for all customers, as coverage, has no interval; one of no width would claim certainty.
      let known =
        metric.low < metric.high ? [metric.value, metric.low, metric.high] : [metric.value]
      let cells = known.map { Figure.decimals($0, 4) }
      table.add([name] + cells + [String](repeating: "", count: 3 - cells.count))
    }
    return [
      "Tested on \(Figure.grouped(test.customers)) customers, \(test.lastTrainDay.advanced(by: 1)) "
        + "to \(test.lastTestDay), which that fit had not seen:", table.render(),
    ]
  }

  /// What `auto` tried, side by side, best first; nothing for other recipes.
  static func trials(of card: ModelCard) -> [String] { table(of: card.trials ?? []) }

  /// The same for trials by themselves.
  static func table(of trials: [AutoTrial]) -> [String] {
    guard trials.contains(where: { $0.score != nil }) else { return [] }
    var table = Table([
      ("side", .left), ("tried", .left), ("ndcg@20", .right), ("verdict", .left),
    ])
    let sides = trials.reduce(into: [String]()) { sides, trial in
      if !sides.contains(trial.side) { sides.append(trial.side) }
    }
    for side in sides {
      let own = trials.enumerated().filter { $0.element.side == side }.sorted { a, b in
        (a.element.score ?? -1, b.offset) > (b.element.score ?? -1, a.offset)
      }
      for (_, trial) in own {
        table.add([
          side, trial.configuration.summary, trial.score.map { Figure.decimals($0, 4) } ?? "–",
          trial.verdict.rawValue,
        ])
      }
    }
    let chosen = trials.filter { $0.verdict == .chosen }.count
    return [
      "",
      chosen == 1
        ? "One of \(trials.count) recipes was chosen on purchases kept back from training:"
        : "\(chosen) of \(trials.count) recipes were blended, compared on purchases kept back from "
          + "training:", table.render(),
    ]
  }

  private static let shown = [
    "recall@10", "ndcg@10", "hit@10", "precision@10", "recall@20", "ndcg@20", "coverage@10",
    "novelty@10",
  ]
}
