import ArgumentParser
import Foundation
import Measuring

/// The command `speed implicit TRAIN TEST`: fitting and ranking against Python `implicit`, interleaved.
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
      let (ours, theirs) = try rounds(of: "als", .als(factors: factors))
      table.add(
        row(
          "ALS iteration, \(factors) factors", ours.map { $0["iterationCpuSeconds"] ?? .nan },
          theirs.map { $0["iterationCpuSeconds"] ?? .nan })
          + [
            MarkdownTable.number(ours.last?["loss"] ?? .nan, 6),
            MarkdownTable.number(theirs.last?["loss"] ?? .nan, 6),
          ])
    }
    let (ours, theirs) = try rounds(of: "recommend", .als(factors: 64))
    table.add(
      row(
        "top 20 of all products for all customers, 64 factors",
        ours.map { $0["scoreCpuSeconds"] ?? .nan }, theirs.map { $0["cpuSeconds"] ?? .nan })
        + ["", ""])
    let (own, peers) = try rounds(of: "cosine", .neighbours)
    table.add(
      row(
        "item-to-item, 100 neighbours", own.map { $0["fitCpuSeconds"] ?? .nan },
        peers.map { $0["fitCpuSeconds"] ?? .nan }) + ["", ""])
    table.add(try convergence())
    print(
      "\(provenance(commit: options.commit)), \(threads) thread(s), CPU seconds\n\n\(table.text)")
  }

  /// Fitting until `implicit`'s converged NDCG@20 is reached, 64 factors.
  private func convergence() throws -> [String] {
    let theirs = try peer("converge", .als(factors: 64))
    let goal = theirs["ndcg"] ?? .nan
    for iterations in 1...30 {
      let ours = try (0..<rounds).map { _ in
        try rapport(.als(factors: 64, iterations: iterations))
      }
      guard (ours[0]["ndcg@20"] ?? 0) >= goal else { continue }
      return row(
        "ALS to NDCG@20 \(MarkdownTable.number(goal, 4)): \(iterations) iterations, implicit "
          + "\(Int(theirs["iterations"] ?? 0))",
        ours.map { $0["fitCpuSeconds"] ?? .nan }, [theirs["fitCpuSeconds"] ?? .nan]) + ["", ""]
    }
    return ["ALS to NDCG@20 \(MarkdownTable.number(goal, 4))", "not reached", "", "", "", ""]
  }

  private func row(_ name: String, _ ours: [Double], _ theirs: [Double]) -> [String] {
    let (best, peer) = (ours.min() ?? .nan, theirs.min() ?? .nan)
    return [
      name, MarkdownTable.number(best), MarkdownTable.number(peer),
      MarkdownTable.number(peer / best, 1) + " ×",
    ]
  }

  /// What both sides fit.
  private enum Subject {
    case als(factors: Int, iterations: Int = 8)
    case neighbours

    var factors: Int { if case .als(let factors, _) = self { factors } else { 64 } }

    var recipe: String {
      switch self {
      case .als(let factors, let iterations):
        """
        algorithm: implicit-als
        factors: \(factors)
        iterations: \(iterations)
        regularisation: 0.01
        confidence: 10
        """
      case .neighbours:
        """
        algorithm: item-knn
        similarity: cosine
        neighbours: 100
        """
      }
    }
  }

  private func rounds(
    of task: String, _ subject: Subject
  ) throws -> (ours: [[String: Double]], theirs: [[String: Double]]) {
    var (ours, theirs): ([[String: Double]], [[String: Double]]) = ([], [])
    for _ in 0..<rounds {
      ours.append(try rapport(subject))
      theirs.append(try peer(task, subject))
    }
    return (ours, theirs)
  }

  private func rapport(_ subject: Subject) throws -> [String: Double] {
    let recipe = FileManager.default.temporaryDirectory.appending(path: "speed-recipe.yaml")
    try subject.recipe.write(to: recipe, atomically: true, encoding: .utf8)
    let result = try MeasuredProcess([
      options.rapport, "evaluate", "--train", train, "--test", test, "--recipe", recipe.path,
      "--at", "20", "--threads", "\(threads)", "--json",
    ]).json()
    let models = result["models"] as? [[String: Any]] ?? []
    let model = models.last ?? [:]
    var figures = model.compactMapValues { $0 as? Double }
    let metrics = model["metrics"] as? [String: Any]
    figures["ndcg@20"] = (metrics?["ndcg@20"] as? [String: Any])?["value"] as? Double
    return figures
  }

  private func peer(_ task: String, _ subject: Subject) throws -> [String: Double] {
    try MeasuredProcess(
      [
        python, "peers/implicit_peer.py", train, task, "--factors", "\(subject.factors)",
        "--threads", "\(threads)", "--test", test,
      ], environment: ["OPENBLAS_NUM_THREADS": "1"]
    ).json().compactMapValues { ($0 as? NSNumber)?.doubleValue }
  }
}
