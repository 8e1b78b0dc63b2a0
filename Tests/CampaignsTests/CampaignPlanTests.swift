import Campaigns
import Commerce
import Foundation
import Testing

@Suite struct `A campaign's plan` {
  private func plan(_ json: String) throws -> CampaignPlan {
    try JSONDecoder().decode(CampaignPlan.self, from: Data(json.utf8)).validated()
  }

  private static let smallest =
    #"{"name": "spring", "channels": ["email"], "unitCost": 0.55, "margin": 0.4"#

  @Test func `needs little and fills in the rest`() throws {
    let plan = try plan(Self.smallest + "}")
    #expect(plan.costPerContact == Money(tenThousandths: 5500))
    #expect(plan.control == 0.1 && plan.responseWindow == 28 && plan.productsPerLetter == 3)
    #expect(plan.channel.consent == .required && plan.purpose == "marketing")
  }

  @Test func `is the same after it was written and read`() throws {
    let rich = try plan(
      Self.smallest.replacing(#""channels": ["email"], "#, with: "") + """
        , "audience": {"segment": ["champions", "loyal"], "conditions": "recencyDays < 90"},
        "offers": [{"name": "tea", "category": "Tea", "repeats": false}],
        "channels": [{"channel": "post", "unitCost": "0.8125"}], "budget": 500, "size": 10,
        "exclusions": {"frequencyCap": {"contacts": 2, "days": 30}, "suppress": ["x@example.com"],
        "ownsProducts": ["P7"], "campaigns": ["winter"]}, "asOf": "2011-06-30", "seed": 7,
        "model": "live", "orderValue": 30}
        """)
    #expect(rich.costPerContact == Money(tenThousandths: 8125))
    #expect(rich.audience == "(segment: [\"champions\", \"loyal\"]) and (recencyDays < 90)")
    #expect(rich.channel.consent == .notObjected)
    let again = try JSONDecoder().decode(
      CampaignPlan.self, from: try JSONEncoder().encode(rich))
    #expect(again == rich)
  }

  @Test(arguments: [
    (
      #", "budgets": 3}"#,
      "The campaign has the key 'budgets', which means nothing there. Did you mean 'budget'?"
    ),
    (
      #", "exclusions": {"boughtWithinDay": 3}}"#,
      "The campaign has the key 'boughtWithinDay' under 'exclusions', which means nothing there. "
        + "Did you mean 'boughtWithinDays'?"
    ),
    (
      #", "budget": 0}"#,
      "The campaign's budget is '0.00', but must be above 0; leave it out for no limit. "
        + "Correct 'budget' in the campaign's file and build again."
    ),
    (
      #", "budget": 0.5}"#,
      "The campaign's budget is '0.50', but must be at least the cost of one contact, 0.55. "
        + "Correct 'budget' in the campaign's file and build again."
    ),
    (
      #", "control": 0}"#,
      "The campaign's control is '0.0', but must be a share above 0 and below 1; without a "
        + "control group nothing can be measured. "
        + "Correct 'control' in the campaign's file and build again."
    ),
    (
      #", "control": 1}"#,
      "The campaign's control is '1.0', but must be a share above 0 and below 1; without a "
        + "control group nothing can be measured. "
        + "Correct 'control' in the campaign's file and build again."
    ),
    (
      #", "responseWindow": "long"}"#,
      "The campaign's responseWindow is 'long', but must be a whole number. "
        + "Correct 'responseWindow' in the campaign's file and build again."
    ),
    (
      #", "channels": ["emial"]}"#,
      "The campaign's channels is 'emial', but must be one of email, post, phone, sms "
        + "(perhaps 'email'). Correct 'channels' in the campaign's file and build again."
    ),
    (
      #", "offers": ["a", "b"]}"#,
      "The campaign has 2 offers, but this version builds with one. "
        + "Keep one of the offers and make a campaign of each of the others."
    ),
    (
      #", "name": "../x"}"#,
      "The campaign's name is '../x', but must be 1 to 64 letters, digits, '-', '_' or '.', as in "
        + "'spring-2011'. Correct 'name' in the campaign's file and build again."
    ),
  ])
  func `with a mistake is refused in words`(rest: String, sentence: String) {
    var json = Self.smallest + rest
    // A key given twice in JSON is an error of another kind, so the earlier one makes room.
    if rest.contains("\"channels\"") {
      json = json.replacing(#""channels": ["email"], "#, with: "")
    }
    if rest.contains("\"name\"") { json = json.replacing(#""name": "spring", "#, with: "") }
    #expect(throws: CampaignPlanError.self) {
      do {
        _ = try plan(json)
      } catch let error as CampaignPlanError {
        #expect(error.description == sentence)
        throw error
      }
    }
  }

  @Test(arguments: ["name", "channels", "unitCost", "margin"])
  func `without a needed key says which one`(key: String) throws {
    var values: [String: Any] = [
      "name": "spring", "channels": ["email"], "unitCost": 0.5, "margin": 0.4,
    ]
    values[key] = nil
    let json = String(decoding: try JSONSerialization.data(withJSONObject: values), as: UTF8.self)
    #expect(throws: CampaignPlanError.missing(key: key)) { try plan(json) }
  }

  @Test func `draws its seed from its name, so that two campaigns differ`() throws {
    var plan = try plan(Self.smallest + "}")
    let first = plan.drawingSeed
    plan.name = "summer"
    #expect(plan.drawingSeed != first)
    plan.seed = 3
    #expect(plan.drawingSeed == 3)
  }
}
