/// An exact amount of money, counted in ten-thousandths of the currency.
///
/// Prices with three or four decimals (0.001 for a screw) stay exact, and sums over millions of lines
/// never drift. The range is ±922 trillion.
public struct Money: Hashable, Comparable, Sendable {
  /// The amount in 1/10,000 of the currency.
  public let tenThousandths: Int64

  /// Nothing.
  public static let zero = Money(tenThousandths: 0)

  /// Makes an amount from its count of ten-thousandths.
  public init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

  /// Makes a whole amount, as in `Money(12)` for 12.00.
  public init(_ whole: Int) { self.init(tenThousandths: Int64(whole) * 10_000) }

  /// Rounds a computed amount (an expected profit, a mean) to the nearest ten-thousandth.
  ///
  /// Amounts that do not fit, and those that are not numbers, become the nearest bound and zero.
  public init(rounding value: Double) {
    let scaled = (value * 10_000).rounded()
    guard scaled.isFinite else {
      self.init(tenThousandths: 0)
      return
    }
    self.init(tenThousandths: Int64(exactly: scaled) ?? (scaled < 0 ? .min : .max))
  }

  /// The amount as a floating-point number, for statistics only.
  public var value: Double { Double(tenThousandths) / 10_000 }

  /// Compares two amounts.
  public static func < (a: Money, b: Money) -> Bool { a.tenThousandths < b.tenThousandths }

  /// The exact sum.
  public static func + (a: Money, b: Money) -> Money {
    Money(tenThousandths: a.tenThousandths + b.tenThousandths)
  }

  /// The exact difference.
  public static func - (a: Money, b: Money) -> Money {
    Money(tenThousandths: a.tenThousandths - b.tenThousandths)
  }

  /// The exact multiple.
  public static func * (a: Money, times: Int) -> Money {
    Money(tenThousandths: a.tenThousandths * Int64(times))
  }

  /// Adds in place.
  public static func += (a: inout Money, b: Money) { a = a + b }

  /// The amount of a line: price times quantity, rounded half away from zero to a ten-thousandth.
  ///
  /// Quantities are counted in thousandths, so that 0.35 kg is exact too.
  ///
  /// - Returns: `nil` where the product does not fit.
  public static func amount(price: Money, quantityThousandths: Int64) -> Money? {
    let (high, low) = price.tenThousandths.multipliedFullWidth(by: quantityThousandths)
    let fits = (high == 0 && low <= UInt64(Int64.max)) || (high == -1 && low > UInt64(Int64.max))
    guard fits else { return nil }
    let product = Int64(bitPattern: low)
    let half: Int64 = product < 0 ? -500 : 500
    let (sum, overflow) = product.addingReportingOverflow(half)
    return overflow ? nil : Money(tenThousandths: sum / 1000)
  }
}

extension Money: CustomStringConvertible {
  /// At least two decimals, more only where they say something: `8911407.904`, `2.50`.
  public var description: String {
    let magnitude = tenThousandths.magnitude
    var decimals = String(magnitude % 10_000)
    decimals = String(repeating: "0", count: 4 - decimals.count) + decimals
    while decimals.count > 2, decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(tenThousandths < 0 ? "-" : "")\(magnitude / 10_000).\(decimals)"
  }
}
