import Rapport

/// Trained models, for people.
enum ModelText {
  /// All versions, a line each.
  static func table(_ models: [RegisteredModel]) -> String {
    guard !models.isEmpty else { return "There are no models yet. Train one: rapport train." }
    var table = Table([
      ("version", .right), ("status", .left), ("kind", .left), ("name", .left), ("up to", .left),
      ("lines", .right), ("ndcg@10", .right), ("parent", .right), ("trained", .left),
    ])
    for model in models {
      table.add([
        String(model.version), model.status.rawValue, model.card.kind.rawValue, model.card.name,
        "\(model.card.lastDay)", Figure.grouped(model.card.lines),
        model.card.metrics["ndcg@10"].map { Figure.decimals($0.value, 4) } ?? "–",
        model.card.parent.map(String.init) ?? "–", model.createdAt,
      ])
    }
    return table.render()
  }

  /// Everything a card says.
  static func card(_ model: RegisteredModel) -> String {
    let facts = [
      "Version \(model.version) (\(model.card.name)) is \(model.status.rawValue); its file is whole.",
      TrainingSummary.origin(of: model),
      "Trained \(model.createdAt) UTC by Rapport \(model.card.library), seed \(model.card.seed), "
        + "\(Figure.grouped(model.bytes)) bytes",
      "purchases \(model.card.fingerprint)", "checksum  \(model.checksum)",
    ]
    let recipe = model.card.recipe.map { ["", "Recipe:"] + $0.lines.map { "  \($0)" } } ?? []
    let groups = (model.card.groups?.names).map { names in
      ["", "Groups of similar customers:"] + names.map { "  \($0)" }
    }
    let fits = model.card.value.map { value in
      [value.purchases, value.warnings, value.spend].compactMap(\.self).flatMap {
        ["", ValueFitReport.text($0, seconds: nil)]
      }
    }
    return
      (facts + recipe + [""] + TrainingSummary.quality(of: model.card)
      + TrainingSummary.trials(of: model.card) + (groups ?? [])
      + (fits ?? []))
      .joined(separator: "\n")
  }

  /// A change of the live version.
  static func live(_ model: RegisteredModel) -> String {
    "Version \(model.version) (\(model.card.name)) is live."
  }
}
