public import ArgumentParser
import Rapport

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

extension TestCorrection: ExpressibleByArgument {}
extension TestFamily: ExpressibleByArgument {}
