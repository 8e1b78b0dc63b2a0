/// Which layouts the search may choose; all of them, unless a test wants one in particular.
struct SearchPolicy: Sendable {
  /// How one of two layouts is chosen.
  enum Choice: Sendable, CaseIterable {
    /// Whichever has the lower estimated cost.
    case byCost
    /// Always lists of items.
    case lists
    /// Always rows of bits.
    case rows
  }

  /// The layout of whole baskets.
  var root = Choice.byCost
  /// The layout of the baskets of a path.
  var branches = Choice.byCost
  /// Whether equal baskets are merged at every level of rows, even where that saves nothing.
  var mergesAlways = false
  /// Whether the last rows always go through a table; by cost if `nil`.
  var usesTables: Bool?
  /// The most occurrences of items in baskets that are listed at a time.
  var mostOccurrences = 8 << 20
}
