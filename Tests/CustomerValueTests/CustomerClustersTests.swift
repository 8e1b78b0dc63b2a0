import Compute
import Testing

@testable import CustomerValue

@Suite struct `Customer clusters` {
  /// Two kinds of customers, far apart.
  private func rows(_ count: Int, seed: UInt64) -> [[Double]] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { i in
      i % 3 == 0
        ? [20 + 5 * random.uniform(), 100 + 20 * random.uniform()]
        : [1 + random.uniform(), 10 + 3 * random.uniform()]
    }
  }

  @Test func `find planted groups and describe them`() throws {
    let found = try #require(
      CustomerClusters(features: ["orders", "average order"], rows: rows(90, seed: 1), seed: 3))
    #expect(found.clusters.map(\.customers) == [60, 30])
    #expect(found.assignment == (0..<90).map { $0 % 3 == 0 ? 1 : 0 })
    #expect(found.stability == 1)
    #expect(found.silhouette > 0.7)
    #expect(found.clusters[1].name.contains("high orders"))
    #expect(found.clusters[0].description.contains("orders"))
    #expect(Set(found.clusters.map(\.name)).count == 2)
  }

  @Test func `are the same for the same seed, and named the same for new data of the kind`() throws
  {
    let features = ["orders", "average order"]
    let one = try #require(CustomerClusters(features: features, rows: rows(90, seed: 1), seed: 3))
    let again = try #require(CustomerClusters(features: features, rows: rows(90, seed: 1), seed: 3))
    let later = try #require(
      CustomerClusters(features: features, rows: rows(120, seed: 2), seed: 9))
    #expect(one.assignment == again.assignment && one.clusters == again.clusters)
    #expect(one.clusters.map(\.name) == later.clusters.map(\.name))
  }

  @Test func `of too few or equal customers are none`() {
    #expect(CustomerClusters(features: ["x"], rows: [[1], [2]], seed: 1) == nil)
    #expect(
      CustomerClusters(features: ["x"], rows: Array(repeating: [1], count: 50), seed: 1) == nil)
  }

  @Test func `agree by the adjusted Rand index`() {
    #expect(KMeans.agreement([0, 0, 1, 1], [1, 1, 0, 0], 2) == 1)
    #expect(KMeans.agreement([0, 0, 1, 1], [0, 1, 0, 1], 2) < 0)
  }
}
