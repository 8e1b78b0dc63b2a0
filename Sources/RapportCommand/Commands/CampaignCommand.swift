import ArgumentParser
import Foundation
import Rapport

/// The command `rapport campaign`.
struct CampaignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign",
    abstract: "Build a mailing list with a control group, and measure what it did.",
    discussion: """
      A campaign is a YAML file: name, audience, offers, channels, unitCost, margin, and what else \
      it needs. Build it, send the list, import the purchases that follow, and ask for the results:

        rapport campaign build spring.yaml --dry-run
        rapport campaign build spring.yaml
        rapport campaign results spring
      """,
    subcommands: [Build.self, Export.self, Results.self, List.self])
}

extension CampaignCommand {
  /// `rapport campaign build`.
  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Decide who is contacted, held back or left out, and write the lists.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The campaign's YAML file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Flag(help: "Show counts, cost and what the control group can detect; write nothing.")
    var dryRun = false

    @Flag(help: "Draw a campaign of this name anew, if it was not sent yet.")
    var replace = false

    func run() throws {
      var plan = try CampaignPlan(file: URL(filePath: file))
      plan.seed = common.seed ?? plan.seed
      let build = try common.open().build(
        plan, dryRun: dryRun, asOf: common.asOf, replaces: replace, settings: common.settings)
      try Output.show(build, asJSON: common.json) { CampaignBuildText(build).text }
    }
  }

  /// `rapport campaign export`.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy a campaign's list, ready to mail, if it is as it was written.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The campaign's name.")
    var name: String

    @Option(help: "Where the copy goes (default: NAME.csv here).", completion: .file())
    var out: String?

    private struct Exported: Encodable {
      let campaign: String
      let contacts: Int
      let file: String
    }

    func run() throws {
      let file = out ?? "\(name).csv"
      let contacts = try common.open().exportList(of: name, to: URL(filePath: file))
      let exported = Exported(campaign: name, contacts: contacts, file: file)
      try Output.show(exported, asJSON: common.json) {
        "Wrote \(contacts) contacts of '\(name)' to \(file)."
      }
    }
  }

  /// `rapport campaign results`.
  struct Results: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure what a campaign did, the treated against the control.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The campaign's name.")
    var name: String

    func run() throws {
      let results = try common.open().results(of: name, asOf: common.asOf)
      try Output.show(results, asJSON: common.json) { CampaignResultsText(results).text }
    }
  }

  /// `rapport campaign list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the campaigns that were built.")

    @OptionGroup var common: CommonOptions

    private struct Listed: Encodable { let campaigns: [CampaignEntry] }

    func run() throws {
      let campaigns = try common.open().campaigns()
      try Output.show(Listed(campaigns: campaigns), asJSON: common.json) {
        CampaignListText(campaigns).text
      }
    }
  }
}
