import Compute
import Foundation

/// Brings features to one scale by their median and quartiles, on logarithms since all of them are skewed.
struct RobustScaling: Sendable {
  /// The medians of the features, in their own units.
  let medians: [Double]
  private let centres: [Double]
  private let widths: [Double]
  /// log(1 + n) of small whole numbers, which most features are.
  private let logarithms: [Double]

  /// Finds the scale of some customers' features; a value below 0 counts as 0.
  init(
    features: Int, count: Int, threads: Int,
    _ value: @Sendable (_ row: Int, _ feature: Int) -> Double
  ) {
    let quartiles = Parallel(threads: threads).values(features, chunk: 1) { feature in
      RadixOrder.values(at: [count / 4, count / 2, count * 3 / 4], of: count) {
        max(0, value($0, feature))
      }
    }
    medians = quartiles.map { $0[1] }
    logarithms = (0..<4096).map { log1p(Double($0)) }
    centres = quartiles.map { log1p($0[1]) }
    widths = quartiles.map { log1p($0[2]) > log1p($0[0]) ? log1p($0[2]) - log1p($0[0]) : 1 }
  }

  /// A value in quartile widths from the median of its feature, at most three away.
  @inline(__always)
  func scaled(_ value: Double, _ feature: Int) -> Double {
    min(3, max(-3, (logarithm(max(0, value)) - centres[feature]) / widths[feature]))
  }

  @inline(__always)
  private func logarithm(_ value: Double) -> Double {
    guard value < 4096 else { return log1p(value) }
    let whole = Int(value)
    return Double(whole) == value ? logarithms[whole] : log1p(value)
  }
}
