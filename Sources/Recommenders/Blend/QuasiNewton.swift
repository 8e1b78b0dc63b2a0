/// Minimises a smooth function by L-BFGS with backtracking (Nocedal and Wright 2006, algorithms 7.4 and 7.5).
struct QuasiNewton {
  /// At most so many steps.
  var iterations = 100
  /// How many past steps shape the next one.
  var memory = 10
  /// Stops when several steps in a row gain less than this share of the value each.
  var tolerance = 1e-7
  /// How many steps in a row.
  ///
  /// One is no sign: where features differ much in scale, the first step, which knows nothing of curvature
  /// yet, is cut to almost nothing.
  private static let patience = 5

  /// The best point found from a start.
  ///
  /// - Parameters:
  ///   - start: Where to begin.
  ///   - evaluate: The value and the gradient at a point.
  /// - Returns: The point with the lowest value.
  func minimum(
    from start: [Double], _ evaluate: ([Double]) -> (value: Double, gradient: [Double])
  ) -> [Double] {
    var point = start
    var (value, gradient) = evaluate(point)
    var pairs: [(step: [Double], change: [Double])] = []
    var smallGains = 0
    for _ in 0..<iterations {
      let direction = direction(gradient, pairs)
      let slope = dot(direction, gradient)
      var length = pairs.isEmpty ? min(1, 1 / norm(gradient)) : 1
      var next = moved(point, direction, length)
      var (nextValue, nextGradient) = evaluate(next)
      var halvings = 0
      while !(nextValue <= value + 1e-4 * length * slope), slope < 0, halvings < 30 {
        length /= 2
        halvings += 1
        next = moved(point, direction, length)
        (nextValue, nextGradient) = evaluate(next)
      }
      guard slope < 0, nextValue < value else {
        // What past steps say may be out of date here; the way straight down is asked before giving up.
        if pairs.isEmpty { break }
        pairs.removeAll()
        continue
      }
      remember(moved(next, point, -1), moved(nextGradient, gradient, -1), &pairs)
      let gain = value - nextValue
      (point, value, gradient) = (next, nextValue, nextGradient)
      smallGains = gain < tolerance * abs(value) ? smallGains + 1 : 0
      if smallGains == Self.patience { break }
    }
    return point
  }

  private func direction(
    _ gradient: [Double], _ pairs: [(step: [Double], change: [Double])]
  ) -> [Double] {
    var q = gradient
    var shares: [Double] = []
    for (step, change) in pairs.reversed() {
      let share = dot(step, q) / dot(step, change)
      shares.append(share)
      q = moved(q, change, -share)
    }
    if let last = pairs.last {
      let scale = dot(last.step, last.change) / dot(last.change, last.change)
      for i in q.indices { q[i] *= scale }
    }
    for ((step, change), share) in zip(pairs, shares.reversed()) {
      q = moved(q, step, share - dot(change, q) / dot(step, change))
    }
    return q.map { -$0 }
  }

  /// Keeps a step where the valley was seen to bend upwards along it.
  ///
  /// Seen beyond rounding, which is a share of both lengths: an absolute bound would forget every short step, and
  /// short steps are all there is near the bottom and in features of large numbers.
  private func remember(
    _ step: [Double], _ change: [Double], _ pairs: inout [(step: [Double], change: [Double])]
  ) {
    guard dot(step, change) > 1e-10 * norm(step) * norm(change) else { return }
    pairs.append((step, change))
    if pairs.count > memory { pairs.removeFirst() }
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  private func norm(_ a: [Double]) -> Double { max(1e-300, dot(a, a).squareRoot()) }

  private func moved(_ a: [Double], _ direction: [Double], _ length: Double) -> [Double] {
    zip(a, direction).map { $0 + length * $1 }
  }
}
