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
  public let deciles: [Int]
  /// Revenue by decile: customers, their sum, and the sum of all better ones with it.
  public let table: [(customers: Int, revenue: Double, cumulativeShare: Double)]
  /// The smallest share of customers (0 to 1) that makes 80 % of the revenue.
  public let customersForMost: Double

  /// Classes values, such as what each customer spent.
  ///
  /// A value is A while those above it make less than `most` of the sum, B while they make less than
  /// `nearlyAll`, else C.
  ///
  /// - Complexity: O(n log n).
  public init(_ values: [Double], most: Double = 0.8, nearlyAll: Double = 0.95) {
    let order = values.indices.sorted {
      values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1
    }
    let total = values.reduce(0) { $0 + max(0, $1) }
    var classes = [ABCClass](repeating: .c, count: values.count)
    var deciles = [Int](repeating: 10, count: values.count)
    var sums = [(customers: Int, revenue: Double)](repeating: (0, 0), count: 10)
    var (above, place, needed) = (0.0, 0, values.count)
    while place < order.count {
      let value = values[order[place]]
      var end = place
      while end < order.count, values[order[end]] == value { end += 1 }
      let isMost = above < most * total
      let abc: ABCClass = isMost ? .a : above < nearlyAll * total ? .b : .c
      let decile = 1 + place * 10 / order.count
      for i in order[place..<end] {
        classes[i] = abc
        deciles[i] = decile
      }
      sums[decile - 1].customers += end - place
      sums[decile - 1].revenue += value * Double(end - place)
      if isMost, value > 0 {
        needed = place + Int(((most * total - above) / value).rounded(.up))
      }
      above += max(0, value) * Double(end - place)
      place = end
    }
    self.classes = classes
    self.deciles = deciles
    var running = 0.0
    table = sums.map { sum in
      running += sum.revenue
      return (sum.customers, sum.revenue, total > 0 ? running / total : 0)
    }
    customersForMost =
      values.isEmpty ? 0 : Double(min(needed, values.count)) / Double(values.count)
  }
}
