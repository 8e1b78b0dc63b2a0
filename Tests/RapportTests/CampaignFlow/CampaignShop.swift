import Commerce
import Foundation
import TestSupport

@testable import Rapport

/// The small shop with addresses and consent, ready for a campaign.
///
/// C0 and C2 share a household; C3 has objected; C5 never consented; C7 has no e-mail address; C9 may not be
/// personalised.
enum CampaignShop {
  /// The day of the newest purchase of 120 days.
  static let lastDay = SmallShop.firstDay.advanced(by: 119)

  static func with<Value>(_ body: (Workspace, URL) throws -> Value) throws -> Value {
    try withTemporaryFolder { folder in
      let shop = try SmallShop.workspace(in: folder)
      _ = try shop.importFile(.customers, from: write(customers, "customers.csv", in: folder))
      _ = try shop.importFile(.consent, from: write(consent, "consent.csv", in: folder))
      _ = try shop.train(Recipe.named("popularity"))
      return try body(shop, folder)
    }
  }

  static func write(_ text: String, _ name: String, in folder: URL) throws -> URL {
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file
  }

  private static var customers: String {
    "customer,email,name,household,address1,city,country,personalise\n"
      + (0..<SmallShop.customers).map { i in
        let email = i == 7 ? "" : "c\(i)@example.com"
        let household = i == 0 || i == 2 ? "H1" : ""
        return "C\(i),\(email),Name \(i),\(household),\(i) Sample Street,Sampleton,Utopia,"
          + (i == 9 ? "no" : "")
      }.joined(separator: "\n") + "\n"
  }

  private static var consent: String {
    "customer,channel,purpose,status,time\n"
      + (0..<SmallShop.customers).filter { $0 != 5 }.map { i in
        "C\(i),email,marketing,granted,2010-01-01"
      }.joined(separator: "\n") + "\nC3,post,marketing,objected,2010-06-01\n"
  }

  static let yaml = """
    name: spring
    audience:
      segment: [champions, loyal, potential loyalists, need attention, about to sleep, at risk,
        cannot lose, hibernating, lost, new, promising]
      conditions: frequency > 1 and country = "Utopia"
    offers: [Spring letter]
    channels: [email]
    unitCost: 0.05
    margin: 0.4
    control: 0.3
    responseWindow: 14
    productsPerLetter: 2
    seed: 11
    """

  static func plan(_ change: (inout CampaignPlan) -> Void = { _ in }) throws -> CampaignPlan {
    var plan = try CampaignPlan(yaml: yaml)
    change(&plan)
    return plan
  }
}
