/// The rules of 6 to 48 nodes in one array, so that a loop over many short integrals holds plain numbers.
///
/// A rule that is passed about counts references to its arrays, and threads that count the same ones wait
/// for each other.
enum RuleShelf {
  /// Where a rule stands: `count` nodes from `start` on, and as many weights behind them.
  struct Place: Sendable {
    let start, count: Int
  }

  /// Every rule's nodes, then its weights, both filled up to a multiple of four with nodes that weigh
  /// nothing.
  static let numbers: [Double] = rules.flatMap { rule in
    let missing = (4 - rule.nodes.count % 4) % 4
    return rule.nodes + Array(repeating: rule.nodes.last ?? 0, count: missing)
      + rule.weights + Array(repeating: 0, count: missing)
  }

  static let of6 = Place(start: 0, count: 8)
  static let of8 = Place(start: 16, count: 8)
  static let of12 = Place(start: 32, count: 12)
  static let of16 = Place(start: 56, count: 16)
  static let of24 = Place(start: 88, count: 24)
  static let of32 = Place(start: 136, count: 32)
  static let of48 = Place(start: 200, count: 48)

  private static let rules: [GaussLegendre] = [.of6, .of8, .of12, .of16, .of24, .of32, .of48]

  /// Lends the numbers.
  @inline(__always)
  static func read<Result>(_ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
    numbers.withUnsafeBufferPointer(body)
  }
}
