import Campaigns
import Commerce
import GRDB

/// Finds the customer and the campaign that a line of contacts or responses is about.
struct ContactDirectory {
  /// What a campaign needs to be known by.
  struct CampaignFacts {
    let channel: String
    let purpose: String
    let offer: String
  }

  /// A contact found by its key.
  struct KeyedContact {
    let campaign: String
    let customer: String
  }

  private let ids: [String: Int64]
  private let households: [Int64: String]
  private let emails: [String: String]
  private let keys: [String: KeyedContact]
  private let campaigns: [String: CampaignFacts]
  private let units: [String: [Int64: String]]

  init(_ db: Database) throws {
    var (ids, households, emails): ([String: Int64], [Int64: String], [String: String]) = (
      [:], [:], [:]
    )
    let rows = try RawStatement(db, "SELECT id, code, email, household FROM customers ORDER BY id")
    while try rows.step() {
      ids[rows.text(1)] = rows.int(0)
      // Of several customers with one address the first stands for it.
      if let email = rows.optionalText(2)?.lowercased(), emails[email] == nil {
        emails[email] = rows.text(1)
      }
      if let household = rows.optionalText(3) { households[rows.int(0)] = household }
    }
    var (keys, campaigns): ([String: KeyedContact], [String: CampaignFacts]) = ([:], [:])
    var units: [String: [Int64: String]] = [:]
    for record in try CampaignRecords(db: db).campaigns() {
      let (name, plan) = (record.manifest.campaign, record.manifest.plan)
      campaigns[name] = CampaignFacts(
        channel: plan.channel.kind.rawValue, purpose: plan.purpose, offer: plan.offer.name)
      let lines = try Row.fetchAll(
        db,
        sql: """
          SELECT customers.id AS id, customers.code AS customer, assignments.code AS code, unit
          FROM assignments JOIN customers ON customers.id = assignments.customer
          WHERE campaign = ?
          """, arguments: [record.id])
      for line in lines {
        units[name, default: [:]][line["id"]] = line["unit"]
        if let key = line["code"] as String? {
          keys[key.uppercased()] = KeyedContact(campaign: name, customer: line["customer"])
        }
      }
    }
    (self.ids, self.households, self.emails) = (ids, households, emails)
    (self.keys, self.campaigns, self.units) = (keys, campaigns, units)
  }

  /// The database id of a customer; an apostrophe that the list put before a formula is taken off again.
  func id(of customer: String) -> Int64? {
    ids[customer] ?? (customer.hasPrefix("'") ? ids[String(customer.dropFirst())] : nil)
  }

  /// The customer with an e-mail address.
  func customer(email: String) -> String? { emails[email.lowercased()] }

  /// The contact with a key, which people may have typed in small letters.
  func contact(key: String) -> KeyedContact? { keys[key.uppercased()] }

  /// What is known of a campaign; `nil` for one that this workspace did not build.
  func campaign(_ name: String) -> CampaignFacts? { campaigns[name] }

  /// The unit of a customer: as it was drawn, or by today's household.
  func unit(of id: Int64, customer: String, in campaign: String) -> String {
    units[campaign]?[id]
      ?? AssignmentUnit.name(customer: customer, household: households[id])
  }
}
