import ArgumentParser
import Foundation
import Rapport

/// The command `rapport evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure recommenders on purchases they have not seen.",
    discussion: """
      In a workspace, recipes learn from the purchases up to a day and are measured on those after it; \
      elsewhere, name the two files:

        rapport evaluate --train train.csv --test test.csv --recipe implicit-als --at 20

      Every product is ranked for every customer. Popularity is always in the table: a recommender that \
      does not beat it is not worth its electricity.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("Purchases to learn from: a CSV file.", valueName: "file"))
  var train: String?

  @Option(help: ArgumentHelp("Purchases to predict: a CSV file.", valueName: "file"))
  var test: String?

  @Option(
    help: ArgumentHelp("Test only these customers: a file, one id a line.", valueName: "file"))
  var customers: String?

  @Option(
    help: ArgumentHelp(
      "Customers to choose between recipes on; measured apart, never among the tested.",
      valueName: "file"))
  var validationCustomers: String?

  @Option(
    help: "In a workspace: the last day to learn from, as YYYY-MM-DD.",
    transform: CommonOptions.day)
  var split: Day?

  @Option(help: "A recipe file or a built-in name; may be repeated (default: auto).")
  var recipe: [String] = []

  @Option(help: "How many places of a list count; may be repeated (default: 10 and 20).")
  var at: [Int] = []

  @Option(
    help: """
      Whether what a customer bought before may be recommended and counts: allow (default in a \
      workspace) or exclude (default with files).
      """, transform: { try Self.choice($0) })
  var repeats: Evaluation.RepeatPolicy?

  @Option(
    help: "What NDCG compares with: truncated (the best list of k) or full (all bought).",
    transform: { try Self.choice($0) })
  var ideal: IdealList = .truncated

  func validate() throws {
    guard (train == nil) == (test == nil) else {
      throw ValidationError("--train and --test go together; name both files or neither.")
    }
    if train != nil, split != nil {
      throw ValidationError("--split cuts a workspace; with --train and --test it has no meaning.")
    }
    if let cutoff = at.first(where: { $0 < 1 }) {
      throw ValidationError("--at must be at least 1, not \(cutoff).")
    }
  }

  func run() throws {
    let settings = common.settings
    let report = try report(recipes: try recipes(), settings: settings)
    try Output.show(report, asJSON: common.json) { EvaluationTable(report).text }
  }

  private func recipes() throws -> [Recipe] {
    recipe.isEmpty ? [.standard] : try recipe.map(Recipe.named)
  }

  private func report(recipes: [Recipe], settings: RunSettings) throws -> EvaluationReport {
    guard let train, let test else {
      return try common.open().evaluate(
        recipes, after: split, asOf: common.asOf, options: try options(repeats: .allow),
        settings: settings)
    }
    let options = try options(repeats: .exclude)
    return try EvaluationReport(
      recipes: recipes, trainFile: URL(filePath: train), testFile: URL(filePath: test),
      asOf: common.asOf, options: options, settings: settings)
  }

  private func options(repeats usual: Evaluation.RepeatPolicy) throws -> EvaluationOptions {
    EvaluationOptions(
      cutoffs: at.isEmpty ? [10, 20] : at, repeats: repeats ?? usual, ideal: ideal,
      customers: try customers.map { try Set(idsIn: URL(filePath: $0)) },
      validationCustomers: try validationCustomers.map { try Set(idsIn: URL(filePath: $0)) } ?? [],
      seed: common.seed ?? 1)
  }

  /// Reads one of a few words, or says which there are.
  private static func choice<Choice: RawRepresentable & CaseIterable>(_ word: String) throws
    -> Choice where Choice.RawValue == String
  {
    guard let choice = Choice(rawValue: word) else {
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(word)' is none of the choices: \(words).")
    }
    return choice
  }
}
