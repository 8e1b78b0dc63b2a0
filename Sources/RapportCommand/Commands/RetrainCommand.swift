import ArgumentParser
import Rapport

/// The command `rapport retrain`.
struct RetrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrain",
    abstract: "Refit the live model against a challenger; promote it only if it is not worse.",
    discussion: """
      The live recipe and a challenger are fitted before the newest window of purchases and scored on it. \
      The challenger wins only if it is better by more than chance explains. The winner is fitted on \
      everything and goes live, unless the version that serves, or plain popularity, is better still.

      Safe under a timer, every minute:

        * * * * *  rapport retrain --if-due --workspace /srv/shop

      Value models, kept by rapport value fit --register, are fitted anew by --kind value; the test \
      on held-out purchases picks the model again.

      It then exits with 0 and decides "notDue" where nothing is new or another process is at work.
      """)

  @OptionGroup var common: CommonOptions

  @Option(
    help: "What to retrain: recommender or value (default: recommender).",
    transform: ModelsCommand.kind)
  var kind = ModelKind.recommender

  @Flag(help: "Do nothing unless there are new purchases that matter.")
  var ifDue = false

  @Option(
    help: ArgumentHelp(
      "The recipe that challenges the live one (default: neighbours against factors).",
      valueName: "file or name"))
  var challenger: String?

  @Option(help: "The share of new lines that makes it due, whatever their day.")
  var newShare = 0.01

  @Option(help: "Whether products bought before count in the test: allow or exclude.")
  var repeats = "allow"

  func validate() throws {
    _ = try RepeatsOption.tested(repeats)
    guard kind == .recommender || kind == .value else {
      throw ValidationError("--kind must be recommender or value.")
    }
    if kind == .value, challenger != nil {
      throw ValidationError("--challenger is for recommenders; all value models are tried anyway.")
    }
    if !(newShare >= 0) { throw ValidationError("--new-share must not be negative.") }
  }

  func run() throws {
    let options = RetrainingOptions(
      challenger: try challenger.map(Recipe.named), onlyIfDue: ifDue, minimumNewShare: newShare,
      asOf: common.asOf, seed: common.seed ?? 1, repeats: try RepeatsOption.tested(repeats))
    let workspace = try common.open()
    let report =
      try kind == .value
      ? workspace.retrainValue(options, settings: common.settings)
      : workspace.retrain(options, settings: common.settings)
    try Output.show(report, asJSON: common.json) { TrainingSummary(report).text }
  }
}
