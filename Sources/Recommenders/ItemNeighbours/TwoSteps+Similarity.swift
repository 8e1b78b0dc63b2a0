import Compute
import Foundation

extension TwoSteps {
  /// Strengths, customers × products, weighted as a similarity asks.
  init(_ strengths: SparseMatrix, _ algorithm: ItemNeighbours) {
    switch algorithm.similarity {
    case .cosine: self.init(cosineOf: strengths)
    case .tfIDF:
      let rarity = strengths.rarity
      self.init(
        cosineOf: strengths.mapValues { customer, _, r in r.squareRoot() * rarity[customer] })
    case .bm25: self.init(strengths, bm25: algorithm)
    case .walk:
      self.init(
        walkingBack: strengths, forth: strengths, sourceExponent: 1,
        pathExponent: algorithm.customerExponent, targetExponent: algorithm.productExponent)
    }
  }

  private init(cosineOf values: SparseMatrix) {
    let lengths = values.mapValues { _, _, v in v * v }.columnSums
    let scale = lengths.toThe(minus: 0.5)
    self.init(back: values, forth: values, from: scale, to: scale)
  }

  private init(_ strengths: SparseMatrix, bm25 algorithm: ItemNeighbours) {
    let rarity = strengths.rarity
    let lengths = strengths.columnSums
    let mean = lengths.reduce(0, +) / Float(max(1, lengths.count))
    let (k, b) = (Float(algorithm.saturation), Float(algorithm.lengthNormalisation))
    func saturated(_ r: Float, _ product: Int) -> Float {
      r * (k + 1) / (r + k * (1 - b + b * lengths[product] / mean))
    }
    guard strengths.values.allSatisfy({ $0 == 1 }) else {
      let values = strengths.mapValues { rarity[$0] * saturated($2, $1) }
      let ones = [Float](repeating: 1, count: strengths.columns)
      self.init(back: values, forth: values, from: ones, to: ones)
      return
    }
    // Without repeats the saturation depends on the product alone and comes out of the sum.
    let values = strengths.mapValues { customer, _, _ in rarity[customer] }
    let scale = lengths.indices.map { saturated(1, $0) }
    self.init(back: values, forth: values, from: scale, to: scale)
  }
}

extension SparseMatrix {
  /// ln(products / products bought) + 1: what a purchase of this customer says.
  fileprivate var rarity: [Float] {
    (0..<rows).map { row in
      let bought = max(1, entries(ofRow: row).count)
      return log(Float(columns) / Float(bought)) + 1
    }
  }
}
