import Foundation
import TestSupport
import Testing

@testable import Rapport
@testable import RapportCommand

@Suite struct `What rules say` {
  /// A request with one product on the right, half the time, in at least ten baskets.
  private func request(
    _ change: (inout RuleRequest) -> Void = { _ in }
  ) -> RuleRequest {
    var request = RuleRequest(support: .count(10), minimumConfidence: ExactShare(0.5))
    request.top = 5
    change(&request)
    return request
  }

  /// The lines of a report as a program gets them, without what differs from run to run.
  private func json(_ report: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    let object = try JSONSerialization.jsonObject(with: encoder.encode(report))
    var fields = try #require(object as? [String: Any])
    for key in fields.keys where key.hasSuffix("econds") || key == "peakMegabytes" {
      fields[key] = nil
    }
    let data = try JSONSerialization.data(
      withJSONObject: Self.rounded(fields),
      options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  /// Numbers with nine digits: the last ones differ between mathematical libraries.
  private static func rounded(_ value: Any) -> Any {
    switch value {
    case let object as [String: Any]: return object.mapValues(rounded)
    case let list as [Any]: return list.map(rounded)
    case let number as NSNumber where !(value is Bool):
      let double = number.doubleValue
      return double == double.rounded() ? Int(double) : String(format: "%.9g", double)
    default: return value
    }
  }

  /// The same in a CSV file.
  private static func rounded(csv: String) -> String {
    csv.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { cell in
        guard cell.contains("."), let number = Double(cell) else { return String(cell) }
        return String(format: "%.9g", number)
      }.joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }

  /// Lets a body write a file and returns its text.
  private func file(_ body: (String) throws -> Void) throws -> String {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "out.csv")
      try body(file.path(percentEncoded: false))
      return Self.rounded(csv: try String(contentsOf: file, encoding: .utf8))
    }
  }

  @Test func `of a shop with prices`() throws {
    try RuleShop.with { shop in
      let csv = try file { path in
        let report = try shop.rules(request(), writingTo: path)
        expectGolden(RuleListText(report).text + "\n", named: "rules.txt")
        expectGolden(try json(report), named: "rules.json")
      }
      expectGolden(csv, named: "rules.csv")
    }
  }

  @Test func `measured again later flag what did not last`() throws {
    try RuleShop.with { shop in
      let day = RuleShop.firstDay.advanced(by: 159)
      let csv = try file { path in
        let report = try shop.rules(
          request { $0.top = nil }, holdingOutAfter: day, writingTo: path)
        let unstable = report.top.filter { $0.unstable == true }
        #expect(unstable.count == 3)
        #expect(unstable.allSatisfy { $0.then == ["11"] })
        let scones = try #require(report.top.first { $0.if == ["10"] && $0.then == ["11"] })
        #expect(scones.unstable == true)
        expectGolden(RuleListText(report).text + "\n", named: "rules-hold-out.txt")
      }
      #expect(csv.split(separator: "\n")[0].hasSuffix("newerLow,newerHigh,newerCount,unstable"))
    }
  }

