public import Commerce

/// One customer whom the audience means, with what decides whether a contact is allowed and can arrive.
public struct AudienceMember: Sendable, Equatable {
  /// Who.
  public let customer: CustomerID
  /// Address, household and the rest, where the shop knows any.
  public let contact: CustomerDirectory.Customer?
  /// The customer's segment.
  public let segment: String
  /// The day of the newest purchase.
  public let lastPurchase: Day
  /// Whether the customer has bought a product that the campaign leaves owners of out.
  public let ownsExcludedProduct: Bool

  /// Describes a member.
  public init(
    customer: CustomerID, contact: CustomerDirectory.Customer?, segment: String,
    lastPurchase: Day, ownsExcludedProduct: Bool = false
  ) {
    self.customer = customer
    self.contact = contact
    self.segment = segment
    self.lastPurchase = lastPurchase
    self.ownsExcludedProduct = ownsExcludedProduct
  }

  /// The household, else the customer.
  public var unit: String {
    AssignmentUnit.name(customer: customer.text, household: contact?.household)
  }

  /// Whether offers may be chosen by what the customer bought; a customer of whom nothing is said may be.
  public var mayBePersonalised: Bool { contact?.personalise ?? true }
}
