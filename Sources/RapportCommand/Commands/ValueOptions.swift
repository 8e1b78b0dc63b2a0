import ArgumentParser
import Foundation
import Rapport

/// How value is worked out: the options that `rapport value` and its subcommands share.
struct ValueOptions: ParsableArguments {
  @Option(help: "How many levels each score has, 2 to 10 (default: those of the segments, 5).")
  var levels: Int?

  @Option(help: "How levels are cut: quantile, rank, or rfm-package (default: quantile).")
  var method: String?

  @Option(
    help: "A YAML file with fixed cut points: recency, frequency and monetary.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var cuts: String?

  @Option(
    help: """
      The names of scores: standard, rfm-package, or a YAML file of your own (default: standard).
      """, completion: .file(extensions: ["yaml", "yml"]))
  var segments: String?

  /// What was asked for, and where nothing was, what the workspace remembers.
  func preferences(in workspace: Workspace) throws -> ValuePreferences {
    try chosen().or(workspace.valuePreferences())
  }

  /// What was asked for.
  func chosen() throws -> ValuePreferences {
    var chosen = ValuePreferences()
    chosen.levels = levels
    chosen.method = method
    chosen.cuts = try cuts.map { try RFMCuts(yaml: URL(filePath: $0)) }
    chosen.segments = try segments.map { name in
      try SegmentTable.named(name) ?? SegmentTable(yaml: URL(filePath: name))
    }
    return chosen
  }
}

/// Where a table goes.
///
/// `rapport value` and its subcommands share these groups by type: an option that a command and its
/// subcommand declare each for itself is taken by the command and never reaches the subcommand.
struct TableOptions: ParsableArguments {
  @Option(help: "Write the whole table to this CSV file, one line a customer (or day).")
  var out: String?

  @Option(
    help: "What money to come loses in value a year, as a share (default: 0.1; predict: 0).")
  var discountRate: Double?

  /// The file, where one was named.
  var file: URL? { out.map { URL(filePath: $0) } }
}
