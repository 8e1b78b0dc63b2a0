import Foundation

/// Nodes and weights of Gauss and Legendre's rule on 0…1: exact for polynomials up to degree 2n − 1.
struct GaussLegendre: Sendable {
  let nodes: [Double]
  let weights: [Double]

  /// Finds the roots of the Legendre polynomial by Newton's method from Tricomi's guesses.
  init(_ count: Int) {
    var (nodes, weights) = ([Double](), [Double]())
    for k in 0..<count {
      var x = cos(.pi * (Double(count - k) - 0.25) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        let (value, derivative) = Self.legendre(count, x)
        slope = derivative
        let step = value / derivative
        x -= step
        if abs(step) < 1e-16 { break }
      }
      slope = Self.legendre(count, x).derivative
      nodes.append((1 + x) / 2)
      weights.append(1 / ((1 - x * x) * slope * slope))
    }
    self.nodes = nodes
    self.weights = weights
  }

  private static func legendre(_ n: Int, _ x: Double) -> (value: Double, derivative: Double) {
    var (previous, current) = (1.0, x)
    guard n > 0 else { return (1, 0) }
    for k in 1..<max(1, n) {
      let next = (Double(2 * k + 1) * x * current - Double(k) * previous) / Double(k + 1)
      (previous, current) = (current, next)
    }
    return (current, Double(n) * (x * current - previous) / (x * x - 1))
  }

  static let of6 = GaussLegendre(6)
  static let of8 = GaussLegendre(8)
  static let of12 = GaussLegendre(12)
  static let of16 = GaussLegendre(16)
  static let of24 = GaussLegendre(24)
  static let of32 = GaussLegendre(32)
  static let of48 = GaussLegendre(48)

  /// The integral of a function from a to b.
  func integral(from a: Double, to b: Double, _ f: (Double) -> Double) -> Double {
    var sum = 0.0
    for (node, weight) in zip(nodes, weights) { sum += weight * f(a + (b - a) * node) }
    return sum * (b - a)
  }
}
