public import ArgumentParser
import Foundation
import Rapport

/// Where the baskets come from.
struct BasketOptions: ParsableArguments {
  @Option(help: "A file of baskets (default: the workspace's orders).")
  var baskets: String?

  @Option(help: "How the file is laid out: numbers, names or orders (default: found out).")
  var format: BasketFormat?

  @Option(help: "A CSV with the number and name of each item of the file.")
  var items: String?

  @Option(help: "Leave out baskets with more products than this: bulk purchases.")
  var maxBasketSize: Int?

  @Option(
    help: "Only orders on or after this day, in a workspace.", transform: CommonOptions.day)
  var from: Day?

  @Option(
    help: "Only orders on or before this day, in a workspace.", transform: CommonOptions.day)
  var to: Day?

  func validate() throws {
    if let maxBasketSize, maxBasketSize < 1 {
      throw ValidationError("--max-basket-size must be at least 1.")
    }
    if let from, let to, to < from { throw ValidationError("--to must not be before --from.") }
    if baskets != nil, from != nil || to != nil {
      throw ValidationError(
        "--from and --to need the workspace's orders; a file of baskets has no days.")
    }
    if baskets == nil, format != nil || items != nil {
      throw ValidationError("--format and --items describe a file; name it with --baskets.")
    }
  }

  /// Refuses a file where a question needs customers.
  func validate(_ question: QuestionArguments.Kind) throws {
    guard baskets != nil, question != .rules else { return }
    throw ValidationError(
      question == .highValue
        ? "--high-value needs the workspace's prices; a file of baskets has none."
        : "This question needs the workspace's customers; a file of baskets has none.")
  }

  /// The file that was named.
  func file(_ path: String) -> BasketFile {
    BasketFile(path, format: format, maximumSize: maxBasketSize)
  }

  /// What items are called.
  func names(of baskets: Baskets) throws -> [String: String] {
    try items.map { try BasketFile.names(in: $0, for: baskets) } ?? [:]
  }

  /// Which orders of the workspace are taken.
  func selection() -> BasketSelection {
    BasketSelection(from: from, through: to, maximumSize: maxBasketSize)
  }
}

/// What rules are made of, and how they are listed.
struct RuleArguments: ParsableArguments {
  @Option(help: "The least confidence of rules, as in 0.5 or 50%.")
  var minConfidence: String?

  @Option(help: "The fewest products both sides have together.")
  var minLength = 2

  @Option(help: "The most products both sides have together.")
  var maxLength: Int?

  @Flag(help: "Allow several products on the right-hand side.")
  var anyConsequent = false

  @Option(
    help: "What the list is sorted by, highest first: a measure, or the revenue or margin touched.")
  var sort = RuleSort.measure(.lift)

  @Option(help: "How to search: auto or apriori; the rules are the same.")
  var algorithm: MiningAlgorithm = .auto

  @Option(
    help: "Groups that stand beside the products: category, department, brand, with commas.",
    transform: Self.levels)
  var levels: [GoodsLevel] = []

  @Option(
    help: "A lower (or higher) support for products of one group, as in Tea=0.1% or Tea=5.")
  var minSupportOf: [String] = []

  @Option(
    help: "Find rules in the orders up to this day and measure them again in the later ones.",
    transform: CommonOptions.day)
  var holdOut: Day?

  func validate() throws {
    if minLength < 1 { throw ValidationError("--min-length must be at least 1.") }
    if let maxLength, maxLength < minLength {
      throw ValidationError("--max-length must be at least --min-length.")
    }
    _ = try groupSupports()
  }

  /// Refuses what a file of baskets cannot tell.
  func validate(hasBaskets: Bool) throws {
    guard hasBaskets else { return }
    if holdOut != nil {
      throw ValidationError(
        "--hold-out needs the workspace's orders; a file of baskets has no days.")
    }
    if !levels.isEmpty || !minSupportOf.isEmpty {
      throw ValidationError(
        "--levels and --min-support-of need the workspace's catalogue; a file of baskets has none.")
    }
    if sort.order != nil {
      throw ValidationError(
        "--sort \(sort) needs the workspace's prices; a file of baskets has none.")
    }
  }

