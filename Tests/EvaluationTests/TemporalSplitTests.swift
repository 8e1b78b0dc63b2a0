import Commerce
import Compute
import Evaluation
import Testing

private func line(_ order: String, day: Int32, hour: Int = 12, product: String = "1")
  -> PurchaseLine
{
  PurchaseLine(
    customer: "A", product: ProductID(product), order: OrderID(order),
    time: Timestamp(Day(number: day), hour: hour))
}

@Suite struct `A temporal split` {
  @Test(arguments: 0..<20) func `puts every line on one side of the day`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let lines = (0..<60).map { i in
      line("o\(i)", day: Int32(100 + generator.below(30)), hour: generator.below(24))
    }
    let log = PurchaseLog(lines)
    let day = Day(number: Int32(100 + generator.below(30)))
    let split = TemporalSplit(log, after: day)
    #expect(split.train.count + split.test.count == log.count, "seed \(seed)")
    let trainDays = (0..<split.train.count).map { split.train.day(ofLine: $0) }
    let testDays = (0..<split.test.count).map { split.test.day(ofLine: $0) }
    #expect(trainDays.allSatisfy { $0 <= day } && testDays.allSatisfy { $0 > day }, "seed \(seed)")
    #expect(split.leaks.isEmpty, "seed \(seed)")
  }

  @Test func `ends its test with the window`() {
    let log = PurchaseLog((0..<10).map { line("o\($0)", day: 100 + Int32($0)) })
    let split = TemporalSplit(log, after: Day(number: 103), window: 2)
    #expect(split.train.count == 4 && split.test.count == 2)
    #expect(split.lastTestDay == Day(number: 105))
  }

  @Test func `keeps a receipt that spans midnight whole`() {
    let log = PurchaseLog([
      line("a", day: 100), line("night", day: 101, hour: 23),
      line("night", day: 102, hour: 0, product: "2"),
    ])
    let split = TemporalSplit(log, after: Day(number: 101))
    #expect(split.train.count == 1 && split.test.count == 2)
    #expect(split.leaks.isEmpty)
  }

  @Test func `keeps in train what was returned only later`() {
    var returned = line("r", day: 110)
    returned.quantity = -1
    let log = PurchaseLog([line("a", day: 100), returned, line("b", day: 111, product: "2")])
    let day = Day(number: 105)
    let split = TemporalSplit(
      known: log.through(day).settlingReturns().log, all: log.settlingReturns().log, after: day)
    #expect(split.train.count == 1 && split.test.count == 1)
    // Settling first and cutting afterwards would let train know of the return.
    #expect(TemporalSplit(log.settlingReturns().log, after: day).train.count == 0)
  }

  @Test func `tests a sixth of the time, at most four weeks`() {
    func day(span: Int32) -> Day? {
      TemporalSplit.defaultDay(for: PurchaseLog([line("a", day: 100), line("b", day: 100 + span)]))
    }
    #expect(day(span: 365) == Day(number: 465 - 28))
    #expect(day(span: 60) == Day(number: 160 - 10))
    #expect(day(span: 2) == Day(number: 101))
    #expect(day(span: 0) == nil)
    #expect(TemporalSplit(newestWindowOf: PurchaseLog([])) == nil)
  }
}

@Suite struct `A leak` {
  private let before = [line("a", day: 100), line("b", day: 101)]
  private let after = [line("c", day: 102), line("d", day: 103)]
  private let day = Day(number: 101)

  @Test func `is not seen where there is none`() {
    let leaks = Leak.search(
      train: PurchaseLog(before), test: PurchaseLog(after), lastTrainDay: day)
    #expect(leaks.isEmpty)
  }

  @Test func `of the future into train is caught`() {
    let planted = before + [line("e", day: 102)]
    let leaks = Leak.search(
      train: PurchaseLog(planted), test: PurchaseLog(after), lastTrainDay: day)
    #expect(leaks == [.trainAfterSplit(lines: 1, day: day)])
    #expect(
      leaks.first?.message
        == "1 line of train was bought after 1970-04-12, the last day that may be known.")
  }

  @Test func `of the past into the test is caught`() {
    let planted = after + [line("e", day: 99)]
    let leaks = Leak.search(
      train: PurchaseLog(before), test: PurchaseLog(planted), lastTrainDay: day)
    #expect(leaks == [.testBeforeSplit(lines: 1, day: day)])
    #expect(leaks.first?.message == "1 line of the test was bought on 1970-04-12 or before.")
  }

  @Test func `of half a receipt is caught`() {
    let leaks = Leak.search(
      train: PurchaseLog(before + [line("c", day: 101)]), test: PurchaseLog(after))
    #expect(leaks == [.sharedOrders(count: 1)])
    #expect(leaks.first?.message == "1 receipt stands in both train and test.")
    #expect(
      leaks.first?.hint
        == "Split again by day, so that whole receipts are either before the cut or after it.")
    #expect(leaks.first?.code == "leak-shared-orders")
  }
}
