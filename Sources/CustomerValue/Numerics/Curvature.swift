/// A function's value, slope and curvature at a point of up to four parameters.
///
/// Log-likelihoods are sums of these. Four fits every model here; unused places stay zero.
struct Curvature: Sendable {
  var value = 0.0
  var gradient = SIMD4<Double>.zero
  /// The rows of the matrix of second derivatives.
  var rows = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)

  /// Adds another function, counted so many times.
  @inline(__always)
  mutating func add(_ other: Curvature, times weight: Double) {
    value += weight * other.value
    gradient += weight * other.gradient
    rows.0 += weight * other.rows.0
    rows.1 += weight * other.rows.1
    rows.2 += weight * other.rows.2
    rows.3 += weight * other.rows.3
  }

  /// Adds `scale · v vᵀ` to the second derivatives.
  @inline(__always)
  mutating func addOuter(_ v: SIMD4<Double>, scale: Double) {
    let scaled = v * scale
    rows.0 += scaled * v[0]
    rows.1 += scaled * v[1]
    rows.2 += scaled * v[2]
    rows.3 += scaled * v[3]
  }

  /// log(eᵃ + eᵇ) of two functions, and the second one's part of the sum.
  ///
  /// With p = eᵃ/(eᵃ + eᵇ): gradient p·∇a + (1 − p)·∇b, second derivatives p·Ha + (1 − p)·Hb
  /// + p(1 − p)(∇a − ∇b)(∇a − ∇b)ᵀ.
  @inline(__always)
  static func logSum(_ a: Curvature, _ b: Curvature) -> (sum: Curvature, shareOfSecond: Double) {
    let (value, q) = Self.logSum(a.value, b.value)
    var sum = Curvature()
    sum.add(a, times: 1 - q)
    sum.add(b, times: q)
    sum.addOuter(a.gradient - b.gradient, scale: q * (1 - q))
    sum.value = value
    return (sum, q)
  }

  /// The same for numbers alone.
  @inline(__always)
  static func logSum(_ a: Double, _ b: Double) -> (sum: Double, shareOfSecond: Double) {
    if a >= b {
      let ratio = expOf(b - a)
      return (a + logOnePlus(ratio), ratio / (1 + ratio))
    }
    let ratio = expOf(a - b)
    return (b + logOnePlus(ratio), 1 / (1 + ratio))
  }
}

extension Curvature {
  /// An entry of the matrix of second derivatives.
  subscript(row: Int, column: Int) -> Double {
    switch row {
    case 0: rows.0[column]
    case 1: rows.1[column]
    case 2: rows.2[column]
    default: rows.3[column]
    }
  }

  /// The same function of the logarithms of its parameters.
  func inLogarithms(at parameters: SIMD4<Double>) -> Curvature {
    var result = self
    result.gradient = gradient * parameters
    result.rows.0 = rows.0 * parameters * parameters[0]
    result.rows.1 = rows.1 * parameters * parameters[1]
    result.rows.2 = rows.2 * parameters * parameters[2]
    result.rows.3 = rows.3 * parameters * parameters[3]
    result.rows.0[0] += result.gradient[0]
    result.rows.1[1] += result.gradient[1]
    result.rows.2[2] += result.gradient[2]
    result.rows.3[3] += result.gradient[3]
    return result
  }
}
