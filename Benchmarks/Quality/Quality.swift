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

  @Option(help: "Recipes to evaluate beside popularity.")
  var recipe: [String] = []

  func run() throws {
    var table = MarkdownTable(["data", "model", "measure", "value", "low", "high", "known answer"])
    for dataset in DataSet.all {
      for row in try evaluate(dataset) { table.add(row) }
    }
    print("\(provenance(commit: commit))\n\n\(table.text)")
  }

  private func evaluate(_ dataset: DataSet) throws -> [[String]] {
    let arguments =
      [rapport, "evaluate", "--json", "--at", "10", "--at", "20"]
      + dataset.arguments.map { $0.hasSuffix(".csv") ? "\(data)/\($0)" : $0 }
      + recipe.flatMap { ["--recipe", $0] }
    let models = try MeasuredProcess(arguments).json()["models"] as? [[String: Any]] ?? []
    return models.flatMap { model -> [[String]] in
      let metrics = model["metrics"] as? [String: [String: Double]] ?? [:]
      let name = model["name"] as? String ?? ""
      return dataset.measures.map { measure in
        let figure = metrics[measure] ?? [:]
        func text(_ key: String) -> String { MarkdownTable.number(figure[key] ?? .nan, 4) }
        let known = name == "popularity" ? dataset.knownAnswers[measure] : nil
        return [
          dataset.name, name, measure, text("value"), text("low"), text("high"),
          known.map { MarkdownTable.number($0, 4) } ?? "",
        ]
      }
    }
  }
}

/// One data set with how it is evaluated and what popularity must give on it.
struct DataSet {
  let name: String
  let arguments: [String]
  let knownAnswers: [String: Double]

  var measures: [String] { knownAnswers.keys.sorted() }

  static let all = [
    DataSet(
      name: "Gowalla",
      arguments: ["--train", "gowalla/train.csv", "--test", "gowalla/test.csv"],
      knownAnswers: ["recall@20": 0.0416, "ndcg@20": 0.0317]),
    DataSet(
      name: "Ta-Feng",
      arguments: [
        "--train", "tafeng/history.csv", "--test", "tafeng/future.csv", "--repeats", "allow",
        "--ideal", "full",
      ],
      knownAnswers: [
        "recall@10": 0.0803, "ndcg@10": 0.0842, "hit@10": 0.2489, "recall@20": 0.1071,
        "ndcg@20": 0.0937, "hit@20": 0.3284,
      ]),
  ]
}
