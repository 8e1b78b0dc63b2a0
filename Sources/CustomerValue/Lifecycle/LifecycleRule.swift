public import Commerce

/// Decides the stage by the customer's own rhythm and its trend.
///
/// The rhythm is the mean gap between visits, with the shop's mean gap g₀ as one more gap, so that one or
/// two visits do not decide alone: (Σ gaps + g₀)/(number of gaps + 1). The trend is the mean of the later
/// half of the gaps over that of the earlier half.
public struct LifecycleRule: Sendable, Equatable, Codable {
  /// Silent for more than so many rhythms: decline.
  ///
  /// A random buyer is silent so long 1 time in 20.
  public var declineAfter = 3.0
  /// Silent for more than so many rhythms: lost.
  ///
  /// A random buyer is silent so long 1 time in 400.
  public var lostAfter = 6.0
  /// Fewer visits than this: exploration.
  public var explorationBelow = 3
  /// Fewer visits than this, or a shortening rhythm: formation.
  public var stabilityFrom = 6
  /// A trend above this is a slowing rhythm: decline.
  public var slowing = 2.0
  /// A trend below this is a shortening rhythm: formation.
  public var quickening = 0.6

  /// The usual bounds.
  public init() {}

  /// The rule as a person reads it.
  public var sentence: String {
    "Rhythm = mean days between visits (the shop's own mean counted once). Silent for more than "
      + "\(Self.text(lostAfter)) rhythms: lost; more than \(Self.text(declineAfter)), or gaps "
      + "growing to \(Self.text(slowing)) times: decline; fewer than \(explorationBelow) visits: "
      + "exploration; fewer than \(stabilityFrom), or gaps shrinking below "
      + "\(Self.text(quickening)) times: formation; else stability."
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(value)
  }

  /// A customer's rhythm in days.
  public func rhythm(of visits: ArraySlice<Int32>, shop: Double) -> Double {
    guard let first = visits.first, let last = visits.last else { return shop }
    return (Double(last - first) + shop) / Double(visits.count)
  }

  /// The same from a summary.
  func rhythm(of summary: CustomerSummary, shop: Double) -> Double {
    (Double(summary.firstDay.distance(to: summary.lastDay)) + shop) / Double(summary.days)
  }

  /// The stage of a customer on a day.
  ///
  /// - Parameters:
  ///   - visits: The days of the customer's purchases, ascending, at least one.
  ///   - shop: The shop's mean gap in days.
  ///   - day: The day it is "today".
  /// - Returns: The stage; `exploration` for no visits.
  public func stage(of visits: ArraySlice<Int32>, shop: Double, on day: Day) -> LifecycleStage {
    guard let last = visits.last else { return .exploration }
    let silence = Double(day.number - last) / max(1, rhythm(of: visits, shop: shop))
    if silence > lostAfter { return .lost }
    let trend = trend(of: visits)
    if silence > declineAfter || trend > slowing { return .decline }
    if visits.count < explorationBelow { return .exploration }
    return visits.count < stabilityFrom || trend < quickening ? .formation : .stability
  }

  /// The mean of the later half of the gaps over that of the earlier half; 1 for fewer than four gaps.
  private func trend(of visits: ArraySlice<Int32>) -> Double {
    guard visits.count > 4, let first = visits.first, let last = visits.last else { return 1 }
    // With an odd number of gaps the middle one belongs to neither half.
    let half = (visits.count - 1) / 2
    let earlier = visits[visits.startIndex + half] - first
    let later = last - visits[visits.endIndex - 1 - half]
    return Double(later) / Double(max(1, earlier))
  }
}
