/// How often sets must occur where some items are rarer by nature: a least count for each item.
///
/// A set has the support where it occurs as often as the least demanding of its items asks (Liu, Hsu and Ma
/// 1999), so rare products come into rules without every chance pair of common ones.
public struct SupportFloor: Sendable, Equatable {
  /// The least count by item position.
  private let counts: [Int]
  /// The lowest of them: no set that occurs less often has the support.
  public let lowest: Int

  /// Takes the least count of each item.
  ///
  /// - Parameter counts: By item position.
  public init(_ counts: [Int]) {
    self.counts = counts
    lowest = counts.min() ?? 1
  }

  /// The least count of one item.
  public subscript(item: Int) -> Int { counts[item] }

  /// Whether a set of items that occurs so often has the support.
  ///
  /// - Complexity: O(items).
  public func isReached(by count: Int, _ items: some Sequence<Int32>) -> Bool {
    items.contains { count >= counts[Int($0)] }
  }
}
