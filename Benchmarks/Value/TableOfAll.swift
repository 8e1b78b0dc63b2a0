import Compute
import Foundation
import Rapport

/// Every figure of `rapport value` for many customers, from a purchase log in memory and fitted models.
///
/// What is timed is `CustomerProfiles`: summaries, scores and their cut points, days, histories, P(alive),
/// expected, discounted and lifetime value, wallets, costs, stages, classes, tiers, clusters, the segment
/// and the warnings of sixty days ago; and then once over all profiles, so that what is worked out when a
/// customer is asked for is in the seconds too.
enum TableOfAll {
  static func run(_ shop: SimulatedShop, customers: Int) throws {
    let log = timed("drawing the purchase log") { shop.log(customers, seed: 7) }
    print("  \(log.count) lines of \(log.customers.count) customers,", memory)
    let categories = log.products.ids.indices.map { $0 % 12 }
    let day = SimulatedShop.lastDay
    var settings = ValueSettings()
    settings.costs.margin = 0.4
    settings.costs.perOrder = 2
    settings.model = shop.isPareto ? ParetoNBDModel.name : BGNBDModel.name
    settings.fitted = try timed("fit of all models, threads: 2") {
      try fitted(log, day, settings)
    }
    print("  \(memory)")
    var sums: [Double] = []
    for threads in [2, 1] {
      let watch = Stopwatch()
      let profiles = try timed("columns, threads: \(threads)") {
        try CustomerProfiles(
          log, asOf: day, settings: settings, categories: categories, threads: threads)
      }
      let sum = timed("all profiles, threads: \(threads)") { checksum(profiles.profiles, threads) }
      print(
        "scoring of all figures, threads: \(threads):",
        String(format: "%.2f s wall, %.2f s cpu,", watch.seconds, watch.cpuSeconds), memory)
      sums.append(sum)
    }
    print("  the same with one thread and two: \(sums[0] == sums[1]) (\(sums[0]))")
  }

  private static var memory: String { "peak \(Int(Stopwatch.peakMegabytes)) MB" }

  /// Fits what `rapport value` fits where a model is named, and gives back everything but the models.
  private static func fitted(
    _ log: PurchaseLog, _ day: Day, _ settings: ValueSettings
  ) throws -> FittedValueModel? {
    try CustomerProfiles(log, asOf: day, settings: settings, threads: 2).forecast?.models
  }

  /// Asks for every profile and adds up its figures.
  private static func checksum(_ profiles: ProfileList, _ threads: Int) -> Double {
    Parallel(threads: threads).mapChunks(of: profiles.count, chunk: 1 << 15) { piece in
      piece.reduce(0.0) { $0 + figures(profiles[$1]) }
    }.reduce(0, +)
  }

  private static func figures(_ profile: CustomerProfile) -> Double {
    let facts =
      Double(profile.recencyDays + profile.score.r + profile.score.f + profile.score.m)
      + Double(profile.decile + profile.frequency) + profile.rhythmDays + profile.monetary.value
    let words =
      [profile.segment, profile.segmentBefore ?? "", profile.cluster ?? ""].reduce(0.0) {
        $0 + Double($1.utf8.count)
      } + (profile.tier == .mostValuable ? 1 : 0)
      + (profile.abc == .a ? 1 : 0) + (profile.matrix == .best ? 1 : 0)
      + (profile.stage == .decline ? 1 : 0) + (profile.warning?.atStake ?? 0)
    let estimates =
      (profile.pAlive ?? 0) + (profile.pPurchase ?? 0) + (profile.expectedPurchases ?? 0)
      + (profile.expectedSpend ?? 0) + (profile.value?.total ?? 0) + (profile.shareOfWallet ?? 0)
    return facts + words + estimates + profile.headroom + profile.costToServe
  }
}

/// Times one step and says so at once.
func timed<Value>(_ what: String, _ body: () throws -> Value) rethrows -> Value {
  let watch = Stopwatch()
  let value = try body()
  print("\(what):", String(format: "%.2f s wall, %.2f s cpu", watch.seconds, watch.cpuSeconds))
  fflush(nil)
  return value
}
