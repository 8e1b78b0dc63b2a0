import Rapport

/// Recommendations, neighbours and reasons, for people.
enum RecommendationText {
  /// One customer's list.
  static func list(_ list: CustomerRecommendations) -> String {
    var table = Table([
      ("", .right), ("product", .left), ("name", .left), ("score", .right), ("because", .left),
    ])
    for item in list.items {
      table.add([
        String(item.rank), item.product.text, item.name, Figure.decimals(Double(item.score), 3),
        item.reasons.first?.text ?? "",
      ])
      for reason in item.reasons.dropFirst() { table.add(["", "", "", "", reason.text]) }
    }
    return [heading(list), "", table.render()].joined(separator: "\n")
  }

  /// Whose list it is; strangers are told that it is everybody's.
  private static func heading(_ list: CustomerRecommendations) -> String {
    let model = "version \(list.model.version) (\(list.model.card.name)), as of \(list.asOf)"
    if list.isPersonal { return "For customer \(list.customer), \(model):" }
    return list.isKnown
      ? "Customer \(list.customer) gets what is popular, not a personal list; \(model):"
      : "Customer \(list.customer) has never bought here, so this is what is popular; \(model):"
  }

  /// The customers for a product.
  static func audience(_ audience: ProductAudience) -> String {
    var table = Table([("", .right), ("customer", .left), ("score", .right)])
    for item in audience.items {
      table.add([
        String(item.rank), item.customer.text, Figure.decimals(Double(item.score), 3),
      ])
    }
    return "Customers for \(audience.product) \(audience.name):\n\n\(table.render())"
  }

  /// What is like a product.
  static func similar(_ similar: SimilarProducts) -> String {
    var table = Table([("", .right), ("product", .left), ("name", .left), ("score", .right)])
    for item in similar.items {
      table.add([
        String(item.rank), item.product.text, item.name, Figure.decimals(Double(item.score), 3),
      ])
    }
    return "Most like \(similar.product) \(similar.name):\n\n\(table.render())"
  }

  /// Why a product fits a customer.
  static func explanation(_ explanation: Explanation) -> String {
    let score = Figure.decimals(Double(explanation.score), 3)
    let head =
      "\(explanation.product) \(explanation.name) for customer \(explanation.customer): score "
      + "\(score), rank \(Figure.grouped(explanation.rank)) of "
      + "\(Figure.grouped(explanation.model.card.products)) by version "
      + "\(explanation.model.version) (\(explanation.model.card.name))"
    return ([head, ""] + explanation.reasons.map { "  • \($0.text)" }).joined(separator: "\n")
  }
}
