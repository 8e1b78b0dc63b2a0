import Campaigns
import Commerce
import GRDB

extension Workspace {
  /// Measures a campaign: what the treated bought after it, against what the control bought.
  ///
  /// Purchases count from the day after the start through the response window. The start is the day of the
  /// first contact that was imported as sent, and the day of the list until then.
  ///
  /// - Parameters:
  ///   - name: The campaign's name.
  ///   - asOf: Look as if later purchases were not known yet.
  /// - Returns: The comparison, with what speaks against believing it.
  /// - Throws: `CampaignError.unknownCampaign`, `CampaignError.nothingAfter`, `WorkspaceError`.
  public func results(of name: String, asOf: Day? = nil) throws -> CampaignResults {
    let drawn = try store.read { db in
      let records = CampaignRecords(db: db)
      guard let record = try records.campaign(name) else { throw try records.unknown(name) }
      return try DrawnCampaign(record, in: db)
    }
    let plan = drawn.manifest.plan
    let newest = try lastPurchaseDay()
    let known = min(newest, asOf ?? newest)
    guard known > drawn.start else {
      throw CampaignError.nothingAfter(name: name, day: drawn.start, known: known)
    }
    let outcomes = UnitOutcome.outcomes(
      of: drawn.units, members: drawn.members, log: try analysisLog(asOf: known),
      after: drawn.start, windowDays: plan.responseWindow)
    let effect = CampaignEffect(outcomes, plan: plan)
    let ends = drawn.start.advanced(by: plan.responseWindow)
    return CampaignResults(
      campaign: name, start: drawn.start, windowEnds: ends, knownThrough: known, effect: effect,
      contactsSent: drawn.sent, responses: drawn.responses,
      warnings: drawn.warnings(effect, ends: ends, known: known))
  }
}

/// A campaign as the store keeps it: who was drawn into which arm, and what was sent and answered.
private struct DrawnCampaign {
  let manifest: CampaignManifest
  let start: Day
  /// The units in an arm, in ascending order.
  let units: [(unit: String, arm: Arm)]
  /// Everybody of the audience who belongs to such a unit.
  let members: [(customer: CustomerID, unit: String)]
  let sent: Int
  let sentTreated: Int
  let sentControl: Int
  let responses: [String: Int]

  init(_ record: CampaignRecords.Record, in db: Database) throws {
    manifest = record.manifest
    let name = record.manifest.campaign
    units = try Row.fetchAll(
      db,
      sql: """
        SELECT unit, arm FROM assignments WHERE campaign = ? AND arm <> 'excluded' ORDER BY unit
        """, arguments: [record.id]
    ).map { ($0["unit"], $0["arm"] == "control" ? .control : .treated) }
    members = try Row.fetchAll(
      db,
      sql: """
        SELECT customers.code AS code, unit FROM assignments
        JOIN customers ON customers.id = assignments.customer
        WHERE campaign = :id AND unit IN
          (SELECT unit FROM assignments WHERE campaign = :id AND arm <> 'excluded')
        ORDER BY customers.code
        """, arguments: ["id": record.id]
    ).map { (CustomerID($0["code"]), $0["unit"]) }
    let contacts = try Row.fetchAll(
      db,
      sql: """
        SELECT contacts.unit AS unit, min(contacts.time) AS time,
          (SELECT arm FROM assignments WHERE campaign = ? AND unit = contacts.unit
             AND arm <> 'excluded') AS arm
        FROM contacts WHERE campaign = ? AND status <> 'planned'
        GROUP BY contacts.unit ORDER BY contacts.unit
        """, arguments: [record.id, name])
    sent = contacts.count
    sentTreated = contacts.count { $0["arm"] == "treated" }
    sentControl = contacts.count { $0["arm"] == "control" }
    let first = contacts.map { $0["time"] as Int64 }.min()
    start = first.map { Timestamp(seconds: $0).day } ?? record.manifest.asOf
    let events = try Row.fetchAll(
      db,
      sql: """
        SELECT event, count(*) AS n FROM responses WHERE campaign = ? GROUP BY event
        """, arguments: [name])
    responses = Dictionary(uniqueKeysWithValues: events.map { ($0["event"], $0["n"]) })
  }

  func warnings(_ effect: CampaignEffect, ends: Day, known: Day) -> [CampaignWarning] {
    var warnings: [CampaignWarning] = []
    if ends > known {
      warnings.append(.windowOpen(ends: ends.description, knownThrough: known.description))
    }
    if effect.control.units < 100 { warnings.append(.tinyControl(units: effect.control.units)) }
    if effect.sampleRatioP < 0.001 { warnings.append(.sampleRatio(p: effect.sampleRatioP)) }
    if sentTreated > 0, sentTreated < effect.treated.units {
      warnings.append(.partlySent(sent: sentTreated, planned: effect.treated.units))
    }
    if sentControl > 0 { warnings.append(.controlContacted(sentControl)) }
    return warnings
  }
}
