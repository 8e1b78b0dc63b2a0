import Compute
import Foundation

/// How strongly each row's factors are pulled towards zero, in multiples of the mean.
///
/// A row with n entries has s = (n + α·N)^ν / mean, where N is the size of the other side and α the weight of
/// an unobserved cell beside an observed one (Rendle, Krichene, Zhang and Koren 2021). With ν = 0 all rows are
/// pulled alike; with 1, a row with twice the evidence is pulled twice as hard, which keeps the factors of
/// the many with few purchases from being pressed to nothing by what suits those with many.
struct RowPull: Sendable {
  /// ν.
  let exponent: Double
  /// α·N.
  let floor: Double
  /// The mean of (n + α·N)^ν over the rows that were trained on.
  let mean: Double

  /// From what a model file holds.
  init(exponent: Double, floor: Double, mean: Double) {
    self.exponent = exponent
    self.floor = floor
    self.mean = mean
  }

  /// From the rows of one side, of which each has at least one entry.
  init(of rows: WhitenedRows, otherSide: Int, _ algorithm: ImplicitALS) {
    exponent = algorithm.frequencyScaling
    let beside = algorithm.unobservedWeight / (1 + algorithm.confidence)
    floor = beside * Double(otherSide)
    var total = 0.0
    for row in 0..<rows.count {
      total += pow(Double(rows.entryCount(ofRow: row)) + floor, exponent)
    }
    mean = max(1e-12, total / Double(max(1, rows.count)))
  }

  /// s of a row with some entries.
  func multiple(entries: Int) -> Float {
    exponent == 0 ? 1 : Float(pow(Double(entries) + floor, exponent) / mean)
  }

  /// s of every row, or nothing where all are alike.
  func multiples(of rows: WhitenedRows) -> AlignedBuffer<Float>? {
    guard exponent != 0 else { return nil }
    let multiples = AlignedBuffer<Float>(repeating: 1, count: rows.count)
    for row in 0..<rows.count {
      multiples.pointer[row] = multiple(entries: rows.entryCount(ofRow: row))
    }
    return multiples
  }
}
