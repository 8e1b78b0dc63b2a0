import Foundation

/// The likelihood of Pareto/NBD: buyers who drop out at a moment of their own (Schmittlein, Morrison,
/// Colombo 1987).
///
/// With Γ-factors aside, L = (α + T)^−(r+x) (β + T)^−s + s ∫ (α + u)^−(r+x) (β + u)^−(s+1) du over
/// t_x … T. The integral is taken as it stands, in y = log((m + u)/(m + t_x)) with m = min(α, β): the
/// integrand is positive and smooth there, so nothing cancels, unlike in the usual difference of two
/// hypergeometric functions, and its derivatives come from the same nodes.
struct ParetoNBDLikelihood: TimingLikelihood {
  let r, alpha, s, beta: Double
  private let logS: Double

  init(_ p: SIMD4<Double>) {
    (r, alpha, s, beta) = (p[0], p[1], p[2], p[3])
    logS = log(p[2])
  }

  func counted(_ table: CountTable) -> Curvature {
    let customers = table.weights.reduce(0, +)
    let rs = table.rising(r)
    var result = Curvature()
    result.value = rs.value + customers * (r * log(alpha) + s * log(beta))
    result.gradient = SIMD4(
      rs.slope + customers * log(alpha), customers * r / alpha, customers * log(beta),
      customers * s / beta)
    result.rows.0 = SIMD4(rs.curvature, customers / alpha, 0, 0)
    result.rows.1 = SIMD4(customers / alpha, -customers * r / (alpha * alpha), 0, 0)
    result.rows.2 = SIMD4(0, 0, 0, customers / beta)
    result.rows.3 = SIMD4(0, 0, customers / beta, -customers * s / (beta * beta))
    return result
  }

  func timed(_ x: Double, _ recency: Double, _ age: Double) -> Curvature {
    RuleShelf.read { timed(x, recency, age, $0) }
  }

  func timed(_ piece: Range<Int>, of data: PurchaseHistories) -> Curvature {
    RuleShelf.read { rules in
      var sum = Curvature()
      for i in piece {
        let term = timed(Double(data.repeats[i]), data.recency[i], data.age[i], rules)
        sum.add(term, times: data.weights[i])
      }
      return sum
    }
  }

  @inline(__always)
  private func timed(
    _ x: Double, _ recency: Double, _ age: Double, _ rules: UnsafeBufferPointer<Double>
  ) -> Curvature {
    let k = r + x
    let (u, v) = (1 / (alpha + age), 1 / (beta + age))
    let (logU, logV) = (log(alpha + age), log(beta + age))
    var alive = Curvature()
    alive.value = -k * logU - s * logV
    alive.gradient = SIMD4(-logU, -k * u, -logV, -s * v)
    alive.rows.0[1] = -u
    alive.rows.1[0] = -u
    alive.rows.1[1] = k * u * u
    alive.rows.2[3] = -v
    alive.rows.3[2] = -v
    alive.rows.3[3] = s * v * v
    guard age > recency else { return alive }
    return Curvature.logSum(alive, dropped(k, recency, age, rules)).sum
  }

  @inline(__always)
  func timedValue(_ x: Double, _ recency: Double, _ age: Double) -> (
    sum: Double, shareOfSecond: Double
  ) {
    let alive = -(r + x) * log(alpha + age) - s * log(beta + age)
    guard age > recency else { return (alive, 0) }
    let path = Path(self, r + x, recency, age)
    let sum = RuleShelf.read { rules in
      var sum = 0.0
      for j in 0..<path.rule.count {
        let node = path.node(rules[path.rule.start + j])
        sum += rules[path.rule.start + path.rule.count + j] * exp(node.height - path.start)
      }
      return sum
    }
    return Curvature.logSum(alive, logS + path.start + log(sum * path.length))
  }

