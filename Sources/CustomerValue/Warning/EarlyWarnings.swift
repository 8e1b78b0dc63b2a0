public import Commerce
import Compute

/// The early-warning list: who is slipping away, worth most first.
public struct EarlyWarnings: Sendable {
  /// The day it is "today".
  public let asOf: Day
  /// The day it is compared with.
  public let before: Day
  /// The model of P(alive): never one that cannot judge one-time buyers.
  public let model: FitReport
  /// Whether the model sees anybody leave; where not, silence against the own rhythm decides alone.
  public let modelSeesLeaving: Bool
  /// The warnings, most at stake first.
  public let warnings: [EarlyWarning]

  /// Finds customers whose recency or frequency falls against high monetary value.
  ///
  /// A customer is on the list who bought often enough to have a rhythm, spends much (level of monetary
  /// value), whose P(alive) has fallen, and whose recency or frequency level has fallen by the cut points
  /// of the earlier day, or who has been silent for more than twice the rhythm. Where the model sees
  /// nobody leave, who has been silent for 3 to 6 rhythms is on the list instead.
  ///
  /// - Parameters:
  ///   - log: Settled purchases.
  ///   - day: The day it is "today".
  ///   - rule: Who counts as slipping away.
  ///   - name: `mbg-nbd` or `pareto-nbd`; the better of the two on held-out purchases where `nil`.
  ///   - threads: Change nothing but the time it takes.
  /// - Throws: `HistoryError`, `CustomerValueError`, `ValueModelError` where there is too little history.
  public init(
    _ log: PurchaseLog, asOf day: Day, rule: WarningRule = WarningRule(), model name: String? = nil,
    threads: Int = 1
  ) throws {
    let days = PurchaseDays(log, asOf: day)
    let earlier = day.advanced(by: -rule.daysBack)
    let known = PurchaseModelChoice.namesThatJudgeOneTimeBuyers
    if let name, !known.contains(name) {
      throw ValueModelError.cannotWarn(name: name, known: known)
    }
    let chosen =
      name ?? HoldoutValidation(days, threads: threads)?.bestForWarnings ?? ParetoNBDModel.name
    let (histories, _) = try days.histories(through: day)
    let fitted = try PurchaseModelChoice.fit(chosen, histories, threads: threads)
    self.init(
      log, days, now: log.customerSummaries(asOf: day, threads: threads),
      before: log.customerSummaries(asOf: earlier, threads: threads),
      yearly: log.spendOfLastYear(asOf: day), rule: rule, timing: fitted, threads: threads)
  }

  /// Finds them from what is known of the two days already.
  ///
  /// - Parameters:
  ///   - log: Settled purchases.
  ///   - days: The days on which customers bought; the last one is "today".
  ///   - now: What customers have done by then.
  ///   - old: What they had done by the earlier day.
  ///   - yearly: What each customer spent in the last year.
  ///   - rule: Who counts as slipping away.
  ///   - timing: A model that can judge one-time buyers.
  ///   - threads: Change nothing but the time it takes.
  init(
    _ log: PurchaseLog, _ days: PurchaseDays, now: [CustomerSummary],
    before old: [CustomerSummary], yearly: [Double], rule: WarningRule,
    timing: FittedPurchaseModel, threads: Int
  ) {
    let day = days.asOf
    let earlier = day.advanced(by: -rule.daysBack)
    let cuts = RFMAnalysis.quintiles.cuts(
      of: old.isEmpty ? now : old, asOf: old.isEmpty ? day : earlier, threads: threads)
    var scoresBefore = [RFMScore?](repeating: nil, count: log.customers.count)
    let oldScores = Parallel(threads: threads).values(old.count) {
      cuts.score(of: old[$0], asOf: earlier)
    }
    for (summary, score) in zip(old, oldScores) { scoresBefore[summary.customer] = score }
    let sees = now.contains { summary in
      timing.model.probabilityAlive(summary.history(asOf: day)) < 1 - rule.fall
    }
    let judge = Judge(
      rule: rule, model: sees ? timing.model : nil, days: days, day: day, earlier: earlier,
      shop: days.meanGap(through: day) ?? .infinity)
    let before = scoresBefore
    let warnings = Parallel(threads: threads).mapChunks(of: now.count, chunk: 1 << 15) { piece in
      piece.compactMap { place -> EarlyWarning? in
        let customer = now[place].customer
        guard now[place].days >= rule.minimumVisits, let was = before[customer] else { return nil }
        return judge.warning(
          customer, log.customers[customer], now: cuts.score(of: now[place], asOf: day),
          before: was, atStake: yearly[customer])
      }
    }
    asOf = day
    self.before = earlier
    model = timing.report
    modelSeesLeaving = sees
    self.warnings = warnings.joined().sorted {
      $0.atStake != $1.atStake ? $0.atStake > $1.atStake : $0.customer < $1.customer
    }
  }

