import BasketAnalysis
import Commerce
import CustomerValue
import Evaluation
import Foundation

extension ShopWalk {
  /// Ranks products for everybody, and looks whether they are to the customers' planted tastes.
  mutating func recommend() throws -> (value: Void, outcome: String) {
    let file = folder.appending(path: "recommendations.csv")
    let run = try workspace.recommendAll(
      to: file, options: RecommendationOptions(reasons: 0), settings: settings)
    let shelf = Dictionary(
      uniqueKeysWithValues: shop.products.map {
        ($0.id.text, SyntheticShop.categoryName($0.category))
      })
    var tally = Tally()
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", maxSplits: 3)
      guard cells.count > 2, let category = shelf[String(cells[2])] else { continue }
      tally.count(shop.preferredCategories(of: CustomerID(String(cells[0]))).contains(category))
    }
    report.tasteShare = tally.share
    report.popularTasteShare = try popularTasteShare(shelf)
    report.example = try example()
    return (
      (),
      "\(run.rows) places for \(run.customers) customers; \(Self.percent(tally.share, decimals: 0)) "
        + "to their taste, \(Self.percent(report.popularTasteShare, decimals: 0)) of the popular list."
    )
  }

  /// The share of the ten products bought most that is to a customer's taste.
  private func popularTasteShare(_ shelf: [String: String]) throws -> Double {
    let log = try workspace.analysisLog()
    let counts = log.customersByProduct()
    let best = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(10)
    var tally = Tally()
    for customer in log.customers.ids {
      let liked = shop.preferredCategories(of: customer)
      for product in best {
        tally.count(shelf[log.products[product].text].map(liked.contains) ?? false)
      }
    }
    return tally.share
  }

  /// The list of a good customer, with its reasons.
  private func example() throws -> [String] {
    let log = try workspace.analysisLog()
    let longest = (0..<log.customers.count).max { a, b in
      log.lines(ofCustomer: a).count < log.lines(ofCustomer: b).count
    }
    guard let longest else { return [] }
    let list = try workspace.recommendations(for: log.customers[longest], count: 3)
    return ["\(list.customer):"]
      + list.items.map { item in
        "  \(item.rank). \(item.name)" + (item.reasons.first.map { ", \($0.text)" } ?? "")
      }
  }

  /// Looks for what sells together.
  mutating func findRules() throws -> (value: Void, outcome: String) {
    let support = shop.size.categories > 12 ? 0.002 : 0.01
    var request = RuleRequest(
      support: .share(ExactShare(support)), minimumConfidence: ExactShare(0.3))
    request.mining.maximumLength = 2
    request.top = 1000
    let found = try workspace.rules(request)
    report.rules = shop.rules.map { rule in
      let place = found.top.firstIndex {
        $0.if == [rule.product.text] && $0.then == [rule.companion.text]
      }
      return DemoReport.RuleFinding(
        product: rule.product.text, companion: rule.companion.text, planted: rule.confidence,
        found: place.flatMap { found.top[$0].measures[.confidence] }, rank: place.map { $0 + 1 })
    }
    let count = report.rules.count { $0.found != nil }
    return (
      (),
      "\(found.rules) rules in \(found.baskets) baskets; \(count) of the \(report.rules.count) "
        + "planted are among them."
    )
  }

  /// Estimates how customers come and go, and who has left.
  mutating func value() throws -> (value: Void, outcome: String) {
    let log = try workspace.analysisLog()
    let profiles = try CustomerProfiles(log, asOf: SyntheticShop.lastDay)
    let histories = try PurchaseHistories(ofWeeksIn: log, until: SyntheticShop.lastDay)
    let (model, fit) = try BGNBDModel.fit(histories, threads: settings.threads)
    let planted = shop.lifeCycle
    let truth = ["r": planted.r, "alpha": planted.alpha, "a": planted.a, "b": planted.b]
    report.parameters = fit.names.indices.map { i in
      DemoReport.ParameterFinding(
        name: fit.names[i], planted: truth[fit.names[i]] ?? 0, found: fit.values[i],
        standardError: fit.standardErrors?[i])
    }
    let alive = (0..<log.customers.count).map { model.probabilityAlive(histories[row: $0]) }
    let active = log.customers.ids.map { shop.isActive($0) }
    report.meanAlive = alive.reduce(0, +) / Double(max(1, alive.count))
    report.activeShare = Double(active.count { $0 }) / Double(max(1, active.count))
    report.aliveRanking = Self.ranking(alive, active)
    let segments = Dictionary(grouping: profiles.profiles, by: \.segment).mapValues(\.count)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
    let words = segments.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    return (
      (),
      "Largest segments: \(words); \(Self.percent(report.meanAlive, decimals: 0)) are expected to "
        + "be still active."
    )
  }

  /// The chance that a customer who is active has a higher value than one who has left (area under the curve).
  static func ranking(_ values: [Double], _ isActive: [Bool]) -> Double {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var (rankSum, i) = (0.0, 0)
    while i < order.count {
      var end = i
      while end < order.count, values[order[end]] == values[order[i]] { end += 1 }
      let rank = Double(i + end + 1) / 2
      for place in i..<end where isActive[order[place]] { rankSum += rank }
      i = end
    }
    let active = Double(isActive.count { $0 })
    let gone = Double(isActive.count) - active
    guard active > 0, gone > 0 else { return 0.5 }
    return (rankSum - active * (active + 1) / 2) / (active * gone)
  }
}

/// Counts yeses among answers.
private struct Tally {
  private var hits = 0
  private var all = 0

  var share: Double { all > 0 ? Double(hits) / Double(all) : 0 }

  mutating func count(_ isHit: Bool) {
    all += 1
    if isHit { hits += 1 }
  }
}

extension PurchaseHistories {
  /// Repeat days, recency and age in weeks of every customer of a log, in the customers' order.
  fileprivate init(ofWeeksIn log: PurchaseLog, until last: Day) throws {
    var (repeats, recency, age) = ([Int32](), [Double](), [Double]())
    for customer in 0..<log.customers.count {
      let days = Set(log.lines(ofCustomer: customer).map { log.day(ofLine: $0) })
      let first = days.min() ?? last
      repeats.append(Int32(max(0, days.count - 1)))
      recency.append(Double(first.distance(to: days.max() ?? first)) / 7)
      age.append(Double(first.distance(to: last)) / 7)
    }
    try self.init(repeats: repeats, recency: recency, age: age, unit: .weeks)
  }
}
