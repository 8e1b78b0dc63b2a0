public import Commerce

/// What a campaign is to do, as a marketer writes it down in a YAML file.
///
/// ```yaml
/// name: spring-2011
/// audience:
///   segment: [champions, loyal]
///   conditions: recencyDays < 90 and country = "Germany"
/// offers: [Spring letter]
/// channels: [post]
/// purpose: marketing
/// unitCost: 0.55
/// margin: 0.4
/// budget: 500
/// control: 0.1
/// responseWindow: 28
/// exclusions: {boughtWithinDays: 7, contactedWithinDays: 30}
/// productsPerLetter: 3
/// ```
///
/// Offers and channels are lists because a contact is keyed by campaign, unit, offer and channel; this
/// version builds with exactly one of each.
public struct CampaignPlan: Sendable, Equatable {
  /// The campaign's name: part of file names and keys, so letters, digits, `-`, `_` and `.` only.
  public var name: String
  /// Who is meant, in the language of `AudienceCondition`; empty means everybody who ever bought.
  public var audience: String
  /// What is offered.
  public var offers: [Offer]
  /// How people are reached.
  public var channels: [Channel]
  /// What the contact is for; consent is asked for this purpose.
  public var purpose: String
  /// What one contact costs.
  public var unitCost: Money
  /// The share of revenue that is profit before the contact is paid, above 0 and at most 1.
  public var margin: Double
  /// What an order is worth, where the customer's own mean order is not to be used.
  public var orderValue: Money?
  /// The most that contacts may cost in all.
  public var budget: Money?
  /// The most contacts to make.
  public var size: Int?
  /// The share of units held back to measure the effect, above 0 and below 1.
  public var control: Double
  /// For how many days after the campaign purchases count.
  public var responseWindow: Int
  /// Who is left out although the audience means them.
  public var exclusions: Exclusions
  /// How many products one contact names.
  public var productsPerLetter: Int
  /// The model's version, or `nil` for the live one.
  public var model: Int?
  /// The day the list is for, or `nil` for the day of the newest purchase.
  public var asOf: Day?
  /// The seed of the arms, or `nil` for one made from the name.
  public var seed: UInt64?

  /// Plans a campaign with defaults for everything that has one.
  public init(
    name: String, audience: String = "", offer: Offer = Offer(name: "standard"),
    channel: Channel = Channel(.email), unitCost: Money, margin: Double
  ) {
    self.name = name
    self.audience = audience
    offers = [offer]
    channels = [channel]
    purpose = "marketing"
    self.unitCost = unitCost
    self.margin = margin
    control = 0.1
    responseWindow = 28
    exclusions = Exclusions()
    productsPerLetter = 3
  }

  /// The offer of every contact.
  public var offer: Offer { offers.first ?? Offer(name: "standard") }
  /// The channel of every contact.
  public var channel: Channel { channels.first ?? Channel(.email) }
  /// What one contact costs by its channel.
  public var costPerContact: Money { channel.unitCost ?? unitCost }
  /// The seed that arms are drawn with: the given one, or the first 8 bytes of SHA-256 of the name.
  ///
  /// So two campaigns never share a control group by accident.
  public var drawingSeed: UInt64 { seed ?? Arm.number(of: "rapport-seed\u{0}\(name)") }
}

/// What a contact offers.
public struct Offer: Sendable, Equatable {
  /// Its name, as it stands in the list.
  public var name: String
  /// Only products of this category are named; `nil` for all.
  public var category: String?
  /// Only these products are named; empty for all.
  public var products: [ProductID]
  /// Whether products the customer has bought before may be named, or `nil` for what the model was
  /// calibrated with.
  public var repeats: Bool?

  /// Describes an offer.
  public init(
    name: String, category: String? = nil, products: [ProductID] = [], repeats: Bool? = nil
  ) {
    self.name = name
    self.category = category
    self.products = products
    self.repeats = repeats
  }
}

/// Who is left out of a campaign although its audience means them.
public struct Exclusions: Sendable, Equatable {
  /// Those who bought anything within so many last days.
  public var boughtWithinDays: Int?
  /// Those contacted by any campaign within so many last days.
  public var contactedWithinDays: Int?
  /// Those contacted so often already within a span.
  public var frequencyCap: FrequencyCap?
  /// Those who have bought any of these products.
  public var ownsProducts: [ProductID]
  /// These customers, by id or e-mail address.
  public var suppress: [String]
  /// Those who take part in these campaigns, in any arm.
  public var campaigns: [String]

  /// Leaves nobody out unless told to.
  public init() {
    ownsProducts = []
    suppress = []
    campaigns = []
  }
}

/// So many contacts within so many days are enough.
public struct FrequencyCap: Sendable, Equatable {
  /// How many contacts a unit may have within the days, this one included.
  public var contacts: Int
  /// The rolling span in days.
  public var days: Int

  /// Caps the contacts of a span.
  public init(contacts: Int, days: Int) {
    self.contacts = contacts
    self.days = days
  }
}