  /// Decides on one customer.
  private struct Judge {
    let rule: WarningRule
    let model: (any PurchaseModel)?
    let days: PurchaseDays
    let day: Day
    let earlier: Day
    let shop: Double

    func warning(
      _ customer: Int, _ id: CustomerID, now: RFMScore, before: RFMScore, atStake: Double
    ) -> EarlyWarning? {
      let visits = days.days(of: customer, through: day)
      let old = days.days(of: customer, through: earlier)
      guard visits.count >= rule.minimumVisits, let last = visits.last, !old.isEmpty,
        now.m >= rule.monetaryFrom, atStake > 0
      else { return nil }
      let silent = Int(day.number - last)
      let rhythm = LifecycleRule().rhythm(of: visits, shop: shop)
      let rhythms = Double(silent) / max(1, rhythm)
      guard now.r < before.r || now.f < before.f || rhythms > 2 else { return nil }
      let alive = chance(visits, day)
      // P(alive) before is at most 1, so nobody else can have fallen far enough.
      if let alive, alive > 1 - rule.fall || alive < rule.tooLate { return nil }
      let aliveBefore = chance(old, earlier)
      let isUnlikely: Bool
      if let alive, let aliveBefore {
        isUnlikely = aliveBefore - alive >= rule.fall && alive >= rule.tooLate
      } else {
        let lifecycle = LifecycleRule()
        isUnlikely = rhythms > lifecycle.declineAfter && rhythms <= lifecycle.lostAfter
      }
      guard isUnlikely else { return nil }
      return EarlyWarning(
        customer: customer, id: id, rhythmDays: rhythm, silentDays: silent, alive: alive,
        aliveBefore: aliveBefore, atStake: atStake, score: now, scoreBefore: before)
    }

    private func chance(_ visits: ArraySlice<Int32>, _ day: Day) -> Double? {
      guard let model, let first = visits.first, let last = visits.last else { return nil }
      return model.probabilityAlive(
        PurchaseHistory(
          repeats: visits.count - 1, recency: Double(last - first),
          age: Double(day.number - first)))
    }
  }
}

extension PurchaseLog {
  /// What each customer spent in the 365 days up to a day, in units of the currency.
  func spendOfLastYear(asOf day: Day) -> [Double] {
    let start = Timestamp(day.advanced(by: -364)).seconds
    let end = Timestamp(day.advanced(by: 1)).seconds
    return (0..<customers.count).map { customer in
      var sum: Int64 = 0
      for i in lines(ofCustomer: customer)
      where columns.time[i] >= start && columns.time[i] < end { sum += columns.amount[i] }
      return Money(tenThousandths: sum).value
    }
  }
}

extension CustomerSummary {
  /// The history that purchase models judge, in days.
  func history(asOf day: Day) -> PurchaseHistory {
    PurchaseHistory(
      repeats: days - 1, recency: Double(firstDay.distance(to: lastDay)),
      age: Double(firstDay.distance(to: day)))
  }
}