  /// log(s ∫ …) with its derivatives: means over the integrand's own distribution.
  @inline(__always)
  private func dropped(
    _ k: Double, _ recency: Double, _ age: Double, _ rules: UnsafeBufferPointer<Double>
  ) -> Curvature {
    let path = Path(self, k, recency, age)
    let sums = path.sums(rules)
    let sum = sums.weight
    // Slopes of the integrand's logarithm: −log(α + u), −k/(α + u), −log(β + u), −(s + 1)/(β + u).
    let scale = SIMD4(-1, -k, -1, -(s + 1))
    let first = sums.first * scale
    var second = Curvature()
    second.rows.0 = sums.rows.0 * scale * scale[0]
    second.rows.1 = sums.rows.1 * scale * scale[1]
    second.rows.2 = sums.rows.2 * scale * scale[2]
    second.rows.3 = sums.rows.3 * scale * scale[3]
    let mean = first / sum
    var result = Curvature()
    result.add(second, times: 1 / sum)
    // E[∂∂h]: 1/(α + u) and its square are slopes already summed.
    let (u, uu) = (-mean[1] / k, result.rows.1[1] / (k * k))
    let (v, vv) = (-mean[3] / (s + 1), result.rows.3[3] / ((s + 1) * (s + 1)))
    result.addOuter(mean, scale: -1)
    result.rows.0[1] -= u
    result.rows.1[0] -= u
    result.rows.1[1] += k * uu
    result.rows.2[3] -= v
    result.rows.3[2] -= v
    result.rows.3[3] += (s + 1) * vv
    result.rows.2[2] -= 1 / (s * s)
    result.gradient = mean
    result.gradient[2] += 1 / s
    result.value = logS + path.start + log(sum * path.length)
    return result
  }
}

extension ParetoNBDLikelihood {
  /// The way from t_x to T in y, with as many nodes as the integrand asks for.
  ///
  /// The logarithm h of the integrand is concave in y: where it falls from the start it falls ever
  /// faster, so it may be cut where it has lost 40 (e⁻⁴⁰ ≈ 4·10⁻¹⁸).
  struct Path {
    let length: Double
    let start: Double
    let rule: RuleShelf.Place
    let alphaFirst: Bool
    let low, logLow, gap, k, s: Double

    @inline(__always)
    init(_ model: ParetoNBDLikelihood, _ k: Double, _ recency: Double, _ age: Double) {
      alphaFirst = model.alpha <= model.beta
      low = min(model.alpha, model.beta) + recency
      gap = abs(model.beta - model.alpha)
      logLow = log(low)
      (self.k, s) = (k, model.s)
      let whole = log1p((age - recency) / low)
      // Powers of the near factor (without its du) and of the far one.
      let (near, far) = alphaFirst ? (k - 1, model.s + 1) : (model.s, k)
      let fall = near + far * low / (gap + low)
      let length = fall > 0 ? min(whole, 40 / fall) : whole
      start = -near * logLow - far * log(gap + low)
      self.length = length
      // An upper bound of the loss over the range: the steepest slope is near + far.
      rule = Self.rule(length, abs(near) * length + far * length)
    }

    @inline(__always)
    private static func rule(_ length: Double, _ loss: Double) -> RuleShelf.Place {
      if loss <= 1, length <= 0.8 { return RuleShelf.of6 }
      if loss <= 3.5, length <= 1.6 { return RuleShelf.of8 }
      if loss <= 10, length <= 3 { return RuleShelf.of12 }
      if loss <= 20, length <= 5 { return RuleShelf.of16 }
      if loss <= 45, length <= 7 { return RuleShelf.of24 }
      return length <= 9 ? RuleShelf.of32 : RuleShelf.of48
    }

    @inline(__always)
    func node(_ place: Double) -> (
      height: Double, logAlpha: Double, logBeta: Double, alphaPlus: Double, betaPlus: Double
    ) {
      let y = length * place
      let near = low * exp(y)
      let far = gap + near
      let (logNear, logFar) = (logLow + y, log(far))
      return alphaFirst
        ? (-(k - 1) * logNear - (s + 1) * logFar, logNear, logFar, near, far)
        : (-k * logFar - s * logNear, logFar, logNear, far, near)
    }
  }
}
