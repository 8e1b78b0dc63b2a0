import ArgumentParser
import Foundation
import Measuring

/// The command `speed implicit TRAIN TEST`: fitting and ranking against Python `implicit`, interleaved.
///
/// CPU seconds of the phase alone, the best of the rounds on each side, on the same number of threads; the
/// loss is the same formula on both sides. `implicit`'s `alpha` is 1 + `confidence`. Each part is a matter of
/// a minute, so that they can be run one by one on a machine that is not one's own.
struct AgainstImplicit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "implicit",
    abstract: "Interleaves Rapport and Python implicit on one customer,product file.")

  /// What is compared.
  enum Part: String, CaseIterable, ExpressibleByArgument {
    /// Seconds and loss of an iteration.
    case als
    /// The top 20 for everybody.
    case recommend
    /// The best neighbours of every product.
    case neighbours
    /// Seconds until `implicit`'s converged NDCG is reached.
    case quality
  }

  @OptionGroup var options: MeasuringOptions

  @Argument(help: "The train file.")
  var train: String

  @Argument(help: "The test file; it decides only who is ranked and what has converged.")
  var test: String

  @Option(help: "A Python with the packages of Benchmarks/peers/requirements.txt.")
  var python = "python3"

  @Option(help: "How often the two take turns.")
  var rounds = 3

  @Option(help: "Threads on each side.")
  var threads = 1

  @Option(help: "Numbers of factors.")
  var factors: [Int] = [64, 128, 256]

  @Option(help: "What is compared; all parts unless some are named.")
  var part: [Part] = Part.allCases

  @Option(help: "Where implicit's NDCG by iteration is kept, so that it is measured once.")
  var curve = FileManager.default.temporaryDirectory.appending(path: "implicit-curve.json").path

  func run() throws {
    let sides = ImplicitDuel(
      rapport: options.rapport, python: python, train: train, test: test, threads: threads,
      rounds: rounds)
    var table = MarkdownTable([
      "what", "rapport", "implicit", "ratio", "loss rapport", "loss implicit",
    ])
    if part.contains(.als) { for count in factors { table.add(try als(sides, count)) } }
    if part.contains(.recommend) { for count in factors { table.add(try lists(sides, count)) } }
    if part.contains(.neighbours) {
      for similarity in ["cosine", "tf-idf", "bm25"] {
        table.add(try neighbours(sides, similarity))
      }
    }
    if part.contains(.quality) { for row in try quality(sides) { table.add(row) } }
    print(
      "\(provenance(commit: options.commit)), \(threads) thread(s), CPU seconds\n\n\(table.text)")
  }

  private func als(_ sides: ImplicitDuel, _ factors: Int) throws -> [String] {
    let (ours, theirs) = try sides.fought("als", .als(factors: factors))
    return row(
      "ALS iteration, \(factors) factors", ours.map { $0["iterationCpuSeconds"] ?? .nan },
      theirs.map { $0["iterationCpuSeconds"] ?? .nan })
      + [
        MarkdownTable.number(ours.last?["loss"] ?? .nan, 6),
        MarkdownTable.number(theirs.last?["loss"] ?? .nan, 6),
      ]
  }

  private func lists(_ sides: ImplicitDuel, _ factors: Int) throws -> [String] {
    let (ours, theirs) = try sides.fought("recommend", .als(factors: factors))
    return row(
      "top 20 of all products for all customers, \(factors) factors",
      ours.map { $0["scoreCpuSeconds"] ?? .nan }, theirs.map { $0["cpuSeconds"] ?? .nan })
      + ["", ""]
  }

  private func neighbours(_ sides: ImplicitDuel, _ similarity: String) throws -> [String] {
    let (ours, theirs) = try sides.fought(similarity, .neighbours(similarity))
    return row(
      "item-to-item, \(similarity), 100 neighbours", ours.map { $0["fitCpuSeconds"] ?? .nan },
      theirs.map { $0["fitCpuSeconds"] ?? .nan }) + ["", ""]
  }

  /// Fitting with 64 factors until `implicit`'s converged NDCG@20 is reached, with its settings and with ours.
  private func quality(_ sides: ImplicitDuel) throws -> [[String]] {
    let file = URL(filePath: curve)
    if !FileManager.default.fileExists(atPath: curve) {
      try sides.peer("converge", .als(factors: 64, iterations: 12)).output.write(to: file)
    }
    let kept = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    let theirs = (kept ?? [:]).compactMapValues { ($0 as? NSNumber)?.doubleValue }
    return [
      try approach(theirs, "same settings") {
        try sides.rapport(.als(factors: 64, iterations: $0))
      },
      try approach(theirs, "same settings, start from patterns") {
        try sides.rapport(.patterns(factors: 64, iterations: $0))
      },
      try approach(theirs, "our defaults") { try sides.rapport(.defaults(iterations: $0)) },
    ]
  }

  private func approach(
    _ theirs: [String: Double], _ settings: String, fit: (Int) throws -> [String: Double]
  ) throws -> [String] {
    let goal = theirs["ndcg"] ?? .nan
    let title = "ALS, 64 factors, \(settings), to NDCG@20 \(MarkdownTable.number(goal, 4))"
    var best = 0.0
    for iterations in 1...7 {
      let ours = try fit(iterations)
      best = max(best, ours["ndcg@20"] ?? 0)
      guard best >= goal else { continue }
      let times = try [ours] + (1..<max(2, rounds)).map { _ in try fit(iterations) }
      return row(
        "\(title): \(iterations) iterations against \(Int(theirs["iterations"] ?? 0))",
        times.map { $0["fitCpuSeconds"] ?? .nan }, [theirs["fitCpuSeconds"] ?? .nan]) + ["", ""]
    }
    return [title, "not reached: \(MarkdownTable.number(best, 4))", "", "", "", ""]
  }

  private func row(_ name: String, _ ours: [Double], _ theirs: [Double]) -> [String] {
    let (best, peer) = (ours.min() ?? .nan, theirs.min() ?? .nan)
    return [
      name, MarkdownTable.number(best), MarkdownTable.number(peer),
      MarkdownTable.number(peer / best, 1) + " ×",
    ]
  }
}
