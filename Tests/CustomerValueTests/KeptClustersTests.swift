import Compute
import Foundation
import Testing

@testable import CustomerValue

@Suite struct `Kept groups of customers` {
  private let features = ["orders", "average order"]

  /// Some kinds of customers, each as orders, average order and how many.
  private func rows(_ kinds: [(Double, Double, Int)], seed: UInt64) -> [[Double]] {
    var random = SeededGenerator(seed: seed)
    return kinds.flatMap { orders, average, count in
      (0..<count).map { _ in
        [orders * (0.8 + 0.4 * random.uniform()), average * (0.8 + 0.4 * random.uniform())]
      }
    }
  }

  private func found(
    _ kinds: [(Double, Double, Int)], seed: UInt64 = 1, limit: Int = 8,
    after before: KeptClusters? = nil
  ) throws -> CustomerClusters {
    try #require(
      CustomerClusters(
        features: features, rows: rows(kinds, seed: seed), seed: seed, limit: limit,
        after: before))
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `hand their names on while customers drift and the largest group changes`(
    seed: UInt64
  ) throws {
    let kinds: [(Double, Double, Int)] = [(2, 10, 66), (30, 10, 60), (2, 200, 54)]
    var groups = try found(kinds, seed: seed)
    let names = groups.clusters.map(\.name)
    try #require(names.count == 3, "seed \(seed)")
    // Month by month the rare and dear become more, and everybody buys for more.
    for month in 1...4 {
      let price = 1 + 0.1 * Double(month)
      groups = try found(
        [(2, 10 * price, 66 - 6 * month), (30, 10 * price, 60), (2, 200 * price, 54 + 6 * month)],
        seed: seed + UInt64(month), after: groups.kept)
      #expect(Set(groups.clusters.map(\.name)) == Set(names), "seed \(seed), month \(month)")
    }
    #expect(groups.clusters[0].name == names[2], "seed \(seed): the smallest became the largest")
    #expect(groups.clusters[0].medians[1] > 200, "seed \(seed)")
  }

  @Test func `stay as many as they were while they hold, even where there are more by now`() throws
  {
    let three = try found([(2, 10, 66), (30, 10, 60), (2, 200, 54)])
    try #require(three.clusters.count == 3)
    let later: [(Double, Double, Int)] = [(2, 10, 66), (30, 10, 60), (2, 200, 54), (30, 200, 11)]
    let (anew, kept) = (try found(later), try found(later, after: three.kept))
    #expect(anew.clusters.count == 4 && kept.clusters.count == 3)
    #expect(GroupChanges(from: three.kept, to: kept.kept).kept.count >= 2)
  }

  @Test func `give a new kind of customers a name of its own, and none that was given up`() throws {
    let two = try found([(2, 10, 80), (30, 10, 60)], limit: 2)
    let three = try found([(2, 10, 80), (30, 10, 60), (2, 200, 70)], after: two.kept)
    let changes = GroupChanges(from: two.kept, to: three.kept)
    #expect(three.clusters.count == 3 && changes.new.count >= 1)
    #expect(Set(three.clusters.map(\.name)).count == 3)
    #expect(Set(changes.new).isDisjoint(with: two.kept.names))
  }

  @Test func `lose a name that is no longer true`() throws {
    let kinds: [(Double, Double, Int)] = [(2, 10, 66), (30, 10, 60), (2, 200, 54)]
    let known = try found(kinds).kept
    // What was said of the second group has become wrong in one of two words.
    let groups = known.groups.enumerated().map { place, group in
      place != 1
        ? group
        : KeptClusters.Group(
          name: "the old name",
          traits: [group.traits[0]]
            + group.traits.dropFirst().map {
              ClusterTrait(feature: $0.feature, isHigh: !$0.isHigh)
            }, centre: group.centre)
    }
    let before = KeptClusters(
      features: known.features, scaling: known.scaling, groups: groups,
      silhouette: known.silhouette, stability: known.stability)
    let changes = GroupChanges(from: before, to: try found(kinds, after: before).kept)
    #expect(changes.gone == ["the old name"] && changes.new == [known.names[1]])
    #expect(changes.kept == [known.names[0], known.names[2]])
  }

  @Test func `tell customers by the yardstick of their time, one or many`() throws {
    let groups = try found([(2, 10, 66), (30, 10, 60), (2, 200, 54)])
    let data = rows([(2, 10, 66), (30, 10, 60), (2, 200, 54)], seed: 1)
    let same = try #require(CustomerClusters(groups.kept, count: 180) { data[$0][$1] })
    #expect(same.assignment == groups.assignment && same.clusters == groups.clusters)
    #expect(same.wereKnown && !groups.wereKnown)
    let one = try #require(CustomerClusters(groups.kept, count: 1) { data[100][$1] + Double($0) })
    #expect(one.clusters.map(\.name) == [groups.clusters[1].name] && one.assignment == [0])
    #expect(CustomerClusters(groups.kept, count: 0) { _, _ in 0 } == nil)
  }

  @Test func `come back from their file as they were`() throws {
    let kept = try found([(2, 10, 66), (30, 10, 60), (2, 200, 54)]).kept
    let bytes = try JSONEncoder().encode(kept)
    #expect(try JSONDecoder().decode(KeptClusters.self, from: bytes) == kept)
  }

  @Test func `told by other features are not followed`() throws {
    let kept = try found([(2, 10, 80), (30, 10, 60)]).kept
    let other = try #require(
      CustomerClusters(
        features: ["visits", "days"], rows: rows([(2, 10, 80), (30, 10, 60)], seed: 1), seed: 1,
        after: kept))
    #expect(other.clusters.allSatisfy { !kept.names.contains($0.name) })
  }

  @Test func `say what became of them`() throws {
    let two = try found([(2, 10, 100), (30, 10, 60)], limit: 2).kept
    #expect(GroupChanges(from: nil, to: nil).sentence == nil)
    #expect(
      GroupChanges(from: nil, to: two).sentence == "2 groups of similar customers were found.")
    #expect(
      GroupChanges(from: two, to: two).sentence == "All 2 groups of customers kept their names.")
    let names = two.names
    #expect(
      GroupChanges(from: two, to: nil).sentence
        == "Groups of customers changed; gone: \"\(names[0])\", \"\(names[1])\".")
  }
}
