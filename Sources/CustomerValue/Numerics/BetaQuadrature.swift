import Foundation

/// Nodes and weights for means over a beta distribution: Gauss and Jacobi's rule, weights summing to 1.
///
/// Golub and Welsch (1969): the nodes are the eigenvalues of the recurrence's tridiagonal matrix, the
/// weights the squares of the first components of its eigenvectors. So no gamma function can overflow.
struct BetaQuadrature: Sendable {
  let nodes: [Double]
  let weights: [Double]

  /// Makes a rule for the density proportional to pᵃ⁻¹(1 − p)ᵇ⁻¹ on 0…1.
  init(_ a: Double, _ b: Double, count: Int = 16) {
    var (diagonal, beside) = Self.recurrence(a - 1, b - 1, count)
    var first = [Double](repeating: 0, count: count)
    first[0] = 1
    Self.diagonalise(&diagonal, &beside, &first)
    nodes = diagonal.map { min(1, max(0, (1 + $0) / 2)) }
    weights = first.map { $0 * $0 }
  }

  /// The mean of a function of p.
  func mean(_ f: (Double) -> Double) -> Double {
    var sum = 0.0
    for k in 0..<nodes.count { sum += weights[k] * f(nodes[k]) }
    return sum
  }

  /// The recurrence of the Jacobi polynomials of weight (1 − x)^B (1 + x)^A on −1…1.
  private static func recurrence(_ A: Double, _ B: Double, _ count: Int) -> ([Double], [Double]) {
    var diagonal = [(A - B) / (A + B + 2)]
    var beside: [Double] = []
    for k in 1..<count {
      let n = Double(k)
      let m = 2 * n + A + B
      diagonal.append((A * A - B * B) / (m * (m + 2)))
      let square =
        k == 1
        ? 4 * (1 + A) * (1 + B) / (m * m * (m + 1))
        : 4 * n * (n + A) * (n + B) * (n + A + B) / (m * m * (m * m - 1))
      beside.append(square.squareRoot())
    }
    return (diagonal, beside + [0])
  }

  /// The implicit QL method for symmetric tridiagonal matrices, keeping one row of the vectors.
  private static func diagonalise(
    _ d: inout [Double], _ e: inout [Double], _ z: inout [Double]
  ) {
    for l in 0..<d.count {
      for _ in 0..<60 {
        var m = l
        while m < d.count - 1, abs(e[m]) > 1e-17 * (abs(d[m]) + abs(d[m + 1])) { m += 1 }
        if m == l { break }
        sweep(&d, &e, &z, l, m)
      }
    }
  }

  private static func sweep(
    _ d: inout [Double], _ e: inout [Double], _ z: inout [Double], _ l: Int, _ m: Int
  ) {
    var g = (d[l + 1] - d[l]) / (2 * e[l])
    let radius = hypot(g, 1)
    g = d[m] - d[l] + e[l] / (g + (g < 0 ? -radius : radius))
    var (s, c, p) = (1.0, 1.0, 0.0)
    for i in stride(from: m - 1, through: l, by: -1) {
      let (f, b) = (s * e[i], c * e[i])
      let r = hypot(f, g)
      e[i + 1] = r
      if r == 0 {
        d[i + 1] -= p
        e[m] = 0
        return
      }
      (s, c) = (f / r, g / r)
      g = d[i + 1] - p
      let t = (d[i] - g) * s + 2 * c * b
      p = s * t
      d[i + 1] = g + p
      g = c * t - b
      (z[i], z[i + 1]) = (c * z[i] - s * z[i + 1], s * z[i] + c * z[i + 1])
    }
    d[l] -= p
    e[l] = g
    e[m] = 0
  }
}
