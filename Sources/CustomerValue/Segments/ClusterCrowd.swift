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
    let pieces = Parallel(threads: threads).mapChunks(of: count, chunk: 1 << 15) { piece in
      var part = Part(
        counts: Array(repeating: 0, count: centres.count),
        sums: Array(repeating: Array(repeating: 0, count: features), count: centres.count))
      part.nearest.reserveCapacity(piece.count)
      var point = [Double](repeating: 0, count: features)
      for row in piece {
        for feature in 0..<features {
          point[feature] = scaling.scaled(value(row, feature), feature)
        }
        let group = KMeans.nearest(to: point, centres)
        part.nearest.append(UInt8(group))
        part.counts[group] += 1
        for feature in 0..<features { part.sums[group][feature] += point[feature] }
      }
      return part
    }
    var whole = Part(
      counts: Array(repeating: 0, count: centres.count),
      sums: Array(repeating: Array(repeating: 0, count: features), count: centres.count))
    whole.nearest.reserveCapacity(count)
    for piece in pieces {
      whole.nearest.append(contentsOf: piece.nearest)
      for group in centres.indices {
        whole.counts[group] += piece.counts[group]
        for feature in 0..<features { whole.sums[group][feature] += piece.sums[group][feature] }
      }
    }
    (assignment, counts, sums) = (whole.nearest, whole.counts, whole.sums)
  }

  private struct Part: Sendable {
    var nearest: [UInt8] = []
    var counts: [Int]
    var sums: [[Double]]
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
