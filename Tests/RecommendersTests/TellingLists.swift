import Compute
import Foundation

@testable import Recommenders

extension ListwiseRegression.List {
  /// Lists of ten candidates in which the first feature tells what is bought and the others say nothing.
  static func telling(
    _ weight: Double, count: Int, features: Int, seed: UInt64
  ) -> [ListwiseRegression.List] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      var list = ListwiseRegression.List()
      var scores: [Double] = []
      for _ in 0..<10 {
        let x = (0..<features).map { _ in generator.normal() }
        list.features += x.map { Float($0) }
        list.isRepeat.append(false)
        scores.append(weight * x[0] - log(-log(1 - generator.uniform())))
      }
      let best = scores.indices.max { scores[$0] < scores[$1] }
      list.isBought = scores.indices.map { $0 == best }
      list.facts = [1]
      return list
    }
  }
}
