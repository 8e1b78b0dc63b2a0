import Campaigns
import Commerce
import CustomerValue
import Testing

@Suite struct `An audience` {
  private static let vocabulary = AudienceVocabulary.standard(
    segments: ["champions", "loyal", "cannot lose"], attributes: ["age", "status"])

  private struct Facts: AudienceFacts {
    var values: [String: FieldValue]
    var bought: Set<BoughtTest> = []
    func value(of field: String) -> FieldValue? { values[field] }
    func hasBought(_ test: BoughtTest) -> Bool { bought.contains(test) }
  }

  private static let anna = Facts(
    values: [
      "segment": .text("cannot lose"), "recencyDays": .number(40), "monetary": .number(250.5),
      "country": .text("Germany"), "postcode": .text("01067"), "age": .text("39"),
      "addressUpdated": .text("2011-05-03"),
    ], bought: [BoughtTest(.product, "P7"), BoughtTest(.category, "Tea", withinDays: 90)])

  @Test(arguments: [
    ("", true), ("all", true), ("everybody and recencyDays < 41", true),
    ("segment: cannot lose", true), ("segment = \"cannot lose\"", true),
    ("segment: [champions, cannot lose] and recencyDays < 90", true),
    ("segment in [champions, loyal]", false), ("not segment: [champions]", true),
    ("segment: champions or monetary > 250 and recencyDays <= 40", true),
    ("(segment: champions or monetary > 250) and recencyDays < 40", false),
    ("country = germany", true), ("country != Germany", false), ("COUNTRY == 'Germany'", true),
    ("postcode = 01067", true), ("postcode = 1067", false), ("age >= 39", true),
    ("age > 39", false), ("attribute.age = 39", false), ("addressUpdated < 2011-06-01", true),
    ("addressUpdated > 2011-06-01", false), ("city = Dresden", false), ("city != Dresden", false),
    ("city is unknown", true), ("country is not unknown", true), ("bought product P7", true),
    ("not bought product P8", true), ("bought category \"Tea\" within 90 days", true),
    ("bought category Tea within 30 days", false), ("bought category Tea or age < 3", false),
  ])
  func `means whom it says`(text: String, expected: Bool) throws {
    let condition = try AudienceCondition(text, vocabulary: Self.vocabulary)
    #expect(condition.matches(Self.anna) == expected)
  }

  @Test(arguments: [
    ("segment: champions and stage: decline and value.potential > 200", true),
    ("segment: champions and stage: decline and value.potential > 201", false),
    ("tier: mvc and abc: a and matrix: best", true), ("warning: yes and atStake > 500", true),
    ("segmentBefore: loyal", true), ("pPurchase < 0.3 and pAlive < 0.5", true),
    ("segmentBefore is unknown", false), ("stage: [lost, Decline]", true),
  ])
  func `is chosen by every figure of the table`(text: String, expected: Bool) throws {
    let figures = Facts(values: [
      "segment": .text("champions"), "stage": .text("decline"), "value.potential": .number(200.5),
      "tier": .text("MVC"), "abc": .text("A"), "matrix": .text("best"), "warning": .text("yes"),
      "atStake": .number(900), "segmentBefore": .text("loyal"), "pPurchase": .number(0.2),
      "pAlive": .number(0.4),
    ])
    let condition = try AudienceCondition(text, vocabulary: Self.vocabulary)
    #expect(condition.matches(figures) == expected)
  }

  @Test(arguments: [
    (
      "stage: declin",
      "The audience asks for the stage 'declin', which does not exist. Did you mean 'decline'?"
    ),
    (
      "recencyDay < 90",
      "The audience names 'recencyDay', which is no field of a customer. "
        + "Did you mean 'recencyDays'?"
    ),
    (
      "segment: champion",
      "The audience asks for the segment 'champion', which does not exist. "
        + "Did you mean 'champions'?"
    ),
    (
      "segment: purple",
      "The audience asks for the segment 'purple', which does not exist. "
        + "Values of segment are: champions, loyal, cannot lose."
    ),
    (
      "recencyDays < soon",
      "The audience compares the number 'recencyDays' with 'soon'. "
        + "Compare it with a number, as in 90 or 12.50."
    ),
    (
      "country < Germany",
      "The audience asks whether 'country' is above or below 'Germany', which has no order. "
        + "Use = or !=, or compare days written as 2011-12-09."
    ),
    (
      "country = \"Germany",
      "The audience has a quotation mark at character 11 that is never closed. "
        + "Close it, and double a quotation mark that belongs to the text."
    ),
    (
      "(segment: loyal",
      "The audience has its end at character 16, where ')' is expected. Write conditions such as: "
        + "segment: champions and recencyDays < 90 and country = \"Germany\"."
    ),
    (
      "segment loyal",
      "The audience has 'loyal' at character 9, where one of = != < <= > >= : in is is expected. "
        + "Write conditions such as: "
        + "segment: champions and recencyDays < 90 and country = \"Germany\"."
    ),
    (
      "bought thing X",
      "The audience has 'thing' at character 8, where 'product', 'category', 'department' or "
        + "'brand' is expected. Write conditions such as: "
        + "segment: champions and recencyDays < 90 and country = \"Germany\"."
    ),
  ])
  func `with a mistake is refused in words`(text: String, sentence: String) {
    #expect(throws: AudienceError.self) {
      do {
        _ = try AudienceCondition(text, vocabulary: Self.vocabulary)
      } catch let error as AudienceError {
        #expect(error.description == sentence)
        throw error
      }
    }
  }

  @Test func `lists its questions about purchases`() throws {
    let condition = try AudienceCondition(
      "bought product A and (not bought brand B or segment: loyal)", vocabulary: Self.vocabulary)
    #expect(condition.boughtTests == [BoughtTest(.product, "A"), BoughtTest(.brand, "B")])
    #expect(condition.fields == ["segment"])
  }
}
