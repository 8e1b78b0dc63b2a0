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
      lines += ["", "\(Figure.decimals(report.seconds, 1)) s"]
    }
    text = lines.joined(separator: "\n")
  }

  /// From what a model was made.
  static func origin(of model: RegisteredModel) -> String {
    "Fitted on \(Figure.grouped(model.card.lines)) lines up to \(model.card.lastDay); it knows "
      + "\(Figure.grouped(model.card.products)) products."
  }

  /// What was measured, or why nothing was.
  static func quality(of card: ModelCard) -> [String] {
    guard let test = card.test else {
      return ["Too few purchases to test on, so nothing is known of its quality."]
    }
    var table = Table([
      ("measured", .left), ("value", .right), ("95 % from", .right), ("to", .right),
    ])
    for name in shown {
      guard let metric = card.metrics[name] else { continue }
      table.add([name] + [metric.value, metric.low, metric.high].map { Figure.decimals($0, 4) })
    }
    return [
      "Tested on \(Figure.grouped(test.customers)) customers, \(test.lastTrainDay.advanced(by: 1)) "
        + "to \(test.lastTestDay), which that fit had not seen:", table.render(),
    ]
  }

  private static let shown = [
    "recall@10", "ndcg@10", "hit@10", "precision@10", "recall@20", "ndcg@20", "coverage@10",
    "novelty@10",
  ]
}
