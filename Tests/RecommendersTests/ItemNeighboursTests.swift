import Commerce
import Compute
import Foundation
import TestSupport
import Testing

@testable import Recommenders

@Suite struct `Item neighbours` {
  private static let log: PurchaseLog = {
    var generator = SeededGenerator(seed: 3)
    var lines: [PurchaseLine] = []
    for customer in 0..<40 {
      for visit in 0..<(1 + generator.below(9)) {
        let product = min(generator.below(12), generator.below(12))
        lines.append(bought("\(product)", by: "\(customer)", daysAgo: visit, order: "\(visit)"))
      }
    }
    return PurchaseLog(lines)
  }()

  /// The slow twin: the definition of each similarity, cell by cell.
  private func naiveWeight(_ i: Int, _ j: Int, _ r: [[Double]], _ algorithm: ItemNeighbours)
    -> Double
  {
    let bought = r.map { Double($0.count { $0 > 0 }) }
    let rarity = bought.map { Foundation.log(Double(r[0].count) / max(1, $0)) + 1 }
    func sum(_ value: (Int, Int) -> Double) -> Double {
      r.indices.reduce(0) { $0 + value($1, i) * value($1, j) }
    }
    func length(_ product: Int, _ value: (Int, Int) -> Double) -> Double {
      r.indices.reduce(0) { $0 + pow(value($1, product), 2) }.squareRoot()
    }
    switch algorithm.similarity {
    case .cosine:
      return sum { r[$0][$1] } / (length(i) { r[$0][$1] } * length(j) { r[$0][$1] })
    case .tfIDF:
      func value(_ u: Int, _ p: Int) -> Double { r[u][p].squareRoot() * rarity[u] }
      return sum(value) / (length(i, value) * length(j, value))
    case .bm25:
      let lengths = r[0].indices.map { p in r.reduce(0) { $0 + $1[p] } }
      let mean = lengths.reduce(0, +) / Double(lengths.count)
      let (k, b) = (algorithm.saturation, algorithm.lengthNormalisation)
      return sum { u, p in
        let reach: Double = 1 - b + b * lengths[p] / mean
        return rarity[u] * r[u][p] * (k + 1) / (r[u][p] + k * reach)
      }
    case .walk:
      let lengths = r[0].indices.map { p in r.reduce(0) { $0 + $1[p] } }
      var total = 0.0
      for row in r where row[i] > 0 {
        total += row[i] * row[j] / pow(row.reduce(0, +), algorithm.customerExponent)
      }
      return total / lengths[i] / pow(lengths[j], algorithm.productExponent)
    }
  }

  @Test(arguments: ItemNeighbours.Similarity.allCases, [3, 100])
  func `are those of the definition`(
    similarity: ItemNeighbours.Similarity, neighbours: Int
  ) throws {
    var algorithm = ItemNeighbours()
    algorithm.similarity = similarity
    algorithm.neighbours = neighbours
    algorithm.productExponent = 0.4
    algorithm.customerExponent = 0.8
    algorithm.strength = PurchaseStrength(.orders)
    let model = try algorithm.fit(
      Self.log, asOf: closingDay, environment: FitEnvironment(threads: 2))
    let sparse = algorithm.strength.matrix(
      of: Self.log, customers: 0..<Self.log.customers.count, asOf: closingDay)
    var r = [[Double]](
      repeating: [Double](repeating: 0, count: sparse.columns), count: sparse.rows)
    for row in 0..<sparse.rows {
      for i in sparse.entries(ofRow: row) {
        r[row][Int(sparse.indices[i])] = Double(sparse.values[i])
      }
    }
    for product in 0..<sparse.columns {
      let expected = (0..<sparse.columns).filter { $0 != product }
        .map { naiveWeight(product, $0, r, algorithm) }.filter { $0 > 0 }.sorted(by: >)
      let found = model.similar(to: product, count: neighbours)
      #expect(found.count == min(neighbours, expected.count))
      for (mine, theirs) in zip(found, expected) {
        #expect(relativeError(Double(mine.score), theirs) < 1e-4)
        let weight = naiveWeight(product, Int(mine.position), r, algorithm)
        #expect(relativeError(Double(mine.score), weight) < 1e-4)
      }
    }
  }

  @Test func `are explained by the customers in common`() throws {
    let log = PurchaseLog(
      ["a", "b", "c", "d"].flatMap { [bought("mug", by: $0, daysAgo: 4)] }
        + ["a", "b", "c"].flatMap { [bought("plate", by: $0, daysAgo: 2)] }
        + ["d", "e", "f", "g", "h"].flatMap { [bought("pen", by: $0, daysAgo: 1)] })
    let model = try ItemNeighbours().fit(log, asOf: closingDay, environment: FitEnvironment())
    let histories = Histories(log, for: model.products)
    let customer = try #require(histories.customers.position(of: "d"))
    let plate = try #require(model.products.position(of: "plate"))
    let reasons = model.reasons(
      for: plate, customer: customer, in: histories, asOf: closingDay, count: 3)
    #expect(
      reasons == [
        .boughtTogether(
          product: "mug", on: closingDay.advanced(by: -4), confidence: 0.75, lift: 2,
          unit: .customers)
      ])
  }
}
