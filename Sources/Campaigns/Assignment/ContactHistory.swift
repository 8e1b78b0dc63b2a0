public import Commerce

/// Who was contacted when, who bounced, and who takes part in which campaign, before the campaign at hand.
public struct ContactHistory: Sendable {
  /// One contact of the past.
  public struct Contact: Hashable, Sendable {
    /// The campaign's name.
    public let campaign: String
    /// The household, else the customer.
    public let unit: String
    /// The day.
    public let day: Day

    /// Records a contact.
    public init(campaign: String, unit: String, day: Day) {
      self.campaign = campaign
      self.unit = unit
      self.day = day
    }
  }

  private let days: [String: [Day]]
  private let bounced: Set<CustomerID>
  private let participants: Set<String>

  /// Keeps what counts for a plan on a day.
  ///
  /// A unit contacted by several members' letters counts each of them; lists that were built but not yet
  /// sent count as contacts on the day they are for. The campaign's own contacts never count, so that it
  /// can be built again.
  ///
  /// - Parameters:
  ///   - contacts: All contacts, of any campaign and channel.
  ///   - bounced: Customers whose messages on the plan's channel came back.
  ///   - participants: Units in any arm of the campaigns that the plan keeps apart from.
  ///   - plan: The campaign at hand.
  ///   - day: The day its list is for; later contacts do not exist yet.
  public init(
    contacts: some Sequence<Contact> = [], bounced: Set<CustomerID> = [],
    participants: Set<String> = [], for plan: CampaignPlan, asOf day: Day
  ) {
    var days: [String: [Day]] = [:]
    for contact in contacts where contact.campaign != plan.name && contact.day <= day {
      days[contact.unit, default: []].append(contact.day)
    }
    self.days = days
    self.bounced = bounced
    self.participants = participants
  }

  /// How many contacts a unit had within so many last days, the day itself included.
  public func contacts(of unit: String, within span: Int, before day: Day) -> Int {
    days[unit, default: []].count { $0.distance(to: day) < span }
  }

  /// Whether a customer's messages came back.
  public func hasBounced(_ customer: CustomerID) -> Bool { bounced.contains(customer) }

  /// Whether a unit takes part in a campaign that is kept apart.
  public func takesPartElsewhere(_ unit: String) -> Bool { participants.contains(unit) }
}
