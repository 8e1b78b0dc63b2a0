/// A string id that cannot be mistaken for an id of another kind.
public protocol Identifier: Hashable, Sendable, CustomStringConvertible {
  /// The id as the business writes it; case and leading zeros matter.
  var text: String { get }
  /// Wraps the id as the business writes it.
  init(_ text: String)
}

extension Identifier {
  /// The id itself.
  public var description: String { text }
}

/// A customer: a person, a household's card or a firm, as the shop numbers them.
public struct CustomerID: Identifier, ExpressibleByStringLiteral {
  /// The id as the business writes it.
  public let text: String
  /// Wraps the id as the business writes it.
  public init(_ text: String) { self.text = text }
  /// Allows `"C42"` in code.
  public init(stringLiteral value: String) { self.init(value) }
}

/// A product: an article number, a fund, an appeal.
public struct ProductID: Identifier, ExpressibleByStringLiteral {
  /// The id as the business writes it.
  public let text: String
  /// Wraps the id as the business writes it.
  public init(_ text: String) { self.text = text }
  /// Allows `"P7"` in code.
  public init(stringLiteral value: String) { self.init(value) }
}

/// An order: an invoice, a till receipt, a donation.
///
/// Unique within one customer.
public struct OrderID: Identifier, ExpressibleByStringLiteral {
  /// The id as the business writes it.
  public let text: String
  /// Wraps the id as the business writes it.
  public init(_ text: String) { self.text = text }
  /// Allows `"536365"` in code.
  public init(stringLiteral value: String) { self.init(value) }
}
