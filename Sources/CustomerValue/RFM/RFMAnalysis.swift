public import Commerce
import Compute

/// Sorts customers into levels of recency, frequency and monetary value.
///
/// The oldest tool of direct marketing: who bought lately, often and for much answers best (Hughes,
/// *Strategic Database Marketing*). One rule holds for ties in every method: **equal values always share a
/// level**. Where many customers share a value, levels are left empty and the result says so.
public struct RFMAnalysis: Sendable, Equatable {
  /// How the cut points between levels are found.
  public enum Method: Sendable, Equatable {
    /// Cut k of n is the smallest observed value that at least k/n of the customers do not exceed.
    case quantile
    /// Each group of equal values goes to the level of its mean rank, which spreads heavy ties better.
    case rank
    /// The cut points are given.
    case fixed(RFMCuts)
    /// As the R package `rfm` bins: interpolated quantiles plus 1, a bound belonging to the group above.
    ///
    /// The added 1 presumes whole numbers; use it only to reproduce that package's tables.
    case rfmPackage
  }

  /// How many levels each measure gets.
  public let levels: Int
  /// How the cut points are found.
  public let method: Method

  /// Chooses levels and method.
  ///
  /// - Throws: `CustomerValueError` for fewer than 2 or more than 10 levels, or cuts that do not ascend.
  public init(levels: Int = 5, method: Method = .quantile) throws {
    guard (2...10).contains(levels) else { throw CustomerValueError.levels(levels) }
    if case .fixed(let cuts) = method {
      let named = [
        ("recency", cuts.recency), ("frequency", cuts.frequency), ("monetary", cuts.monetary),
      ]
      for (name, cuts) in named {
        let ascends = zip(cuts, cuts.dropFirst()).allSatisfy { $0 < $1 }
        guard cuts.count == levels - 1, ascends else {
          throw CustomerValueError.cuts(measure: name, count: cuts.count, levels: levels)
        }
      }
    }
    self.levels = levels
    self.method = method
  }

  private init() {
    levels = 5
    method = .quantile
  }

  /// Quintiles of each measure.
  public static let quintiles = RFMAnalysis()

  /// The method of a name: `quantile`, `rank` or `rfm-package`.
  ///
  /// - Throws: `CustomerValueError.unknownMethod`.
  public static func method(_ name: String) throws -> Method {
    switch name {
    case "quantile": return .quantile
    case "rank": return .rank
    case "rfm-package": return .rfmPackage
    default: throw CustomerValueError.unknownMethod(name: name)
    }
  }

  /// The method's name, as `method(_:)` reads it; `fixed` for given cut points.
  public var methodName: String {
    switch method {
    case .quantile: "quantile"
    case .rank: "rank"
    case .fixed: "fixed"
    case .rfmPackage: "rfm-package"
    }
  }

  /// Finds the cut points for some customers.
  ///
  /// - Parameters:
  ///   - summaries: What the customers have done.
  ///   - day: The day it is "today".
  ///   - threads: Change nothing but the time it takes.
  /// - Returns: What separates the levels of each measure.
  /// - Complexity: O(n) for n customers.
  public func cuts(
    of summaries: [CustomerSummary], asOf day: Day, threads: Int = 1
  ) -> RFMCuts {
    if case .fixed(let cuts) = method { return cuts }
    let measures: [@Sendable (CustomerSummary) -> Double] = [
      { Double($0.recencyDays(asOf: day)) }, { Double($0.orders) }, { $0.spend.value },
    ]
    let found = Parallel(threads: threads).values(measures.count, chunk: 1) { measure in
      bounds(of: summaries.count) { measures[measure](summaries[$0]) }
    }
    return RFMCuts(
      recency: found[0], frequency: found[1], monetary: found[2],
      boundsBelongAbove: method == .rfmPackage)
  }

  private func bounds(of count: Int, _ value: (Int) -> Double) -> [Double] {
    guard count > 0 else { return Array(repeating: 0, count: levels - 1) }
    switch method {
    case .rank: return rankCuts(RadixOrder.ascending((0..<count).map(value)))
    case .rfmPackage:
      return (1..<levels).map {
        interpolatedQuantile(count, Double($0) / Double(levels), value) + 1
      }
    case .quantile, .fixed:
      return RadixOrder.values(
        at: (1..<levels).map { max(0, ($0 * count + levels - 1) / levels - 1) }, of: count, value)
    }
  }

  /// The greatest value of each level, where a run of ranks a...b lies in level ⌈levels·(a+b)/2n⌉.
  private func rankCuts(_ values: [Double]) -> [Double] {
    var cuts = Array(repeating: -Double.infinity, count: levels - 1)
    var start = 0
    while start < values.count {
      var end = start + 1
      while end < values.count, values[end] == values[start] { end += 1 }
      let doubledRank = start + 1 + end
      let level = (levels * doubledRank + 2 * values.count - 1) / (2 * values.count)
      for k in level..<max(level, levels) { cuts[k - 1] = values[start] }
      start = end
    }
    // A level below the lowest value holds nobody; any bound below that value says so.
    return cuts.map { $0 == -.infinity ? values[0] - 1 : $0 }
  }

  /// The quantile that R calls type 7.
  private func interpolatedQuantile(
    _ count: Int, _ share: Double, _ value: (Int) -> Double
  ) -> Double {
    let place = Double(count - 1) * share
    let low = Int(place)
    let found = RadixOrder.values(at: [low, min(low + 1, count - 1)], of: count, value)
    return found[0] + (place - Double(low)) * (found[1] - found[0])
  }
}
