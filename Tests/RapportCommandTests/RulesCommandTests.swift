import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import Rapport
@testable import RapportCommand

@Suite struct `The command rules` {
  /// What a person reads who mistypes.
  private func sentence(_ words: String) -> String? {
    do {
      _ = try RulesCommand.parse(words.split(separator: " ").map(String.init))
      return nil
    } catch {
      return RulesCommand.message(for: error)
    }
  }

  @Test(arguments: [
    ("", "Give either --min-count or --min-support."),
    ("--min-count 3", "Give --min-confidence, as in 0.5 or 50%."),
    ("--min-count 0 --min-confidence 0.5", "--min-count must be at least 1."),
    ("--min-count=-3 --min-confidence 0.5", "--min-count must be at least 1."),
    ("--min-support 2 --min-confidence 0.5", "--min-support must be a share such as 0.01 or 1%."),
    (
      "--min-support=-0.1 --min-confidence 0.5", "--min-support must be a share such as 0.01 or 1%."
    ),
    (
      "--min-count 3 --min-support 1% --min-confidence 0.5",
      "Give either --min-count or --min-support."
    ),
    ("--min-count 3 --min-confidence 1.5", "--min-confidence must be a share such as 0.5 or 50%."),
    ("--min-count 3 --min-confidence x", "--min-confidence must be a share such as 0.5 or 50%."),
    ("--min-count 3 --min-confidence 0.5 --min-length 1", "--min-length must be at least 2."),
    (
      "--min-count 3 --min-confidence 0.5 --min-length 3 --max-length 2",
      "--max-length must be at least --min-length."
    ),
    ("--min-count 3 --min-confidence 0.5 --top=-1", "--top must not be negative."),
    (
      "--min-count 3 --min-confidence 0.5 --significance 0",
      "--significance must be above 0 and at most 1."
    ),
    (
      "--min-count 3 --min-confidence 0.5 --max-basket-size 0",
      "--max-basket-size must be at least 1."
    ),
    (
      "--min-count 3 --min-confidence 0.5 --from 2011-02-30",
      "'2011-02-30' is no day of the calendar; write it as YYYY-MM-DD."
    ),
    (
      "--min-count 3 --min-confidence 0.5 --from 2011-02-03 --to 2011-02-01",
      "--to must not be before --from."
    ),
    (
      "--baskets f --min-count 3 --min-confidence 0.5 --to 2011-02-01",
      "--from and --to need the workspace's orders; a file of baskets has no days."
    ),
    (
      "--baskets f --min-count 3 --min-confidence 0.5 --hold-out 2011-02-01",
      "--hold-out needs the workspace's orders; a file of baskets has no days."
    ),
    (
      "--baskets f --min-count 3 --min-confidence 0.5 --levels category",
      "--levels and --min-support-of need the workspace's catalogue; a file of baskets has none."
    ),
    (
      "--baskets f --min-count 3 --min-confidence 0.5 --sort revenue",
      "--sort revenue needs the workspace's prices; a file of baskets has none."
    ),
    (
      "--min-count 3 --min-confidence 0.5 --format names",
      "--format and --items describe a file; name it with --baskets."
    ),
    (
      "--min-count 3 --min-confidence 0.5 --levels shelf",
      "--levels are category, department and brand, not 'shelf'."
    ),
    (
      "--min-count 3 --min-confidence 0.5 --min-support-of Tea",
      "--min-support-of must name a group and a support, as in Tea=0.1% or Tea=5."
    ),
    (
      "--min-count 3 --min-confidence 0.5 --min-support-of Tea=-2",
      "--min-support-of must name a group and a support, as in Tea=0.1% or Tea=5."
    ),
    (
      "--min-count 3 --min-confidence 0.5 --min-improvement 2",
      "--min-improvement must be a share such as 0.05 or 5%."
    ),
    (
      "--sequences --bundles",
      "Ask one of --contrast, --sequences, --bundles and --high-value at a time."
    ),
    (
      "--high-value margin --contrast x",
      "Ask one of --contrast, --sequences, --bundles and --high-value at a time."
    ),
    (
      "--high-value revenue --baskets f",
      "--high-value needs the workspace's prices; a file of baskets has none."
    ),
    (
      "--high-value revenue --min-confidence 0.5",
      "--min-confidence is about rules and means nothing with --high-value."
    ),
    ("--high-value margin --significance 0.01", "--significance means nothing with --high-value."),
    ("--bundles --no-redundant", "--no-redundant means nothing with --bundles."),
    (
      "--bundles --min-length 3",
      "--min-length is about rules and means nothing with --bundles."
    ),
    ("--sequences --family reported", "--family means nothing with --sequences."),
    ("--contrast x --min-improvement 0.1", "--min-improvement means nothing with --contrast."),
    ("--contrast x --min-length 0", "--min-length must be at least 1."),
    ("--sequences --within 0", "--within must be at least 1 day."),
    ("--bundles --within 3", "--within goes with --sequences."),
    ("--sequences --min-customers 0", "--min-customers must be at least 1."),
    (
      "--high-value revenue --min-customers 3",
      "--min-customers goes with --sequences, --contrast or --bundles."
    ),
    ("--sequences --min-count 3", "With --sequences give --min-customers instead of a support."),
    (
      "--sequences --min-confidence 0.5",
      "--min-confidence is about rules and means nothing with --sequences."
    ),
    ("--bundles --levels category", "--levels is about rules and means nothing with --bundles."),
    (
      "--bundles --baskets f",
      "This question needs the workspace's customers; a file of baskets has none."
    ),
  ]) func `says in one sentence what was mistyped`(words: String, expected: String) {
    #expect(sentence(words)?.hasSuffix(expected) == true, "\(sentence(words) ?? "nothing")")
  }

