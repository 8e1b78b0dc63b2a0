import Commerce
public import Foundation
import GRDB

extension Workspace {
  /// Takes a file of contacts: what a mail house or an e-mail service says it sent.
  ///
  /// A contact is known by campaign, unit, offer and channel, so the one that a list planned becomes the one
  /// that was sent. Contacts of campaigns that this workspace did not build count against frequency caps too.
  /// A status such as `undeliverable` or `returned` keeps the customer out of later lists of the channel until
  /// the address is brought up to date.
  ///
  /// - Parameters:
  ///   - url: A CSV file with campaign, customer (or key), time, and optionally channel, offer and status.
  ///   - options: How the file is read.
  ///   - settings: Is told how far the task is.
  /// - Returns: What was done.
  /// - Throws: `ImportError` or `WorkspaceError`; nothing is changed then.
  public func importContacts(
    from url: URL, options: ImportOptions = ImportOptions(), settings: RunSettings = RunSettings()
  ) throws -> ImportReport {
    let directory = try store.read { try ContactDirectory($0) }
    return try importTable(ContactField.self, from: url, options: options, settings: settings) {
      row throws(CellProblem) in
      try ContactLine(row, directory)
    } keep: { lines, report, db in
      for line in lines { report.count(try line.keep(in: db)) }
      report.customers = Set(lines.map(\.customer)).count
    }
  }

  /// Takes a file of responses: what the contacted did.
  ///
  /// A customer is named by id, e-mail address or the key of the contact. An unsubscription withdraws the
  /// consent for the campaign's channel and purpose, and a complaint is an objection, from its moment on.
  ///
  /// - Parameters:
  ///   - url: A CSV file with campaign, customer (or email, or key), event, time, and optionally amount.
  ///   - options: How the file is read.
  ///   - settings: Is told how far the task is.
  /// - Returns: What was done.
  /// - Throws: `ImportError` or `WorkspaceError`; nothing is changed then.
  public func importResponses(
    from url: URL, options: ImportOptions = ImportOptions(), settings: RunSettings = RunSettings()
  ) throws -> ImportReport {
    let directory = try store.read { try ContactDirectory($0) }
    return try importTable(ResponseField.self, from: url, options: options, settings: settings) {
      row throws(CellProblem) in
      try ResponseLine(row, directory)
    } keep: { lines, report, db in
      for line in lines { report.count(try line.keep(in: db)) }
      report.customers = Set(lines.map(\.customer)).count
    }
  }
}

/// One line of a file of contacts.
private struct ContactLine {
  let campaign: String
  let customer: Int64
  let unit: String
  let offer: String
  let channel: String
  let status: String
  let time: Timestamp

  init(_ row: TableReader<ContactField>, _ directory: ContactDirectory) throws(CellProblem) {
    let keyed = row.text(.key).flatMap(directory.contact(key:))
    if row.text(.key) != nil, keyed == nil, row.text(.customer) == nil {
      throw CellProblem(ContactField.key, .unknownKey)
    }
    guard let campaign = row.text(.campaign) ?? keyed?.campaign else {
      throw CellProblem(ContactField.campaign, .missingValue)
    }
    guard let code = row.text(.customer) ?? keyed?.customer else {
      throw CellProblem(ContactField.customer, .missingValue)
    }
    guard let customer = directory.id(of: code) else {
      throw CellProblem(ContactField.customer, .unknownCustomer)
    }
    let facts = directory.campaign(campaign)
    self.campaign = campaign
    self.customer = customer
    unit = directory.unit(of: customer, customer: code, in: campaign)
    offer = row.text(.offer) ?? facts?.offer ?? "standard"
    channel = row.text(.channel)?.lowercased() ?? facts?.channel ?? "any"
    status = try Self.status(row)
    time = try row.requiredTime(.time)
  }

  private static func status(_ row: TableReader<ContactField>) throws(CellProblem) -> String {
    switch row.text(.status)?.lowercased() {
    case nil, "sent", "mailed", "delivered", "ok": "sent"
    case "undeliverable", "returned", "bounced", "moved", "unknown", "failed": "undeliverable"
    default: throw CellProblem(ContactField.status, .unknownWord)
    }
  }

