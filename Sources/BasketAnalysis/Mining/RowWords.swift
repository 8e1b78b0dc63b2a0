/// What the words of a level's rows are.
struct RowWords {
  /// How many a row has.
  var count: Int
  /// For each word the power of two that its bits weigh; all weigh 1 if `nil`.
  var shifts: UnsafePointer<UInt64>?
  /// Merging equal baskets of more rows than these was found to be in vain.
  var mergeable = BasketMerging.mostRows

  init(_ count: Int) { self.count = count }
}