  @Test(arguments: [
    "--min-count 3 --min-confidence 50%", "--contrast champions", "--sequences --within 7",
    "--bundles --max-length 2 --min-support 0.1%", "--bundles --min-customers 3",
    "--high-value margin --min-length 1 --max-length 3 --min-count 5 --for Tea",
    "--contrast champions --min-length 1 --for Tea --no-redundant",
    "--min-support 1% --min-confidence 0.5 --levels category,department --sort margin",
    "--min-support 1% --min-confidence 0.5 --min-support-of Tea=0.1% --min-support-of Spices=5",
  ]) func `takes what makes sense`(words: String) {
    #expect(sentence(words) == nil)
  }

  @Test func `knows a measure or money to sort by`() throws {
    let command = try RulesCommand.parse([
      "--min-count", "3", "--min-confidence", "0.5", "--sort", "margin",
    ])
    #expect(command.shape.sort == .value(.margin))
    #expect(sentence("--min-count 3 --min-confidence 0.5 --sort size")?.contains("revenue") == true)
  }

  @Test func `explains what is wrong in the baskets or the workspace`() {
    let (first, last) = (Day(number: 15_000), Day(number: 15_100))
    let errors: [any ExplainedError] = [
      RuleError.unknownGroup(name: "Te", nearest: "Tea"),
      RuleError.unknownGroup(name: "Te", nearest: nil), RuleError.noGroups(.category),
      RuleError.noCosts, RuleError.nobodyElse(condition: "frequency > 0", customers: 60),
      RuleError.nothingHeldOut(after: last, newest: last),
      RuleError.emptyWindow(from: first, through: last, first: first, newest: last),
      RuleError.emptyWindow(from: last, through: nil, first: first, newest: last),
      RuleError.emptyWindow(from: nil, through: first, first: first, newest: last),
      RuleError.windowTooLong(days: 30, covered: 12), RuleError.noCustomers,
      BasketFileError.missing(path: "b.dat"), BasketFileError.isFolder(path: "b"),
      BasketFileError.notReadable(path: "b.dat", reason: "Permission denied"),
      BasketFileError.notWritable(path: "out.csv", reason: "No space left on device"),
      BasketFileError.unknownProduct(id: "mlik", nearest: "milk"),
      BasketFileError.unknownProduct(id: "caviar", nearest: nil),
    ]
    expectGolden(
      errors.map { "\($0.code)\n  \($0.message)\n  \($0.hint)\n" }.joined(),
      named: "rules-errors.txt")
  }

