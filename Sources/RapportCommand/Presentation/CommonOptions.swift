import ArgumentParser
import Foundation
import Rapport

/// The options every command understands wherever they make sense.
struct CommonOptions: ParsableArguments {
  @Option(help: "The workspace folder (default: $RAPPORT_WORKSPACE or ./rapport-workspace).")
  var workspace: String?

  @Flag(help: "Print one JSON object on standard output and nothing else there.")
  var json = false

  @Option(help: "How many threads to use (default: all cores).")
  var threads: Int?

  @Option(help: "The seed of everything that is drawn by chance.")
  var seed: UInt64?

  @Option(
    help: "The day that is today, as YYYY-MM-DD (default: the day of the newest purchase).",
    transform: CommonOptions.day)
  var asOf: Day?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
  }

  /// Reads `2011-12-09`, or says that it is no day.
  static func day(_ text: String) throws -> Day {
    guard let day = Day(text) else {
      throw ValidationError("'\(text)' is no day of the calendar; write it as YYYY-MM-DD.")
    }
    return day
  }

  /// Opens the workspace; a question never makes one.
  func open() throws -> Workspace { try Workspace(existingAt: folder) }

  /// Opens the workspace, or begins one.
  func openOrBegin() throws -> Workspace { try Workspace(at: folder) }

  private var folder: URL {
    let path =
      workspace ?? ProcessInfo.processInfo.environment["RAPPORT_WORKSPACE"] ?? "rapport-workspace"
    return URL(filePath: path, directoryHint: .isDirectory)
  }

  /// Threads and a progress bar, which is drawn only where standard error is a terminal.
  var settings: RunSettings {
    let bar = ProgressBar()
    return RunSettings(threads: threads ?? ProcessInfo.processInfo.activeProcessorCount) { update in
      bar.show(update)
    }
  }
}
