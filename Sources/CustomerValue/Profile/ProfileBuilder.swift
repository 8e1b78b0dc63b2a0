import Commerce
import Compute

/// Works out every figure that needs all customers, column by column.
///
/// What one customer's summary tells alone is worked out when that customer is asked for, so that ten
/// million customers are a few bytes each.
struct ProfileBuilder: Sendable {
  let log: PurchaseLog
  let rfm: RFMTable
  let days: PurchaseDays
  let settings: ValueSettings
  let threads: Int

  /// The columns that need no model.
  struct Columns: Sendable {
    let wallet: ShareOfWallet
    let costs: ServedCosts
    let tiers: [ValueTier]
    let concentration: Concentration
    let clusters: CustomerClusters?
    let stages: [LifecycleStage]
    let segments: [Int16]
    let segmentsBefore: [Int16]
    /// What customers had done by the earlier day.
    let before: [CustomerSummary]
  }

  /// All columns, and what the models say of the same customers; several are worked out at once.
  func columns(
    categories: [Int]?, causes: [CostToServe.Causes]?,
    forecast: @escaping @Sendable () throws -> ValueForecast?
  ) throws -> (ValueForecast?, Columns) {
    let segmentOf = SegmentLookup(settings.segments, levels: rfm.cuts.levels)
    let parallel = Parallel(threads: threads)
    let (forecast, money, clusters, past, stages, concentration, segments) = try parallel.together(
      forecast, { self.money(categories, causes) }, { self.clusters() }, { self.past(segmentOf) },
      { self.stages() },
      { Concentration(rfm.summaries.map(\.spend.value), threads: threads) },
      { parallel.values(rfm.summaries.count) { segmentOf.place(rfm.scores[$0]) } })
    let columns = Columns(
      wallet: money.wallet, costs: money.costs, tiers: money.tiers, concentration: concentration,
      clusters: clusters, stages: stages, segments: segments, segmentsBefore: past.segments,
      before: past.summaries)
    return (forecast, columns)
  }

  private func money(
    _ categories: [Int]?, _ causes: [CostToServe.Causes]?
  ) -> (wallet: ShareOfWallet, costs: ServedCosts, tiers: [ValueTier]) {
    // Comparable customers buy equally often: they share the level of frequency.
    var peers = [Int8](repeating: -1, count: log.customers.count)
    for (summary, score) in zip(rfm.summaries, rfm.scores) {
      peers[summary.customer] = Int8(score.f)
    }
    let wallet = ShareOfWallet(
      log, asOf: rfm.asOf, peers: peers, categories: categories, threads: threads)
    let costs = ServedCosts(
      rule: settings.costs, orders: log.ordersOfLastYear(asOf: rfm.asOf, threads: threads),
      causes: causes, spend: wallet.spend)
    return (wallet, costs, tiers(wallet, costs))
  }

  private func stages() -> [LifecycleStage] {
    let shop = days.meanGap(through: rfm.asOf) ?? .infinity
    return Parallel(threads: threads).values(rfm.summaries.count) { place in
      settings.lifecycle.stage(
        of: days.days(of: rfm.summaries[place].customer, through: rfm.asOf), shop: shop,
        on: rfm.asOf)
    }
  }

  func profiles(_ columns: Columns, _ forecast: ValueForecast?) -> ProfileList {
    let warnings = forecast.map { forecast in
      EarlyWarnings(
        log, days, now: rfm.summaries, before: columns.before, yearly: columns.wallet.spend,
        rule: settings.warnings, timing: forecast.warningTiming, threads: threads
      ).warnings.map { ($0.customer, $0) }
    }
    return ProfileList(
      customers: log.customers, rfm: rfm, settings: settings,
      shop: days.meanGap(through: rfm.asOf) ?? .infinity, columns: columns,
      estimates: forecast?.estimates, warnings: Dictionary(warnings ?? []) { first, _ in first })
  }

  private func tiers(_ wallet: ShareOfWallet, _ costs: ServedCosts) -> [ValueTier] {
    let now = rfm.summaries.map { summary in
      wallet.spend[summary.customer] * costs.margin(of: summary.customer)
        - costs.cost(of: summary.customer)
    }
    return settings.tiers.tiers(
      value: now, headroom: rfm.summaries.map { wallet.headroom[$0.customer] })
  }

  private func clusters() -> CustomerClusters? {
    if settings.seed == nil, let known = settings.groups {
      return CustomerClusters(rfm.summaries, asOf: rfm.asOf, as: known, threads: threads)
    }
    return CustomerClusters(
      rfm.summaries, asOf: rfm.asOf, seed: settings.seed ?? 1, threads: threads)
  }

  /// What customers had done some days before, and the segment of each by position; −1 for who is newer.
  private func past(
    _ segmentOf: SegmentLookup
  ) -> (summaries: [CustomerSummary], segments: [Int16]) {
    let earlier = rfm.asOf.advanced(by: -settings.warnings.daysBack)
    let old = log.customerSummaries(asOf: earlier, threads: threads)
    let places = Parallel(threads: threads).values(old.count) {
      segmentOf.place(rfm.cuts.score(of: old[$0], asOf: earlier))
    }
    var segments = [Int16](repeating: -1, count: log.customers.count)
    for (summary, place) in zip(old, places) { segments[summary.customer] = place }
    return (old, segments)
  }
}

/// The place of each score's segment among the names of a table, looked up once for each possible score.
struct SegmentLookup: Sendable {
  private let places: [Int16]

  init(_ table: SegmentTable, levels: Int) {
    let names = table.names
    let placeOf = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    places = (0..<11 * 11 * 11).map { code in
      let score = RFMScore(r: code / 121, f: code / 11 % 11, m: code % 11)
      return Int16(placeOf[table.name(of: score, levels: levels)] ?? 0)
    }
  }

  func place(_ score: RFMScore) -> Int16 { places[score.r * 121 + score.f * 11 + score.m] }
}

/// What serving each customer costs, and what is left of their spend after the goods.
struct ServedCosts: Sendable {
  let rule: CostToServe
  let orders: [Int32]
  let causes: [CostToServe.Causes]?
  let spend: [Double]

  /// The cost in a year of the customer at a position.
  func cost(of customer: Int) -> Double { rule.cost(of: caused(by: customer)) }

  /// The share of the customer's spend that is left after the goods.
  func margin(of customer: Int) -> Double {
    rule.margin(of: caused(by: customer), spend: spend[customer])
  }

  private func caused(by customer: Int) -> CostToServe.Causes {
    var own = causes?[customer] ?? CostToServe.Causes(orders: 0)
    own.orders = Int(orders[customer])
    return own
  }
}

extension PurchaseLog {
  /// How many orders each customer placed in the 365 days up to a day.
  func ordersOfLastYear(asOf day: Day, threads: Int = 1) -> [Int32] {
    let start = Timestamp(day.advanced(by: -364)).seconds
    let end = Timestamp(day.advanced(by: 1)).seconds
    return Parallel(threads: threads).values(customers.count) { customer in
      Int32(
        orderCount(lines(ofCustomer: customer)) {
          columns.time[$0] >= start && columns.time[$0] < end
        })
    }
  }
}
