/// The models' answers, one a different history, and which history each customer has.
///
/// A class, since profiles are put together one by one: what they are made from must not be copied.
final class EstimateTable: Sendable {
  private let scores: PurchaseScores
  private let alive: [Double]
  private let groups: [Int32]
  private let spend: GammaGammaModel?

  init(scores: PurchaseScores, alive: [Double], groups: [Int32], spend: GammaGammaModel?) {
    (self.scores, self.alive, self.groups, self.spend) = (scores, alive, groups, spend)
  }

  subscript(place: Int) -> ValueForecast.Estimate {
    let group = Int(groups[place])
    return ValueForecast.Estimate(
      alive: alive[group], buys: scores.buys[group],
      expectedPurchases: scores.expected[group], discountedPurchases: scores.discounted[group])
  }

  func expectedSpend(of summary: CustomerSummary) -> Double {
    let mean = ValueForecast.mean(summary)
    return spend?.expectedSpend(purchases: summary.days, mean: mean) ?? mean
  }
}
