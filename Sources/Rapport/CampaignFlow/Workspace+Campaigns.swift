public import Campaigns
public import Commerce
public import Foundation
import GRDB

/// A campaign in a list of campaigns.
public struct CampaignEntry: Sendable, Codable, Equatable {
  /// Its name.
  public let campaign: String
  /// The day its list is for.
  public let asOf: Day
  /// How people are reached.
  public let channel: String
  /// How many customers its audience has.
  public let audience: Int
  /// How many get the contact.
  public let treated: Int
  /// How many are held back.
  public let control: Int
  /// What all contacts cost.
  public let cost: Double
  /// The last day on which purchases count, if it is sent on its day.
  public let windowEnds: Day
  /// How many of its contacts were imported as sent.
  public let sent: Int
  /// When it was built, in universal time.
  public let builtAt: String
}

extension Workspace {
  /// All campaigns that were built, oldest first.
  ///
  /// - Throws: `WorkspaceError` where the store cannot be read.
  public func campaigns() throws -> [CampaignEntry] {
    try store.read { db in
      try CampaignRecords(db: db).campaigns().map { record in
        let manifest = record.manifest
        let sent = try Int.fetchOne(
          db, sql: "SELECT count(*) FROM contacts WHERE campaign = ? AND status <> 'planned'",
          arguments: [manifest.campaign])
        return CampaignEntry(
          campaign: manifest.campaign, asOf: manifest.asOf,
          channel: manifest.plan.channel.kind.rawValue, audience: manifest.audience,
          treated: manifest.treated, control: manifest.control, cost: manifest.cost,
          windowEnds: manifest.asOf.advanced(by: manifest.plan.responseWindow), sent: sent ?? 0,
          builtAt: record.builtAt)
      }
    }
  }

  /// How a campaign was drawn.
  ///
  /// - Throws: `CampaignError.unknownCampaign`.
  public func manifest(of name: String) throws -> CampaignManifest {
    try store.read { db in
      let records = CampaignRecords(db: db)
      guard let record = try records.campaign(name) else { throw try records.unknown(name) }
      return record.manifest
    }
  }

  /// Copies a campaign's list ready to mail to a place of its own, if it is as it was written.
  ///
  /// - Parameters:
  ///   - name: The campaign's name.
  ///   - file: Where the copy goes.
  /// - Returns: How many contacts it has.
  /// - Throws: `CampaignError.unknownCampaign`, `CampaignError.changedFile`, `WorkspaceError`.
  @discardableResult
  public func exportList(of name: String, to file: URL) throws -> Int {
    let manifest = try manifest(of: name)
    let source = listsFolder.appending(path: manifest.list.name)
    guard let data = try? Data(contentsOf: source),
      InputFingerprint.of(data) == manifest.list.sha256
    else {
      throw CampaignError.changedFile(name: name, path: source.path(percentEncoded: false))
    }
    try AtomicFile.write(to: file) { try $0.append(data) }
    return manifest.treated
  }
}
