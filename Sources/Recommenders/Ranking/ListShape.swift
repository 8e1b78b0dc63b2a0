/// What a list should be besides the best products one by one: worth more, more varied, not all of one kind.
public struct ListShape: Sendable, Equatable {
  /// What a place in a list is given for.
  public enum Value: String, CaseIterable, Sendable {
    /// The model's score alone.
    case score
    /// The expected margin: the chance of a purchase times what one sale leaves.
    case margin
  }

  /// What a place is given for.
  public var value = Value.score
  /// How much variety counts against value, 0 (not at all) to 1 (nothing else).
  public var diversity = 0.0
  /// How many products of one category a list has at most; `nil` means any number.
  public var perCategory: Int?

  /// The best by score, unless told otherwise.
  public init() {}

  /// Whether a list is simply the best products by score.
  public var isPlain: Bool { value == .score && diversity <= 0 && perCategory == nil }

  /// How many of the best by score compete for the places of a list.
  ///
  /// Two hundred, or five times the list: what stands further down is too unlikely a purchase to be lifted.
  public func candidates(for count: Int) -> Int { isPlain ? count : max(200, 5 * count) }
}
