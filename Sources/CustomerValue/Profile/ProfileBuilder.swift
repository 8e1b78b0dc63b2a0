import Commerce
import Foundation

/// Puts every room's figures for a customer into one profile.
struct ProfileBuilder {
  private let log: PurchaseLog
  private let rfm: RFMTable
  private let days: PurchaseDays
  private let forecast: ValueForecast?
  private let settings: ValueSettings
  let wallet: ShareOfWallet
  private let costs: [Double]
  private let margins: [Double]
  let concentration: Concentration
  let clusters: CustomerClusters?

  init(
    log: PurchaseLog, rfm: RFMTable, days: PurchaseDays, forecast: ValueForecast?,
    settings: ValueSettings, categories: [Int]?, causes: [CostToServe.Causes]?
  ) {
    (self.log, self.rfm, self.days) = (log, rfm, days)
    (self.forecast, self.settings) = (forecast, settings)
    concentration = Concentration(rfm.summaries.map(\.spend.value))
    // Comparable customers buy equally often: they share the level of frequency.
    var peers = [Int](repeating: -1, count: log.customers.count)
    for (summary, score) in zip(rfm.summaries, rfm.scores) { peers[summary.customer] = score.f }
    wallet = ShareOfWallet(log, asOf: rfm.asOf, peers: peers, categories: categories)
    let orders = log.ordersOfLastYear(asOf: rfm.asOf)
    let caused = rfm.summaries.map { summary in
      var own = causes?[summary.customer] ?? CostToServe.Causes(orders: 0)
      own.orders = orders[summary.customer]
      return own
    }
    let spend = wallet.spend
    costs = caused.map(settings.costs.cost)
    margins = zip(rfm.summaries, caused).map { summary, causes in
      settings.costs.margin(of: causes, spend: spend[summary.customer])
    }
    clusters = CustomerClusters(
      features: ["orders", "average order", "days silent", "days known"],
      rows: rfm.summaries.map { summary in
        [
          Double(summary.orders), max(0, summary.averageOrder),
          Double(summary.recencyDays(asOf: rfm.asOf)),
          Double(summary.firstDay.distance(to: rfm.asOf)),
        ]
      }, seed: settings.seed)
  }

  func profiles() -> [CustomerProfile] {
    let shop = days.meanGap(through: rfm.asOf) ?? .infinity
    let tiers = tiers()
    let count = Double(max(1, rfm.summaries.count))
    let meanOrders = rfm.summaries.reduce(0) { $0 + Double($1.orders) } / count
    let meanOrder = rfm.summaries.reduce(0) { $0 + $1.averageOrder } / count
    return rfm.summaries.indices.map { place in
      let summary = rfm.summaries[place]
      let visits = days.days(of: summary.customer, through: rfm.asOf)
      let rhythm = settings.lifecycle.rhythm(of: visits, shop: shop)
      return CustomerProfile(
        id: log.customers[summary.customer], summary: summary,
        recencyDays: summary.recencyDays(asOf: rfm.asOf), score: rfm.scores[place],
        segment: settings.segments.name(of: rfm.scores[place], levels: rfm.cuts.levels),
        stage: settings.lifecycle.stage(of: visits, shop: shop, on: rfm.asOf),
        rhythmDays: rhythm, abc: concentration.classes[place],
        decile: concentration.deciles[place],
        matrix: ValueMatrix(
          orders: Double(summary.orders), averageOrder: summary.averageOrder,
          meanOrders: meanOrders, meanOrder: meanOrder),
        tier: tiers[place], value: value(of: place, summary), pAlive: forecast?.alive[place],
        expectedPurchases: forecast?.expectedPurchases[place],
        expectedSpend: forecast?.expectedSpend[place],
        shareOfWallet: wallet.share[summary.customer],
        headroom: wallet.headroom[summary.customer], costToServe: costs[place],
        cluster: clusters.map { $0.clusters[$0.assignment[place]].name })
    }
  }

  private func tiers() -> [ValueTier] {
    let now = rfm.summaries.enumerated().map { place, summary in
      wallet.spend[summary.customer] * margins[place] - costs[place]
    }
    return settings.tiers.tiers(
      value: now, headroom: rfm.summaries.map { wallet.headroom[$0.customer] })
  }

  /// Historic is what was earned; current what the models expect, discounted; potential the headroom of
  /// every year of the horizon, discounted, if the customer is alive.
  private func value(of place: Int, _ summary: CustomerSummary) -> LifetimeValue? {
    guard let forecast else { return nil }
    let margin = margins[place]
    let rate = settings.dailyRate
    let years =
      (rate > 0 ? -expm1(-rate * settings.horizonDays) / rate : settings.horizonDays) / 365
    return LifetimeValue(
      historic: summary.spend.value * margin,
      current: forecast.discountedPurchases[place] * forecast.expectedSpend[place] * margin,
      potential: wallet.headroom[summary.customer] * forecast.alive[place] * years * margin)
  }
}

extension PurchaseLog {
  /// How many orders each customer placed in the 365 days up to a day.
  func ordersOfLastYear(asOf day: Day) -> [Int] {
    let start = Timestamp(day.advanced(by: -364)).seconds
    let end = Timestamp(day.advanced(by: 1)).seconds
    var orders: Set<Int32> = []
    return (0..<customers.count).map { customer in
      orders.removeAll(keepingCapacity: true)
      for i in lines(ofCustomer: customer)
      where columns.time[i] >= start && columns.time[i] < end { orders.insert(columns.order[i]) }
      return orders.count
    }
  }
}
