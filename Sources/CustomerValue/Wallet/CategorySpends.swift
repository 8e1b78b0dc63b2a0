import Commerce
import Compute

/// What customers spent in each category in the last year, gone through customer by customer.
///
/// Nothing is kept: a table of ten million customers by category would be the largest thing in memory, and
/// going through the purchases twice costs less than building it.
struct CategorySpends: Sendable {
  let log: PurchaseLog
  let categories: [Int]?
  /// How many categories there are.
  let count: Int
  private let start, end: Int64

  init(_ log: PurchaseLog, asOf day: Day, categories: [Int]?) {
    (self.log, self.categories) = (log, categories)
    count = (categories?.max() ?? 0) + 1
    start = Timestamp(day.advanced(by: -364)).seconds
    end = Timestamp(day.advanced(by: 1)).seconds
  }

  /// Room for one customer's sums, used again for the next.
  struct Scratch {
    fileprivate var sums: [Int64]
    fileprivate var isTouched: [Bool]
    fileprivate var touched: [Int] = []

    init(categories: Int) {
      sums = Array(repeating: 0, count: categories)
      isTouched = Array(repeating: false, count: categories)
    }
  }

  /// Calls with each category a customer ever bought in, ascending, and the spend of the last year.
  func each(
    of customer: Int, _ scratch: inout Scratch, _ body: (_ category: Int, _ spend: Double) -> Void
  ) {
    for i in log.lines(ofCustomer: customer) where log.columns.time[i] < end {
      let category = categories?[Int(log.columns.product[i])] ?? 0
      if !scratch.isTouched[category] {
        scratch.isTouched[category] = true
        scratch.touched.append(category)
      }
      if log.columns.time[i] >= start { scratch.sums[category] += log.columns.amount[i] }
    }
    if scratch.touched.count > 1 { scratch.touched.sort() }
    for category in scratch.touched {
      body(category, Money(tenThousandths: scratch.sums[category]).value)
      (scratch.sums[category], scratch.isTouched[category]) = (0, false)
    }
    scratch.touched.removeAll(keepingCapacity: true)
  }

  /// The spends above zero of each peer group in each category, group by group, in no order.
  func byPeers(_ peers: [Int8], threads: Int) -> [[Double]] {
    let groups = (Int(peers.max() ?? 0) + 1) * count
    let pieces = Parallel(threads: threads).mapChunks(of: peers.count, chunk: 1 << 18) { piece in
      var spends = [[Double]](repeating: [], count: groups)
      var scratch = Scratch(categories: count)
      for customer in piece where peers[customer] >= 0 {
        let first = Int(peers[customer]) * count
        each(of: customer, &scratch) { category, spend in
          if spend > 0 { spends[first + category].append(spend) }
        }
      }
      return spends
    }
    return (0..<groups).map { group in pieces.flatMap { $0[group] } }
  }
}
