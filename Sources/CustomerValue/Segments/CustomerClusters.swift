import Compute

/// Groups of customers who are alike, found by k-means, described in words.
///
/// k-means++ (Arthur and Vassilvitskii 2007) on features scaled by median and quartiles, so that one
/// bulk buyer does not make the scale. k is the smallest from 2 to 8 whose silhouette comes within 5 % of
/// the best among those that a second seed finds again (adjusted Rand index of at least 0.8). Groups are
/// looked for among 4,000 customers drawn by the seed; then everybody joins the nearest one.
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
  public let assignment: [UInt8]
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
    self.init(features: features, count: rows.count, seed: seed, limit: limit) { rows[$0][$1] }
  }

  /// The same from features that are looked up when they are needed, so that many customers need no table.
  ///
  /// - Parameters:
  ///   - features: The features' names.
  ///   - count: How many customers there are.
  ///   - seed: The same seed gives the same groups.
  ///   - limit: The most groups there may be, at most 255.
  ///   - threads: Change nothing but the time it takes.
  ///   - value: The value of a customer's feature by their places, finite and at least 0.
  /// - Complexity: O(n) for n customers.
  init?(
    features: [String], count: Int, seed: UInt64, limit: Int = 8, threads: Int = 1,
    value: @Sendable (_ row: Int, _ feature: Int) -> Double
  ) {
    guard count >= 20 else { return nil }
    let scaling = RobustScaling(
      features: features.count, count: count, threads: threads, value)
    let sample = Self.sample(count, seed: seed).map { row in
      features.indices.map { scaling.scaled(value(row, $0), $0) }
    }
    guard let chosen = Self.choose(sample, seed: seed, limit: limit) else { return nil }
    let crowd = ClusterCrowd(
      centres: chosen.centres, count: count, scaling: scaling, threads: threads, value)
    let order: [Int] = (0..<chosen.k).sorted { (a: Int, b: Int) -> Bool in
      crowd.counts[a] != crowd.counts[b] ? crowd.counts[a] > crowd.counts[b] : a < b
    }
    var place = [UInt8](repeating: 0, count: chosen.k)
    for (rank, group) in order.enumerated() { place[group] = UInt8(rank) }
    let medians = crowd.medians(features.count, threads: threads, value)
    var names: Set<String> = []
    clusters = order.map { group in
      Self.describe(
        features, crowd.differences(of: group), medians[group], all: scaling.medians,
        customers: crowd.counts[group], avoiding: &names)
    }
    self.features = features
    silhouette = chosen.silhouette
    stability = chosen.stability
    let places = place
    assignment = crowd.assignment.map { places[Int($0)] }
  }

  /// One number of groups that was tried.
  private struct Trial {
    let k: Int
    let silhouette, stability: Double
    let centres: [[Double]]
  }

  private static func choose(_ sample: [[Double]], seed: UInt64, limit: Int) -> Trial? {
    var trials: [Trial] = []
    for k in 2...min(255, max(2, limit)) {
      guard let first = KMeans(sample, k: k, seed: seed),
        let second = KMeans(sample, k: k, seed: seed &+ 0x5EED)
      else { break }
      trials.append(
        Trial(
          k: k, silhouette: KMeans.silhouette(sample, first),
          stability: KMeans.agreement(first.assignment, second.assignment, k),
          centres: first.centres))
    }
    let stable = trials.filter { $0.stability >= 0.8 }
    let candidates = stable.isEmpty ? trials : stable
    guard let top = candidates.map(\.silhouette).max() else { return nil }
    return candidates.first { $0.silhouette >= top - 0.05 * abs(top) }
  }

  /// One customer of each of 4,000 equal stretches, drawn by the seed; all where there are no more.
  private static func sample(_ count: Int, seed: UInt64, size: Int = 4_000) -> [Int] {
    guard count > size else { return Array(0..<count) }
    var random = SeededGenerator(seed: seed, stream: 1)
    return (0..<size).map { i in
      let start = i * count / size
      return start + random.below((i + 1) * count / size - start)
    }
  }

  private static func describe(
    _ features: [String], _ differences: [(feature: Int, by: Double)], _ medians: [Double],
    all: [Double], customers: Int, avoiding names: inout Set<String>
  ) -> Cluster {
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
    let parts: [String] = differences.prefix(3).map { difference in
      let own = text(medians[difference.feature])
      return "\(features[difference.feature]) \(own) (\(text(all[difference.feature])))"
    }
    return Cluster(
      name: name, customers: customers, medians: medians,
      description: parts.joined(separator: ", "))
  }

  private static func text(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
  }
}
