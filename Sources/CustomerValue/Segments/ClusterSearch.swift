import Compute

/// How many groups there are among some customers, and where their centres lie.
struct ClusterSearch: Sendable {
  let silhouette, stability: Double
  let centres: [[Double]]
  /// For each centre the kept group that has become it; `nil` for a new kind of customers.
  let successors: [Int?]

  /// Looks for groups; `nil` where customers are all alike.
  ///
  /// Kept groups stay as many as they were, moved to where their customers are now, as long as a search
  /// without them finds the same ones (adjusted Rand index of at least 0.8), none has fewer than 1 in 100
  /// customers, and their silhouette is at least three quarters of the best one's.
  init?(_ sample: [[Double]], seed: UInt64, limit: Int, kept: [[Double]]?) {
    guard let fresh = Self.choose(sample, seed: seed, limit: limit) else { return nil }
    let moved = kept.flatMap { Self.moved($0, sample, seed: seed) }
    let chosen =
      moved.flatMap { $0.stability >= 0.8 && $0.silhouette >= 0.75 * fresh.silhouette ? $0 : nil }
      ?? fresh
    (silhouette, stability, centres) = (chosen.silhouette, chosen.stability, chosen.centres)
    successors =
      kept.map { Self.successors(of: $0, chosen.centres, sample) }
      ?? chosen.centres.map { _ in nil }
  }

  /// One customer of each of 4,000 equal stretches, drawn by the seed; all where there are no more.
  static func sample(_ count: Int, seed: UInt64, size: Int = 4_000) -> [Int] {
    guard count > size else { return Array(0..<count) }
    var random = SeededGenerator(seed: seed, stream: 1)
    return (0..<size).map { i in
      let start = i * count / size
      return start + random.below((i + 1) * count / size - start)
    }
  }

  /// One number of groups that was tried.
  private struct Trial {
    let silhouette, stability: Double
    let centres: [[Double]]

    init(_ sample: [[Double]], _ first: KMeans, _ second: KMeans) {
      silhouette = KMeans.silhouette(sample, first)
      stability = KMeans.agreement(first.assignment, second.assignment, first.centres.count)
      centres = first.centres
    }
  }

  private static func choose(_ sample: [[Double]], seed: UInt64, limit: Int) -> Trial? {
    var trials: [Trial] = []
    for k in 2...min(255, max(2, limit)) {
      guard let first = KMeans(sample, k: k, seed: seed),
        let second = KMeans(sample, k: k, seed: seed &+ 0x5EED)
      else { break }
      trials.append(Trial(sample, first, second))
    }
    let stable = trials.filter { $0.stability >= 0.8 }
    let candidates = stable.isEmpty ? trials : stable
    guard let top = candidates.map(\.silhouette).max() else { return nil }
    return candidates.first { $0.silhouette >= top - 0.05 * abs(top) }
  }

  /// Kept groups, moved to where their customers are now; `nil` where one has nearly no customers left.
  private static func moved(_ kept: [[Double]], _ sample: [[Double]], seed: UInt64) -> Trial? {
    let moved = KMeans(sample, from: kept)
    var counts = [Int](repeating: 0, count: kept.count)
    for group in moved.assignment { counts[group] += 1 }
    guard counts.allSatisfy({ $0 * 100 >= sample.count }),
      let fresh = KMeans(sample, k: kept.count, seed: seed)
    else { return nil }
    return Trial(sample, moved, fresh)
  }

  /// Pairs kept groups with those that share most customers with them, most alike first.
  ///
  /// Alike by Jaccard: customers in both among customers in either, a third at least.
  private static func successors(
    of kept: [[Double]], _ centres: [[Double]], _ sample: [[Double]]
  ) -> [Int?] {
    let (old, new) = (KMeans.assign(sample, kept), KMeans.assign(sample, centres))
    var shared = [Int](repeating: 0, count: kept.count * centres.count)
    var (before, now) = ([Int](repeating: 0, count: kept.count), centres.map { _ in 0 })
    for (a, b) in zip(old, new) {
      shared[a * centres.count + b] += 1
      before[a] += 1
      now[b] += 1
    }
    let pairs = shared.indices.map { place in
      let (a, b) = (place / centres.count, place % centres.count)
      let either = before[a] + now[b] - shared[place]
      return (kept: a, centre: b, jaccard: Double(shared[place]) / Double(max(1, either)))
    }
    var successors: [Int?] = centres.map { _ in nil }
    var taken: Set<Int> = []
    for pair in pairs.sorted(by: { ($1.jaccard, $0.kept) < ($0.jaccard, $1.kept) })
    where pair.jaccard * 3 >= 1 && successors[pair.centre] == nil && !taken.contains(pair.kept) {
      successors[pair.centre] = pair.kept
      taken.insert(pair.kept)
    }
    return successors
  }
}
