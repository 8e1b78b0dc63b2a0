import ArgumentParser
import Foundation
import Measuring

/// The command `quality DATA`: the known answers and the quality of every recipe on real data.
@main
struct Quality: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quality",
    abstract: "Evaluates recipes on real data and compares with what is published.")

  @Option(help: "The rapport binary (release build).")
  var rapport = "../.build/release/rapport"

  @Option(help: "The commit that is measured, for the table's head line.")
  var commit = "unknown"

  @Argument(help: "The folder with the data sets.")
  var data: String

  @Option(help: "Only these data sets, by name; may be repeated (default: all).")
  var only: [String] = []

  @Option(help: "Recipes in place of each data set's own; may be repeated.")
  var recipe: [String] = []

  @Option(help: "The folder with the recipe files.")
  var models = "../Models"

  func run() throws {
    var table = MarkdownTable([
      "data", "model", "measure", "value", "low", "high", "known or to reach", "CPU s",
    ])
    for dataset in DataSet.all where only.isEmpty || only.contains(dataset.name) {
      for recipe in ["popularity"] + (recipe.isEmpty ? dataset.recipes.map(file) : recipe) {
        for row in try rows(dataset, recipe) { table.add(row) }
      }
    }
    print("\(provenance(commit: commit))\n\n\(table.text)")
  }

  private func file(_ name: String) -> String { "\(models)/\(name).yaml" }

  /// The measures of one recipe: the mean over folds where the data set has folds.
  private func rows(_ dataset: DataSet, _ recipe: String) throws -> [[String]] {
    let runs = try dataset.folds.map { fold in
      let arguments =
        ["evaluate", "--json", "--at", "10", "--at", "20", "--recipe", recipe]
        + dataset.arguments + (fold.map { ["--customers", $0] } ?? [])
      return try MeasuredProcess(
        [rapport]
          + arguments.map {
            $0.hasPrefix(dataset.folder + "/") ? "\(data)/\($0)" : $0
          })
    }
    let models = try runs.compactMap { try ($0.json()["models"] as? [[String: Any]])?.last }
    let name = models.first?["name"] as? String ?? ""
    let cpu = runs.reduce(0) { $0 + $1.cpuSeconds } / Double(max(1, runs.count))
    return dataset.measures.map { measure in
      func mean(_ key: String) -> String {
        let values = models.compactMap { model in
          (model["metrics"] as? [String: [String: Double]])?[measure]?[key]
        }
        return MarkdownTable.number(
          values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count), 4)
      }
      let wanted = name == "popularity" ? dataset.knownAnswers[measure] : dataset.goals[measure]
      return [
        dataset.name, name, measure, mean("value"), mean("low"), mean("high"),
        wanted.map { MarkdownTable.number($0, 4) } ?? "", MarkdownTable.number(cpu, 1),
      ]
    }
  }
}

/// One data set with how it is evaluated, what popularity must give on it and what is to be reached.
struct DataSet {
  let name: String
  let folder: String
  let arguments: [String]
  /// Files of tested customers; `nil` for everybody.
  var folds: [String?] = [nil]
  /// Recipe files beside popularity.
  let recipes: [String]
  let knownAnswers: [String: Double]
  let goals: [String: Double]

  var measures: [String] { Set(knownAnswers.keys).union(goals.keys).sorted() }

  static let all = [
    DataSet(
      name: "Gowalla", folder: "gowalla",
      arguments: ["--train", "gowalla/train.csv", "--test", "gowalla/test.csv"],
      recipes: ["auto", "random-walk", "spectral", "implicit-als", "item-knn"],
      knownAnswers: ["recall@20": 0.0416, "ndcg@20": 0.0317],
      goals: ["recall@20": 0.1950, "ndcg@20": 0.1640]),
    DataSet(
      name: "Ta-Feng", folder: "tafeng", arguments: tafeng,
      recipes: ["auto", "blend", "next-basket", "random-walk"],
      knownAnswers: [
        "recall@10": 0.0803, "ndcg@10": 0.0842, "hit@10": 0.2489, "recall@20": 0.1071,
        "ndcg@20": 0.0937, "hit@20": 0.3284,
      ], goals: ["recall@10": 0.1530, "recall@20": 0.2080]),
    DataSet(
      name: "Ta-Feng, five folds", folder: "tafeng", arguments: tafeng,
      folds: (0..<5).map { "tafeng/test-customers-\($0).txt" }, recipes: ["blend"],
      knownAnswers: [:], goals: ["recall@10": 0.1530, "recall@20": 0.2080]),
  ]

  private static let tafeng = [
    "--train", "tafeng/history.csv", "--test", "tafeng/future.csv", "--repeats", "allow",
    "--ideal", "full",
  ]
}
