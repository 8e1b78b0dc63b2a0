import Commerce

extension CampaignPlan: Codable {
  private static let keys = [
    "name", "audience", "offers", "channels", "purpose", "unitCost", "margin", "orderValue",
    "budget", "size", "control", "responseWindow", "exclusions", "productsPerLetter", "model",
    "asOf", "seed",
  ]

  /// Reads a plan, refusing keys that mean nothing; ranges are checked by `validated()`.
  ///
  /// - Throws: `CampaignPlanError`.
  public init(from decoder: any Decoder) throws {
    let reader = try PlanReader(decoder, keys: Self.keys)
    guard let name = try reader.text("name") else {
      throw CampaignPlanError.missing(key: "name")
    }
    let channels = try reader.value("channels", OneOrMany<Channel>.self, "a list of channels")
    guard let channels = channels?.elements, let channel = channels.first else {
      throw CampaignPlanError.missing(key: "channels")
    }
    let unitCost = try reader.money("unitCost")
    guard let cost = unitCost ?? channel.unitCost else {
      throw CampaignPlanError.missing(key: "unitCost")
    }
    guard let margin = try reader.share("margin") else {
      throw CampaignPlanError.missing(key: "margin")
    }
    self.init(name: name, channel: channel, unitCost: cost, margin: margin)
    self.channels = channels
    if let offers = try reader.value("offers", OneOrMany<Offer>.self, "a list of offers") {
      self.offers = offers.elements
    }
    audience = try reader.value("audience", AudienceText.self, "conditions")?.text ?? ""
    purpose = try reader.text("purpose") ?? purpose
    orderValue = try reader.money("orderValue")
    budget = try reader.money("budget")
    size = try reader.whole("size")
    control = try reader.share("control") ?? control
    responseWindow = try reader.whole("responseWindow") ?? responseWindow
    exclusions = try reader.value("exclusions", Exclusions.self, "keys with values") ?? exclusions
    productsPerLetter = try reader.whole("productsPerLetter") ?? productsPerLetter
    model = try reader.value("model", PlanModel.self, "'live' or a model's number")?.version
    asOf = try reader.value("asOf", Day.self, "a day written as 2011-12-09")
    seed = try reader.value("seed", UInt64.self, "a whole number, 0 or more")
  }

  /// Writes the plan in full, defaults included, so that a manifest explains itself.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: PlanReader.Key.self)
    try container.encode(name, forKey: .init("name"))
    try container.encode(audience, forKey: .init("audience"))
    try container.encode(offers, forKey: .init("offers"))
    try container.encode(channels, forKey: .init("channels"))
    try container.encode(purpose, forKey: .init("purpose"))
    try container.encode(PlanMoney(unitCost), forKey: .init("unitCost"))
    try container.encode(margin, forKey: .init("margin"))
    try container.encodeIfPresent(orderValue.map(PlanMoney.init), forKey: .init("orderValue"))
    try container.encodeIfPresent(budget.map(PlanMoney.init), forKey: .init("budget"))
    try container.encodeIfPresent(size, forKey: .init("size"))
    try container.encode(control, forKey: .init("control"))
    try container.encode(responseWindow, forKey: .init("responseWindow"))
    try container.encode(exclusions, forKey: .init("exclusions"))
    try container.encode(productsPerLetter, forKey: .init("productsPerLetter"))
    try container.encodeIfPresent(model, forKey: .init("model"))
    try container.encodeIfPresent(asOf, forKey: .init("asOf"))
    try container.encodeIfPresent(seed, forKey: .init("seed"))
  }
}

/// An audience as plans may write it: a text, a list of texts that must all hold, or a mapping of a
/// segment list and conditions.
private struct AudienceText: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    if let texts = try? OneOrMany<String>(from: decoder) {
      text = Self.joined(texts.elements)
      return
    }
    let reader = try PlanReader(decoder, keys: ["segment", "conditions"], place: "audience")
    var parts: [String] = []
    if let segments = try reader.texts("segment") {
      let quoted = segments.map { "\"\($0.replacing("\"", with: "\"\""))\"" }
      parts.append("segment: [\(quoted.joined(separator: ", "))]")
    }
    parts += try reader.texts("conditions") ?? []
    text = Self.joined(parts)
  }

  private static func joined(_ parts: [String]) -> String {
    parts.count == 1 ? parts[0] : parts.map { "(\($0))" }.joined(separator: " and ")
  }
}

/// `live`, or a version.
private struct PlanModel: Decodable {
  let version: Int?

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let version = try? container.decode(Int.self) {
      self.version = version
    } else if try container.decode(String.self) == "live" {
      version = nil
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no model")
    }
  }
}
