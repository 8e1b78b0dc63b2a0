public import ArgumentParser
import Foundation
import Rapport

/// The command `rapport itemsets`.
struct ItemsetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "itemsets",
    abstract: "Count the products and sets of products that sell often.",
    discussion: """
      Reads a file of baskets: item numbers with blanks (FIMI .dat), names with commas, or order,product lines.
      An item in every basket is counted, the empty set is not.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "The file of baskets.")
  var baskets: String

  @Option(help: "How the file is laid out: numbers, names or orders (default: found out).")
  var format: BasketFormat?

  @OptionGroup var threshold: SupportOptions

  @OptionGroup var ofCategories: CategorySupportOptions

  @Option(help: "The longest set wanted.")
  var maxLength: Int?

  @Option(help: "How to search: auto or apriori; the sets are the same.")
  var algorithm: MiningAlgorithm = .auto

  @Option(help: "Which sets: all, closed (no larger set has the same count) or maximal.")
  var kind: ItemsetKind = .all

  @Option(help: "Leave out baskets with more products than this.")
  var maxBasketSize: Int?

  @Option(help: "Stop with a message when there are more sets than this.")
  var maxItemsets: Int?

  @Option(help: "Stop with a message when sets kept in memory take more megabytes than this.")
  var maxMemory: Int = 2048

  @Option(help: "A file to write the sets to: items, then the count in parentheses.")
  var out: String?

  func validate() throws {
    if let maxLength, maxLength < 1 { throw ValidationError("--max-length must be at least 1.") }
    if let maxItemsets, maxItemsets < 1 {
      throw ValidationError("--max-itemsets must be at least 1.")
    }
    if maxMemory < 1 { throw ValidationError("--max-memory must be at least 1.") }
    _ = try threshold.support()
    _ = try ofCategories.thresholds()
  }

  func run() throws {
    var options = MiningOptions(support: try threshold.support())
    options.kind = kind
    options.maximumLength = maxLength
    options.algorithm = algorithm
    options.threads = common.settings.threads
    options.maximumItemsets = maxItemsets
    options.memoryBudget = maxMemory << 20
    let file = BasketFile(baskets, format: format, maximumSize: maxBasketSize)
    let report = try ItemsetReport(
      of: file, options, categories: ofCategories.thresholds(), writingTo: out)
    try Output.show(report, asJSON: common.json) { text(report) }
  }

  private func text(_ report: ItemsetReport) -> String {
    var table = Table([("length", .right), ("sets", .right)])
    for (index, number) in report.byLength.enumerated() {
      table.add(["\(index + 1)", Figure.grouped(number)])
    }
    let seconds = String(format: "%.2f", report.readSeconds + report.mineSeconds)
    let sets = Figure.counted(report.itemsets, kind == .all ? "set" : "\(kind.rawValue) set")
    let notes = report.warnings.map { "Note: \($0)\n" }.joined()
    return """
      \(sets) of \(Figure.counted(report.items, "item")) \(report.itemsets == 1 ? "is" : "are") in at least \
      \(Figure.grouped(report.minCount)) of \(Figure.counted(report.baskets, "basket")) (\(seconds) s).
      \(notes)\(table.render())
      """
  }
}

/// Minimums of their own for some categories: rare products need their own.
struct CategorySupportOptions: ParsableArguments {
  @Option(help: "A CSV of items and their categories, for the two options below.")
  var categories: String?

  @Option(
    help: ArgumentHelp(
      "The least number of baskets for sets with a product of a category; may be given again.",
      valueName: "category=n"))
  var categoryMinCount: [String] = []

  @Option(
    help: ArgumentHelp(
      "The least share of baskets for sets with a product of a category; may be given again.",
      valueName: "category=share"))
  var categoryMinSupport: [String] = []

  /// What was typed, or `nil` where no category has a minimum of its own.
  func thresholds() throws -> CategoryThresholds? {
    var thresholds: [String: SupportThreshold] = [:]
    for text in categoryMinCount {
      let (name, value) = try Self.parts(of: text)
      guard let count = Int(value), count >= 1 else {
        throw ValidationError("--category-min-count must be CATEGORY=N with N at least 1.")
      }
      thresholds[name] = .count(count)
    }
    for text in categoryMinSupport {
      let (name, value) = try Self.parts(of: text)
      guard let share = ExactShare(value) else {
        throw ValidationError("--category-min-support must be CATEGORY=SHARE, as in wine=0.001.")
      }
      thresholds[name] = .share(share)
    }
    guard let categories else {
      if thresholds.isEmpty { return nil }
      throw ValidationError("Say with --categories which item is of which category.")
    }
    return CategoryThresholds(categories, thresholds: thresholds)
  }

  private static func parts(of text: String) throws -> (name: String, value: String) {
    guard let sign = text.lastIndex(of: "="), sign > text.startIndex else {
      throw ValidationError("'\(text)' must be a category, an equals sign and a minimum.")
    }
    return (String(text[..<sign]), String(text[text.index(after: sign)...]))
  }
}

/// The two ways to say how often is often.
struct SupportOptions: ParsableArguments {
  @Option(help: "The least number of baskets.")
  var minCount: Int?

  @Option(help: "The least share of baskets, as in 0.01 or 1%.")
  var minSupport: String?

  /// The threshold that was typed.
  func support() throws -> SupportThreshold {
    switch (minCount, minSupport) {
    case (let count?, nil):
      guard count >= 1 else { throw ValidationError("--min-count must be at least 1.") }
      return .count(count)
    case (nil, let text?):
      guard let share = ExactShare(text) else {
        throw ValidationError("--min-support must be a share such as 0.01 or 1%.")
      }
      return .share(share)
    default: throw ValidationError("Give either --min-count or --min-support.")
    }
  }
}

extension BasketFormat: ExpressibleByArgument {}
extension MiningAlgorithm: ExpressibleByArgument {}
extension ItemsetKind: ExpressibleByArgument {}
