import Compute

/// k-means with the starts of k-means++: seeded, ties to the lower centre.
struct KMeans {
  let centres: [[Double]]
  let assignment: [Int]

  /// Clusters points, or `nil` where fewer than k of them differ.
  init?(_ points: [[Double]], k: Int, seed: UInt64, rounds: Int = 50) {
    guard let starts = Self.starts(points, k, seed) else { return nil }
    self.init(points, from: starts, rounds: rounds)
  }

  /// Clusters points from given centres on; a centre without points stays where it is.
  init(_ points: [[Double]], from starts: [[Double]], rounds: Int = 50) {
    var centres = starts
    var assignment = Self.assign(points, centres)
    for _ in 0..<rounds {
      centres = Self.means(points, assignment, centres)
      let next = Self.assign(points, centres)
      if next == assignment { break }
      assignment = next
    }
    self.centres = centres
    self.assignment = assignment
  }

  /// Each next centre is drawn with chances by the squared distance from those before.
  private static func starts(_ points: [[Double]], _ k: Int, _ seed: UInt64) -> [[Double]]? {
    var random = SeededGenerator(seed: seed)
    var centres = [points[random.below(points.count)]]
    var distances = points.map { distance($0, centres[0]) }
    while centres.count < k {
      let total = distances.reduce(0, +)
      guard total > 0 else { return nil }
      var target = random.uniform() * total
      var chosen = points.count - 1
      for (i, distance) in distances.enumerated() {
        target -= distance
        if target < 0 {
          chosen = i
          break
        }
      }
      centres.append(points[chosen])
      for i in points.indices {
        distances[i] = min(distances[i], distance(points[i], points[chosen]))
      }
    }
    return centres
  }

  private static func means(
    _ points: [[Double]], _ assignment: [Int], _ old: [[Double]]
  ) -> [[Double]] {
    var sums = old.map { $0.map { _ in 0.0 } }
    var counts = [Double](repeating: 0, count: old.count)
    for (point, group) in zip(points, assignment) {
      counts[group] += 1
      for j in point.indices { sums[group][j] += point[j] }
    }
    return old.indices.map { group in
      counts[group] > 0 ? sums[group].map { $0 / counts[group] } : old[group]
    }
  }

  /// The nearest centre of each point.
  static func assign(_ points: [[Double]], _ centres: [[Double]]) -> [Int] {
    points.map { nearest(to: $0, centres) }
  }

  /// The nearest centre of one point.
  static func nearest(to point: [Double], _ centres: [[Double]]) -> Int {
    var (best, nearest) = (0, Double.infinity)
    for (group, centre) in centres.enumerated() {
      let d = distance(point, centre)
      if d < nearest { (best, nearest) = (group, d) }
    }
    return best
  }

  @inline(__always)
  static func distance(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for j in a.indices { sum += (a[j] - b[j]) * (a[j] - b[j]) }
    return sum
  }

  /// The mean of (b − a)/max(a, b), a and b the distances to the own and to the next centre.
  static func silhouette(_ points: [[Double]], _ model: KMeans) -> Double {
    var sum = 0.0
    for (point, group) in zip(points, model.assignment) {
      let own = distance(point, model.centres[group]).squareRoot()
      var next = Double.infinity
      for (other, centre) in model.centres.enumerated() where other != group {
        next = min(next, distance(point, centre))
      }
      let gap = next.squareRoot() - own
      let scale = max(own, next.squareRoot())
      sum += scale > 0 ? gap / scale : 0
    }
    return sum / Double(max(1, points.count))
  }

  /// The adjusted Rand index of two clusterings (Hubert and Arabie 1985).
  static func agreement(_ a: [Int], _ b: [Int], _ k: Int) -> Double {
    var table = [[Double]](repeating: Array(repeating: 0, count: k), count: k)
    for (x, y) in zip(a, b) { table[x][y] += 1 }
    func pairs(_ n: Double) -> Double { n * (n - 1) / 2 }
    let together = table.joined().reduce(0) { $0 + pairs($1) }
    let rows = table.reduce(0) { $0 + pairs($1.reduce(0, +)) }
    let columns = (0..<k).reduce(0.0) { sum, j in
      sum + pairs(table.reduce(0) { $0 + $1[j] })
    }
    let all = pairs(Double(a.count))
    let chance = all > 0 ? rows * columns / all : 0
    let most = (rows + columns) / 2
    return most > chance ? (together - chance) / (most - chance) : 1
  }
}
