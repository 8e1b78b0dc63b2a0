import Commerce
import Rapport
import Testing

@Suite struct `A log's fingerprint` {
  private static let lines = [
    PurchaseLine(
      customer: "A", product: "tea", time: Timestamp(Day(number: 3)), amount: Money(2)),
    PurchaseLine(
      customer: "B", product: "jam", time: Timestamp(Day(number: 5)), amount: Money(3)),
  ]

  @Test func `does not depend on the order of import`() {
    #expect(
      PurchaseLog(Self.lines).fingerprint == PurchaseLog(Array(Self.lines.reversed())).fingerprint)
    #expect(PurchaseLog(Self.lines).fingerprint.count == 64)
  }

  @Test(arguments: 0..<4)
  func `changes with every fact`(change: Int) {
    var lines = Self.lines
    switch change {
    case 0: lines[0].amount = Money(4)
    case 1: lines[0].quantity = 2
    case 2: lines[1].customer = "C"
    default: lines[1].time = Timestamp(seconds: lines[1].time.seconds + 1)
    }
    #expect(PurchaseLog(lines).fingerprint != PurchaseLog(Self.lines).fingerprint)
  }
}
