import Commerce
import Testing

@Suite struct `A purchase log` {
  static let lines: [PurchaseLine] = [
    line("C2", "P1", "o1", day: 3, quantity: 2, amount: 20),
    line("C1", "P2", "o1", day: 2, quantity: 1, amount: 7),
    line(nil, "P1", "o9", day: 1, quantity: 4, amount: 40),
    line("C1", "P1", "o1", day: 2, quantity: 1, amount: 10),
    line("C1", "P2", "o2", day: 5, quantity: 3, amount: 21),
  ]

  @Test func `sorts by customer, then time, with anonymous lines last`() {
    let log = PurchaseLog(Self.lines)
    #expect(log.columns.customer == [0, 0, 0, 1, -1])
    #expect(log.columns.product == [0, 1, 1, 0, 0])
    #expect(log.customerOffsets == [0, 3, 4])
    #expect(log.anonymousLines == 4..<5)
  }

  @Test func `is the same log for every order of its lines`() {
    let reference = PurchaseLog(Self.lines)
    for rotation in 0..<Self.lines.count {
      let rotated = Array(Self.lines[rotation...] + Self.lines[..<rotation])
      #expect(PurchaseLog(rotated).columns == reference.columns)
      #expect(PurchaseLog(rotated.reversed()).orderIDs == reference.orderIDs)
    }
  }

  @Test func `keeps orders of two customers apart under one id`() {
    #expect(PurchaseLog(Self.lines).orderIDs.map(\.text) == ["o1", "o2", "o1", "o9"])
  }

  @Test func `makes one order a day where none is named`() {
    let log = PurchaseLog([
      PurchaseLine(customer: "C", product: "A", time: time(day: 1)),
      PurchaseLine(customer: "C", product: "B", time: time(day: 1)),
      PurchaseLine(customer: "C", product: "A", time: time(day: 2)),
    ])
    #expect(log.columns.order == [0, 0, 1])
  }

  @Test func `of no lines is empty and knows no last day`() {
    let log = PurchaseLog([PurchaseLine]())
    #expect(log.count == 0)
    #expect(log.lastDay == nil)
    #expect(log.anonymousLines.isEmpty)
  }

  @Test func `groups the lines of an order that is no run of lines`() {
    let log = PurchaseLog(Self.lines)
    let orders = log.linesByOrder()
    #expect(Array(orders[0]) == [0, 1])
    #expect(Array(orders[1]) == [2])
    #expect(Array(orders[3]) == [4])
  }
}

@Suite struct `A part of a purchase log` {
  let log = PurchaseLog(`A purchase log`.lines)

  @Test func `through a day and the part after it share out all lines`() {
    for day in 0...6 {
      let day = Day(number: Int32(day))
      let (before, after) = (log.through(day), log.after(day))
      #expect(before.count + after.count == log.count)
      #expect((0..<before.count).allSatisfy { before.day(ofLine: $0) <= day })
      #expect((0..<after.count).allSatisfy { after.day(ofLine: $0) > day })
    }
  }

  @Test func `after a day can end at another`() {
    #expect(log.after(Day(number: 1), through: Day(number: 3)).count == 3)
  }

  @Test func `of one customer is a block of one`() {
    let one = log.selecting([1])
    #expect(one.customers.ids == ["C2"])
    #expect(one.columns.customer == [0])
    #expect(one.lines(ofCustomer: 0) == 0..<1)
  }

  @Test func `in the products of another catalogue leaves unknown ones out`() {
    let other = IDIndex<ProductID>(["P0", "P2"])
    let reindexed = log.reindexed(to: other)
    #expect(reindexed.count == 2)
    #expect(reindexed.columns.product == [1, 1])
    #expect(reindexed.customers == log.customers)
  }
}

private func line(
  _ customer: CustomerID?, _ product: ProductID, _ order: OrderID, day: Int32, quantity: Double,
  amount: Int
) -> PurchaseLine {
  PurchaseLine(
    customer: customer, product: product, order: order, time: time(day: day), quantity: quantity,
    amount: Money(amount))
}

private func time(day: Int32) -> Timestamp { Timestamp(Day(number: day), hour: 12) }
