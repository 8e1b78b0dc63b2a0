public import ArgumentParser
import Foundation
import Rapport

/// The command `rapport rules`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Mine association rules: what sells together.",
    discussion: """
      Reads the workspace's orders, or a file of baskets: item numbers with blanks (FIMI .dat), names with
      commas, or order,product lines. One product on the right-hand side unless --any-consequent.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var source: BasketOptions
  @OptionGroup var threshold: SupportOptions
  @OptionGroup var trust: TrustArguments

  @Option(help: "The least confidence, as in 0.5 or 50%.")
  var minConfidence: String

  @Option(help: "The fewest products both sides have together.")
  var minLength = 2

  @Option(help: "The most products both sides have together.")
  var maxLength: Int?

  @Flag(help: "Allow several products on the right-hand side.")
  var anyConsequent = false

  @Option(help: "What the list is sorted by, highest first.")
  var sort: RuleMeasure = .lift

  @Option(help: "List at most so many rules.")
  var top: Int?

  @Option(name: .customLong("for"), help: "Only rules with this product on one of their sides.")
  var product: String?

  @Option(help: "How to search: auto or apriori; the rules are the same.")
  var algorithm: MiningAlgorithm = .auto

  @Option(
    help: "Find rules in the orders up to this day and measure them again in the later ones.",
    transform: CommonOptions.day)
  var holdOut: Day?

  @Option(help: "A CSV file for all rules of the list.")
  var out: String?

  func validate() throws {
    if minLength < 2 { throw ValidationError("--min-length must be at least 2.") }
    if let maxLength, maxLength < minLength {
      throw ValidationError("--max-length must be at least --min-length.")
    }
    if holdOut != nil, source.baskets != nil {
      throw ValidationError(
        "--hold-out needs the workspace's orders; a file of baskets has no days.")
    }
    if let top, top < 0 { throw ValidationError("--top must not be negative.") }
    _ = try (threshold.support(), confidence(), trust.options(threads: 1))
  }

  func run() throws {
    let request = try request()
    let report =
      try source.baskets.map { path in
        let baskets = try source.file(path).read()
        return try RuleReport(
          of: baskets, request, names: source.names(of: baskets), writingTo: out)
      }
      ?? common.open().rules(
        request, asOf: common.asOf, source.selection(), holdingOutAfter: holdOut, writingTo: out)
    try Output.show(report, asJSON: common.json) { text(report) }
  }

  private func request() throws -> RuleRequest {
    var request = RuleRequest(support: try threshold.support(), minimumConfidence: try confidence())
    let threads = common.settings.threads
    request.mining.maximumLength = maxLength
    request.mining.algorithm = algorithm
    request.mining.threads = threads
    request.rules.minimumLength = minLength
    request.rules.allowsAnyConsequent = anyConsequent
    request.trust = try trust.options(threads: threads)
    request.selection.onlySignificant = trust.significance != nil
    request.selection.excludesRedundant = trust.noRedundant
    request.selection.measure = sort
    request.product = product.map { ProductID($0) }
    request.top = top
    return request
  }

  private func confidence() throws -> ExactShare {
    guard let share = ExactShare(minConfidence) else {
      throw ValidationError("--min-confidence must be a share such as 0.5 or 50%.")
    }
    return share
  }

  private func text(_ report: RuleReport) -> String {
    var table = Table([
      ("if", .left), ("then", .left), ("baskets", .right), ("support", .right),
      ("confidence", .right), ("lift", .right), ("adjusted p", .right),
    ])
    for rule in report.top {
      func number(_ measure: RuleMeasure, _ format: String) -> String {
        String(format: format, rule.measures[measure] ?? .nan)
      }
      table.add([
        side(rule.if, rule.ifNames), side(rule.then, rule.thenNames), "\(rule.count)",
        number(.support, "%.4f"), number(.confidence, "%.3f"), number(.lift, "%.2f"),
        String(format: "%.1e", rule.adjusted),
      ])
    }
    let summary = """
      \(report.rules) rules from \(report.itemsets) sets in at least \(report.minCount) of \
      \(report.baskets) baskets; \(report.significant) significant, \(report.redundant) redundant.
      """
    let unstable = report.unstable.map {
      "Note: \($0) of \(report.listed) listed rules promised more than the later orders kept."
    }
    let warnings = report.warnings.map { "Note: \($0)" } + (unstable.map { [$0] } ?? [])
    return ([summary] + warnings + [table.render()]).joined(separator: "\n")
  }

  /// Ids with names beside them, where they have one.
  private func side(_ ids: [String], _ names: [String]) -> String {
    zip(ids, names).map { $0 == $1 ? $0 : "\($0) \($1)" }.joined(separator: " + ")
  }
}

/// Where the baskets come from.
struct BasketOptions: ParsableArguments {
  @Option(help: "A file of baskets (default: the workspace's orders).")
  var baskets: String?

  @Option(help: "How the file is laid out: numbers, names or orders (default: found out).")
  var format: BasketFormat?

  @Option(help: "A CSV with the number and name of each item of the file.")
  var items: String?

  @Option(help: "Leave out baskets with more products than this.")
  var maxBasketSize: Int?

  @Option(
    help: "Only orders on or after this day, in a workspace.", transform: CommonOptions.day)
  var from: Day?

  /// The file that was named.
  func file(_ path: String) -> BasketFile {
    BasketFile(path, format: format, maximumSize: maxBasketSize)
  }

  /// What items are called.
  func names(of baskets: Baskets) throws -> [String: String] {
    try items.map { try BasketFile.names(in: $0, for: baskets) } ?? [:]
  }

  /// Which orders of the workspace are taken.
  func selection() -> BasketSelection { BasketSelection(from: from, maximumSize: maxBasketSize) }
}

/// How rules are judged.
struct TrustArguments: ParsableArguments {
  @Option(help: "List only rules with a corrected p-value of at most this.")
  var significance: Double?

  @Option(help: "How p-values are corrected: none, holm, bh or bonferroni.")
  var correction: TestCorrection = .bh

  @Option(help: "What is corrected for: all supported rules, or the reported ones.")
  var family: TestFamily = .supported

  @Flag(help: "Leave out rules that a simpler rule makes redundant.")
  var noRedundant = false

  /// The options of the library.
  func options(threads: Int) throws -> TrustOptions {
    if let significance, !(significance > 0 && significance <= 1) {
      throw ValidationError("--significance must be above 0 and at most 1.")
    }
    return TrustOptions(
      significance: significance ?? 0.01, correction: correction, family: family, threads: threads)
  }
}

extension RuleMeasure: ExpressibleByArgument {}
extension TestCorrection: ExpressibleByArgument {}
extension TestFamily: ExpressibleByArgument {}