  @Test func `across levels leave out what the catalogue knows`() throws {
    try RuleShop.with { shop in
      let report = try shop.rules(
        request {
          $0.levels = [.category, .department]
          $0.order = .margin
        })
      for rule in report.top {
        #expect(
          !(rule.if + rule.then).contains("10") || !(rule.if + rule.then).contains("category:Tea"))
      }
      expectGolden(RuleListText(report).text + "\n", named: "rules-levels.txt")
    }
  }

  @Test func `take a group's own support`() throws {
    try RuleShop.with { shop in
      func saffron(_ supports: [GroupSupport]) throws -> [[String]] {
        try shop.rules(
          request {
            $0.groupSupports = supports
            $0.mining.maximumLength = 2
            $0.product = "saffron"
          }
        ).top.map { $0.if + $0.then }
      }
      let without = try saffron([])
      #expect(without.isEmpty)
      let with = try saffron([GroupSupport(group: "Spices", support: .count(3))])
      #expect(with.first == ["18", "19"])
      // A single product by its id or its name.
      for product in ["18", "Saffron"] {
        #expect(try saffron([GroupSupport(group: product, support: .count(3))]) == with)
      }
    }
  }

  @Test func `of a time window are those of its orders`() throws {
    try RuleShop.with { shop in
      let (from, through) = (
        RuleShop.firstDay.advanced(by: 30), RuleShop.firstDay.advanced(by: 59)
      )
      let report = try shop.rules(request(), BasketSelection(from: from, through: through))
      let log = try shop.analysisLog()
      let days = (0..<log.count).filter { (from...through).contains(log.day(ofLine: $0)) }
      #expect(report.baskets == Set(days.map { log.columns.order[$0] }).count)
    }
  }

  @Test func `of a contrast name what the others do not buy together`() throws {
    try RuleShop.with { shop in
      let options = SegmentContrast.Options(
        mining: MiningOptions(support: .count(5)), minimumLength: 2, minimumCustomers: 5)
      let csv = try file { path in
        let report = try shop.contrast("frequency > 20", options, writingTo: path)
        #expect(report.customers == 8)
        #expect(report.top.first?.items.map(\.id) == ["14", "15"])
        expectGolden(ContrastText(report).text + "\n", named: "rules-contrast.txt")
        expectGolden(try json(report), named: "rules-contrast.json")
      }
      expectGolden(csv, named: "rules-contrast.csv")
    }
  }

  @Test func `of sequences name what follows, how often and when`() throws {
    try RuleShop.with { shop in
      let csv = try file { path in
        let report = try shop.sequences(
          SequentialRules(windowDays: 15, minimumCustomers: 5), writingTo: path)
        let filters = try #require(report.top.first { $0.then.name == "Coffee filters" })
        #expect(filters.first.name == "Coffee")
        #expect(filters.followed == 10)
        #expect(filters.medianDays == 11)
        expectGolden(SequenceText(report).text + "\n", named: "rules-sequences.txt")
        expectGolden(try json(report), named: "rules-sequences.json")
      }
      expectGolden(csv, named: "rules-sequences.csv")
    }
  }

  @Test func `of bundles name who has only a part`() throws {
    try RuleShop.with { shop in
      let csv = try file { path in
        let report = try shop.bundles(
          BundleSuggestions(mining: MiningOptions(support: .count(5))), writingTo: path)
        #expect(report.top.contains { $0.items.map(\.name) == ["Honey", "Yoghurt"] })
        expectGolden(BundleText(report).text + "\n", named: "rules-bundles.txt")
        expectGolden(try json(report), named: "rules-bundles.json")
      }
      expectGolden(csv, named: "rules-bundles.csv")
    }
  }

  @Test func `of what earns most name sets, money and chance`() throws {
    try RuleShop.with { shop in
      let options = HighValueSets.Options(order: .margin, support: .count(10))
      let csv = try file { path in
        let report = try shop.highValueSets(options, top: 5, writingTo: path)
        expectGolden(HighValueText(report).text + "\n", named: "rules-high-value.txt")
        expectGolden(try json(report), named: "rules-high-value.json")
      }
      expectGolden(csv, named: "rules-high-value.csv")
      let tea = try shop.highValueSets(
        HighValueSets.Options(order: .revenue, support: .count(10), minimumLength: 1),
        product: "black tea", top: 10)
      #expect(!tea.top.isEmpty)
      #expect(tea.top.allSatisfy { $0.items.map(\.name).contains("Black tea") })
      #expect(tea.top.contains { $0.text.hasPrefix("Black tea is in ") })
    }
  }

  @Test func `of services say how to leave them out`() throws {
    try RuleShop.with { shop in
      let lines = (0..<40).flatMap { order in
        ["10", "POST"].map { product in
          PurchaseLine(
            customer: nil, product: ProductID(product), order: OrderID("post\(order)"),
            time: Timestamp(RuleShop.firstDay), amount: Money(5))
        }
      }
      try shop.importPurchases(lines)
      let note = "POST looks like a service and no product; rapport import purchases "
      let rules = try shop.rules(request { $0.product = "POST" })
      #expect(rules.warnings.contains { $0.hasPrefix(note) }, "\(rules.warnings)")
      let value = try shop.highValueSets(
        HighValueSets.Options(support: .count(10)), product: "POST")
      #expect(value.warnings.contains { $0.hasPrefix(note) })
      let other = try shop.rules(request { $0.product = "16" })
      #expect(!other.warnings.contains { $0.hasPrefix(note) })
    }
  }

  @Test func `of nothing say what to loosen`() throws {
    let baskets = Baskets([["a", "b"], ["a"], ["b"], ["c"]])
    func text(_ change: (inout RuleRequest) -> Void) throws -> String {
      RuleListText(try RuleReport(of: baskets, request(change))).text
    }
    #expect(try text { _ in }.contains("lower --min-support"))
    let listed = try text {
      $0.mining.support = .count(1)
      $0.selection.onlySignificant = true
    }
    #expect(listed.contains("2 rules from 4 sets in at least 1 of 4 baskets; 0 significant"))
    #expect(listed.contains("loosen --significance"))
  }

  @Test func `of one basket, of one product and of bulk orders warn`() throws {
    func notes(_ lists: [[ProductID]], maximumSize: Int? = nil) throws -> [String] {
      try RuleReport(
        of: Baskets(lists, maximumSize: maximumSize),
        RuleRequest(support: .count(1), minimumConfidence: ExactShare(0.5))
      ).warnings
    }
    #expect(
      try notes([["a", "b"]]) == [
        "There is only 1 basket, so nothing can be compared with chance."
      ])
    #expect(
      try notes([["a"], ["a"]]) == [
        "All baskets have the same single product, so there is nothing it goes with."
      ])
    let many = (0..<5).map { ProductID("\($0)") }
    #expect(
      try notes([["a"], ["a", "b"], many], maximumSize: 4) == [
        "1 basket above the size limit was left out."
      ])
    let bulk = RuleRequest(support: .count(2), minimumConfidence: ExactShare(0.5))
    let lists = [["a", "b"], ["a", "b"], (0..<60).map { ProductID("\($0)") }]
    let warnings = try RuleReport(of: Baskets(lists), bulk).warnings
    #expect(
      warnings == [
        "1 of 3 baskets has over 50 products and makes 100 % of all pairs; it may be a bulk purchase "
          + "(see --max-basket-size)."
      ])
  }
}
