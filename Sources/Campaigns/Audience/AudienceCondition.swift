public import CustomerValue

/// Who is meant: a condition on what is known of a customer.
///
/// Read from text by `AudienceCondition(_:vocabulary:)`, as in
/// `segment: champions and recencyDays < 90 and country = "Germany" and not bought product "P7"`.
public indirect enum AudienceCondition: Hashable, Sendable {
  /// Everybody.
  case everybody
  /// A field compared with a value.
  case comparison(field: String, Relation, FieldValue)
  /// A field that is one of some values.
  case membership(field: String, [FieldValue])
  /// A field about which nothing is known.
  case unknown(field: String)
  /// Something bought.
  case bought(BoughtTest)
  /// All of some conditions.
  case all([AudienceCondition])
  /// At least one of some conditions.
  case any([AudienceCondition])
  /// The opposite.
  case not(AudienceCondition)

  /// How a field and a value are compared.
  public enum Relation: String, Sendable {
    /// The same; texts are compared without regard to case.
    case equal = "="
    /// Not the same.
    case notEqual = "!="
    /// Lower, or an earlier day.
    case less = "<"
    /// Lower or the same.
    case lessOrEqual = "<="
    /// Higher, or a later day.
    case greater = ">"
    /// Higher or the same.
    case greaterOrEqual = ">="
  }
}

/// A question about purchases: `bought product "P7"`, `bought category "Tea" within 90 days`.
public struct BoughtTest: Hashable, Sendable {
  /// What the name names.
  public enum Subject: String, Sendable, CaseIterable {
    /// A product's id.
    case product
    /// A category of the catalogue.
    case category
    /// A department of the catalogue.
    case department
    /// A brand of the catalogue.
    case brand
  }

  /// What the name names.
  public let subject: Subject
  /// The id or the name.
  public let name: String
  /// Only purchases of so many last days count; `nil` for all.
  public let withinDays: Int?

  /// Asks about a product or a group of products.
  public init(_ subject: Subject, _ name: String, withinDays: Int? = nil) {
    self.subject = subject
    self.name = name
    self.withinDays = withinDays
  }
}

extension AudienceCondition {
  /// The names of all fields that the condition looks at.
  public var fields: Set<String> {
    switch self {
    case .comparison(let field, _, _), .membership(let field, _), .unknown(let field): [field]
    case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.fields) }
    case .not(let part): part.fields
    case .everybody, .bought: []
    }
  }

  /// Every purchase question in the condition, in reading order.
  public var boughtTests: [BoughtTest] {
    switch self {
    case .bought(let test): [test]
    case .all(let parts), .any(let parts): parts.flatMap(\.boughtTests)
    case .not(let part): part.boughtTests
    case .everybody, .comparison, .membership, .unknown: []
    }
  }
}
