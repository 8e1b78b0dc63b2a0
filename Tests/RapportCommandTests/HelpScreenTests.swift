import ArgumentParser
import TestSupport
import Testing

@testable import RapportCommand

@Suite struct `A help screen` {
  private static let agreed: [any ParsableCommand.Type] = [
    TrainCommand.self, RecommendCommand.self, SimilarCommand.self, ExplainCommand.self,
    RetrainCommand.self, ModelsCommand.self, ImportCommand.self, DescribeCommand.self,
    EvaluateCommand.self, RulesCommand.self, ItemsetsCommand.self, ValueCommand.self,
    WarnCommand.self, CampaignCommand.self, ForgetCommand.self, DemoCommand.self,
  ]

  @Test(arguments: agreed.map { CommandName($0) })
  func `of a command is what was agreed`(name: CommandName) {
    let text = RapportCommand.helpMessage(for: name.command, columns: 100)
    expectGolden(text, named: "help-\(name.description).txt")
  }

  /// A command that prints as its name in the list of tests.
  struct CommandName: CustomTestStringConvertible, CustomStringConvertible, Sendable {
    let command: any ParsableCommand.Type

    init(_ command: any ParsableCommand.Type) { self.command = command }

    var description: String { command.configuration.commandName ?? "\(command)" }
    var testDescription: String { description }
  }
}
