import Commerce
import Testing

@Suite struct `An amount of money` {
  @Test(arguments: [
    (89_114_079_040, "8911407.904"), (25_000, "2.50"), (-15, "-0.0015"), (0, "0.00"),
    (10, "0.001"), (-12_000_000, "-1200.00"),
  ])
  func `prints two decimals, and more only where they say something`(
    _ amount: Int64, _ text: String
  ) {
    #expect(Money(tenThousandths: amount).description == text)
  }

  @Test func `adds ten thousand tenths of a penny without drifting`() {
    let sum = (0..<10_000).reduce(Money.zero) { total, _ in total + Money(tenThousandths: 10) }
    #expect(sum == Money(10))
  }

  @Test(arguments: [
    (25_500, 6_000, 153_000), (10, 500, 5), (1, 499, 0), (1, 500, 1), (-1, 500, -1),
    (25_500, -1_000, -25_500),
  ])
  func `of a line is price times quantity, rounded half away from zero`(
    _ price: Int64, _ thousandths: Int64, _ amount: Int64
  ) {
    let line = Money.amount(
      price: Money(tenThousandths: price), quantityThousandths: thousandths)
    #expect(line == Money(tenThousandths: amount))
  }

  @Test func `of a line that does not fit is nil and not a wrong number`() {
    let price = Money(tenThousandths: .max)
    #expect(Money.amount(price: price, quantityThousandths: 2_000) == nil)
    #expect(Money.amount(price: price, quantityThousandths: -2_000) == nil)
    #expect(Money.amount(price: price, quantityThousandths: .min) == nil)
  }

  @Test func `rounds computed amounts and holds at the bounds`() {
    #expect(Money(rounding: 1.23456) == Money(tenThousandths: 12_346))
    #expect(Money(rounding: .nan) == .zero)
    #expect(Money(rounding: 1e30).tenThousandths == .max)
    #expect(Money(rounding: -1e30).tenThousandths == .min)
  }

  @Test func `compares, subtracts and multiplies exactly`() {
    #expect(Money(3) - Money(5) == Money(-2))
    #expect(Money(tenThousandths: 33_333) * 3 == Money(tenThousandths: 99_999))
    #expect(Money(1) < Money(2))
    #expect(Money(2).value == 2)
  }
}
