public import Commerce
import Compute

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
  private let spends: CategorySpends
  private let peers: [Int8]
  private let benchmarks: [Double]

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
  ///   - peers: The peer group of each customer position, small numbers from 0; negative for customers
  ///     left out.
  ///   - categories: The category of each product position, from 0; one for all where `nil`.
  ///   - percentile: Which of the peers is the benchmark, 0 to 1.
  ///   - threads: Change nothing but the time it takes.
  /// - Complexity: O(n) for n lines, plus sorting each customer's categories.
  public init(
    _ log: PurchaseLog, asOf day: Day, peers: [Int8], categories: [Int]? = nil,
    percentile: Double = 0.75, threads: Int = 1
  ) {
    let spends = CategorySpends(log, asOf: day, categories: categories)
    let groups = spends.byPeers(peers, threads: threads)
    let benchmarks = Parallel(threads: threads).values(groups.count, chunk: 1) { group in
      let others = groups[group].count
      guard others > 0 else { return 0.0 }
      let rank = min(others - 1, Int(percentile * Double(others)))
      return RadixOrder.values(at: [rank], of: others) { groups[group][$0] }[0]
    }
    let pieces = Parallel(threads: threads).mapChunks(of: peers.count, chunk: 1 << 15) { piece in
      var scratch = CategorySpends.Scratch(categories: spends.count)
      return piece.map { customer in
        var own = (spend: 0.0, headroom: 0.0)
        guard peers[customer] >= 0 else { return own }
        let first = Int(peers[customer]) * spends.count
        spends.each(of: customer, &scratch) { category, spend in
          own.spend += spend
          own.headroom += max(0, benchmarks[first + category] - spend)
        }
        return own
      }
    }
    spend = pieces.flatMap { $0.lazy.map(\.spend) }
    headroom = pieces.flatMap { $0.lazy.map(\.headroom) }
    (self.spends, self.peers, self.benchmarks) = (spends, peers, benchmarks)
  }

  /// spend / (spend + headroom) of a customer, 0 to 1; `nil` where both are zero.
  public func share(of customer: Int) -> Double? {
    let all = spend[customer] + headroom[customer]
    return all > 0 ? spend[customer] / all : nil
  }

  /// Spend and headroom by customer and category, for categories the customer ever bought; ascending.
  ///
  /// - Complexity: O(n log n) for n of them, at each call.
  public var cells: [Cell] {
    let groups = spends.byPeers(peers, threads: 1).map(RadixOrder.ascending)
    var cells: [Cell] = []
    var scratch = CategorySpends.Scratch(categories: spends.count)
    for customer in peers.indices where peers[customer] >= 0 {
      let first = Int(peers[customer]) * spends.count
      spends.each(of: customer, &scratch) { category, spend in
        cells.append(
          Cell(
            customer: customer, category: category, spend: spend,
            benchmark: benchmarks[first + category],
            percentile: Self.percentile(of: spend, among: groups[first + category])))
      }
    }
    return cells
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
}
