/// A share taken as the decimal that was typed, so that thresholds are exact.
///
/// As a binary float, 0.01 of 22,100 baskets may come out a hair above 221 and lose the products that have
/// exactly 221. Here 0.01 is 1/100, and every comparison is one of whole numbers.
public struct ExactShare: Sendable, Hashable {
  /// The digits without the point.
  public let numerator: Int
  /// A power of ten.
  public let denominator: Int

  /// Reads a decimal between 0 and 1, such as `0.01`, or a percentage, such as `1%`.
  ///
  /// - Returns: `nil` where the text is no decimal, is outside 0 ... 1 or has over 15 decimal places.
  public init?(_ text: String) {
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? String(text.dropLast()) : text
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }), parts[0].count <= 3,
      parts.joined().utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    let decimals = (parts.count == 2 ? parts[1].count : 0) + (isPercent ? 2 : 0)
    guard decimals <= 15, let value = Int(parts.joined()) else { return nil }
    let scale = (0..<decimals).reduce(1) { power, _ in power * 10 }
    guard value <= scale else { return nil }
    numerator = value
    denominator = scale
  }

  /// Takes the shortest decimal that names a floating-point number, so `0.1` means one tenth.
  ///
  /// Numbers outside 0 ... 1 become the nearer bound.
  public init(_ value: Double) {
    let bounded = value.isFinite ? min(1, max(0, value)) : 0
    let rounded = (bounded * 1e15).rounded()
    self = ExactShare(bounded.description) ?? ExactShare(Int(rounded), of: 1_000_000_000_000_000)
  }

  private init(_ numerator: Int, of denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The nearest floating-point number.
  public var value: Double { Double(numerator) / Double(denominator) }

  /// The least whole number that is at least this share of a total: ceil(share × total).
  public func ceiling(of total: Int) -> Int {
    let product = numerator.multipliedFullWidth(by: total)
    let (quotient, remainder) = denominator.dividingFullWidth(product)
    return quotient + (remainder > 0 ? 1 : 0)
  }

  /// Whether part / total is at least this share, by whole numbers.
  public func isReached(by part: Int, of total: Int) -> Bool { part >= ceiling(of: total) }
}
