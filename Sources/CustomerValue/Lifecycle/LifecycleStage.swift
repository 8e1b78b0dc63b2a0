/// Where a customer stands in the life of the relationship.
public enum LifecycleStage: String, CaseIterable, Codable, Sendable {
  /// Trying the shop out: the first visits.
  case exploration
  /// Getting into a habit: more visits, or ever shorter gaps.
  case formation
  /// A settled rhythm.
  case stability
  /// Silent for longer than the rhythm allows, or coming ever less often.
  case decline
  /// Silent for so long that nobody should count on a return.
  case lost
}
