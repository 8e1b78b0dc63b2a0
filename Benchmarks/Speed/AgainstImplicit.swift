import ArgumentParser
import Foundation
import Measuring

/// The command `speed implicit TRAIN TEST`: ALS and ranking against Python `implicit`, interleaved.
///
/// CPU seconds of the phase alone, the best of the rounds on each side, on the same number of threads; the
/// loss is the same formula on both sides. `implicit`'s `alpha` is 1 + `confidence`.
struct AgainstImplicit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "implicit",
    abstract: "Interleaves Rapport and Python implicit on one customer,product file.")

  @OptionGroup var options: MeasuringOptions

  @Argument(help: "The train file.")
  var train: String

  @Argument(help: "The test file; it decides nothing but which customers are ranked.")
  var test: String

  @Option(help: "A Python with the packages of Benchmarks/peers/requirements.txt.")
  var python = "python3"

  @Option(help: "How often the two take turns.")
  var rounds = 3

  @Option(help: "Threads on each side.")
  var threads = 1

  @Option(help: "Numbers of factors.")
  var factors: [Int] = [64, 128, 256]

  func run() throws {
    var table = MarkdownTable([
      "what", "rapport", "implicit", "ratio", "loss rapport", "loss implicit",
    ])
    for factors in factors {
      let (ours, theirs) = try rounds(of: "als", factors: factors)
      table.add(
        row(
          "ALS iteration, \(factors) factors", ours.map { $0["iterationCpuSeconds"] ?? .nan },
          theirs.map { $0["iterationCpuSeconds"] ?? .nan })
          + [
            MarkdownTable.number(ours.last?["loss"] ?? .nan, 6),
            MarkdownTable.number(theirs.last?["loss"] ?? .nan, 6),
          ])
    }
    let (ours, theirs) = try rounds(of: "recommend", factors: 64)
    table.add(
      row(
        "top 20 of all products for all customers, 64 factors",
        ours.map { $0["scoreCpuSeconds"] ?? .nan }, theirs.map { $0["cpuSeconds"] ?? .nan })
        + ["", ""])
    print(
      "\(provenance(commit: options.commit)), \(threads) thread(s), CPU seconds\n\n\(table.text)")
  }

  private func row(_ name: String, _ ours: [Double], _ theirs: [Double]) -> [String] {
    let (best, peer) = (ours.min() ?? .nan, theirs.min() ?? .nan)
    return [
      name, MarkdownTable.number(best), MarkdownTable.number(peer),
      MarkdownTable.number(peer / best, 1) + " ×",
    ]
  }

  private func rounds(
    of task: String, factors: Int
  ) throws -> (ours: [[String: Double]], theirs: [[String: Double]]) {
    var (ours, theirs): ([[String: Double]], [[String: Double]]) = ([], [])
    for _ in 0..<rounds {
      ours.append(try rapport(factors: factors))
      theirs.append(try peer(task, factors: factors))
    }
    return (ours, theirs)
  }

  private func rapport(factors: Int) throws -> [String: Double] {
    let recipe = FileManager.default.temporaryDirectory.appending(path: "als-\(factors).yaml")
    try """
    algorithm: implicit-als
    factors: \(factors)
    iterations: 8
    regularisation: 0.01
    confidence: 10
    """.write(to: recipe, atomically: true, encoding: .utf8)
    let result = try MeasuredProcess([
      options.rapport, "evaluate", "--train", train, "--test", test, "--recipe", recipe.path,
      "--at", "20", "--threads", "\(threads)", "--json",
    ]).json()
    let models = result["models"] as? [[String: Any]] ?? []
    let model = models.first { ($0["name"] as? String)?.hasPrefix("implicit-als") == true } ?? [:]
    return model.compactMapValues { $0 as? Double }
  }

  private func peer(_ task: String, factors: Int) throws -> [String: Double] {
    try MeasuredProcess(
      [
        python, "peers/implicit_peer.py", train, task, "--factors", "\(factors)", "--threads",
        "\(threads)",
      ], environment: ["OPENBLAS_NUM_THREADS": "1"]
    ).json().compactMapValues { $0 as? Double }
  }
}
