public import Commerce
public import Recommenders

/// Why a product is recommended: a word for programs and a sentence for people.
public struct SpokenReason: Sendable, Equatable, Encodable {
  /// A stable word, as in `bought-together`.
  public let kind: String
  /// The reason in words, with product names.
  public let text: String

  /// Says a reason with the names of a catalogue.
  public init(_ reason: Reason, _ catalogue: Catalogue) {
    kind = reason.kind
    text = reason.sentence(catalogue)
  }
}

/// One place of a customer's list.
public struct RecommendedProduct: Sendable, Equatable {
  /// The product.
  public let product: ProductID
  /// The name people read.
  public let name: String
  /// The model's score; higher is better, the scale is the model's.
  public let score: Float
  /// 1 for the best.
  public let rank: Int
  /// The strongest reasons first.
  public let reasons: [SpokenReason]
  /// The chance that the customer buys it within the model's window, 0 to 1, where that was learned.
  public var probability: Double?
  /// That chance times what one sale leaves, in the currency, where the list was made by margin.
  public var expectedMargin: Double?
}

/// What a customer should be offered.
public struct CustomerRecommendations: Sendable {
  /// The customer.
  public let customer: CustomerID
  /// Whether the customer has bought anything by that day.
  public let isKnown: Bool
  /// Whether the list is the customer's own and not the popular one.
  public let isPersonal: Bool
  /// The day that was today.
  public let asOf: Day
  /// The model that served.
  public let model: RegisteredModel
  /// The list, best first.
  public let items: [RecommendedProduct]
  /// The groups whose taste stands in for a newcomer's own, as in `country=France`.
  public var groups: [String] = []
  /// What was said of a newcomer and tells the model nothing, as in `country=Atlantis`.
  public var unknownFacts: [String] = []
}

extension RecommendedProduct: Encodable {
  private enum Key: String, CodingKey {
    case product, name, score, rank, reasons, probability, expectedMargin
  }

  /// The keys programs are promised.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(product.text, forKey: .product)
    try container.encode(name, forKey: .name)
    try container.encode(score, forKey: .score)
    try container.encode(rank, forKey: .rank)
    try container.encode(reasons, forKey: .reasons)
    try container.encodeIfPresent(probability, forKey: .probability)
    try container.encodeIfPresent(expectedMargin, forKey: .expectedMargin)
  }
}

extension CustomerRecommendations: Encodable {
  private enum Key: String, CodingKey {
    case customer, known, personal, groups, unknownFacts, asOf, model, version, items
  }

  /// The keys programs are promised.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(customer.text, forKey: .customer)
    try container.encode(isKnown, forKey: .known)
    try container.encode(isPersonal, forKey: .personal)
    if !groups.isEmpty { try container.encode(groups, forKey: .groups) }
    if !unknownFacts.isEmpty { try container.encode(unknownFacts, forKey: .unknownFacts) }
    try container.encode(asOf, forKey: .asOf)
    try container.encode(model.card.name, forKey: .model)
    try container.encode(model.version, forKey: .version)
    try container.encode(items, forKey: .items)
  }
}
