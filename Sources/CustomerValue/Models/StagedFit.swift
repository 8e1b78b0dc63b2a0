import Compute
import Foundation

/// Fits in stages: every start on a sample, the best of them on larger samples, and that on everything.
///
/// A likelihood of ten million customers is climbed from a point so near the top that two or three steps
/// suffice. Where there are fewer customers than a sample, the stages are one.
struct StagedFit {
  let names: [String]
  let starts: [SIMD4<Double>]
  let threads: Int
  /// How many histories the first stage looks at, at least.
  var first = 400

  struct Outcome {
    var result: NewtonSearch.Result
    var agreed: Int
  }

  /// Climbs a likelihood of histories.
  func fit<Likelihood: TimingLikelihood>(
    _ type: Likelihood.Type, _ data: PurchaseHistories
  ) -> Outcome {
    run(data.count, { data.sampled($0) }) { data in
      let table = CountTable(data.repeats, data.weights)
      let parallel = Parallel(threads: data.count > 8192 ? threads : 1)
      return { Likelihood.mean($0, data, table, parallel) }
    }
  }

  /// Climbs any likelihood whose data can be sampled.
  func run<Data>(
    _ count: Int, _ sampled: (Int) -> Data,
    _ function: (Data) -> ((SIMD4<Double>) -> Curvature)
  ) -> Outcome {
    var search = NewtonSearch(dimensions: names.count)
    let isSampled = count > first * 2
    search.tolerance = isSampled ? 1e-4 : 1e-9
    let first = function(sampled(isSampled ? self.first : count))
    let climbs = starts.map { search.climb(from: $0, first) }
    let best = climbs.dropFirst().reduce(climbs[0]) {
      $1.curvature.value > $0.curvature.value ? $1 : $0
    }
    var outcome = Outcome(result: best, agreed: climbs.filter { agrees($0, best) }.count)
    guard isSampled else { return outcome }
    for size in sizes(count) {
      let stage = search.climb(from: outcome.result.parameters, function(sampled(size)))
      outcome.result = merged(outcome.result, stage)
    }
    search.tolerance = 1e-9
    // Eight digits of the parameters and four of their errors are right, and looks at millions are saved.
    if count > Self.many { search.lastStep = 1e-4 }
    let last = search.climb(from: outcome.result.parameters, function(sampled(count)))
    outcome.result = merged(outcome.result, last)
    return outcome
  }

  /// The samples between the first and everything: tenfold ones, and of many histories an eighth, from
  /// whose top one step leads so near that of all that another need not be looked at.
  private func sizes(_ count: Int) -> [Int] {
    [first * 10, first * 100, first * 1000].filter { count > $0 * 20 }
      + (count > Self.many ? [count / 8] : [])
  }

  private static let many = 100_000

  private func merged(_ a: NewtonSearch.Result, _ b: NewtonSearch.Result) -> NewtonSearch.Result {
    var result = b
    result.iterations += a.iterations
    return result
  }

  private func agrees(_ a: NewtonSearch.Result, _ b: NewtonSearch.Result) -> Bool {
    a.curvature.value > b.curvature.value - 1e-6 * max(1, abs(b.curvature.value))
  }
}

extension PurchaseHistories {
  /// A systematic sample of customers: every so many-th one by order of histories, so that heavy
  /// histories stay as heavy as they are.
  func sampled(_ size: Int) -> PurchaseHistories {
    guard size < count else { return self }
    let step = customers / Double(size)
    var (next, reached) = (step / 2, 0.0)
    var picked: [(group: Int, weight: Double)] = []
    for group in 0..<count {
      reached += weights[group]
      var hits = 0.0
      while next < reached {
        hits += 1
        next += step
      }
      if hits > 0 { picked.append((group, hits)) }
    }
    return PurchaseHistories(
      unit: unit, repeats: picked.map { repeats[$0.group] },
      recency: picked.map { recency[$0.group] }, age: picked.map { age[$0.group] },
      weights: picked.map(\.weight))
  }

  /// Takes histories that are different already.
  private init(
    unit: TimeUnit, repeats: [Int32], recency: [Double], age: [Double], weights: [Double]
  ) {
    self.unit = unit
    self.repeats = repeats
    self.recency = recency
    self.age = age
    self.weights = weights
    groupOfRow = []
    customers = weights.reduce(0, +)
  }
}
