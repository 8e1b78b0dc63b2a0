import Compute

/// Everybody, each with the nearest of some centres, and what the groups look like.
struct ClusterCrowd: Sendable {
  /// The nearest centre of each customer.
  let assignment: [UInt8]
  /// How many customers each centre has.
  let counts: [Int]
  /// The sums of the scaled features of each group.
  private let sums: [[Double]]

  init(
    centres: [[Double]], count: Int, scaling: RobustScaling, threads: Int,
    _ value: @Sendable (_ row: Int, _ feature: Int) -> Double
  ) {
    let features = centres[0].count
    // One array for all centres: looking into an array of arrays took most of the time.
    let flat = centres.flatMap { $0 }
    let pieces = Parallel(threads: threads).mapChunks(of: count, chunk: 1 << 15) { piece in
      var part = Part(groups: centres.count, features: features)
      part.nearest.reserveCapacity(piece.count)
      var point = [Double](repeating: 0, count: features)
      for row in piece {
        for feature in 0..<features {
          point[feature] = scaling.scaled(value(row, feature), feature)
        }
        part.add(point, to: Self.nearest(point, flat))
      }
      return part
    }
    var whole = Part(groups: centres.count, features: features)
    whole.nearest.reserveCapacity(count)
    for piece in pieces { whole.add(piece) }
    (assignment, counts) = (whole.nearest, whole.counts)
    let all = whole.sums
    sums = centres.indices.map { Array(all[$0 * features..<($0 + 1) * features]) }
  }

  /// The places of the centres, those with most customers first.
  var largestFirst: [Int] {
    counts.indices.sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }
  }

  /// The nearest of the centres that stand one after another.
  @inline(__always)
  private static func nearest(_ point: [Double], _ centres: [Double]) -> Int {
    var (best, least, start, group) = (0, Double.infinity, 0, 0)
    while start < centres.count {
      var distance = 0.0
      for feature in 0..<point.count {
        let difference = point[feature] - centres[start + feature]
        distance += difference * difference
      }
      if distance < least { (best, least) = (group, distance) }
      start += point.count
      group += 1
    }
    return best
  }

  /// Some customers: whom they belong to, how many there are of each group, and the sums of the groups.
  private struct Part: Sendable {
    let features: Int
    var nearest: [UInt8] = []
    var counts: [Int]
    var sums: [Double]

    init(groups: Int, features: Int) {
      self.features = features
      counts = Array(repeating: 0, count: groups)
      sums = Array(repeating: 0, count: groups * features)
    }

    @inline(__always)
    mutating func add(_ point: [Double], to group: Int) {
      nearest.append(UInt8(group))
      counts[group] += 1
      for feature in 0..<features { sums[group * features + feature] += point[feature] }
    }

    mutating func add(_ part: Part) {
      nearest.append(contentsOf: part.nearest)
      for group in counts.indices { counts[group] += part.counts[group] }
      for place in sums.indices { sums[place] += part.sums[place] }
    }
  }

  /// How far a group's mean lies from the others' mean, by feature, largest first.
  func differences(of group: Int) -> [(feature: Int, by: Double)] {
    let (inside, all) = (counts[group], counts.reduce(0, +))
    let differences = sums[group].indices.map { feature in
      let others = sums.reduce(0) { $0 + $1[feature] } - sums[group][feature]
      return (
        feature: feature,
        by: sums[group][feature] / Double(max(1, inside)) - others / Double(max(1, all - inside))
      )
    }
    return differences.sorted { a, b in
      abs(a.by) != abs(b.by) ? abs(a.by) > abs(b.by) : a.feature < b.feature
    }
  }

  /// The medians of the features of each group, in their own units.
  func medians(
    _ features: Int, threads: Int, _ value: @Sendable (_ row: Int, _ feature: Int) -> Double
  ) -> [[Double]] {
    Parallel(threads: threads).values(counts.count, chunk: 1) { group in
      var members: [Int32] = []
      members.reserveCapacity(counts[group])
      for row in assignment.indices where assignment[row] == group { members.append(Int32(row)) }
      guard !members.isEmpty else { return Array(repeating: 0, count: features) }
      return (0..<features).map { feature in
        RadixOrder.values(at: [members.count / 2], of: members.count) {
          value(Int(members[$0]), feature)
        }[0]
      }
    }
  }
}