  /// Refuses what only rules have.
  func refuse(except allowed: [String], with flag: String) throws {
    let given = [
      ("--min-confidence", minConfidence != nil), ("--min-length", minLength != 2),
      ("--max-length", maxLength != nil), ("--any-consequent", anyConsequent),
      ("--levels", !levels.isEmpty), ("--min-support-of", !minSupportOf.isEmpty),
      ("--hold-out", holdOut != nil), ("--sort", sort != .measure(.lift)),
      ("--algorithm", algorithm != .auto),
    ]
    if let first = given.first(where: { $0.1 && !allowed.contains($0.0) }) {
      throw ValidationError("\(first.0) is about rules and means nothing with \(flag).")
    }
  }

  /// The least confidence that was typed.
  func confidence() throws -> ExactShare {
    guard let minConfidence else {
      throw ValidationError("Give --min-confidence, as in 0.5 or 50%.")
    }
    guard let share = ExactShare(minConfidence) else {
      throw ValidationError("--min-confidence must be a share such as 0.5 or 50%.")
    }
    return share
  }

  /// The supports of groups: `Tea=0.1%` is a share, `Tea=5` a number of baskets.
  func groupSupports() throws -> [GroupSupport] {
    try minSupportOf.map { text in
      let parts = text.split(separator: "=", omittingEmptySubsequences: false)
      let (group, value) = (parts.dropLast().joined(separator: "="), String(parts.last ?? ""))
      if parts.count >= 2, !group.isEmpty {
        if let count = Int(value), count >= 1 {
          return GroupSupport(group: group, support: .count(count))
        }
        if let share = ExactShare(value) {
          return GroupSupport(group: group, support: .share(share))
        }
      }
      throw ValidationError(
        "--min-support-of must name a group and a support, as in Tea=0.1% or Tea=5.")
    }
  }

  private static func levels(_ text: String) throws -> [GoodsLevel] {
    try text.split(separator: ",").map { word in
      let name = word.trimmingCharacters(in: .whitespaces)
      guard let level = GoodsLevel(rawValue: name) else {
        throw ValidationError("--levels are category, department and brand, not '\(name)'.")
      }
      return level
    }
  }
}

/// How rules are judged.
struct TrustArguments: ParsableArguments {
  @Option(help: "List only rules with a corrected p-value of at most this (questions: 0.01).")
  var significance: Double?

  @Option(help: "How p-values are corrected: none, holm, bh or bonferroni.")
  var correction: TestCorrection = .bh

  @Option(help: "What is corrected for: all supported rules, or the reported ones.")
  var family: TestFamily = .supported

  @Flag(help: "Leave out what a simpler rule or set says as strongly.")
  var noRedundant = false

  @Option(help: "List only rules this much more confident than any simpler one, as in 0.05 or 5%.")
  var minImprovement: String?

  /// Refuses what a question does not ask.
  func refuse(except allowed: [String], with flag: String) throws {
    let given = [
      ("--significance", significance != nil), ("--correction", correction != .bh),
      ("--family", family != .supported), ("--no-redundant", noRedundant),
      ("--min-improvement", minImprovement != nil),
    ]
    if let first = given.first(where: { $0.1 && !allowed.contains($0.0) }) {
      throw ValidationError("\(first.0) means nothing with \(flag).")
    }
  }

  /// The improvement that was asked for.
  func improvement() throws -> Double {
    guard let minImprovement else { return 0 }
    guard let share = ExactShare(minImprovement) else {
      throw ValidationError("--min-improvement must be a share such as 0.05 or 5%.")
    }
    return share.value
  }

