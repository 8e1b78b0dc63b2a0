import ArgumentParser
import Foundation
import Rapport

/// The command `rapport rules`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Mine association rules: what sells together.",
    discussion: """
      Reads the workspace's orders, or a file of baskets: item numbers with blanks (FIMI .dat), \
      names with commas, or order,product lines. One product on the right-hand side unless \
      --any-consequent. Other questions instead of rules:

        rapport rules --contrast "segment: champions"   what they buy together and others do not
        rapport rules --sequences --within 30           what is bought after something else
        rapport rules --bundles                         sets whose parts different customers buy
        rapport rules --high-value margin               sets that earn most together
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var source: BasketOptions
  @OptionGroup var threshold: SupportOptions
  @OptionGroup var shape: RuleArguments
  @OptionGroup var trust: TrustArguments
  @OptionGroup var question: QuestionArguments

  @Option(help: "List at most so many (default: 10 here, all in the file).")
  var top: Int?

  @Option(
    name: .customLong("for"),
    help: "Only what has this product, by its id or its name.")
  var product: String?

  @Option(help: "A CSV file for all of the list.")
  var out: String?

  func validate() throws {
    if let top, top < 0 { throw ValidationError("--top must not be negative.") }
    _ = try (trust.options(threads: 1), trust.level())
    try source.validate(question.kind)
    switch question.kind {
    case .rules:
      if shape.minLength < 2 { throw ValidationError("--min-length must be at least 2.") }
      _ = try (threshold.support(), request())
      try shape.validate(hasBaskets: source.baskets != nil)
    case .contrast, .bundles, .highValue:
      _ = try threshold.support(default: "1%")
      let lengths = question.kind == .bundles ? ["--max-length"] : ["--min-length", "--max-length"]
      try shape.refuse(except: lengths, with: question.kind.flag)
    case .sequences:
      try threshold.refuse(with: question.kind.flag)
      try shape.refuse(except: [], with: question.kind.flag)
    }
    let trusts = ["--significance", "--correction"]
    switch question.kind {
    case .rules: break
    case .contrast: try trust.refuse(except: trusts + ["--no-redundant"], with: "--contrast")
    case .sequences, .bundles: try trust.refuse(except: trusts, with: question.kind.flag)
    case .highValue: try trust.refuse(except: [], with: question.kind.flag)
    }
  }

  func run() throws {
    switch question.kind {
    case .rules: try rules()
    case .contrast: try contrast()
    case .sequences: try sequences()
    case .bundles: try bundles()
    case .highValue: try highValue()
    }
  }

  private func rules() throws {
    let request = try request()
    let report =
      try source.baskets.map { path in
        let baskets = try source.file(path).read(threads: common.settings.threads)
        return try RuleReport(
          of: baskets, request, names: source.names(of: baskets), writingTo: out)
      }
      ?? common.open().rules(
        request, asOf: common.asOf, source.selection(), holdingOutAfter: shape.holdOut,
        writingTo: out)
    try Output.show(report, asJSON: common.json) { RuleListText(report).text }
  }

  private func contrast() throws {
    var mining = MiningOptions(support: try threshold.support(default: "1%"))
    mining.maximumLength = shape.maxLength ?? max(4, shape.minLength)
    mining.threads = common.settings.threads
    let options = SegmentContrast.Options(
      mining: mining, minimumLength: shape.minLength,
      minimumCustomers: question.minCustomers ?? 5, significance: try trust.level(),
      correction: trust.correction, excludesRedundant: trust.noRedundant)
    let report = try common.open().contrast(
      question.contrast ?? "", options, asOf: common.asOf, source.selection(), product: product,
      top: top ?? 10, writingTo: out, run: common.settings)
    try Output.show(report, asJSON: common.json) { ContrastText(report).text }
  }

  private func sequences() throws {
    let search = SequentialRules(
      windowDays: question.within ?? 30, minimumCustomers: question.minCustomers ?? 10,
      significance: try trust.level(), correction: trust.correction)
    let report = try common.open().sequences(
      search, asOf: common.asOf, source.selection(), product: product, top: top ?? 10,
      writingTo: out)
    try Output.show(report, asJSON: common.json) { SequenceText(report).text }
  }

  private func bundles() throws {
    var mining = MiningOptions(support: try threshold.support(default: "1%"))
    mining.maximumLength = shape.maxLength ?? 3
    mining.threads = common.settings.threads
    let search = BundleSuggestions(
      mining: mining, significance: try trust.level(), correction: trust.correction,
      minimumCustomers: question.minCustomers ?? 3)
    let report = try common.open().bundles(
      search, asOf: common.asOf, source.selection(), product: product, top: top ?? 10,
      writingTo: out)
    try Output.show(report, asJSON: common.json) { BundleText(report).text }
  }

  private func highValue() throws {
    let options = HighValueSets.Options(
      order: question.highValue ?? .revenue, support: try threshold.support(default: "1%"),
      minimumLength: shape.minLength, maximumLength: shape.maxLength ?? max(4, shape.minLength))
    let report = try common.open().highValueSets(
      options, asOf: common.asOf, source.selection(), product: product, top: top, writingTo: out)
    try Output.show(report, asJSON: common.json) { HighValueText(report).text }
  }

  private func request() throws -> RuleRequest {
    var request = RuleRequest(
      support: try threshold.support(), minimumConfidence: try shape.confidence())
    let threads = common.settings.threads
    request.mining.maximumLength = shape.maxLength
    request.mining.algorithm = shape.algorithm
    request.mining.threads = threads
    request.rules.minimumLength = shape.minLength
    request.rules.allowsAnyConsequent = shape.anyConsequent
    request.trust = try trust.options(threads: threads)
    request.selection.onlySignificant = trust.significance != nil
    request.selection.excludesRedundant = trust.noRedundant
    request.selection.minimumImprovement = try trust.improvement()
    request.selection.measure = shape.sort.measure
    request.order = shape.sort.order
    request.levels = shape.levels
    request.groupSupports = try shape.groupSupports()
    request.product = product
    request.top = top
    return request
  }
}
