/// What a training made, and what was decided about it.
public struct TrainingReport: Sendable, Encodable {
  /// What became of it.
  public enum Decision: String, Codable, Sendable {
    /// A new version is live.
    case promoted
    /// The live version stayed.
    case kept
    /// Nothing was done, since nothing is new.
    case notDue
  }

  /// The version that was made, or the live one where none was.
  public let model: RegisteredModel
  /// What became of it.
  public let decision: Decision
  /// Why, in one sentence.
  public let reason: String
  /// The numbers behind a retraining's reason, where recipes were compared.
  public var comparison: ModelComparison?
  /// How long it took, in wall seconds.
  public let seconds: Double

  private enum Key: String, CodingKey { case decision, reason, comparison, seconds }

  /// The model's keys with the decision beside them.
  public func encode(to encoder: any Encoder) throws {
    try model.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(decision, forKey: .decision)
    try container.encode(reason, forKey: .reason)
    try container.encodeIfPresent(comparison, forKey: .comparison)
    try container.encode(seconds, forKey: .seconds)
  }
}
