import Rapport

/// Recommendations, neighbours and reasons, for people.
enum RecommendationText {
  /// One customer's list.
  static func list(_ list: CustomerRecommendations) -> String {
    guard !list.items.isEmpty else {
      return heading(list)
        + "\n\nNo product passes all filters. One whose price is not known passes no limit of price "
        + "(import prices with: rapport import products FILE), and what was bought before needs "
        + "--repeats allow."
    }
    // Columns that only some lists have stand between the score and the reason.
    let extra: [(title: String, cell: (RecommendedProduct) -> String?)] = [
      ("chance", { $0.probability.map { "\(Figure.decimals(100 * $0, 1)) %" } }),
      ("expected margin", { $0.expectedMargin.map { Figure.decimals($0, 3) } }),
    ].filter { column in list.items.contains { column.cell($0) != nil } }
    var table = Table(
      [("", .right), ("product", .left), ("name", .left), ("score", .right)]
        + extra.map { ($0.title, .right) } + [("because", .left)])
    for item in list.items {
      let start = [
        String(item.rank), item.product.text, item.name, Figure.decimals(Double(item.score), 3),
      ]
      table.add(start + extra.map { $0.cell(item) ?? "" } + [item.reasons.first?.text ?? ""])
      for reason in item.reasons.dropFirst() {
        table.add([String](repeating: "", count: 4 + extra.count) + [reason.text])
      }
    }
    return [heading(list), "", table.render()].joined(separator: "\n")
  }

  /// Whose list it is; strangers are told that it is everybody's.
  private static func heading(_ list: CustomerRecommendations) -> String {
    let model = "version \(list.model.version) (\(list.model.card.name)), as of \(list.asOf)"
    if list.isPersonal { return "For customer \(list.customer), \(model):" }
    let groups = list.groups.joined(separator: ", ")
    if !groups.isEmpty {
      return "Customer \(list.customer) has no list of their own yet, so this is what is popular "
        + "with \(groups); \(model):"
    }
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
    let known = audience.standIns.prefix(3).map(\.text).joined(separator: ", ")
    let judged = known.isEmpty ? "" : " (new; judged by what is most like it, as \(known))"
    return "Customers for \(audience.product) \(audience.name)\(judged):\n\n\(table.render())"
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
