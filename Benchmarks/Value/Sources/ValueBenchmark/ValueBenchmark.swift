import Foundation
import Rapport

/// Simulates many customers from known parameters, fits, scores, and says how long that took.
///
/// `value-benchmark bg-nbd 10000000` or `value-benchmark pareto-nbd 10000000`. Purchase times are exact, so
/// that hardly any two histories are equal and grouping cannot help.
@main
enum ValueBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    let name = arguments.count > 1 ? arguments[1] : "bg-nbd"
    let customers = arguments.count > 2 ? Int(arguments[2]) ?? 1_000_000 : 1_000_000
    let isPareto = name == ParetoNBDModel.name
    let truth = isPareto ? [0.6, 70, 0.6, 80] : [0.4, 60, 0.8, 2.5]
    let table = simulate(customers, truth, isPareto: isPareto)
    for threads in [2, 1] {
      let histories = try timed("grouping") {
        try PurchaseHistories(
          repeats: table.repeats, recency: table.recency, age: table.age, unit: .days)
      }
      print("  \(histories.count) different histories")
      if isPareto {
        try run(ParetoNBDModel.self, histories, truth, threads)
      } else {
        try run(BGNBDModel.self, histories, truth, threads)
      }
    }
    print("peak \(Int(Stopwatch.peakMegabytes)) MB")
  }

  private static func run<Model: PurchaseModel>(
    _ type: Model.Type, _ histories: PurchaseHistories, _ truth: [Double], _ threads: Int
  ) throws {
    let fit = try timed("fit, \(threads) threads") { try Model.fit(histories, threads: threads) }
    let errors = fit.report.standardErrors ?? []
    for (place, name) in fit.report.names.enumerated() {
      let miss = fit.report.values[place] - truth[place]
      let distance = errors.isEmpty ? .nan : miss / errors[place]
      print("  \(name) \(fit.report.values[place]): \(distance) standard errors from the truth")
    }
    let scores = try timed("scores, \(threads) threads") {
      try fit.model.scores(of: histories, in: 365, rate: 0.0003, threads: threads)
    }
    print("  \(zip(scores.expected, histories.weights).reduce(0) { $0 + $1.0 * $1.1 }) expected")
  }

  private static func timed<Value>(_ what: String, _ body: () throws -> Value) rethrows -> Value {
    let watch = Stopwatch()
    let value = try body()
    print(
      what, String(format: "%.3f s wall, %.3f s cpu", watch.seconds, watch.cpuSeconds))
    return value
  }

  /// Draws customers; continuous times, so that the parameters are exactly those planted.
  private static func simulate(
    _ customers: Int, _ truth: [Double], isPareto: Bool
  ) -> (repeats: [Int32], recency: [Double], age: [Double]) {
    var random = Draws(seed: 7)
    var (repeats, recency, age) = ([Int32](), [Double](), [Double]())
    for _ in 0..<customers {
      let end = Double(365 + random.below(365))
      let rate = random.gamma(truth[0]) / truth[1]
      let leaves = isPareto ? 0 : random.beta(truth[2], truth[3])
      let life = isPareto ? random.exponential() * truth[3] / random.gamma(truth[2]) : .infinity
      var (time, count) = (0.0, Int32(0))
      while count == 0 || random.uniform() >= leaves {
        let next = time + random.exponential() / rate
        if next >= min(end, life) { break }
        (time, count) = (next, count + 1)
      }
      repeats.append(count)
      recency.append(time)
      age.append(end)
    }
    return (repeats, recency, age)
  }
}

/// Random numbers for the simulation, the same on every run.
private struct Draws {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }

  mutating func below(_ bound: Int) -> Int { Int(uniform() * Double(bound)) }

  mutating func exponential() -> Double { -log(1 - uniform()) }

  mutating func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
  }

  /// Marsaglia and Tsang (2000).
  mutating func gamma(_ shape: Double) -> Double {
    if shape < 1 { return gamma(shape + 1) * pow(1 - uniform(), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = pow(1 + c * x, 3)
      if v > 0, log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
  }

  mutating func beta(_ a: Double, _ b: Double) -> Double {
    let (x, y) = (gamma(a), gamma(b))
    return x / (x + y)
  }
}
