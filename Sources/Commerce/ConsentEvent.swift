/// One dated statement of a customer about being contacted.
///
/// Consent is a history, not a flag: what holds on a day is decided by the newest event up to that day for
/// the channel and purpose in question.
public struct ConsentEvent: Hashable, Sendable {
  /// What the customer said.
  public enum Status: String, Sendable, CaseIterable {
    /// The customer agreed.
    case granted
    /// The customer took an agreement back.
    case withdrawn
    /// The customer objected, agreement or not.
    case objected
  }

  /// Who said it.
  public var customer: CustomerID
  /// About which channel, in lower case, as in `email`; `any` stands for every channel.
  public var channel: String
  /// For which purpose, in lower case, as in `marketing`; `any` stands for every purpose.
  public var purpose: String
  /// What was said.
  public var status: Status
  /// When it was said.
  public var time: Timestamp

  /// Records a statement.
  public init(
    customer: CustomerID, channel: String, purpose: String, status: Status, time: Timestamp
  ) {
    self.customer = customer
    self.channel = channel
    self.purpose = purpose
    self.status = status
    self.time = time
  }
}
