public import Commerce

/// How much of what a customer could spend here is spent here: an estimate from comparable customers.
///
/// A shop does not see its customers' other purses. It sees what customers like them spend: peers buy
/// equally often. In each category the benchmark is what the `percentile` of peers who buy it at all
/// spends in a year; what a customer spends less than that is headroom. Assumes that peers' best fourth
/// shows what is possible.
public struct ShareOfWallet: Sendable {
  /// Spend in the last year by customer, in units of the currency.
  public let spend: [Double]
  /// What peers' spend says could be added, by customer.
  public let headroom: [Double]
  /// spend / (spend + headroom), 0 to 1; `nil` where both are zero.
  public let share: [Double?]

  /// The assumption, in words.
  public static let assumption =
    "Share of wallet is an estimate: the best quarter of customers who buy equally often shows what "
    + "is possible in a category."

  /// Estimates wallets.
  ///
  /// - Parameters:
  ///   - log: Settled purchases.
  ///   - day: The last day that counts; spend is that of the 365 days up to it.
  ///   - peers: The peer group of each customer position; negative for customers left out.
  ///   - categories: The category of each product position; one for all where `nil`.
  ///   - percentile: Which of the peers is the benchmark, 0 to 1.
  public init(
    _ log: PurchaseLog, asOf day: Day, peers: [Int], categories: [Int]? = nil,
    percentile: Double = 0.75
  ) {
    let cells = Self.cells(log, asOf: day, categories: categories)
    var spends: [Benchmark: [Double]] = [:]
    for cell in cells where peers[cell.customer] >= 0 && cell.spend > 0 {
      spends[Benchmark(peers: peers[cell.customer], category: cell.category), default: []]
        .append(cell.spend)
    }
    let benchmarks = spends.mapValues { values in
      values.sorted()[min(values.count - 1, Int(percentile * Double(values.count)))]
    }
    var (spend, headroom) = (
      [Double](repeating: 0, count: log.customers.count),
      [Double](repeating: 0, count: log.customers.count)
    )
    for cell in cells where peers[cell.customer] >= 0 {
      let key = Benchmark(peers: peers[cell.customer], category: cell.category)
      spend[cell.customer] += cell.spend
      headroom[cell.customer] += max(0, (benchmarks[key] ?? 0) - cell.spend)
    }
    self.spend = spend
    self.headroom = headroom
    share = zip(spend, headroom).map { $0 + $1 > 0 ? $0 / ($0 + $1) : nil }
  }

  private struct Benchmark: Hashable {
    let peers: Int
    let category: Int
  }

  /// Spend in the last year by customer and category, for categories the customer ever bought.
  private static func cells(
    _ log: PurchaseLog, asOf day: Day, categories: [Int]?
  ) -> [(customer: Int, category: Int, spend: Double)] {
    let start = Timestamp(day.advanced(by: -364)).seconds
    let end = Timestamp(day.advanced(by: 1)).seconds
    var cells: [(customer: Int, category: Int, spend: Double)] = []
    var sums: [Int: Int64] = [:]
    for customer in 0..<log.customers.count {
      sums.removeAll(keepingCapacity: true)
      for i in log.lines(ofCustomer: customer) where log.columns.time[i] < end {
        let category = categories?[Int(log.columns.product[i])] ?? 0
        let amount = log.columns.time[i] >= start ? log.columns.amount[i] : 0
        sums[category, default: 0] += amount
      }
      for category in sums.keys.sorted() {
        let spend = Money(tenThousandths: sums[category] ?? 0).value
        cells.append((customer, category, spend))
      }
    }
    return cells
  }
}
