import Compute

/// Groups of customers who are alike, found by k-means, described in words.
///
/// k-means++ (Arthur and Vassilvitskii 2007) on features scaled by median and quartiles, so that one
/// bulk buyer does not make the scale. k is the smallest from 2 to 8 whose silhouette comes within 5 % of
/// the best among those that a second seed finds again (adjusted Rand index of at least 0.8). Groups are
/// looked for among 4,000 customers drawn by the seed; then everybody joins the nearest one.
///
/// Groups that are kept (`kept`) last: later customers can be told by them as they are, or a later search
/// starts from them and hands their names on.
public struct CustomerClusters: Sendable {
  /// One group.
  public struct Cluster: Sendable, Equatable {
    /// A name in words, unique.
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
  /// How far apart the groups were when they were found: the mean simplified silhouette, −1 to 1.
  public let silhouette: Double
  /// How far a second seed found the same groups: the adjusted Rand index, at most 1.
  public let stability: Double
  /// What later runs need to know these groups again.
  public let kept: KeptClusters
  /// Whether customers were told by groups that had been found before.
  public let wereKnown: Bool

  /// Groups customers; `nil` for fewer than 20 customers or customers who are all alike.
  ///
  /// - Parameters:
  ///   - features: The features' names, as in "orders".
  ///   - rows: For each customer one value a feature, all finite and at least 0.
  ///   - seed: The same seed gives the same groups.
  ///   - limit: The most groups there may be.
  ///   - before: Groups whose number and names are kept where they still fit.
  public init?(
    features: [String], rows: [[Double]], seed: UInt64, limit: Int = 8,
    after before: KeptClusters? = nil
  ) {
    self.init(features: features, count: rows.count, seed: seed, limit: limit, after: before) {
      rows[$0][$1]
    }
  }

  /// The same from features that are looked up when they are needed, so that many customers need no table.
  ///
  /// - Parameters:
  ///   - features: The features' names.
  ///   - count: How many customers there are.
  ///   - seed: The same seed gives the same groups.
  ///   - limit: The most groups there may be, at most 255.
  ///   - before: Groups whose number and names are kept where they still fit; others where they were told
  ///     by other features.
  ///   - threads: Change nothing but the time it takes.
  ///   - value: The value of a customer's feature by their places, finite and at least 0.
  /// - Complexity: O(n) for n customers.
  init?(
    features: [String], count: Int, seed: UInt64, limit: Int = 8,
    after before: KeptClusters? = nil, threads: Int = 1,
    value: @Sendable (_ row: Int, _ feature: Int) -> Double
  ) {
    guard count >= 20 else { return nil }
    let before = before.flatMap { $0.features == features ? $0 : nil }
    let quartiles = RobustScaling.quartiles(
      features: features.count, count: count, threads: threads, value)
    let scaling = RobustScaling(quartiles)
    let sample = ClusterSearch.sample(count, seed: seed).map { row in
      features.indices.map { scaling.scaled(value(row, $0), $0) }
    }
    guard
      let found = ClusterSearch(
        sample, seed: seed, limit: limit, kept: before?.centres(in: scaling))
    else { return nil }
    let crowd = ClusterCrowd(
      centres: found.centres, count: count, scaling: scaling, threads: threads, value)
    let heirs = found.successors.map { place in place.flatMap { before?.groups[$0] } }
    let order = crowd.largestFirst
    let names = ClusterNames(features, crowd, order: order, heirs: heirs)
    let kept = KeptClusters(
      features: features, scaling: scaling,
      groups: order.map { group in
        KeptClusters.Group(
          name: names.names[group], traits: names.traits[group], centre: found.centres[group])
      }, silhouette: found.silhouette, stability: found.stability)
    self.init(
      kept, crowd, order: order, usual: quartiles, wereKnown: false, threads: threads, value)
  }

  /// Tells customers by groups that were found before; `nil` for nobody.
  ///
  /// - Parameters:
  ///   - kept: The groups; their order is that of the features' names.
  ///   - count: How many customers there are.
  ///   - threads: Change nothing but the time it takes.
  ///   - value: The value of a customer's feature by their places, finite and at least 0.
  /// - Complexity: O(n) for n customers.
  init?(
    _ kept: KeptClusters, count: Int, threads: Int = 1,
    value: @Sendable (_ row: Int, _ feature: Int) -> Double
  ) {
    guard count > 0, !kept.groups.isEmpty else { return nil }
    let crowd = ClusterCrowd(
      centres: kept.groups.map(\.centre), count: count, scaling: kept.scaling, threads: threads,
      value)
    let quartiles = RobustScaling.quartiles(
      features: kept.features.count, count: count, threads: threads, value)
    self.init(
      kept, crowd, order: Array(kept.groups.indices), usual: quartiles, wereKnown: true,
      threads: threads, value)
  }

  /// Describes the groups of a crowd, whose centres are the kept groups in an order.
  private init(
    _ kept: KeptClusters, _ crowd: ClusterCrowd, order: [Int], usual: [[Double]],
    wereKnown: Bool, threads: Int, _ value: @Sendable (_ row: Int, _ feature: Int) -> Double
  ) {
    let names = Dictionary(uniqueKeysWithValues: zip(order, kept.names))
    let shown = crowd.largestFirst.filter { crowd.counts[$0] > 0 }
    let medians = crowd.medians(kept.features.count, threads: threads, value)
    clusters = shown.map { group in
      Cluster(
        name: names[group] ?? "", customers: crowd.counts[group], medians: medians[group],
        description: ClusterNames.description(
          kept.features, crowd.differences(of: group), medians[group],
          all: usual.map { $0[1] }))
    }
    var place = [UInt8](repeating: 0, count: crowd.counts.count)
    for (rank, group) in shown.enumerated() { place[group] = UInt8(rank) }
    let places = place
    assignment = crowd.assignment.map { places[Int($0)] }
    features = kept.features
    (silhouette, stability) = (kept.silhouette, kept.stability)
    self.kept = kept
    self.wereKnown = wereKnown
  }
}
