import Commerce
import CustomerValue
import Testing

@Suite struct `A share of wallet` {
  @Test func `compares with what peers spend in a category`() {
    let log = Shop.log([
      "A": [(0, 10)], "B": [(0, 40)], "C": [(0, 40)], "D": [(0, 30)], "E": [(0, 1)],
    ])
    let wallet = ShareOfWallet(log, asOf: Shop.day(5), peers: [1, 1, 1, 1, 2])
    // The benchmark is what the best quarter of A…D spends: 40. E has no peers but itself.
    #expect(wallet.headroom == [30, 0, 0, 10, 0])
    #expect((0..<5).map(wallet.share) == [0.25, 1, 1, 0.75, 1])
    #expect(wallet.cells.map(\.benchmark) == [40, 40, 40, 40, 1])
    #expect(wallet.cells.map(\.percentile) == [0.125, 0.75, 0.75, 0.375, 0.5], "ties count half")
  }

  @Test func `counts the last year only, and categories apart`() {
    let lines = [
      PurchaseLine(customer: "A", product: "tea", time: Timestamp(Shop.day(0)), amount: Money(100)),
      PurchaseLine(customer: "A", product: "tea", time: Timestamp(Shop.day(400)), amount: Money(7)),
      PurchaseLine(
        customer: "B", product: "tea", time: Timestamp(Shop.day(400)), amount: Money(20)),
      PurchaseLine(customer: "B", product: "cup", time: Timestamp(Shop.day(400)), amount: Money(3)),
    ]
    let log = PurchaseLog(lines)
    let categories = log.products.ids.map { $0 == "tea" ? 0 : 1 }
    let wallet = ShareOfWallet(
      log, asOf: Shop.day(401), peers: [0, 0], categories: categories)
    #expect(wallet.spend == [7, 23])
    #expect(wallet.headroom == [13, 0], "A never bought cups, so they are no headroom")
    for customer in 0...1 {
      let cells = wallet.cells.filter { $0.customer == customer }
      #expect(cells.map(\.spend).reduce(0, +) == wallet.spend[customer])
      #expect(cells.map(\.headroom).reduce(0, +) == wallet.headroom[customer])
    }
  }
}
