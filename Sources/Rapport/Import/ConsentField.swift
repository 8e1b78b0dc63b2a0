import Commerce

/// The fields of a file of consent.
enum ConsentField: Int, ImportField {
  case customer, channel, purpose, status, time

  static let kind = ImportKind.consent
  static let required: [[ConsentField]] = [[.customer], [.status], [.time]]
  static let dates: [ConsentField] = [.time]

  var synonyms: [String] {
    switch self {
    case .customer: CustomerField.customer.synonyms
    case .channel: ["medium"]
    case .purpose: ["topic"]
    case .status: ["consent", "state", "permission"]
    case .time: ["timestamp", "date", "datetime", "day", "updated", "updatedat", "changedat"]
    }
  }
}

extension ConsentEvent.Status {
  /// Understands the words that newsletters and registers use.
  init?(word: String) {
    switch word.lowercased().filter({ $0.isLetter }) {
    case "granted", "grant", "given", "optin", "optedin", "subscribed", "yes", "true":
      self = .granted
    case "withdrawn", "revoked", "optout", "optedout", "unsubscribed", "no", "false":
      self = .withdrawn
    case "objected", "objection", "blocked", "suppressed", "donotcontact": self = .objected
    default: return nil
    }
  }
}
