import CKernels
import Foundation

/// How a component's scores enter a blend: four views of one number.
///
/// With x the score, m the customer's largest and s the component's typical largest score, the views are
/// y = x/m, √y, ln(y + 0.001) and ln(1 + x/s): rank within the customer's list from its top to its tail, and
/// strength compared with other customers.
enum ScoreTransform {
  /// How many views there are.
  static let count = 4

  /// The factor that makes the customer's largest score 1; zero where nothing is above zero.
  static func unit(ofLargest largest: Float) -> Float {
    largest > 0 && largest.isFinite ? 1 / largest : 0
  }

  /// The factor that makes the scores of products new to the customer spread by 1; zero where all are alike.
  ///
  /// - Parameters:
  ///   - row: The customer's scores.
  ///   - count: How many there are.
  ///   - known: The products the customer has bought, which are left out.
  /// - Returns: 1 / standard deviation.
  static func unit(
    ofDeviation row: UnsafePointer<Float>, count: Int, without known: [Int32]
  ) -> Float {
    var (sum, squares): (Float, Float) = (0, 0)
    rapport_moments(row, count, &sum, &squares)
    var (total, power) = (Double(sum), Double(squares))
    for product in known {
      let x = Double(row[Int(product)])
      total -= x
      power -= x * x
    }
    let rest = Double(max(1, count - known.count))
    let variance = power / rest - (total / rest) * (total / rest)
    return variance > 1e-12 * max(1e-12, power / rest) ? Float(1 / variance.squareRoot()) : 0
  }

  /// The four views of one score.
  static func views(_ x: Float, unit: Float, scale: Float) -> (Float, Float, Float, Float) {
    let y = max(0, x) * unit
    return (y, y.squareRoot(), log(y + 0.001), log(1 + max(0, x) * scale))
  }

  /// The weighted views of a score.
  static func value(_ x: Float, unit: Float, scale: Float, weights: ArraySlice<Float>) -> Float {
    let v = views(x, unit: unit, scale: scale)
    let w = weights.startIndex
    return weights[w] * v.0 + weights[w + 1] * v.1 + weights[w + 2] * v.2 + weights[w + 3] * v.3
  }

  /// Adds the weighted views of a whole row of scores to another row.
  static func add(
    _ row: UnsafePointer<Float>, count: Int, unit: Float, scale: Float,
    weights: ArraySlice<Float>, to target: UnsafeMutablePointer<Float>
  ) {
    weights.withUnsafeBufferPointer { weights in
      rapport_blend_add(row, count, unit, scale, weights.baseAddress, target)
    }
  }

  /// The largest score of a row.
  static func largest(_ row: UnsafePointer<Float>, count: Int) -> Float {
    rapport_maximum(row, count)
  }
}
