import Compute
import Foundation

/// Gamma–Gamma: what a customer spends on a purchase, learnt from customers who differ in it.
///
/// Fader and Hardie (2013), note 025. Spends of a customer are gamma (p, ν), ν differs between customers
/// by gamma (q, v). It presumes that spend and frequency do not go together; `correlation` says how far
/// that holds.
public struct GammaGammaModel: Sendable {
  /// The model's name.
  public static let name = "gamma-gamma"
  /// The parameters as in the paper.
  public static let parameterNames = ["p", "q", "v"]
  /// The shape of one customer's spends.
  public let p: Double
  /// The shape of the differences between customers.
  public let q: Double
  /// The scale of the differences between customers, in units of the currency.
  public let v: Double

  /// Takes p, q, v.
  ///
  /// - Throws: `ValueModelError.parameters` unless there are three positive numbers.
  public init(parameters: [Double]) throws {
    let checked = try ValueModelError.checked(parameters, Self.name, Self.parameterNames)
    (p, q, v) = (checked[0], checked[1], checked[2])
  }

  /// The mean spend of all customers, p·v/(q − 1); infinite where q ≤ 1.
  public var populationMean: Double { q > 1 ? p * v / (q - 1) : .infinity }

  /// The spend to expect of a customer with so many purchases of a mean: p(v + x·m)/(p·x + q − 1).
  ///
  /// Where that has no mean (p·x + q ≤ 1), the customer's own mean is all there is to say.
  public func expectedSpend(purchases: Int, mean: Double) -> Double {
    let x = Double(purchases)
    let below = p * x + q - 1
    return below > 0 ? p * (v + x * mean) / below : mean
  }

  /// Estimates the parameters by maximum likelihood.
  public static func fit(_ spends: SpendHistories, threads: Int = 1) throws -> (
    model: GammaGammaModel, report: FitReport
  ) {
    var sum = 0.0
    for (mean, weight) in zip(spends.means, spends.weights) { sum += mean * weight }
    let scale = sum / spends.customers
    let starts = [(6.0, 4.0, 0.5), (1.0, 3.0, 2.0), (15.0, 1.5, 0.05)].map {
      SIMD4($0.0, $0.1, $0.2 * scale, 1)
    }
    let staged = StagedFit(names: parameterNames, starts: starts, threads: threads)
    let outcome = staged.run(spends.purchases.count, { spends.sampled($0) }) { data in
      let parallel = Parallel(threads: threads)
      return { GammaGammaLikelihood.mean($0, data, parallel) }
    }
    let q = outcome.result.parameters[1]
    let remarks =
      q < 1
      ? ["q is below 1: spends differ so much that the population has no finite mean."] : []
    let report = staged.report(
      outcome, model: name, customers: spends.customers, remarks: remarks)
    return (try GammaGammaModel(parameters: report.values), report)
  }
}

extension SpendHistories {
  /// The correlation between the number of purchases and the mean spend.
  public var correlation: Double {
    var (n, sx, sy, sxx, syy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for row in purchases.indices {
      let (x, y, w) = (Double(purchases[row]), means[row], weights[row])
      n += w
      sx += w * x
      sy += w * y
      sxx += w * x * x
      syy += w * y * y
      sxy += w * x * y
    }
    let (vx, vy) = (sxx - sx * sx / n, syy - sy * sy / n)
    return vx > 0 && vy > 0 ? (sxy - sx * sy / n) / (vx * vy).squareRoot() : 0
  }
}

/// The likelihood of Gamma–Gamma.
///
/// log Γ(px + q) − log Γ(px) − log Γ(q) + q log v + (px − 1) log m + px log x − (px + q) log(v + x m).
enum GammaGammaLikelihood {
  static func mean(
    _ parameters: SIMD4<Double>, _ data: SpendHistories, _ parallel: Parallel
  ) -> Curvature {
    let sums = parallel.mapChunks(of: data.purchases.count, chunk: 4096) { piece in
      var sum = Curvature()
      var (x, counted) = (Int32(-1), Curvature())
      for row in piece {
        if data.purchases[row] != x {
          x = data.purchases[row]
          counted = Self.counted(parameters, Double(x))
        }
        sum.add(counted, times: data.weights[row])
        sum.add(spent(parameters, Double(x), data.means[row]), times: data.weights[row])
      }
      return sum
    }
    var mean = Curvature()
    for sum in sums { mean.add(sum, times: 1 / data.customers) }
    return mean
  }

  /// The part that depends on x alone.
  private static func counted(_ parameters: SIMD4<Double>, _ x: Double) -> Curvature {
    let (p, q, v) = (parameters[0], parameters[1], parameters[2])
    let (px, all) = (p * x, p * x + q)
    var result = Curvature()
    result.value =
      logGamma(all) - logGamma(px) - logGamma(q) + q * log(v) + px * log(x)
    result.gradient = SIMD4(
      x * (digamma(all) - digamma(px) + log(x)), digamma(all) - digamma(q) + log(v), q / v, 0)
    result.rows.0 = SIMD4(x * x * (trigamma(all) - trigamma(px)), x * trigamma(all), 0, 0)
    result.rows.1 = SIMD4(x * trigamma(all), trigamma(all) - trigamma(q), 1 / v, 0)
    result.rows.2 = SIMD4(0, 1 / v, -q / (v * v), 0)
    return result
  }

  /// The part that depends on the spend.
  @inline(__always)
  private static func spent(
    _ parameters: SIMD4<Double>, _ x: Double, _ mean: Double
  ) -> Curvature {
    let (p, q, v) = (parameters[0], parameters[1], parameters[2])
    let total = v + x * mean
    let (logMean, logTotal, inverse) = (log(mean), log(total), 1 / total)
    let all = p * x + q
    var result = Curvature()
    result.value = (p * x - 1) * logMean - all * logTotal
    result.gradient = SIMD4(x * (logMean - logTotal), -logTotal, -all * inverse, 0)
    result.rows.0 = SIMD4(0, 0, -x * inverse, 0)
    result.rows.1 = SIMD4(0, 0, -inverse, 0)
    result.rows.2 = SIMD4(-x * inverse, -inverse, all * inverse * inverse, 0)
    return result
  }
}
