/// What was erased of a customer, and where else the customer is still named.
public struct ForgetReport: Sendable, Equatable, Encodable {
  /// The customer, as written in the purchases.
  public let customer: String
  /// Whether the customer had been erased before, so that nothing was left to do.
  public var wasForgotten = false
  /// Lines of purchases, returns included.
  public var lines = 0
  /// Orders.
  public var orders = 0
  /// Statements of consent.
  public var consentEvents = 0
  /// Places in campaigns: treated, held back or left out.
  public var assignments = 0
  /// Contacts.
  public var contacts = 0
  /// Answers to campaigns.
  public var responses = 0
  /// Files of the workspace's lists and reports that still name the customer, relative to its folder, sorted.
  ///
  /// They are checked against their campaign when they are used, so they are not rewritten.
  public var files: [String] = []
  /// Whether this was a rehearsal.
  public let isDryRun: Bool

  init(customer: String, isDryRun: Bool) {
    self.customer = customer
    self.isDryRun = isDryRun
  }

  /// Names as programs read them.
  private enum CodingKeys: String, CodingKey {
    case customer, wasForgotten, lines, orders, consentEvents, assignments, contacts, responses
    case files
    case isDryRun = "dryRun"
  }
}
