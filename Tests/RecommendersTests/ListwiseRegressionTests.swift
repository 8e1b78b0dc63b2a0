import Compute
import Foundation
import Testing

@testable import Recommenders

@Suite struct `A listwise regression` {
  /// Lists whose first candidate feature says nothing and whose second decides, the other way for repeats.
  private func lists(seed: UInt64) -> [ListwiseRegression.List] {
    var generator = SeededGenerator(seed: seed)
    return (0..<400).map { _ in
      var list = ListwiseRegression.List()
      var scores: [Double] = []
      for row in 0..<12 {
        let x = [generator.normal(), generator.normal()]
        let isRepeat = row < 4
        list.features += x.map { Float($0) }
        list.isRepeat.append(isRepeat)
        // A Gumbel variable turns the arg max into a draw from the softmax.
        scores.append(
          (isRepeat ? 1 - 1.5 * x[1] : 2 * x[1]) - log(-log(1 - generator.uniform())))
      }
      let best = scores.indices.max { scores[$0] < scores[$1] }
      list.isBought = scores.indices.map { $0 == best }
      list.facts = [1]
      return list
    }
  }

  @Test func `finds planted weights, for new products and for repeats`() throws {
    let regression = ListwiseRegression(regularisation: 0)
    let found = try #require(
      regression.weights(
        of: lists(seed: 2), features: 2, facts: 1, parallel: Parallel(threads: 2)))
    #expect(abs(found.new[0]) < 0.2 && abs(found.new[1] - 2) < 0.35)
    #expect(abs(found.repeats[0]) < 0.3 && abs(found.repeats[1] + 1.5) < 0.35)
    #expect(abs(found.shift[0] - 1) < 0.35)
  }

  @Test func `says when there was nothing to learn from`() {
    var lists = lists(seed: 3)
    for i in lists.indices { lists[i].isBought = lists[i].isBought.map { _ in false } }
    let found = ListwiseRegression().weights(
      of: lists, features: 2, facts: 1, parallel: Parallel(threads: 1))
    #expect(found == nil)
  }

  /// The lists with one feature in another unit.
  private func lists(seed: UInt64, unit: Float) -> [ListwiseRegression.List] {
    var lists = lists(seed: seed)
    for list in lists.indices {
      for place in stride(from: 1, to: lists[list].features.count, by: 2) {
        lists[list].features[place] *= unit
      }
    }
    return lists
  }

  /// What is learned with one feature in another unit, turned back to the first.
  private func weights(unit: Float) throws -> [Float] {
    let found = try #require(
      ListwiseRegression(regularisation: 0.01).weights(
        of: lists(seed: 2, unit: unit), features: 2, facts: 1, parallel: Parallel(threads: 1)))
    return [
      found.new[0], found.new[1] * unit, found.repeats[0], found.repeats[1] * unit, found.shift[0],
    ]
  }

  @Test(arguments: [Float(1e-8), 1e-6, 1e-4, 1e4, 1e6])
  func `finds the same weights whatever the unit of a feature`(unit: Float) throws {
    let (plain, scaled) = (try weights(unit: 1), try weights(unit: unit))
    for (one, other) in zip(plain, scaled) {
      #expect(abs(one - other) <= 2e-5 * (plain.map(abs).max() ?? 0), "\(plain) and \(scaled)")
    }
  }

  @Test(arguments: [-40, -13, 13, 40])
  func `finds them to the last bit where the unit rounds nothing`(power: Int) throws {
    #expect(try weights(unit: exp2(Float(power))) == weights(unit: 1))
  }
}
