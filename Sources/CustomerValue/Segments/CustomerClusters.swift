import Compute
import Foundation

/// Groups of customers who are alike, found by k-means, described in words.
///
/// k-means++ (Arthur and Vassilvitskii 2007) on features scaled by median and quartiles, so that one
/// bulk buyer does not make the scale. k is the smallest from 2 to 8 whose silhouette comes within 5 % of
/// the best among those that a second seed finds again (adjusted Rand index of at least 0.8).
public struct CustomerClusters: Sendable {
  /// One group.
  public struct Cluster: Sendable, Equatable {
    /// A name in words, unique, the same for the same kind of customers in every run.
    public let name: String
    /// How many customers.
    public let customers: Int
    /// The medians of the features, in their own units.
    public let medians: [Double]
    /// What sets the group apart, largest difference first.
    public let description: String
  }

  /// What customers are compared by.
  public let features: [String]
  /// The groups, largest first.
  public let clusters: [Cluster]
  /// The group of each customer, in the order given.
  public let assignment: [Int]
  /// How far apart the groups are: the mean simplified silhouette, −1 to 1.
  public let silhouette: Double
  /// How far a second seed finds the same groups: the adjusted Rand index, at most 1.
  public let stability: Double

  /// Groups customers; `nil` for fewer than 20 customers or customers who are all alike.
  ///
  /// - Parameters:
  ///   - features: The features' names, as in "orders".
  ///   - rows: For each customer one value a feature, all finite and at least 0.
  ///   - seed: The same seed gives the same groups.
  ///   - limit: The most groups there may be.
  public init?(features: [String], rows: [[Double]], seed: UInt64, limit: Int = 8) {
    guard rows.count >= 20 else { return nil }
    let scaling = RobustScaling(rows)
    let points = rows.map(scaling.scaled)
    let sample = KMeans.sample(points, 4_000)
    var trials: [(k: Int, silhouette: Double, stability: Double, centres: [[Double]])] = []
    for k in 2...max(2, limit) {
      guard let first = KMeans(sample, k: k, seed: seed),
        let second = KMeans(sample, k: k, seed: seed &+ 0x5EED)
      else { break }
      trials.append(
        (
          k, KMeans.silhouette(sample, first),
          KMeans.agreement(first.assignment, second.assignment, k), first.centres
        ))
    }
    let stable = trials.filter { $0.stability >= 0.8 }
    let candidates = stable.isEmpty ? trials : stable
    guard let top = candidates.map(\.silhouette).max(),
      let chosen = candidates.first(where: { $0.silhouette >= top - 0.05 * abs(top) })
    else { return nil }
    let assignment = KMeans.assign(points, chosen.centres)
    self.features = features
    silhouette = chosen.silhouette
    stability = chosen.stability
    let described = Self.describe(features, rows, points, assignment, chosen.k)
    clusters = described.clusters
    self.assignment = assignment.map { described.place[$0] }
  }

  private static func describe(
    _ features: [String], _ rows: [[Double]], _ points: [[Double]], _ assignment: [Int], _ k: Int
  ) -> (clusters: [Cluster], place: [Int]) {
    var groups = [[Int]](repeating: [], count: k)
    for (customer, group) in assignment.enumerated() { groups[group].append(customer) }
    let order: [Int] = (0..<k).sorted { (a: Int, b: Int) -> Bool in
      let (first, second) = (groups[a].count, groups[b].count)
      return first != second ? first > second : a < b
    }
    var place = [Int](repeating: 0, count: k)
    for (rank, group) in order.enumerated() { place[group] = rank }
    var names: Set<String> = []
    let clusters = order.map { group in
      describe(features, rows, points, groups[group], avoiding: &names)
    }
    return (clusters, place)
  }

  private static func describe(
    _ features: [String], _ rows: [[Double]], _ points: [[Double]], _ members: [Int],
    avoiding names: inout Set<String>
  ) -> Cluster {
    let differences = differences(features.count, points, members)
    let words: [String] = differences.map { difference in
      (difference.by > 0 ? "high " : "low ") + features[difference.feature]
    }
    // Two largest differences name a group; more only where two groups would share a name.
    var length = min(2, words.count)
    while length < words.count, names.contains(words.prefix(length).joined(separator: ", ")) {
      length += 1
    }
    var name = words.prefix(length).joined(separator: ", ")
    while names.contains(name) { name += " (more)" }
    names.insert(name)
    let medians: [Double] = features.indices.map { feature in
      RobustScaling.median(members.map { rows[$0][feature] })
    }
    let parts: [String] = differences.prefix(3).map { difference in
      let all = RobustScaling.median(rows.map { $0[difference.feature] })
      let own = text(medians[difference.feature])
      return "\(features[difference.feature]) \(own) (\(text(all)))"
    }
    return Cluster(
      name: name, customers: members.count, medians: medians,
      description: parts.joined(separator: ", "))
  }

  /// How far a group's mean lies from the others' mean, by feature, largest first.
  private static func differences(
    _ features: Int, _ points: [[Double]], _ members: [Int]
  ) -> [(feature: Int, by: Double)] {
    var differences: [(feature: Int, by: Double)] = []
    for feature in 0..<features {
      var (inside, all) = (0.0, 0.0)
      for member in members { inside += points[member][feature] }
      for point in points { all += point[feature] }
      let outside = (all - inside) / Double(max(1, points.count - members.count))
      differences.append((feature, inside / Double(max(1, members.count)) - outside))
    }
    return differences.sorted { a, b in
      abs(a.by) != abs(b.by) ? abs(a.by) > abs(b.by) : a.feature < b.feature
    }
  }

  private static func text(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
  }
}

/// Brings features to one scale by their median and quartiles, on logarithms since all of them are skewed.
struct RobustScaling {
  private let centres: [Double]
  private let widths: [Double]

  init(_ rows: [[Double]]) {
    var (centres, widths) = ([Double](), [Double]())
    for feature in rows[0].indices {
      let values = rows.map { log1p(max(0, $0[feature])) }.sorted()
      let (low, high) = (values[values.count / 4], values[values.count * 3 / 4])
      centres.append(values[values.count / 2])
      widths.append(high > low ? high - low : 1)
    }
    self.centres = centres
    self.widths = widths
  }

  /// A row in quartile widths from the median, at most three away.
  func scaled(_ row: [Double]) -> [Double] {
    row.indices.map { feature in
      min(3, max(-3, (log1p(max(0, row[feature])) - centres[feature]) / widths[feature]))
    }
  }

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}
