import Foundation
import GRDB

/// The rows of the models: every question and every change of status, in one place.
///
/// All functions run inside a transaction of the caller, so that a change of two rows is one change.
struct ModelRegistry {
  let db: Database

  /// All versions of a kind, or of all kinds, oldest first.
  func models(of kind: ModelKind? = nil) throws -> [RegisteredModel] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT * FROM models WHERE ? IS NULL OR kind = ? ORDER BY version",
      arguments: [kind?.rawValue, kind?.rawValue])
    return try rows.map(Self.model)
  }

  /// A version by its number.
  ///
  /// - Throws: `ModelError.unknownVersion`.
  func model(_ version: Int) throws -> RegisteredModel {
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM models WHERE version = ?", arguments: [version])
    guard let row else {
      let newest = try Int.fetchOne(db, sql: "SELECT max(version) FROM models")
      throw ModelError.unknownVersion(version: version, newest: newest)
    }
    return try Self.model(row)
  }

  /// The version that serves, or `nil`.
  func live(_ kind: ModelKind) throws -> RegisteredModel? {
    try Row.fetchOne(
      db, sql: "SELECT * FROM models WHERE kind = ? AND status = 'live'",
      arguments: [kind.rawValue]
    ).map(Self.model)
  }

  /// The version that served before the live one, or `nil`.
  func previous(_ kind: ModelKind) throws -> RegisteredModel? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT * FROM models WHERE kind = :kind AND status = 'retired' AND promotion <
          (SELECT promotion FROM models WHERE kind = :kind AND status = 'live')
        ORDER BY promotion DESC LIMIT 1
        """, arguments: ["kind": kind.rawValue]
    ).map(Self.model)
  }

  /// Adds a candidate; its file is written by the caller before the transaction ends.
  func add(
    _ card: ModelCard, checksum: String, bytes: Int, lastImport: Int
  ) throws -> RegisteredModel {
    let text = String(decoding: try ModelCard.encoder.encode(card), as: UTF8.self)
    try db.execute(
      sql: """
        INSERT INTO models (kind, status, card, checksum, bytes, last_import, created_at)
        VALUES (?, 'candidate', ?, ?, ?, ?, datetime('now'))
        """, arguments: [card.kind.rawValue, text, checksum, bytes, lastImport])
    return try model(Int(db.lastInsertedRowID))
  }

  /// Makes a version the live one and retires the present one.
  func promote(_ version: Int) throws {
    let kind = try model(version).card.kind
    try retireLive(kind)
    try db.execute(
      sql: """
        UPDATE models SET status = 'live',
          promotion = (SELECT coalesce(max(promotion), 0) + 1 FROM models)
        WHERE version = ?
        """, arguments: [version])
  }

  /// Makes the version that was live before the live one again.
  ///
  /// Promotions are a pile: the version rolled back from leaves it, so that rolling back twice goes two
  /// steps back.
  ///
  /// - Throws: `ModelError.nothingToRollBackTo`.
  func rollBack(_ kind: ModelKind) throws -> RegisteredModel {
    guard let previous = try previous(kind) else {
      throw ModelError.nothingToRollBackTo(kind: kind)
    }
    try db.execute(
      sql: """
        UPDATE models SET status = 'retired', promotion = NULL WHERE kind = ? AND status = 'live'
        """, arguments: [kind.rawValue])
    try db.execute(
      sql: "UPDATE models SET status = 'live' WHERE version = ?", arguments: [previous.version])
    return try model(previous.version)
  }

  /// Forgets a version.
  ///
  /// - Throws: `ModelError.isLive`.
  func remove(_ version: Int) throws {
    guard try model(version).status != .live else { throw ModelError.isLive(version: version) }
    try db.execute(sql: "DELETE FROM models WHERE version = ?", arguments: [version])
  }

  /// The number of the newest file of purchases that changed anything; 0 where there was none.
  func lastImport() throws -> Int {
    try Int.fetchOne(db, sql: "SELECT max(id) FROM imports WHERE kind = 'purchases'") ?? 0
  }

  private func retireLive(_ kind: ModelKind) throws {
    try db.execute(
      sql: "UPDATE models SET status = 'retired' WHERE kind = ? AND status = 'live'",
      arguments: [kind.rawValue])
  }

  private static func model(_ row: Row) throws -> RegisteredModel {
    let card: String = row["card"]
    let status: String = row["status"]
    return RegisteredModel(
      version: row["version"], status: RegisteredModel.Status(rawValue: status) ?? .retired,
      card: try JSONDecoder().decode(ModelCard.self, from: Data(card.utf8)),
      checksum: row["checksum"], bytes: row["bytes"], createdAt: row["created_at"],
      lastImport: row["last_import"], promotion: row["promotion"])
  }
}

extension ModelCard {
  /// Keys in order, so that the same card is the same bytes.
  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