  /// The level that was asked for.
  func level() throws -> Double {
    if let significance, !(significance > 0 && significance <= 1) {
      throw ValidationError("--significance must be above 0 and at most 1.")
    }
    return significance ?? 0.01
  }

  /// The options of the library.
  func options(threads: Int) throws -> TrustOptions {
    TrustOptions(
      significance: try level(), correction: correction, family: family, threads: threads)
  }
}

/// Questions that are asked instead of rules.
struct QuestionArguments: ParsableArguments {
  /// Which question is asked.
  enum Kind {
    case rules, contrast, sequences, bundles, highValue

    /// The flag that asks it.
    var flag: String {
      switch self {
      case .rules: "rules"
      case .contrast: "--contrast"
      case .sequences: "--sequences"
      case .bundles: "--bundles"
      case .highValue: "--high-value"
      }
    }
  }

  @Option(help: "What customers of a condition buy together that others do not.")
  var contrast: String?

  @Flag(help: "What customers buy after something else.")
  var sequences = false

  @Flag(help: "Sets to offer as one: products that belong together but have different customers.")
  var bundles = false

  @Option(help: "The sets that earn most together: by revenue or margin.")
  var highValue: ValueOrder?

  @Option(help: "The days within which a sequence is looked for (default: 30).")
  var within: Int?

  @Option(help: "The fewest customers of a sequence (default: 10), contrast (5) or bundle (3).")
  var minCustomers: Int?

  /// Which question is asked.
  var kind: Kind {
    if contrast != nil { return .contrast }
    if highValue != nil { return .highValue }
    return sequences ? .sequences : bundles ? .bundles : .rules
  }

  func validate() throws {
    if [contrast != nil, sequences, bundles, highValue != nil].count(where: { $0 }) > 1 {
      throw ValidationError(
        "Ask one of --contrast, --sequences, --bundles and --high-value at a time.")
    }
    if let within, within < 1 { throw ValidationError("--within must be at least 1 day.") }
    if within != nil, !sequences { throw ValidationError("--within goes with --sequences.") }
    if let minCustomers, minCustomers < 1 {
      throw ValidationError("--min-customers must be at least 1.")
    }
    if minCustomers != nil, kind == .rules || kind == .highValue {
      throw ValidationError("--min-customers goes with --sequences, --contrast or --bundles.")
    }
  }
}

/// What rules can be sorted by.
enum RuleSort: ExpressibleByArgument, Equatable, CustomStringConvertible {
  case measure(RuleMeasure)
  case value(ValueOrder)

  init?(argument: String) {
    if let measure = RuleMeasure(rawValue: argument) {
      self = .measure(measure)
    } else if let order = ValueOrder(rawValue: argument) {
      self = .value(order)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] {
    RuleMeasure.allCases.map(\.rawValue) + ValueOrder.allCases.map(\.rawValue)
  }

  var description: String {
    switch self {
    case .measure(let measure): measure.rawValue
    case .value(let order): order.rawValue
    }
  }

  var defaultValueDescription: String { description }

  /// The measure; lift orders what money does not.
  var measure: RuleMeasure {
    if case .measure(let measure) = self { measure } else { .lift }
  }

  /// The money, where it was asked for.
  var order: ValueOrder? { if case .value(let order) = self { order } else { nil } }
}

extension TestCorrection: ExpressibleByArgument {}
extension TestFamily: ExpressibleByArgument {}
extension ValueOrder: ExpressibleByArgument {}

extension SupportOptions {
  /// The threshold that was typed, or a usual share.
  func support(default share: String) throws -> SupportThreshold {
    guard minCount == nil, minSupport == nil, let share = ExactShare(share) else {
      return try support()
    }
    return .share(share)
  }

  /// Refuses a threshold where a question counts customers.
  func refuse(with flag: String) throws {
    if minCount != nil || minSupport != nil {
      throw ValidationError("With \(flag) give --min-customers instead of a support.")
    }
  }
}
