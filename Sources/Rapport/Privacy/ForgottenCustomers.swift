import Crypto
import Foundation
import GRDB

/// The customers who were erased, known by salted hashes only, so that later files cannot bring them back.
///
/// A tombstone is SHA-256 of the workspace's own random salt and the customer's id. Who has the workspace can
/// ask whether an id is among them, but cannot read the ids off.
struct ForgottenCustomers: Sendable {
  private let salt: [UInt8]
  private let tombstones: Set<String>

  /// Nobody was erased.
  static let none = ForgottenCustomers(salt: [], tombstones: [])

  private init(salt: [UInt8], tombstones: Set<String>) {
    self.salt = salt
    self.tombstones = tombstones
  }

  /// Reads the tombstones of a workspace.
  init(_ db: Database) throws {
    salt = try Self.salt(in: db).map { Array($0.utf8) } ?? []
    tombstones = try Set(String.fetchAll(db, sql: "SELECT tombstone FROM forgotten"))
  }

  /// Whether nobody was erased.
  var isEmpty: Bool { tombstones.isEmpty }

  /// Whether the id in a cell is that of an erased customer, also where a program wrote `17850.0` for it.
  func contains(_ id: some Collection<UInt8>) -> Bool {
    guard !isEmpty, !id.isEmpty else { return false }
    if tombstones.contains(Self.tombstone(of: id, salt: salt)) { return true }
    guard id.count > 2, id.suffix(2).elementsEqual(".0".utf8) else { return false }
    return tombstones.contains(Self.tombstone(of: id.dropLast(2), salt: salt))
  }

  /// Remembers a customer as erased; the first one brings the salt.
  static func add(_ id: String, in db: Database) throws {
    let salt = try Self.salt(in: db) ?? SymmetricKey(size: .bits256).hexadecimal
    try Store.remember(salt, as: saltName, in: db)
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO forgotten (tombstone, forgotten_at)
        VALUES (?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
        """, arguments: [tombstone(of: id.utf8, salt: Array(salt.utf8))])
  }

  private static let saltName = "forgotten-salt"

  private static func salt(in db: Database) throws -> String? {
    try Store.setting(saltName, in: db)
  }

  private static func tombstone(of id: some Collection<UInt8>, salt: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(data: salt)
    hash.update(data: Array(id))
    return hexadecimal(hash.finalize())
  }
}

extension SymmetricKey {
  fileprivate var hexadecimal: String { withUnsafeBytes(Rapport.hexadecimal) }
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}
