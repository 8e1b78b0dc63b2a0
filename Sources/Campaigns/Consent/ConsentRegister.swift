public import Commerce

/// What customers allow on a day, for one channel and one purpose.
///
/// Consent is a history of dated statements; the latest one on or before the day decides, and at the same
/// moment the stricter one. Statements about `any` channel or purpose count for each. An objection is
/// absolute: one made on any channel counts for all of them, until the customer grants again later.
public struct ConsentRegister: Sendable {
  /// Where a customer stands.
  public enum Standing: Sendable, Equatable {
    /// Agreed.
    case granted
    /// Took an agreement back.
    case withdrawn
    /// Objected.
    case objected
    /// Never said anything that counts here.
    case silent
  }

  private let latest: [CustomerID: ConsentEvent]

  /// Finds what counts among all statements.
  ///
  /// - Parameters:
  ///   - events: Everything customers said, in any order.
  ///   - day: The day the list is for; statements of that day count, later ones do not exist yet.
  ///   - channel: The channel of the contact.
  ///   - purpose: The purpose of the contact.
  /// - Complexity: O(n) for n statements.
  public init(
    _ events: some Sequence<ConsentEvent>, asOf day: Day, channel: Channel.Kind, purpose: String
  ) {
    let purpose = purpose.lowercased()
    var latest: [CustomerID: ConsentEvent] = [:]
    for event in events where event.time.day <= day {
      let hasPurpose = ["any", purpose].contains(event.purpose.lowercased())
      let hasChannel =
        event.status == .objected
        || ["any", channel.rawValue].contains(event.channel.lowercased())
      guard hasPurpose, hasChannel else { continue }
      if let known = latest[event.customer], !event.outranks(known) { continue }
      latest[event.customer] = event
    }
    self.latest = latest
  }

  /// Where a customer stands.
  public func standing(of customer: CustomerID) -> Standing {
    switch latest[customer]?.status {
    case .granted: .granted
    case .withdrawn: .withdrawn
    case .objected: .objected
    case nil: .silent
    }
  }

  /// Why a rule keeps a customer out, or `nil` if it does not.
  public func refusal(
    of customer: CustomerID, under rule: Channel.ConsentRule
  ) -> ExclusionReason? {
    switch standing(of: customer) {
    case .objected: .objected
    case .withdrawn: .consentWithdrawn
    case .silent: rule == .required ? .noConsent : nil
    case .granted: nil
    }
  }
}

extension ConsentEvent {
  /// Whether this statement counts rather than another one.
  fileprivate func outranks(_ other: ConsentEvent) -> Bool {
    time != other.time ? time > other.time : status.strictness > other.status.strictness
  }
}

extension ConsentEvent.Status {
  fileprivate var strictness: Int {
    switch self {
    case .granted: 0
    case .withdrawn: 1
    case .objected: 2
    }
  }
}
