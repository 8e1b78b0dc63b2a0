import Foundation

/// BG/BB: on each occasion a customer buys or not, and may drop out before the next.
///
/// Fader, Hardie and Shang (2010), *Customer-Base Analysis in a Discrete-Time Noncontractual Setting*. The
/// chance of buying is beta (α, β), of dropping out beta (γ, δ). The right model for yearly appeals.
public struct BGBBModel: Sendable {
  /// The model's name.
  public static let name = "bg-bb"
  /// The parameters as in the paper.
  public static let parameterNames = ["alpha", "beta", "gamma", "delta"]
  /// α, β, γ, δ.
  public let parameters: [Double]
  private var alpha: Double { parameters[0] }
  private var beta: Double { parameters[1] }
  private var gamma: Double { parameters[2] }
  private var delta: Double { parameters[3] }

  /// Takes α, β, γ, δ.
  ///
  /// - Throws: `ValueModelError.parameters` unless there are four positive numbers.
  public init(parameters: [Double]) throws {
    _ = try ValueModelError.checked(parameters, Self.name, Self.parameterNames)
    self.parameters = parameters
  }

  /// Estimates the parameters by maximum likelihood.
  ///
  /// - Throws: `HistoryError.noRepeats` where nobody ever bought.
  public static func fit(_ histories: OccasionHistories) throws -> (
    model: BGBBModel, report: FitReport
  ) {
    guard histories.purchases.contains(where: { $0 > 0 }) else {
      throw HistoryError.noRepeats(customers: Int(histories.customers))
    }
    let starts = [
      SIMD4(1.0, 1, 0.6, 2.5), SIMD4(0.5, 0.5, 1, 1), SIMD4(2, 5, 0.3, 3),
    ]
    let staged = StagedFit(
      names: parameterNames, starts: starts, threads: 1, first: .max / 4)
    let outcome = staged.run(histories.purchases.count, { _ in histories }) { data in
      { BGBBLikelihood($0, data).mean(data) }
    }
    let report = staged.report(outcome, model: name, customers: histories.customers)
    return (try BGBBModel(parameters: report.values), report)
  }

  /// The chance that the customer will still be there on the next occasion.
  public func probabilityAlive(purchases: Int, recency: Int, occasions: Int) -> Double {
    let likelihood = BGBBLikelihood(SIMD4(alpha, beta, gamma, delta), upTo: occasions)
    let parts = likelihood.terms(purchases, recency, occasions).map(\.value)
    let top = parts.max() ?? 0
    let sum = parts.reduce(0) { $0 + exp($1 - top) }
    let stays = (delta + Double(occasions)) / (gamma + delta + Double(occasions))
    return exp((parts.first ?? top) - top) / sum * stays
  }

  /// Purchases to expect of a customer on the next `length` occasions.
  public func expectedPurchases(
    purchases: Int, recency: Int, occasions: Int, in length: Int
  ) -> Double {
    let alive = probabilityAlive(purchases: purchases, recency: recency, occasions: occasions)
    let buys = (alpha + Double(purchases)) / (alpha + beta + Double(occasions))
    return alive * buys * stays(from: occasions + 1, for: length)
  }

  /// Purchases to expect of a new customer on the first `length` occasions.
  public func expectedPurchasesOfNewCustomer(in length: Int) -> Double {
    guard length > 0 else { return 0 }
    let first = delta / (gamma + delta)
    return alpha / (alpha + beta) * first * stays(from: 1, for: length)
  }

  /// Occasions a customer who is there on the first of `length` can be expected to be there for.
  private func stays(from occasion: Int, for length: Int) -> Double {
    var (chance, sum) = (1.0, 0.0)
    for k in 0..<max(0, length) {
      sum += chance
      let n = Double(occasion + k)
      chance *= (delta + n) / (gamma + delta + n)
    }
    return sum
  }
}

/// The likelihood of BG/BB: there to the end, or gone after occasion t_x, t_x + 1, …, n − 1.
///
/// Every beta function is a ratio of rising factorials, that is a plain sum of logarithms.
struct BGBBLikelihood {
  private let alpha, beta, sum, delta, all: [RisingFactorial]
  private let gamma: Double

  init(_ p: SIMD4<Double>, _ data: OccasionHistories) {
    self.init(p, upTo: data.occasions.max() ?? 0)
  }

  init(_ p: SIMD4<Double>, upTo occasions: Int) {
    func table(_ x: Double) -> [RisingFactorial] {
      var running = RisingFactorial()
      return (0...(occasions + 1)).map { count in
        running.advance(from: x, to: count)
        return running
      }
    }
    (alpha, beta, sum) = (table(p[0]), table(p[1]), table(p[0] + p[1]))
    (delta, all) = (table(p[3]), table(p[2] + p[3]))
    gamma = p[2]
  }

  func mean(_ data: OccasionHistories) -> Curvature {
    var mean = Curvature()
    for row in data.purchases.indices where data.weights[row] > 0 {
      let terms = terms(data.purchases[row], data.recency[row], data.occasions[row])
      let sum = terms.dropFirst().reduce(terms[0]) { Curvature.logSum($0, $1).sum }
      mean.add(sum, times: data.weights[row] / data.customers)
    }
    return mean
  }

  /// The logarithms of the terms; the first is the one of customers who are still there.
  func terms(_ x: Int, _ recency: Int, _ n: Int) -> [Curvature] {
    var terms = [bought(x, n)]
    add(delta[n], all[n], to: &terms[0], dropped: false)
    for lived in recency..<max(recency, n) {
      var term = bought(x, lived)
      add(delta[lived], all[lived + 1], to: &term, dropped: true)
      terms.append(term)
    }
    return terms
  }

  /// B(α + x, β + n − x)/B(α, β).
  private func bought(_ x: Int, _ n: Int) -> Curvature {
    let (a, b, c) = (alpha[x], beta[n - x], sum[n])
    var term = Curvature()
    term.value = a.value + b.value - c.value
    term.gradient = SIMD4(a.slope - c.slope, b.slope - c.slope, 0, 0)
    term.rows.0 = SIMD4(a.curvature - c.curvature, -c.curvature, 0, 0)
    term.rows.1 = SIMD4(-c.curvature, b.curvature - c.curvature, 0, 0)
    return term
  }

  /// B(γ, δ + n)/B(γ, δ), or B(γ + 1, δ + n)/B(γ, δ) for those who dropped out.
  private func add(
    _ d: RisingFactorial, _ c: RisingFactorial, to term: inout Curvature, dropped: Bool
  ) {
    term.value += d.value - c.value + (dropped ? log(gamma) : 0)
    term.gradient[2] = (dropped ? 1 / gamma : 0) - c.slope
    term.gradient[3] = d.slope - c.slope
    term.rows.2 = SIMD4(0, 0, (dropped ? -1 / (gamma * gamma) : 0) - c.curvature, -c.curvature)
    term.rows.3 = SIMD4(0, 0, -c.curvature, d.curvature - c.curvature)
  }
}
