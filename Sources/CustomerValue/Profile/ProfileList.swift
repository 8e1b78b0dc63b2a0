import Commerce
import Foundation

/// The profiles of customers, by ascending position; each is put together when it is asked for.
public struct ProfileList: RandomAccessCollection, Sendable {
  private let customers: IDIndex<CustomerID>
  private let rfm: RFMTable
  private let names: [String]
  private let settings: ValueSettings
  /// The shop's mean gap between visits, in days.
  private let shop: Double
  private let stages: [LifecycleStage]
  private let segments, segmentsBefore: [Int16]
  private let tiers: [ValueTier]
  let concentration: Concentration
  let wallet: ShareOfWallet
  let clusters: CustomerClusters?
  private let costs: ServedCosts
  private let estimates: EstimateTable?
  /// By position of the customer.
  private let warnings: [Int: EarlyWarning]
  /// Who is in `warnings`: few are, and this is asked for everybody.
  private let isWarned: [Bool]
  private let matrix: (meanOrders: Double, meanOrder: Double)
  /// What a unit of money a year is worth over the horizon, discounted.
  private let years: Double

  init(
    customers: IDIndex<CustomerID>, rfm: RFMTable, settings: ValueSettings, shop: Double,
    columns: ProfileBuilder.Columns, estimates: EstimateTable?, warnings: [Int: EarlyWarning]
  ) {
    (self.customers, self.rfm, self.settings, self.shop) = (customers, rfm, settings, shop)
    names = settings.segments.names
    (stages, segments, tiers) = (columns.stages, columns.segments, columns.tiers)
    segmentsBefore = columns.segmentsBefore
    (concentration, wallet, clusters) = (columns.concentration, columns.wallet, columns.clusters)
    (costs, self.estimates, self.warnings) = (columns.costs, estimates, warnings)
    var isWarned = [Bool](repeating: false, count: customers.count)
    for customer in warnings.keys { isWarned[customer] = true }
    self.isWarned = isWarned
    let count = Double(Swift.max(1, rfm.summaries.count))
    let sums = rfm.summaries.reduce(into: (orders: 0.0, order: 0.0)) { sums, summary in
      sums.orders += Double(summary.orders)
      sums.order += summary.averageOrder
    }
    matrix = (sums.orders / count, sums.order / count)
    let rate = settings.dailyRate
    years = (rate > 0 ? -expm1(-rate * settings.horizonDays) / rate : settings.horizonDays) / 365
  }

  /// The place of the first profile.
  public var startIndex: Int { 0 }
  /// How many profiles there are.
  public var endIndex: Int { rfm.summaries.count }

  /// The profile at a place.
  public subscript(place: Int) -> CustomerProfile {
    let summary = rfm.summaries[place]
    let customer = summary.customer
    let estimate = estimates?[place]
    let expectedSpend = estimates?.expectedSpend(of: summary)
    return CustomerProfile(
      id: customers[customer], summary: summary,
      recencyDays: summary.recencyDays(asOf: rfm.asOf), score: rfm.scores[place],
      segment: names[Int(segments[place])], stage: stages[place],
      rhythmDays: settings.lifecycle.rhythm(of: summary, shop: shop),
      abc: concentration.classes[place], decile: Int(concentration.deciles[place]),
      matrix: ValueMatrix(
        orders: Double(summary.orders), averageOrder: summary.averageOrder,
        meanOrders: matrix.meanOrders, meanOrder: matrix.meanOrder),
      tier: tiers[place], value: value(of: summary, estimate, expectedSpend),
      pAlive: estimate?.alive, pPurchase: estimate?.buys,
      expectedPurchases: estimate?.expectedPurchases, expectedSpend: expectedSpend,
      shareOfWallet: wallet.share(of: customer), headroom: wallet.headroom[customer],
      costToServe: costs.cost(of: customer),
      cluster: clusters.map { $0.clusters[Int($0.assignment[place])].name },
      segmentBefore: segmentsBefore[customer] >= 0
        ? names[Int(segmentsBefore[customer])] : nil,
      warning: isWarned[customer] ? warnings[customer] : nil)
  }

  /// Historic is what was earned; current what the models expect, discounted; potential the headroom of
  /// every year of the horizon, discounted, if the customer is alive.
  private func value(
    of summary: CustomerSummary, _ estimate: ValueForecast.Estimate?, _ expectedSpend: Double?
  ) -> LifetimeValue? {
    guard let estimate, let expectedSpend else { return nil }
    let margin = costs.margin(of: summary.customer)
    return LifetimeValue(
      historic: summary.spend.value * margin,
      current: estimate.discountedPurchases * expectedSpend * margin,
      potential: wallet.headroom[summary.customer] * estimate.alive * years * margin)
  }
}

extension ProfileList: Equatable {
  /// Equal where every figure of every customer is.
  public static func == (a: ProfileList, b: ProfileList) -> Bool { a.elementsEqual(b) }
}
