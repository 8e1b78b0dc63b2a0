import Commerce
import Testing

@Suite struct `Returns` {
  @Test func `take back from the latest earlier purchase, and so on backwards`() {
    let settled = log([(1, 5, 50), (2, 3, 30), (3, -4, -40)]).settlingReturns()
    #expect(settled.log.columns.quantity == [4])
    #expect(settled.log.columns.amount == [400_000])
    #expect((settled.matchedReturns, settled.unmatchedReturns) == (1, 0))
  }

  @Test func `leave a later purchase alone`() {
    let settled = log([(1, 2, 20), (2, -2, -20), (3, 1, 10)]).settlingReturns()
    #expect(settled.log.columns.quantity == [1])
    #expect(settled.log.columns.time == [3 * 86_400])
  }

  @Test func `that find no purchase are counted and otherwise ignored`() {
    let settled = log([(1, -2, -20), (2, 2, 20)]).settlingReturns()
    #expect(settled.log.columns.quantity == [2])
    #expect((settled.matchedReturns, settled.unmatchedReturns) == (0, 1))
  }

  @Test func `of more than was bought take everything and are counted as unmatched too`() {
    let settled = log([(1, 2, 20), (2, -5, -50)]).settlingReturns()
    #expect(settled.log.count == 0)
    #expect((settled.matchedReturns, settled.unmatchedReturns) == (1, 1))
  }

  @Test func `do not touch other products or customers`() {
    let settled = PurchaseLog([
      line("A", "P", 1, 1, 10), line("A", "Q", 1, 1, 10), line("B", "P", 1, 1, 10),
      line("A", "P", 2, -1, -10),
    ]).settlingReturns()
    #expect(settled.log.count == 2)
    #expect(settled.log.columns.customer == [0, 1])
    #expect(settled.log.columns.product == [1, 0])
  }

  @Test func `without a customer are counted and ignored`() {
    let settled = PurchaseLog([line(nil, "P", 1, 3, 30), line(nil, "P", 2, -3, -30)])
      .settlingReturns()
    #expect(settled.log.count == 1)
    #expect(settled.anonymousReturns == 1)
  }

  @Test func `of part of a line keep the amount in proportion`() {
    let settled = log([(1, 3, 10), (2, -1, -3)]).settlingReturns()
    #expect(settled.log.columns.amount == [66_667])
  }
}

private func log(_ lines: [(day: Int32, quantity: Double, amount: Int)]) -> PurchaseLog {
  PurchaseLog(lines.map { line("A", "P", $0.day, $0.quantity, $0.amount) })
}

private func line(
  _ customer: CustomerID?, _ product: ProductID, _ day: Int32, _ quantity: Double, _ amount: Int
) -> PurchaseLine {
  PurchaseLine(
    customer: customer, product: product, time: Timestamp(Day(number: day)), quantity: quantity,
    amount: Money(amount))
}
