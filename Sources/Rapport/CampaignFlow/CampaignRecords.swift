import Campaigns
import Commerce
import Foundation
import GRDB

/// Reads and writes campaigns inside one transaction of the store.
struct CampaignRecords {
  let db: Database

  /// A campaign as it was built.
  struct Record {
    let id: Int64
    let manifest: CampaignManifest
    let builtAt: String
  }

  /// The campaign of a name, or `nil`.
  func campaign(_ name: String) throws -> Record? {
    let row = try Row.fetchOne(
      db, sql: "SELECT id, manifest, built_at FROM campaigns WHERE name = ?", arguments: [name])
    return try row.map(Self.record)
  }

  /// All campaigns, in the order they were built.
  func campaigns() throws -> [Record] {
    try Row.fetchAll(db, sql: "SELECT id, manifest, built_at FROM campaigns ORDER BY id")
      .map(Self.record)
  }

  private static func record(_ row: Row) throws -> Record {
    Record(
      id: row["id"],
      manifest: try JSONDecoder().decode(
        CampaignManifest.self, from: Data((row["manifest"] as String).utf8)),
      builtAt: row["built_at"])
  }

  /// Contacts, bounces and other campaigns up to a day, as far as they matter to a plan.
  func history(for plan: CampaignPlan, asOf day: Day) throws -> HistoryRows {
    let end = Timestamp(day.advanced(by: 1)).seconds
    let contacts = try Row.fetchAll(
      db,
      sql: """
        SELECT campaign, unit, time FROM contacts
        WHERE time < ? AND campaign <> ? AND status <> 'undeliverable'
        ORDER BY campaign, unit, offer, channel
        """, arguments: [end, plan.name])
    let bounced = try String.fetchAll(
      db,
      sql: """
        SELECT customers.code FROM customers JOIN (
          SELECT customer, channel, time FROM responses
            WHERE event = 'bounced' AND campaign <> :name
          UNION ALL
          SELECT customer, channel, time FROM contacts
            WHERE status = 'undeliverable' AND campaign <> :name
        ) AS bounce ON bounce.customer = customers.id
        WHERE bounce.channel = :channel AND bounce.time < :end
          AND (customers.address_updated IS NULL
            OR :channel <> 'post' OR customers.address_updated * 86400 <= bounce.time)
        GROUP BY customers.code ORDER BY customers.code
        """,
      arguments: ["name": plan.name, "channel": plan.channel.kind.rawValue, "end": end])
    let participants = try plan.exclusions.campaigns.sorted().flatMap { name in
      guard let other = try campaign(name) else { throw try unknown(name) }
      return try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT unit FROM assignments WHERE campaign = ? AND arm <> 'excluded'
          ORDER BY unit
          """, arguments: [other.id])
    }
    return HistoryRows(
      contacts: contacts.map {
        ContactHistory.Contact(
          campaign: $0["campaign"], unit: $0["unit"], day: Timestamp(seconds: $0["time"]).day)
      }, bounced: bounced.map { CustomerID($0) }, participants: participants)
  }

  /// The error for a name that no campaign has.
  func unknown(_ name: String) throws -> CampaignError {
    let names = try String.fetchAll(db, sql: "SELECT name FROM campaigns ORDER BY name")
    return .unknownCampaign(name: name, nearest: NearestMatch.to(name, among: names))
  }

  /// How many contacts or answers of a campaign were imported.
  func sentContacts(of name: String) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT (SELECT count(*) FROM contacts WHERE campaign = :name AND status <> 'planned')
          + (SELECT count(*) FROM responses WHERE campaign = :name)
        """, arguments: ["name": name]) ?? 0
  }

  /// Takes a campaign back that was never sent.
  func remove(_ name: String) throws {
    try db.execute(sql: "DELETE FROM contacts WHERE campaign = ?", arguments: [name])
    try db.execute(sql: "DELETE FROM campaigns WHERE name = ?", arguments: [name])
  }

  /// Keeps a campaign, what became of everybody, and the contacts it plans.
  ///
  /// A list that was built counts as contacts on its day, so that the caps of the next one see it.
  func add(_ assignments: Assignments, manifest: String) throws {
    let plan = assignments.plan
    try db.execute(
      sql: """
        INSERT INTO campaigns (name, as_of, channel, purpose, manifest, built_at)
        VALUES (?, ?, ?, ?, ?, strftime('%Y-%m-%d %H:%M:%S', 'now'))
        """,
      arguments: [
        plan.name, assignments.asOf.number, plan.channel.kind.rawValue, plan.purpose, manifest,
      ])
    let campaign = db.lastInsertedRowID
    let insert = try db.makeStatement(
      sql: """
        INSERT INTO assignments
          (campaign, customer, offer, channel, unit, arm, reason, propensity, score, code)
        VALUES (?, (SELECT id FROM customers WHERE code = ?), ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let contact = try db.makeStatement(
      sql: """
        INSERT INTO contacts (campaign, unit, offer, channel, customer, status, time)
        VALUES (?, ?, ?, ?, (SELECT id FROM customers WHERE code = ?), 'planned', ?)
        """)
    for line in assignments.lines {
      try insert.execute(arguments: [
        campaign, line.member.customer.text, plan.offer.name, plan.channel.kind.rawValue,
        line.unit, line.arm.rawValue, line.reason?.rawValue, line.propensity,
        line.score?.probability, line.key,
      ])
      guard line.arm == .treated else { continue }
      try contact.execute(arguments: [
        plan.name, line.unit, plan.offer.name, plan.channel.kind.rawValue,
        line.member.customer.text, Timestamp(assignments.asOf).seconds,
      ])
    }
  }
}

/// What the past says about who may be contacted, as rows in a fixed order.
struct HistoryRows {
  var contacts: [ContactHistory.Contact]
  var bounced: [CustomerID]
  var participants: [String]

  /// The same in the form the builder asks.
  func history(for plan: CampaignPlan, asOf day: Day) -> ContactHistory {
    ContactHistory(
      contacts: contacts, bounced: Set(bounced), participants: Set(participants), for: plan,
      asOf: day)
  }

  /// The checksum of everything in it.
  var fingerprint: String {
    var sum = InputFingerprint()
    for contact in contacts { sum.add(contact.campaign, contact.unit, contact.day.description) }
    for customer in bounced { sum.add("bounced", customer.text) }
    for unit in participants { sum.add("elsewhere", unit) }
    return sum.text
  }
}
