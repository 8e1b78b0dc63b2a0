/// A trained model as the workspace's registry knows it.
public struct RegisteredModel: Sendable, Equatable {
  /// What may become of a version.
  public enum Status: String, Codable, Sendable {
    /// It serves.
    case live
    /// It was trained and waits to be promoted.
    case candidate
    /// It was live once.
    case retired
  }

  /// Its number; never used twice.
  public let version: Int
  /// Whether it serves.
  public let status: Status
  /// What it says about itself.
  public let card: ModelCard
  /// SHA-256 of the file's head, which has the checksums of all the rest, as hexadecimal digits.
  public let checksum: String
  /// The size of its file.
  public let bytes: Int
  /// When it was registered, as `2011-12-09 12:50:00` in universal time.
  public let createdAt: String
  /// The newest file of purchases it has seen, by number.
  let lastImport: Int
  /// How many promotions there had been when it went live, or `nil` if it never did.
  let promotion: Int?
}

extension RegisteredModel: Encodable {
  private enum Key: String, CodingKey {
    case version, kind, name, recipe, metrics, status, parent, fingerprint
    case asOf, lastDay, lines, products, seed, test, value, verdict, library, checksum, bytes,
      createdAt
  }

  /// One flat object with the keys programs are promised.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(version, forKey: .version)
    try container.encode(status, forKey: .status)
    try container.encode(card.kind, forKey: .kind)
    try container.encode(card.name, forKey: .name)
    try container.encode(card.recipe, forKey: .recipe)
    try container.encode(card.metrics, forKey: .metrics)
    try container.encode(card.parent, forKey: .parent)
    try container.encode(card.fingerprint, forKey: .fingerprint)
    try container.encode(card.asOf, forKey: .asOf)
    try container.encode(card.lastDay, forKey: .lastDay)
    try container.encode(card.lines, forKey: .lines)
    try container.encode(card.products, forKey: .products)
    try container.encode(card.seed, forKey: .seed)
    try container.encodeIfPresent(card.test, forKey: .test)
    try container.encodeIfPresent(card.value, forKey: .value)
    try container.encodeIfPresent(card.verdict, forKey: .verdict)
    try container.encode(card.library, forKey: .library)
    try container.encode(checksum, forKey: .checksum)
    try container.encode(bytes, forKey: .bytes)
    try container.encode(createdAt, forKey: .createdAt)
  }
}
