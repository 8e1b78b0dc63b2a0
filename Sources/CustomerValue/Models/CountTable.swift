/// How many customers have each number of repeat purchases.
///
/// The gamma functions of a likelihood depend on x alone, so they are added up once for each x instead of
/// once for each customer.
struct CountTable: Sendable {
  let counts: [Int]
  let weights: [Double]

  init(_ repeats: [Int32], _ weights: [Double]) {
    let highest = Int(repeats.max() ?? 0)
    if highest <= 1 << 20 {
      var sums = [Double](repeating: 0, count: highest + 1)
      for (x, weight) in zip(repeats, weights) { sums[Int(x)] += weight }
      counts = sums.indices.filter { sums[$0] > 0 }
      self.weights = counts.map { sums[$0] }
    } else {
      let sums = Dictionary(zip(repeats.map(Int.init), weights), uniquingKeysWith: +)
      counts = sums.keys.sorted()
      self.weights = counts.map { sums[$0] ?? 0 }
    }
  }

  /// Adds `Σ weight(x) · log(Γ(p + x + extra)/Γ(p))` and its derivatives in parameter p.
  func rising(_ p: Double, extra: Int = 0) -> RisingFactorial {
    var (total, running) = (RisingFactorial(), RisingFactorial())
    for (x, weight) in zip(counts, weights) {
      running.advance(from: p, to: x + extra)
      total.value += weight * running.value
      total.slope += weight * running.slope
      total.curvature += weight * running.curvature
    }
    return total
  }
}
