import ArgumentParser
import Rapport

/// The command `rapport train`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Fit a recommender, measure it on the newest window and register it.",
    discussion: """
      The recipe is fitted twice: before the newest window of purchases, to be measured on it, and on \
      everything, which is the model that is kept. The first model goes live; a later one waits as a \
      candidate unless --promote is given.
      """)

  @OptionGroup var common: CommonOptions

  @Option(
    help: ArgumentHelp(
      "A YAML file or a built-in name: \(Recipe.builtInNames.joined(separator: ", ")).",
      valueName: "file or name"))
  var recipe: String?

  @Flag(help: "Let the new version go live at once.")
  var promote = false

  @Option(help: "Whether products bought before count in the test: allow or exclude.")
  var repeats = "allow"

  func validate() throws { _ = try RepeatsOption.tested(repeats) }

  func run() throws {
    let recipe = try recipe.map(Recipe.named) ?? .standard
    let options = TrainingOptions(
      asOf: common.asOf, seed: common.seed ?? 1, repeats: try RepeatsOption.tested(repeats),
      promotes: promote)
    let report = try common.open().train(recipe, options: options, settings: common.settings)
    try Output.show(report, asJSON: common.json) { TrainingSummary(report).text }
  }
}
