/// The fields of a file of contacts: what a mail house or an e-mail service says it sent.
enum ContactField: Int, ImportField {
  case campaign, customer, key, channel, offer, status, time

  static let kind = ImportKind.contacts
  static let required: [[ContactField]] = [[.campaign, .key], [.customer, .key], [.time]]
  static let dates: [ContactField] = [.time]

  var synonyms: [String] {
    switch self {
    case .campaign: ["campaignname", "mailing"]
    case .customer: CustomerField.customer.synonyms
    case .key: ["keycode", "code"]
    case .channel: ["medium"]
    case .offer: ["offername"]
    case .status: ["state", "result", "deliverystatus"]
    case .time: ["timestamp", "date", "datetime", "day", "sent", "sentat", "maildate"]
    }
  }
}

/// The fields of a file of responses: what the contacted did.
enum ResponseField: Int, ImportField {
  case campaign, customer, email, key, event, time, amount

  static let kind = ImportKind.responses
  static let required: [[ResponseField]] = [
    [.campaign, .key], [.customer, .email, .key], [.event], [.time],
  ]
  static let dates: [ResponseField] = [.time]
  static let numbers: [ResponseField] = [.amount]

  var synonyms: [String] {
    switch self {
    case .campaign: ["campaignname", "mailing"]
    case .customer: CustomerField.customer.synonyms
    case .email: ["emailaddress", "mail", "recipient"]
    case .key: ["keycode", "code"]
    case .event: ["type", "eventtype", "response"]
    case .time: ["timestamp", "date", "datetime", "day", "eventtime"]
    case .amount: ["revenue", "value"]
    }
  }
}

/// What the contacted did.
public enum ResponseEvent: String, Sendable, CaseIterable {
  /// It arrived.
  case delivered
  /// It was opened.
  case opened
  /// A link in it was followed.
  case clicked
  /// The reader wants no more of it; consent for its channel and purpose is withdrawn.
  case unsubscribed
  /// It came back.
  case bounced
  /// The reader complained; that is an objection.
  case complained
  /// The reader bought.
  case bought
}
