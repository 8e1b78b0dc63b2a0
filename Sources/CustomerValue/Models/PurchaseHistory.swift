/// What the probability models need to know of one customer: how often again, when last, for how long known.
///
/// Time is counted from the first purchase, in the unit of the model or the table it stands in.
public struct PurchaseHistory: Hashable, Sendable {
  /// Repeat purchases (x): purchases after the first one.
  public let repeats: Int
  /// The time of the last purchase (t_x); 0 without repeats.
  public let recency: Double
  /// The time since the first purchase (T).
  public let age: Double

  /// Puts a history together.
  public init(repeats: Int, recency: Double, age: Double) {
    self.repeats = repeats
    self.recency = recency
    self.age = age
  }
}
