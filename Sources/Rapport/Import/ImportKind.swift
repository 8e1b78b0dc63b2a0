/// What a file tells of.
public enum ImportKind: String, Sendable, CaseIterable, Encodable {
  /// Lines of receipts.
  case purchases
  /// Addresses and other facts of customers.
  case customers
  /// Names, categories, prices and stock of products.
  case products
  /// Dated statements of customers about being contacted.
  case consent
  /// Who was contacted by which campaign.
  case contacts
  /// What the contacted did.
  case responses
}