  func keep(in db: Database) throws -> FactsTable.Outcome {
    let key: StatementArguments = [campaign, unit, offer, channel]
    let known = try Row.fetchOne(
      db,
      sql: """
        SELECT status, time FROM contacts
        WHERE campaign = ? AND unit = ? AND offer = ? AND channel = ?
        """, arguments: key)
    if let known, known["status"] == status, known["time"] == time.seconds { return .unchanged }
    // What came back stays undeliverable, whatever an older file says.
    if let known, known["status"] == "undeliverable", status == "sent" { return .unchanged }
    try db.execute(
      sql: """
        INSERT INTO contacts (campaign, unit, offer, channel, customer, status, time)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (campaign, unit, offer, channel)
        DO UPDATE SET status = excluded.status, time = excluded.time
        """,
      arguments: [campaign, unit, offer, channel, customer, status, time.seconds])
    return known == nil ? .added : .updated
  }
}

/// One line of a file of responses.
private struct ResponseLine {
  let campaign: String
  let customer: Int64
  let facts: ContactDirectory.CampaignFacts
  let event: ResponseEvent
  let time: Timestamp
  let amount: Money?

  init(_ row: TableReader<ResponseField>, _ directory: ContactDirectory) throws(CellProblem) {
    let keyed = row.text(.key).flatMap(directory.contact(key:))
    guard let campaign = row.text(.campaign) ?? keyed?.campaign else {
      throw CellProblem(ResponseField.campaign, .missingValue)
    }
    guard let facts = directory.campaign(campaign) else {
      throw CellProblem(ResponseField.campaign, .unknownCampaign)
    }
    self.campaign = campaign
    self.facts = facts
    customer = try Self.customer(row, directory, keyed)
    guard let event = try Self.event(row) else {
      throw CellProblem(ResponseField.event, .unknownWord)
    }
    self.event = event
    time = try row.requiredTime(.time)
    amount = try row.money(.amount)
  }

  /// By id, else by e-mail address, else by key.
  private static func customer(
    _ row: TableReader<ResponseField>, _ directory: ContactDirectory,
    _ keyed: ContactDirectory.KeyedContact?
  ) throws(CellProblem) -> Int64 {
    let named: (field: ResponseField, code: String?)
    if let customer = row.text(.customer) {
      named = (.customer, customer)
    } else if let email = row.text(.email) {
      named = (.email, directory.customer(email: email))
    } else if row.text(.key) != nil {
      guard let keyed else { throw CellProblem(ResponseField.key, .unknownKey) }
      named = (.key, keyed.customer)
    } else {
      throw CellProblem(ResponseField.customer, .missingValue)
    }
    guard let id = named.code.flatMap(directory.id(of:)) else {
      throw CellProblem(named.field, .unknownCustomer)
    }
    return id
  }

  private static func event(_ row: TableReader<ResponseField>) throws(CellProblem) -> ResponseEvent?
  {
    let word = try row.requiredText(.event).lowercased()
    let aliases = [
      "delivery": "delivered", "open": "opened", "click": "clicked", "unsubscribe": "unsubscribed",
      "optout": "unsubscribed", "bounce": "bounced", "complaint": "complained",
      "spam": "complained",
      "purchase": "bought", "order": "bought",
    ]
    return ResponseEvent(rawValue: aliases[word] ?? word)
  }

  func keep(in db: Database) throws -> FactsTable.Outcome {
    let statement = try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO responses (campaign, customer, channel, event, time, amount)
        VALUES (?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      campaign, customer, facts.channel, event.rawValue, time.seconds, amount?.tenThousandths,
    ])
    let isNew = db.changesCount > 0
    try keepConsent(in: db)
    return isNew ? .added : .unchanged
  }

  /// What the answer says about further contacts.
  private func keepConsent(in db: Database) throws {
    let status: ConsentEvent.Status
    switch event {
    case .unsubscribed: status = .withdrawn
    case .complained: status = .objected
    case .delivered, .opened, .clicked, .bounced, .bought: return
    }
    let statement = try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO consent_events (customer, channel, purpose, status, time)
        VALUES (?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      customer, facts.channel, facts.purpose.lowercased(), status.rawValue, time.seconds,
    ])
  }
}
