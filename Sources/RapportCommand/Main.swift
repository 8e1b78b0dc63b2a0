import ArgumentParser
import Foundation
import Rapport

/// The process: parse, run one command, print, exit 0, 1 (it failed) or 64 (usage).
@main
enum Main {
  static func main() {
    ProgramStart.prepare()
    // The parser's own flag would take --version from the commands that ask for a model's version.
    guard CommandLine.arguments.dropFirst() != ["--version"] else {
      return print("rapport \(LibraryVersion.current)")
    }
    do {
      var command = try RapportCommand.parseAsRoot()
      try command.run()
    } catch let error as any ExplainedError {
      Output.fail(error, asJSON: CommandLine.arguments.contains("--json"))
    } catch {
      RapportCommand.exit(withError: error)
    }
  }
}

/// `rapport`, the root of the command line.
struct RapportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rapport",
    abstract: "Recommendations, mailing lists and honest campaign results from purchase histories.",
    subcommands: commands(for: CommandLine.arguments))

  private static var all: [any ParsableCommand.Type] {
    [
      ImportCommand.self, DescribeCommand.self, TrainCommand.self, RecommendCommand.self,
      SimilarCommand.self, ExplainCommand.self, RulesCommand.self, ItemsetsCommand.self,
      ValueCommand.self, WarnCommand.self, CampaignCommand.self, EvaluateCommand.self,
      RetrainCommand.self, ModelsCommand.self, ForgetCommand.self, DemoCommand.self,
    ]
  }

  /// The command that was typed, alone, or all of them: the parser takes time for each it is given.
  private static func commands(for arguments: [String]) -> [any ParsableCommand.Type] {
    guard let name = arguments.dropFirst().first,
      let typed = all.first(where: { $0.configuration.commandName == name })
    else { return all }
    return [typed]
  }
}
