import Foundation
import Rapport

/// What building a campaign came to, for people.
struct CampaignBuildText {
  private let build: CampaignBuild

  init(_ build: CampaignBuild) { self.build = build }

  var text: String {
    let manifest = build.manifest
    var parts = ["Campaign '\(manifest.campaign)' for \(manifest.asOf)\(occasion)", steps, money]
    if let list = build.listPath, let assignment = build.assignmentPath {
      parts.append(
        "List ready to mail:  \(list)\nWhat became of all:  \(assignment)\n"
          + "Manifest:            \(build.manifestPath ?? "")")
    }
    parts += build.warnings.map { "Note: \($0.sentence)" }
    return parts.joined(separator: "\n\n")
  }

  private var occasion: String {
    if build.isDryRun { return " (dry run, nothing written)" }
    return build.isRebuild ? " (the same as before, byte for byte)" : ""
  }

  private var steps: String {
    var table = Table([("step", .left), ("left out", .right), ("remaining", .right)])
    for step in build.manifest.steps {
      table.add([step.what, step.removed > 0 ? "−\(step.removed)" : "", "\(step.remaining)"])
    }
    return table.render()
  }

  private var money: String {
    let manifest = build.manifest
    var lines = [
      ("contacts", "\(manifest.treated), with \(manifest.control) held back"),
      ("cost", CampaignNumber.money(manifest.cost)),
      (
        "expected profit",
        "\(CampaignNumber.money(manifest.expectedProfit)) "
          + "(of purchases with or without the contact; the control will tell them apart)"
      ),
    ]
    if let breakEven = manifest.breakEven {
      lines.append(("break-even", "\(CampaignNumber.percent(breakEven)) of the contacts must buy"))
    }
    if let baseRate = manifest.baseRate {
      lines.append(("buy what is named", "\(CampaignNumber.percent(baseRate)) expected"))
    }
    if let usualRate = manifest.usualRate {
      lines.append(("buy anything", "\(CampaignNumber.percent(usualRate)) usually in such a time"))
    }
    let effect =
      manifest.detectableEffect.map {
        "a rise of \(CampaignNumber.decimals($0 * 100, 2)) points or more (80 % power, 5 % significance)"
      } ?? "none: the arms are too small"
    lines.append(("detectable effect", effect))
    lines.append(("model", "version \(manifest.modelVersion), \(manifest.modelName)"))
    return lines.map { $0.padding(toLength: 19, withPad: " ", startingAt: 0) + $1 }
      .joined(separator: "\n")
  }
}

/// What a campaign did, for people.
struct CampaignResultsText {
  private let results: CampaignResults

  init(_ results: CampaignResults) { self.results = results }

  var text: String {
    let first = results.start.advanced(by: 1)
    var parts = [
      "Campaign '\(results.campaign)': purchases from \(first) to "
        + "\(min(results.windowEnds, results.knownThrough))",
      arms, effect,
    ]
    if !results.responses.isEmpty {
      let answers = results.responses.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      parts.append("Answers: \(answers.joined(separator: ", "))")
    }
    parts += results.warnings.map { "Note: \($0.sentence)" }
    return parts.joined(separator: "\n\n")
  }

  private var arms: String {
    var table = Table([
      ("", .left), ("treated", .right), ("control", .right), ("difference", .right),
      ("95 % interval", .left),
    ])
    let (treated, control) = (results.effect.treated, results.effect.control)
    let buyers = results.effect.buyers
    table.add(["units", "\(treated.units)", "\(control.units)"])
    table.add(["buyers", "\(treated.buyers)", "\(control.buyers)"])
    table.add([
      "share that bought", CampaignNumber.percent(treated.rate.value),
      CampaignNumber.percent(control.rate.value), CampaignNumber.signedPercent(buyers.value),
      "\(CampaignNumber.signedPercent(buyers.low)) to \(CampaignNumber.signedPercent(buyers.high))",
    ])
    table.add(
      row(
        "revenue per head", treated.revenuePerHead, control.revenuePerHead, results.effect.revenue))
    table.add(
      row("profit per head", treated.profitPerHead, control.profitPerHead, results.effect.profit))
    return table.render()
  }

  private func row(
    _ title: String, _ treated: Estimate?, _ control: Estimate?, _ difference: Estimate?
  ) -> [String] {
    func money(_ estimate: Estimate?) -> String {
      estimate.map { CampaignNumber.money($0.value) } ?? "–"
    }
    let interval = difference.map {
      "\(CampaignNumber.signedMoney($0.low)) to \(CampaignNumber.signedMoney($0.high))"
    }
    return [
      title, money(treated), money(control),
      difference.map { CampaignNumber.signedMoney($0.value) } ?? "–", interval ?? "",
    ]
  }

  private var effect: String {
    let buyers = results.effect.buyers
    let verdict =
      buyers.low > 0
      ? "The campaign raised the share of buyers."
      : buyers.high < 0
        ? "The campaign lowered the share of buyers."
        : "No effect on the share of buyers can be told from chance."
    let total = results.effect.profit.map { profit in
      let units = Double(results.effect.treated.units)
      return " Profit over all treated: \(CampaignNumber.signedMoney(profit.value * units)) "
        + "(\(CampaignNumber.signedMoney(profit.low * units)) to "
        + "\(CampaignNumber.signedMoney(profit.high * units)))."
    }
    return (results.isComplete ? "" : "So far: ") + verdict + (total ?? "")
      + "\nSample ratio: p = \(CampaignNumber.decimals(results.effect.sampleRatioP, 3)) "
      + "that the arms' sizes are chance."
  }
}

/// The campaigns that were built, for people.
struct CampaignListText {
  private let campaigns: [CampaignEntry]

  init(_ campaigns: [CampaignEntry]) { self.campaigns = campaigns }

  var text: String {
    guard !campaigns.isEmpty else {
      return "No campaign was built yet. Start with: rapport campaign build FILE.yaml --dry-run."
    }
    var table = Table([
      ("campaign", .left), ("for", .left), ("channel", .left), ("audience", .right),
      ("treated", .right), ("control", .right), ("cost", .right), ("sent", .right),
      ("window ends", .left),
    ])
    for campaign in campaigns {
      table.add([
        campaign.campaign, "\(campaign.asOf)", campaign.channel, "\(campaign.audience)",
        "\(campaign.treated)", "\(campaign.control)", CampaignNumber.money(campaign.cost),
        "\(campaign.sent)", "\(campaign.windowEnds)",
      ])
    }
    return table.render()
  }
}

/// Numbers of campaigns as people read them.
private enum CampaignNumber {
  static func decimals(_ value: Double, _ count: Int) -> String {
    String(format: "%.\(count)f", value)
  }

  static func money(_ value: Double) -> String {
    value < 0 ? "−\(decimals(-value, 2))" : decimals(value, 2)
  }

  static func signedMoney(_ value: Double) -> String {
    value < 0 ? money(value) : "+\(money(value))"
  }

  static func percent(_ share: Double) -> String { "\(decimals(share * 100, 2)) %" }

  static func signedPercent(_ share: Double) -> String {
    share < 0 ? "−\(percent(-share))" : "+\(percent(share))"
  }
}
