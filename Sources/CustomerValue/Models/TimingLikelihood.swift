import Compute

/// The log-likelihood of a model of purchase times, as a sum over different histories.
///
/// Split in two: what depends on x alone (gamma functions), and what depends on times.
protocol TimingLikelihood: Sendable {
  /// Takes parameters in the order of the paper; unused places hold 1.
  init(_ parameters: SIMD4<Double>)
  /// The part that depends on x alone, summed over all customers.
  func counted(_ table: CountTable) -> Curvature
  /// The part of one history that depends on its times.
  func timed(_ x: Double, _ recency: Double, _ age: Double) -> Curvature
  /// The same summed over a piece of many customers' histories.
  func timed(_ piece: Range<Int>, of data: PurchaseHistories) -> Curvature
  /// The same without derivatives, and the second term's share of it: the chance of having dropped out.
  func timedValue(_ x: Double, _ recency: Double, _ age: Double) -> (
    sum: Double, shareOfSecond: Double
  )
}

extension TimingLikelihood {
  @inline(__always)
  func timed(_ piece: Range<Int>, of data: PurchaseHistories) -> Curvature {
    var sum = Curvature()
    for i in piece {
      let term = timed(Double(data.repeats[i]), data.recency[i], data.age[i])
      sum.add(term, times: data.weights[i])
    }
    return sum
  }

  /// The mean log-likelihood per customer.
  ///
  /// Pieces of a fixed size are summed in order, so any number of threads gives the same bits.
  static func mean(
    _ parameters: SIMD4<Double>, _ data: PurchaseHistories, _ table: CountTable,
    _ parallel: Parallel
  ) -> Curvature {
    let likelihood = Self(parameters)
    let sums = parallel.mapChunks(of: data.count, chunk: 4096) { piece in
      likelihood.timed(piece, of: data)
    }
    var total = likelihood.counted(table)
    for sum in sums { total.add(sum, times: 1) }
    var mean = Curvature()
    mean.add(total, times: 1 / data.customers)
    return mean
  }
}
