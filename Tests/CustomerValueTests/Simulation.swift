import Compute
import CustomerValue

/// Customers drawn from known parameters: planted truth.
enum Simulation {
  /// Histories in whole days of customers who behave as Pareto/NBD says.
  static func pareto(
    _ r: Double, _ alpha: Double, _ s: Double, _ beta: Double, customers: Int, days: Int,
    seed: UInt64
  ) throws -> PurchaseHistories {
    var random = SeededGenerator(seed: seed)
    return try histories(customers, days, &random) { random, age in
      let rate = random.gamma(shape: r) / alpha
      let life = random.exponential() / (random.gamma(shape: s) / beta)
      return { random, time in
        let next = time + random.exponential() / rate
        return next < min(age, life) ? next : nil
      }
    }
  }

  /// Histories in whole days of customers who behave as BG/NBD says.
  static func bg(
    _ r: Double, _ alpha: Double, _ a: Double, _ b: Double, customers: Int, days: Int,
    seed: UInt64, mayDropOutAtOnce: Bool = false
  ) throws -> PurchaseHistories {
    var random = SeededGenerator(seed: seed)
    return try histories(customers, days, &random) { random, age in
      let rate = random.gamma(shape: r) / alpha
      let leaves = random.beta(a, b)
      return { random, time in
        if time > 0 || mayDropOutAtOnce, random.uniform() < leaves { return nil }
        let next = time + random.exponential() / rate
        return next < age ? next : nil
      }
    }
  }

  typealias NextPurchase = (inout SeededGenerator, Double) -> Double?

  private static func histories(
    _ customers: Int, _ days: Int, _ random: inout SeededGenerator,
    _ person: (inout SeededGenerator, Double) -> NextPurchase
  ) throws -> PurchaseHistories {
    var (repeats, recency, ages) = ([Int32](), [Double](), [Double]())
    for _ in 0..<customers {
      let age = Double(days / 2 + random.below(days / 2))
      let next = person(&random, age)
      var (count, last) = (Int32(0), 0.0)
      while let time = next(&random, last) {
        count += 1
        last = time
      }
      repeats.append(count)
      recency.append(last)
      ages.append(age)
    }
    return try PurchaseHistories(repeats: repeats, recency: recency, age: ages, unit: .days)
  }

  /// Mean spends of customers who behave as Gamma–Gamma says.
  static func spends(
    _ p: Double, _ q: Double, _ v: Double, customers: Int, seed: UInt64
  ) -> ([Int32], [Double]) {
    var random = SeededGenerator(seed: seed)
    var (purchases, means) = ([Int32](), [Double]())
    for _ in 0..<customers {
      let scale = random.gamma(shape: q) / v
      let count = 1 + random.below(8)
      purchases.append(Int32(count))
      means.append(random.gamma(shape: p * Double(count)) / (scale * Double(count)))
    }
    return (purchases, means)
  }
}
