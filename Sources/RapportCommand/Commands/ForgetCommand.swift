import ArgumentParser
import Rapport

/// The command `rapport forget`.
struct ForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Erase a customer; only a salted hash stays, so that no later file brings them back.",
    discussion: """
      Purchases, address, consent, places in campaigns, contacts and answers go. Models know \
      products only and need no training for it. Lists and reports that still name the customer \
      are listed; delete them or build them anew.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The customer, as written in the purchases.")
  var customer: String

  @Flag(help: "Do everything except keeping the result.")
  var dryRun = false

  func run() throws {
    let report = try common.open().forget(CustomerID(customer), isDryRun: dryRun)
    try Output.show(report, asJSON: common.json) { ForgetText(report).text }
  }
}
