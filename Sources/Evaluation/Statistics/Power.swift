import Foundation

/// Plans an experiment: how many it takes to see an effect, and what the smallest effect is that so many can
/// show.
///
/// n = (z₁₋α⁄₂ + z₁₋β)² (p₁q₁ + r p₀q₀) / δ², unpooled, with r the treated for each control customer.
public struct Power: Sendable {
  /// The accepted probability of seeing an effect where there is none, α.
  public let significance: Double
  /// The wanted probability of seeing an effect that is there, 1 − β.
  public let power: Double

  /// Plans with α = 5 % (two-sided) and 80 % power unless told otherwise.
  public init(significance: Double = 0.05, power: Double = 0.8) {
    self.significance = significance
    self.power = power
  }

  /// How many customers each arm needs to tell two rates apart.
  ///
  /// - Parameters:
  ///   - base: The control's rate, p₀.
  ///   - treated: The rate hoped for, p₁.
  ///   - ratio: How many treated there are for each control customer, r.
  /// - Returns: The treated and the control customers needed, both rounded up.
  public func sampleSizes(
    base: Double, treated: Double, ratio: Double = 1
  ) -> (treated: Int, control: Int) {
    let delta = treated - base
    guard delta != 0 else { return (.max, .max) }
    let spread = treated * (1 - treated) / ratio + base * (1 - base)
    let control = zSum * zSum * spread / (delta * delta)
    func whole(_ value: Double) -> Int { Int(exactly: value.rounded(.up)) ?? .max }
    return (whole(control * ratio), whole(control))
  }

  /// The smallest rise of a rate that arms of these sizes will show, in absolute points.
  ///
  /// - Returns: The δ of the formula above; infinite where an arm is empty or even a rise to 100 % could
  ///   not be told from chance.
  public func detectableRise(base: Double, treated: Int, control: Int) -> Double {
    guard treated > 0, control > 0 else { return .infinity }
    func needed(_ delta: Double) -> Double {
      let p = base + delta
      let error = p * (1 - p) / Double(treated) + base * (1 - base) / Double(control)
      return zSum * error.squareRoot()
    }
    var (low, high) = (0.0, 1 - base)
    guard high > 0, needed(high) <= high else { return .infinity }
    for _ in 0..<200 where high - low > 1e-15 {
      let middle = (low + high) / 2
      if needed(middle) <= middle { high = middle } else { low = middle }
    }
    return high
  }

  /// The smallest difference of means that arms of these sizes will show, given the spread of a single value.
  ///
  /// - Parameters:
  ///   - deviation: The standard deviation between customers, as in that of revenue per head.
  ///   - treated: How many are treated.
  ///   - control: How many are held back.
  /// - Returns: (z₁₋α⁄₂ + z₁₋β) σ √(1/m + 1/n), infinite where an arm is empty.
  public func detectableDifference(deviation: Double, treated: Int, control: Int) -> Double {
    guard treated > 0, control > 0 else { return .infinity }
    return zSum * deviation * (1 / Double(treated) + 1 / Double(control)).squareRoot()
  }

  private var zSum: Double {
    NormalDistribution.quantile(1 - significance / 2) + NormalDistribution.quantile(power)
  }
}
