/// Why somebody of the audience gets nothing; the first reason in this order is the one that is given.
///
/// The law comes first, then what cannot arrive, then what would be too much, then what the campaign
/// itself leaves out, and money last.
public enum ExclusionReason: String, Sendable, CaseIterable, Comparable {
  /// Objected to contacts of this purpose.
  case objected
  /// Named on the campaign's suppression list.
  case suppressed
  /// Took back the consent for this channel and purpose.
  case consentWithdrawn
  /// Never consented to this channel and purpose.
  case noConsent
  /// An earlier message came back.
  case bounced
  /// No usable address for the channel.
  case noAddress
  /// Had as many contacts as the cap allows.
  case frequencyCap
  /// Was contacted within the days the campaign wants free.
  case recentlyContacted
  /// Bought within the days the campaign leaves out.
  case recentBuyer
  /// Has bought a product that the campaign is not for.
  case ownsProduct
  /// Takes part in a campaign that this one keeps apart from.
  case otherCampaign
  /// The offer has no product for this customer.
  case nothingToOffer
  /// Another member of the household has the higher expected profit.
  case household
  /// The expected profit of a contact is not above zero.
  case belowBreakEven
  /// The budget went to contacts with a higher expected profit.
  case overBudget
  /// The size went to contacts with a higher expected profit.
  case overSize

  /// The reason in words, as tables show it.
  public var words: String {
    switch self {
    case .objected: "objected"
    case .suppressed: "on the suppression list"
    case .consentWithdrawn: "consent withdrawn"
    case .noConsent: "no consent"
    case .bounced: "bounced before"
    case .noAddress: "no usable address"
    case .frequencyCap: "frequency cap"
    case .recentlyContacted: "contacted recently"
    case .recentBuyer: "bought recently"
    case .ownsProduct: "owns the product"
    case .otherCampaign: "in another campaign"
    case .nothingToOffer: "nothing to offer"
    case .household: "one contact a household"
    case .belowBreakEven: "below break-even"
    case .overBudget: "beyond the budget"
    case .overSize: "beyond the size"
    }
  }

  /// Compares by the order of the cases.
  public static func < (a: ExclusionReason, b: ExclusionReason) -> Bool { a.order < b.order }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
