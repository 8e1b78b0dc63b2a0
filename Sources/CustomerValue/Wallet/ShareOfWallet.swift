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

  /// Spend and headroom by customer and category, for categories the customer ever bought; ascending.
  public let cells: [Cell]

  /// What a customer spends in a category, beside what comparable customers do.
  public struct Cell: Sendable, Equatable {
    /// The customer's position.
    public let customer: Int
    /// The category's number.
    public let category: Int
    /// Spend of the last year, in units of the currency.
    public let spend: Double
    /// What the benchmark peer spends in a year; 0 where no peer bought in the year.
    public let benchmark: Double
    /// Where the customer stands among the peers who bought in the year, 0 to 1.
    public let percentile: Double

    /// What could be added.
    public var headroom: Double { max(0, benchmark - spend) }
  }

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
    let sorted = spends.mapValues { $0.sorted() }
    var (spend, headroom) = (
      [Double](repeating: 0, count: log.customers.count),
      [Double](repeating: 0, count: log.customers.count)
    )
    self.cells = cells.filter { peers[$0.customer] >= 0 }.map { cell in
      let key = Benchmark(peers: peers[cell.customer], category: cell.category)
      let others = sorted[key] ?? []
      let made = Cell(
        customer: cell.customer, category: cell.category, spend: cell.spend,
        benchmark: others.isEmpty
          ? 0 : others[min(others.count - 1, Int(percentile * Double(others.count)))],
        percentile: Self.percentile(of: cell.spend, among: others))
      spend[cell.customer] += made.spend
      headroom[cell.customer] += made.headroom
      return made
    }
    self.spend = spend
    self.headroom = headroom
    share = zip(spend, headroom).map { $0 + $1 > 0 ? $0 / ($0 + $1) : nil }
  }

  /// The share of values below, equal ones counted half.
  private static func percentile(of value: Double, among sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    func count(where isBefore: (Double) -> Bool) -> Int {
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if isBefore(sorted[middle]) { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let (below, through) = (count { $0 < value }, count { $0 <= value })
    return Double(below + through) / Double(2 * sorted.count)
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
