import Foundation

/// The likelihoods of BG/NBD and MBG/NBD: buyers who may drop out after each purchase.
///
/// With Γ-factors aside, L = (α + T)^−(r+x) + w·(α + t_x)^−(r+x), where w = a/(b + x − 1) for x > 0 in
/// BG/NBD (Fader, Hardie, Lee 2005, equation 6) and w = a/(b + x) for all x in MBG/NBD (Batislam,
/// Denizel, Filiztekin 2007), whose customers may drop out after the first purchase too.
struct GeometricDropout: Sendable {
  let r, alpha, a, b: Double
  /// 1 where the first purchase can be the last by dropping out, 0 where it cannot.
  let first: Int

  init(_ p: SIMD4<Double>, first: Int) {
    (r, alpha, a, b) = (p[0], p[1], p[2], p[3])
    self.first = first
  }

  func counted(_ table: CountTable) -> Curvature {
    let customers = table.weights.reduce(0, +)
    let (rs, bs) = (table.rising(r), table.rising(b, extra: first))
    let sums = table.rising(a + b, extra: first)
    var result = Curvature()
    result.value = rs.value + bs.value - sums.value + customers * r * log(alpha)
    result.gradient = SIMD4(
      rs.slope + customers * log(alpha), customers * r / alpha, -sums.slope,
      bs.slope - sums.slope)
    result.rows.0 = SIMD4(rs.curvature, customers / alpha, 0, 0)
    result.rows.1 = SIMD4(customers / alpha, -customers * r / (alpha * alpha), 0, 0)
    result.rows.2 = SIMD4(0, 0, -sums.curvature, -sums.curvature)
    result.rows.3 = SIMD4(0, 0, -sums.curvature, bs.curvature - sums.curvature)
    return result
  }

  @inline(__always)
  func timed(_ x: Double, _ recency: Double, _ age: Double) -> Curvature {
    let k = r + x
    let alive = power(k, alpha + age)
    guard x > 0 || first > 0 else { return alive }
    var dropped = power(k, alpha + recency)
    let c = b + x - Double(1 - first)
    dropped.value += log(a / c)
    dropped.gradient[2] = 1 / a
    dropped.gradient[3] = -1 / c
    dropped.rows.2[2] = -1 / (a * a)
    dropped.rows.3[3] = 1 / (c * c)
    return Curvature.logSum(alive, dropped).sum
  }

  @inline(__always)
  func timedValue(_ x: Double, _ recency: Double, _ age: Double) -> (
    sum: Double, shareOfSecond: Double
  ) {
    let k = r + x
    let alive = -k * log(alpha + age)
    guard x > 0 || first > 0 else { return (alive, 0) }
    let dropped = -k * log(alpha + recency) + log(a / (b + x - Double(1 - first)))
    return Curvature.logSum(alive, dropped)
  }

  /// The logarithm of u^−k with its derivatives in r (inside k) and α (inside u).
  @inline(__always)
  private func power(_ k: Double, _ u: Double) -> Curvature {
    let (logarithm, inverse) = (log(u), 1 / u)
    var result = Curvature()
    result.value = -k * logarithm
    result.gradient = SIMD4(-logarithm, -k * inverse, 0, 0)
    result.rows.0 = SIMD4(0, -inverse, 0, 0)
    result.rows.1 = SIMD4(-inverse, k * inverse * inverse, 0, 0)
    return result
  }
}

/// The likelihood of BG/NBD.
struct BGNBDLikelihood: TimingLikelihood {
  let core: GeometricDropout
  init(_ parameters: SIMD4<Double>) { core = GeometricDropout(parameters, first: 0) }
  func counted(_ table: CountTable) -> Curvature { core.counted(table) }
  @inline(__always)
  func timed(_ x: Double, _ recency: Double, _ age: Double) -> Curvature {
    core.timed(x, recency, age)
  }
  @inline(__always)
  func timedValue(_ x: Double, _ recency: Double, _ age: Double) -> (
    sum: Double, shareOfSecond: Double
  ) { core.timedValue(x, recency, age) }
}

/// The likelihood of MBG/NBD.
struct MBGNBDLikelihood: TimingLikelihood {
  let core: GeometricDropout
  init(_ parameters: SIMD4<Double>) { core = GeometricDropout(parameters, first: 1) }
  func counted(_ table: CountTable) -> Curvature { core.counted(table) }
  @inline(__always)
  func timed(_ x: Double, _ recency: Double, _ age: Double) -> Curvature {
    core.timed(x, recency, age)
  }
  @inline(__always)
  func timedValue(_ x: Double, _ recency: Double, _ age: Double) -> (
    sum: Double, shareOfSecond: Double
  ) { core.timedValue(x, recency, age) }
}

/// The likelihood of NBD: buyers who never drop out (Ehrenberg 1959); the yardstick of the others.
struct NBDLikelihood: TimingLikelihood {
  let core: GeometricDropout
  init(_ parameters: SIMD4<Double>) { core = GeometricDropout(parameters, first: 0) }
  func counted(_ table: CountTable) -> Curvature {
    var result = core.counted(table)
    result.value -= table.rising(core.b).value - table.rising(core.a + core.b).value
    result.gradient[2] = 0
    result.gradient[3] = 0
    result.rows.2 = .zero
    result.rows.3 = .zero
    return result
  }
  @inline(__always)
  func timed(_ x: Double, _ recency: Double, _ age: Double) -> Curvature {
    var result = core.timed(0, 0, age)
    let logarithm = log(core.alpha + age)
    let inverse = 1 / (core.alpha + age)
    result.value -= x * logarithm
    result.gradient[1] -= x * inverse
    result.rows.1[1] += x * inverse * inverse
    return result
  }
  @inline(__always)
  func timedValue(_ x: Double, _ recency: Double, _ age: Double) -> (
    sum: Double, shareOfSecond: Double
  ) { (-(core.r + x) * log(core.alpha + age), 0) }
}
