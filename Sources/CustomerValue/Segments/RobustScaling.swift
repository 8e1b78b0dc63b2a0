import Compute
import Foundation

/// Brings features to one scale by their median and quartiles, on logarithms since all of them are skewed.
struct RobustScaling: Sendable, Codable, Equatable {
  private let centres: [Double]
  private let widths: [Double]

  /// log(1 + n) of small whole numbers, which most features are.
  private static let logarithms = (0..<4096).map { log1p(Double($0)) }

  /// Makes the scale of features from their quartiles.
  init(_ quartiles: [[Double]]) {
    centres = quartiles.map { log1p($0[1]) }
    widths = quartiles.map { log1p($0[2]) > log1p($0[0]) ? log1p($0[2]) - log1p($0[0]) : 1 }
  }

  /// The quartiles of some customers' features, in their own units; a value below 0 counts as 0.
  static func quartiles(
    features: Int, count: Int, threads: Int,
    _ value: @Sendable (_ row: Int, _ feature: Int) -> Double
  ) -> [[Double]] {
    Parallel(threads: threads).values(features, chunk: 1) { feature in
      RadixOrder.values(at: [count / 4, count / 2, count * 3 / 4], of: count) {
        max(0, value($0, feature))
      }
    }
  }

  /// A value in quartile widths from the median of its feature, at most three away.
  @inline(__always)
  func scaled(_ value: Double, _ feature: Int) -> Double {
    rescaled(logarithm(max(0, value)), feature)
  }

  /// The same from the logarithm of 1 + the value.
  @inline(__always)
  func rescaled(_ logarithm: Double, _ feature: Int) -> Double {
    min(3, max(-3, (logarithm - centres[feature]) / widths[feature]))
  }

  /// The logarithm of 1 + a value, from quartile widths.
  func unscaled(_ scaled: Double, _ feature: Int) -> Double {
    scaled * widths[feature] + centres[feature]
  }

  @inline(__always)
  private func logarithm(_ value: Double) -> Double {
    guard value < 4096 else { return log1p(value) }
    let whole = Int(value)
    return Double(whole) == value ? Self.logarithms[whole] : log1p(value)
  }
}
