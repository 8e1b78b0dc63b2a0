public import Commerce

/// A way to reach people, with what it costs and what it needs.
public struct Channel: Sendable, Equatable {
  /// The kinds of channel.
  public enum Kind: String, Sendable, CaseIterable {
    /// Electronic mail.
    case email
    /// A letter or a catalogue.
    case post
    /// A call.
    case phone
    /// A text message.
    case sms

    /// Whether people must have agreed beforehand.
    ///
    /// Electronic channels and calls need a grant; a letter rests on legitimate interest and needs only
    /// that nobody objected. What the law asks is the marketer's to know: a plan can ask for more or less.
    public var usuallyNeedsConsent: Bool { self != .post }
  }

  /// What must be known of consent before a contact.
  public enum ConsentRule: String, Sendable, CaseIterable {
    /// A grant that still holds.
    case required
    /// Only that nothing was withdrawn or objected to.
    case notObjected
  }

  /// What must be known of the address.
  public enum AddressRule: String, Sendable, CaseIterable {
    /// The workspace must have it.
    case required
    /// Someone else has it, and matches by customer id.
    case elsewhere
  }

  /// The kind.
  public var kind: Kind
  /// What one contact costs here, or `nil` for the campaign's `unitCost`.
  public var unitCost: Money?
  /// What must be known of consent.
  public var consent: ConsentRule
  /// What must be known of the address.
  public var address: AddressRule

  /// Describes a channel; consent is required as is usual for the kind.
  public init(
    _ kind: Kind, unitCost: Money? = nil, consent: ConsentRule? = nil,
    address: AddressRule = .required
  ) {
    self.kind = kind
    self.unitCost = unitCost
    self.consent = consent ?? (kind.usuallyNeedsConsent ? .required : .notObjected)
    self.address = address
  }

  /// Whether a contact can arrive, as far as the directory tells.
  public func reaches(_ customer: CustomerDirectory.Customer?) -> Bool {
    guard address == .required else { return true }
    guard let customer else { return false }
    switch kind {
    case .email: return customer.email.map(Self.looksLikeEmail) ?? false
    case .post:
      return customer.name.isGiven && customer.address1.isGiven
        && (customer.city.isGiven || customer.postcode.isGiven)
    case .phone, .sms: return customer.phone.isGiven
    }
  }

  /// One @ with something on both sides, a dot in the domain, printable ASCII only before the @.
  static func looksLikeEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].split(separator: ".").count > 1 else {
      return false
    }
    return parts[0].utf8.allSatisfy { $0 > 32 && $0 < 127 } && !text.contains(where: \.isWhitespace)
  }
}

extension String? {
  /// Whether there is anything but blanks.
  fileprivate var isGiven: Bool { self?.contains { !$0.isWhitespace } ?? false }
}
