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
    let speaks = list.items.contains { !$0.reasons.isEmpty }
    var table = Table(
      [("", .right), ("product", .left), ("name", .left), ("score", .right)]
        + extra.map { ($0.title, .right) } + (speaks ? [("because", .left)] : []))
    let score = Figure.scores(list.items.map(\.score))
    for item in list.items {
      let start = [String(item.rank), item.product.text, item.name, score(item.score)]
      let reason = speaks ? [item.reasons.first?.text ?? ""] : []
      table.add(start + extra.map { $0.cell(item) ?? "" } + reason)
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
    let isLater = list.asOf < list.model.card.lastDay
    let nothing = isLater ? "had bought nothing by \(list.asOf)" : "has never bought here"
    let strange = list.unknownFacts.joined(separator: ", ")
    let unheard = strange.isEmpty ? "" : " (nothing is known of \(strange))"
    if !groups.isEmpty {
      return "Customer \(list.customer) has no list of their own yet, so this is what is popular "
        + "with \(groups)\(unheard); \(model):"
    }
    return list.isKnown
      ? "Customer \(list.customer) gets what is popular, not a personal list; \(model):"
      : "Customer \(list.customer) \(nothing), so this is what is popular\(unheard); \(model):"
  }

  /// The customers for a product.
  static func audience(_ audience: ProductAudience) -> String {
    var table = Table([("", .right), ("customer", .left), ("score", .right)])
    let score = Figure.scores(audience.items.map(\.score))
    for item in audience.items {
      table.add([String(item.rank), item.customer.text, score(item.score)])
    }
    let known = audience.standIns.prefix(3).map(\.text).joined(separator: ", ")
    let judged = known.isEmpty ? "" : " (new; judged by what is most like it, as \(known))"
    let head = "Customers for \(audience.product) \(audience.name)\(judged):"
    guard !audience.items.isEmpty else {
      return "\(head)\n\nNobody is left: whoever bought it before needs --repeats allow."
    }
    return ([head, "", table.render()] + notes(audience)).joined(separator: "\n")
  }

  /// What must be known to use a list of customers.
  private static func notes(_ audience: ProductAudience) -> [String] {
    var notes: [String] = []
    if let obstacle = audience.obstacle {
      notes.append("It is \(obstacle), so no customer's list has it at present.")
    }
    if audience.items.count > 1, audience.items.first?.score == audience.items.last?.score {
      notes.append(
        "All have the same score: this model cannot tell them apart for this product, and they stand by id."
      )
    }
    return notes.isEmpty ? [] : [""] + notes
  }

  /// What is like a product.
  static func similar(_ similar: SimilarProducts) -> String {
    var table = Table([("", .right), ("product", .left), ("name", .left), ("score", .right)])
    guard !similar.items.isEmpty else {
      return "This model knows no product like \(similar.product) \(similar.name)."
    }
    let score = Figure.scores(similar.items.map(\.score))
    for item in similar.items {
      table.add([String(item.rank), item.product.text, item.name, score(item.score)])
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
