/// The Pareto curve: how much of the revenue the best customers make, from the best one down.
public struct ParetoCurve: Sendable {
  /// A customer's place on the curve.
  public struct Point: Sendable, Equatable {
    /// The place in the values the curve was made from.
    public let place: Int
    /// The value.
    public let value: Double
    /// The share of customers up to this one, 0 to 1.
    public let customers: Double
    /// The share of all value that they make, 0 to 1.
    public let share: Double
  }

  /// The customers, best first; equal ones by place.
  public let points: [Point]

  /// Sorts values such as what each customer spent.
  ///
  /// - Complexity: O(n log n) for n values.
  public init(_ values: [Double]) {
    let order = values.indices.sorted {
      values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1
    }
    let total = values.reduce(0) { $0 + max(0, $1) }
    var sum = 0.0
    points = order.enumerated().map { rank, place in
      sum += max(0, values[place])
      return Point(
        place: place, value: values[place],
        customers: Double(rank + 1) / Double(values.count), share: total > 0 ? sum / total : 0)
    }
  }

  /// The share of all value that the best so many customers make.
  public func share(ofBest customers: Double) -> Double {
    guard !points.isEmpty else { return 0 }
    let count = min(points.count, Int((customers * Double(points.count)).rounded()))
    return count > 0 ? points[count - 1].share : 0
  }
}
