import Commerce

extension Offer: Codable {
  /// Reads a name, or a mapping of name, category, products and repeats.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.init(name: name)
      return
    }
    let reader = try PlanReader(
      decoder, keys: ["name", "category", "products", "repeats"], place: "offers")
    guard let name = try reader.text("name") else {
      throw CampaignPlanError.missing(key: "offers: name")
    }
    self.init(
      name: name, category: try reader.text("category"),
      products: try reader.texts("products")?.map { ProductID($0) } ?? [],
      repeats: try reader.value("repeats", Bool.self, "true or false"))
  }

  /// Writes a mapping.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: PlanReader.Key.self)
    try container.encode(name, forKey: .init("name"))
    try container.encodeIfPresent(category, forKey: .init("category"))
    if !products.isEmpty { try container.encode(products.map(\.text), forKey: .init("products")) }
    try container.encodeIfPresent(repeats, forKey: .init("repeats"))
  }
}

extension Channel: Codable {
  /// Reads a kind, or a mapping of channel, unitCost, consent and address.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.init(try PlanReader.choice(name, "channels"))
      return
    }
    let reader = try PlanReader(
      decoder, keys: ["channel", "unitCost", "consent", "address"], place: "channels")
    guard let kind = try reader.choice("channel", Kind.self) else {
      throw CampaignPlanError.missing(key: "channels: channel")
    }
    self.init(
      kind, unitCost: try reader.money("unitCost"), consent: try reader.choice("consent"),
      address: try reader.choice("address") ?? .required)
  }

  /// Writes a mapping.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: PlanReader.Key.self)
    try container.encode(kind.rawValue, forKey: .init("channel"))
    try container.encodeIfPresent(unitCost.map(PlanMoney.init), forKey: .init("unitCost"))
    try container.encode(consent.rawValue, forKey: .init("consent"))
    try container.encode(address.rawValue, forKey: .init("address"))
  }
}

extension Exclusions: Codable {
  /// Reads a mapping, refusing keys that mean nothing.
  public init(from decoder: any Decoder) throws {
    let reader = try PlanReader(
      decoder,
      keys: [
        "boughtWithinDays", "contactedWithinDays", "frequencyCap", "ownsProducts", "suppress",
        "campaigns",
      ], place: "exclusions")
    self.init()
    boughtWithinDays = try reader.whole("boughtWithinDays")
    contactedWithinDays = try reader.whole("contactedWithinDays")
    frequencyCap = try reader.value(
      "frequencyCap", FrequencyCap.self, "a mapping of contacts and days")
    ownsProducts = try reader.texts("ownsProducts")?.map { ProductID($0) } ?? []
    suppress = try reader.texts("suppress") ?? []
    campaigns = try reader.texts("campaigns") ?? []
  }

  /// Writes what is set.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: PlanReader.Key.self)
    try container.encodeIfPresent(boughtWithinDays, forKey: .init("boughtWithinDays"))
    try container.encodeIfPresent(contactedWithinDays, forKey: .init("contactedWithinDays"))
    try container.encodeIfPresent(frequencyCap, forKey: .init("frequencyCap"))
    func list(_ name: String, _ texts: [String]) throws {
      if !texts.isEmpty { try container.encode(texts, forKey: .init(name)) }
    }
    try list("ownsProducts", ownsProducts.map(\.text))
    try list("suppress", suppress)
    try list("campaigns", campaigns)
  }
}

extension FrequencyCap: Codable {
  /// Reads a mapping of contacts and days.
  public init(from decoder: any Decoder) throws {
    let reader = try PlanReader(decoder, keys: ["contacts", "days"], place: "frequencyCap")
    guard let contacts = try reader.whole("contacts") else {
      throw CampaignPlanError.missing(key: "frequencyCap: contacts")
    }
    guard let days = try reader.whole("days") else {
      throw CampaignPlanError.missing(key: "frequencyCap: days")
    }
    self.init(contacts: contacts, days: days)
  }

  /// Writes a mapping.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: PlanReader.Key.self)
    try container.encode(contacts, forKey: .init("contacts"))
    try container.encode(days, forKey: .init("days"))
  }
}
