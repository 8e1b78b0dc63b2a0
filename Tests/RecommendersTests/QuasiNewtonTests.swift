import Testing

@testable import Recommenders

@Suite struct `A quasi-Newton search` {
  @Test func `finds the bottom of a crooked valley`() {
    // Rosenbrock's function, whose minimum is at (1, 1).
    let found = QuasiNewton(iterations: 500, tolerance: 0).minimum(from: [-1.2, 1]) { p in
      let (a, b) = (1 - p[0], p[1] - p[0] * p[0])
      return (a * a + 100 * b * b, [-2 * a - 400 * p[0] * b, 200 * b])
    }
    #expect(abs(found[0] - 1) < 1e-4 && abs(found[1] - 1) < 1e-4)
  }

  @Test func `does not stop because the first step was cut to almost nothing`() {
    let found = QuasiNewton().minimum(from: [1e-8, 0]) { x in
      (1e8 * x[0] * x[0] + (x[1] - 1) * (x[1] - 1), [2e8 * x[0], 2 * (x[1] - 1)])
    }
    #expect(abs(found[1] - 1) < 1e-3, "\(found)")
  }

  @Test func `finds the same bottom whatever the unit of a coordinate`() {
    for unit in [1e-6, 1e-3, 1, 1e3, 1e6] {
      let found = QuasiNewton(tolerance: 0).minimum(from: [0, 0]) { x in
        let (a, b) = (x[0] / unit - 3, x[1] - 2)
        return (a * a + b * b + a * b, [(2 * a + b) / unit, 2 * b + a])
      }
      #expect(abs(found[0] / unit - 3) < 1e-6 && abs(found[1] - 2) < 1e-6, "\(unit): \(found)")
    }
  }
}