  @Test func `refuses what a workspace cannot answer`() throws {
    try RuleShop.with { shop in
      var request = RuleRequest(support: .count(10), minimumConfidence: ExactShare(0.5))
      func code(_ body: () throws -> Void) -> String? {
        do {
          try body()
          return nil
        } catch {
          return (error as? any ExplainedError)?.code
        }
      }
      let (first, last) = (RuleShop.firstDay, try shop.lastPurchaseDay())
      #expect(code { _ = try shop.rules(request, holdingOutAfter: last) } == "nothing-held-out")
      let early = BasketSelection(through: first.advanced(by: -1))
      #expect(code { _ = try shop.rules(request, early) } == "empty-window")
      #expect(code { _ = try shop.sequences(SequentialRules(), early) } == "empty-window")
      let long = SequentialRules(windowDays: 400)
      #expect(code { _ = try shop.sequences(long) } == "window-too-long")
      let options = SegmentContrast.Options(mining: MiningOptions(support: .count(5)))
      #expect(code { _ = try shop.contrast("frequency > 0", options) } == "nobody-else")
      #expect(code { _ = try shop.contrast("frequency > 900", options) } == "audience-empty")
      #expect(
        code { _ = try shop.contrast("segment: champion", options) } == "audience-unknown-value")
      request.levels = [.brand]
      #expect(code { _ = try shop.rules(request) } == "no-groups")
      request.levels = []
      request.groupSupports = [GroupSupport(group: "Spice", support: .count(2))]
      let unknown = #expect(throws: RuleError.self) { try shop.rules(request) }
      #expect(unknown == .unknownGroup(name: "Spice", nearest: "Spices"))
      request.groupSupports = []
      request.product = "Black te"
      let product = #expect(throws: BasketFileError.self) { try shop.rules(request) }
      #expect(product == .unknownProduct(id: "Black te", nearest: "Black tea"))
      request.product = "BLACK TEA"
      #expect(try shop.rules(request).top.allSatisfy { ($0.if + $0.then).contains("10") })
    }
    try withTemporaryFolder { folder in
      let shop = try Workspace(at: folder)
      try shop.importPurchases([
        PurchaseLine(
          customer: nil, product: "1", order: "1", time: Timestamp(RuleShop.firstDay),
          amount: Money(1))
      ])
      #expect(throws: RuleError.noCustomers) { try shop.sequences(SequentialRules()) }
      let search = BundleSuggestions(mining: MiningOptions(support: .count(1)))
      #expect(throws: RuleError.noCustomers) { try shop.bundles(search) }
      var request = RuleRequest(support: .count(1), minimumConfidence: ExactShare(0.5))
      request.order = .margin
      #expect(throws: RuleError.noCosts) { try shop.rules(request) }
    }
  }

  @Test(arguments: [
    ("b.dat", "1 2\r\n1 2 \r\n3 1\r\n"), ("b.txt", "milk,rolls\nrolls, milk\nmilk,jam\n"),
    (
      "b.csv", "order,product\n1,milk\n2,rolls\n1,rolls\n2,milk\n3,jam\n3,milk\n1,milk\n"
    ),
  ]) func `reads numbers, names and order,product lines alike`(name: String, text: String) throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: name)
      try Data(text.utf8).write(to: file)
      let baskets = try BasketFile(file.path(percentEncoded: false)).read()
      let report = try RuleReport(
        of: baskets, RuleRequest(support: .count(2), minimumConfidence: ExactShare(0.6)))
      #expect(report.baskets == 3)
      #expect(report.items == 3)
      #expect(report.rules == 2)
      #expect(Set(report.top.map { $0.counts.confidence }) == [1, 2.0 / 3])
    }
  }
}
