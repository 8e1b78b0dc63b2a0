import Compute

/// The classes of the 80/20 analysis: A makes most of the revenue, C hardly any.
public enum ABCClass: String, CaseIterable, Codable, Sendable {
  case a = "A"
  case b = "B"
  case c = "C"
}

/// How revenue is spread over customers: classes, deciles and the Pareto curve.
///
/// Equal values always share a class and a decile.
public struct Concentration: Sendable {
  /// The class of each value, in the order given.
  public let classes: [ABCClass]
  /// The decile of each value: 1 holds the best tenth.
  public let deciles: [UInt8]
  /// Revenue by decile: customers, their sum, and the sum of all better ones with it.
  public let table: [(customers: Int, revenue: Double, cumulativeShare: Double)]
  /// The smallest share of customers (0 to 1) that makes 80 % of the revenue.
  public let customersForMost: Double

  /// Classes values, such as what each customer spent.
  ///
  /// A value is A while those above it make less than `most` of the sum, B while they make less than
  /// `nearlyAll`, else C.
  ///
  /// - Parameters:
  ///   - values: The values, in any order.
  ///   - most: The share of the sum that A makes.
  ///   - nearlyAll: The share that A and B make.
  ///   - threads: Change nothing but the time it takes.
  /// - Complexity: O(n) for n values.
  public init(
    _ values: [Double], most: Double = 0.8, nearlyAll: Double = 0.95, threads: Int = 1
  ) {
    let total = values.reduce(0) { $0 + max(0, $1) }
    let order = Array(RadixOrder.ascending(values).reversed())
    // The least value of each class and decile; what lies below all of them is C and 10.
    var (leastOfA, leastOfB) = (Double.infinity, Double.infinity)
    var leastOfDecile = [Double](repeating: .infinity, count: 10)
    var sums = [(customers: Int, revenue: Double)](repeating: (0, 0), count: 10)
    var (above, place, needed) = (0.0, 0, values.count)
    while place < order.count {
      let value = order[place]
      var end = place
      while end < order.count, order[end] == value { end += 1 }
      let isMost = above < most * total
      if isMost { leastOfA = value }
      if above < nearlyAll * total { leastOfB = value }
      let decile = 1 + place * 10 / order.count
      leastOfDecile[decile - 1] = value
      sums[decile - 1].customers += end - place
      sums[decile - 1].revenue += value * Double(end - place)
      if isMost, value > 0 {
        needed = place + Int(((most * total - above) / value).rounded(.up))
      }
      above += max(0, value) * Double(end - place)
      place = end
    }
    let (a, b, deciles) = (leastOfA, leastOfB, leastOfDecile)
    let parallel = Parallel(threads: threads)
    classes = parallel.values(values.count) { values[$0] >= a ? .a : values[$0] >= b ? .b : .c }
    self.deciles = parallel.values(values.count) { place in
      UInt8(1 + (deciles.firstIndex { values[place] >= $0 } ?? 9))
    }
    var running = 0.0
    table = sums.map { sum in
      running += sum.revenue
      return (sum.customers, sum.revenue, total > 0 ? running / total : 0)
    }
    customersForMost =
      values.isEmpty ? 0 : Double(min(needed, values.count)) / Double(values.count)
  }
}
