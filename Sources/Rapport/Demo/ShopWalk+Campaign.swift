import Campaigns
import Commerce
import Evaluation
import Foundation

extension ShopWalk {
  /// Decides who gets a letter, who is held back and who is left out.
  func buildCampaign() throws -> (value: [CustomerID], outcome: String) {
    var plan = CampaignPlan(
      name: Self.campaign, unitCost: Money(tenThousandths: 500), margin: 0.4)
    plan.control = 0.25
    plan.responseWindow = Self.window
    plan.seed = shop.seed
    let build = try workspace.build(plan, settings: settings)
    let manifest = build.manifest
    let reasons = manifest.excluded.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
    let words = reasons.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    return (
      build.assignments.treated.map(\.member.customer),
      "\(manifest.treated) treated, \(manifest.control) held back, "
        + "\(manifest.excluded.values.reduce(0, +)) left out (\(words))."
    )
  }

  /// Sends it, and lets the customers answer and buy.
  mutating func letTimeGoOn(_ treated: [CustomerID]) throws -> (value: Void, outcome: String) {
    let after = shop.afterCampaign(treated: treated, days: Self.window)
    report.plantedUplift = after.uplift
    let evening = Timestamp(SyntheticShop.lastDay, hour: 18)
    let morning = Timestamp(SyntheticShop.lastDay.advanced(by: 1), hour: 8)
    let contacts = try file("contacts.csv", "campaign,customer,time", treated) {
      "\(Self.campaign),\($0),\(evening)"
    }
    let responses = try file("responses.csv", "campaign,customer,event,time", after.opened) {
      "\(Self.campaign),\($0),opened,\(morning)"
    }
    let purchases = folder.appending(path: "shop/later.csv")
    try SyntheticShop.write(after.purchases, to: purchases)
    _ = try workspace.importFile(.contacts, from: contacts, settings: settings)
    let opened = try workspace.importFile(.responses, from: responses, settings: settings)
    let bought = try workspace.importFile(.purchases, from: purchases, settings: settings)
    return (
      (),
      "\(Self.window) days later: \(opened.accepted) letters opened, \(bought.accepted) lines bought."
    )
  }

  /// Compares the treated with those held back.
  mutating func measureCampaign() throws -> (value: Void, outcome: String) {
    let results = try workspace.results(of: Self.campaign)
    let effect = results.effect
    report.uplift = effect.buyers
    return (
      (),
      "\(Self.percent(effect.treated.rate.value)) of the treated bought, "
        + "\(Self.percent(effect.control.rate.value)) of those held back: "
        + "\(Self.points(effect.buyers))."
    )
  }

  /// Trains anew with the answers, champion against challenger.
  mutating func retrain() throws -> (value: Void, outcome: String) {
    let result = try workspace.retrain(RetrainingOptions(onlyIfDue: true), settings: settings)
    report.decision = result.decision.rawValue
    return ((), "\(result.decision.rawValue): \(result.reason)")
  }

  /// `+7.9 points (4.8 … 11.0)`.
  static func points(_ estimate: Estimate) -> String {
    func number(_ share: Double) -> String { String(percent(share).dropLast(2)) }
    let sign = estimate.value >= 0 ? "+" : ""
    return
      "\(sign)\(number(estimate.value)) points (\(number(estimate.low)) … \(number(estimate.high)))"
  }

  private func file<Item>(
    _ name: String, _ header: String, _ items: [Item], _ line: (Item) -> String
  ) throws -> URL {
    let url = folder.appending(path: "shop/\(name)")
    try TextFile.write(to: url) { out in
      try out.line(header)
      for item in items { try out.line(line(item)) }
    }
    return url
  }
}
