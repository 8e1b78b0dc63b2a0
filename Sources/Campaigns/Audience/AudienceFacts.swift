public import CustomerValue

/// What can be asked about one customer.
public protocol AudienceFacts {
  /// The value of a field, or `nil` where nothing is known.
  func value(of field: String) -> FieldValue?
  /// Whether the customer bought what a question names.
  func hasBought(_ test: BoughtTest) -> Bool
}
