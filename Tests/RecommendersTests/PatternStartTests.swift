import Commerce
import Compute
import Foundation
import TestSupport
import Testing

@testable import Recommenders

@Suite struct `A start from patterns` {
  /// Everybody buys bestsellers; each customer also buys from one of four shelves.
  private static let log: PurchaseLog = {
    var generator = SeededGenerator(seed: 3)
    var lines: [PurchaseLine] = []
    for customer in 0..<200 {
      let own = (0..<6).map { _ in 20 * (customer % 4) + generator.below(20) }
      let common = (0..<6).map { _ in 80 + generator.below(10) }
      for product in Set(own + common).sorted() {
        lines.append(bought("\(product)", by: "c\(customer)", daysAgo: 1, order: "o"))
      }
    }
    return PurchaseLog(lines)
  }()

  private func fitted(
    _ start: ImplicitALS.Start, iterations: Int = 1, seed: Int = 1, threads: Int = 1
  ) throws -> ImplicitALSModel {
    var als = ImplicitALS()
    (als.factors, als.iterations, als.start, als.seed) = (6, iterations, start, seed)
    (als.regularisation, als.confidence) = (0.01, 10)
    return try als.fit(
      Self.log, asOf: closingDay, environment: FitEnvironment(threads: threads))
  }

  /// The share of the ten best that are of the customer's own shelf, bestsellers aside.
  private func ownShare(_ model: ImplicitALSModel) -> Double {
    let histories = Histories(Self.log, for: model.products)
    let scores = model.scores(for: 0..<200, in: histories, asOf: closingDay)
    var own = 0
    for customer in 0..<200 {
      let shelf = (Int(histories.customers[customer].text.dropFirst()) ?? 0) % 4
      let best = (0..<scores.columns).filter { (Int(model.products[$0].text) ?? 90) < 80 }
        .sorted { scores[customer, $0] > scores[customer, $1] }.prefix(10)
      own += best.count { (Int(model.products[$0].text) ?? 90) / 20 == shelf }
    }
    return Double(own) / 2000
  }

  @Test(arguments: 1...3)
  func `knows after one iteration what a random one has to learn`(seed: Int) throws {
    let (patterns, random) = (
      ownShare(try fitted(.patterns, seed: seed)), ownShare(try fitted(.random, seed: seed))
    )
    #expect(patterns > 0.95 && patterns > random, "\(patterns), random \(random)")
  }

  @Test func `ends where a random one ends`() throws {
    let patterns = try fitted(.patterns, iterations: 30)
    let random = try fitted(.random, iterations: 30)
    let (one, other) = (try #require(patterns.loss), try #require(random.loss))
    #expect(abs(one / other - 1) < 0.02)
  }

  @Test func `does not depend on threads`() throws {
    let (one, two) = (try fitted(.patterns), try fitted(.patterns, threads: 2))
    #expect(one.loss == two.loss && ownShare(one) == ownShare(two))
  }

  @Test func `has the size of the random one`() {
    let random = Matrix(rows: 3, columns: 2)
    for i in 0..<3 { random.row(i)[0] = Float(i) - 1 }
    let observed = SparseMatrix(
      rows: 2, columns: 3, offsets: [0, 2, 3], indices: [0, 1, 2], values: [1, 1, 1])
    let start = random
    PatternStart.sharpen(
      start, by: observed, observed.transposed(), parallel: Parallel(threads: 1))
    let size = start.elements.reduce(Float(0)) { $0 + $1 * $1 }
    #expect(abs(size - 2) < 1e-5)
    // Products 0 and 1 are bought by the same customer, so they begin alike; the other one apart.
    #expect(abs(start[0, 0] - start[1, 0]) < 1e-6 && start[0, 0] * start[2, 0] < 0)
  }

  @Test func `is asked for in a recipe`() throws {
    let json = #"{"algorithm": "implicit-als", "start": "patterns"}"#
    let recipe = try JSONDecoder().decode(Recipe.self, from: Data(json.utf8))
    var als = ImplicitALS()
    als.start = .patterns
    #expect(recipe.configuration == .implicitALS(als))
  }
}
