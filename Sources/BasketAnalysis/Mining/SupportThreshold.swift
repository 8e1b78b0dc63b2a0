/// How often a set must occur to count as frequent.
public enum SupportThreshold: Sendable, Hashable {
  /// In at least so many baskets.
  case count(Int)
  /// In at least this share of all baskets: count ≥ ceil(S × baskets).
  case share(ExactShare)

  /// The least number of baskets that reaches the threshold; never below 1.
  public func minimumCount(inBaskets baskets: Int) -> Int {
    switch self {
    case .count(let count): max(1, count)
    case .share(let share): max(1, share.ceiling(of: baskets))
    }
  }
}
