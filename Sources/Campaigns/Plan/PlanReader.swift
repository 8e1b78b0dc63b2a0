import Commerce

/// Reads one mapping of a plan: refuses unknown keys, and says in words what a value should have been.
struct PlanReader {
  struct Key: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private let container: KeyedDecodingContainer<Key>
  private let place: String

  /// Opens a mapping that may have the given keys and no others.
  init(_ decoder: any Decoder, keys: [String], place: String = "") throws {
    guard let container = try? decoder.container(keyedBy: Key.self) else {
      throw CampaignPlanError.badValue(
        key: place.isEmpty ? "file" : place, value: "no mapping", expected: "keys with values")
    }
    for key in container.allKeys.map(\.stringValue).sorted() where !keys.contains(key) {
      throw CampaignPlanError.unknownKey(
        name: key, place: place, nearest: NearestMatch.to(key, among: keys), known: keys)
    }
    self.container = container
    self.place = place
  }

  /// A value, or `nil` where the key is missing or empty.
  func value<Value: Decodable>(
    _ name: String, _ type: Value.Type = Value.self, _ expected: String
  ) throws -> Value? {
    let key = Key(name)
    guard container.contains(key), try !container.decodeNil(forKey: key) else { return nil }
    do {
      return try container.decode(type, forKey: key)
    } catch let error as CampaignPlanError {
      throw error
    } catch {
      throw CampaignPlanError.badValue(
        key: name, value: (try? container.decode(String.self, forKey: key)) ?? "something else",
        expected: expected)
    }
  }

  func text(_ name: String) throws -> String? { try value(name, String.self, "a text") }

  func whole(_ name: String) throws -> Int? { try value(name, Int.self, "a whole number") }

  func share(_ name: String) throws -> Double? { try value(name, Double.self, "a number") }

  /// An amount, read as text so that it is exact.
  func money(_ name: String) throws -> Money? {
    try value(name, PlanMoney.self, "an amount of money with at most four decimals")?.money
  }

  /// A list of texts; a single text is a list of one.
  func texts(_ name: String) throws -> [String]? {
    try value(name, OneOrMany<String>.self, "a text or a list of texts")?.elements
  }

  /// A word out of a few.
  func choice<Value: RawRepresentable & CaseIterable>(
    _ name: String, _ type: Value.Type = Value.self
  ) throws -> Value? where Value.RawValue == String {
    guard let text = try text(name) else { return nil }
    return try Self.choice(text, name, type)
  }

  static func choice<Value: RawRepresentable & CaseIterable>(
    _ text: String, _ name: String, _ type: Value.Type = Value.self
  ) throws -> Value where Value.RawValue == String {
    let words = Value.allCases.map(\.rawValue)
    if let value = Value(rawValue: text) { return value }
    let nearest = NearestMatch.to(text, among: words).map { " (perhaps '\($0)')" } ?? ""
    throw CampaignPlanError.badValue(
      key: name, value: text, expected: "one of \(words.joined(separator: ", "))\(nearest)")
  }
}

/// Something written once or as a list.
struct OneOrMany<Element: Decodable>: Decodable {
  let elements: [Element]

  init(from decoder: any Decoder) throws {
    if var list = try? decoder.unkeyedContainer() {
      var elements: [Element] = []
      while !list.isAtEnd { elements.append(try list.decode(Element.self)) }
      self.elements = elements
    } else {
      elements = [try Element(from: decoder)]
    }
  }
}

/// An amount of money in a plan, exact to the ten-thousandth.
struct PlanMoney: Codable {
  let money: Money

  init(_ money: Money) { self.money = money }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self), let money = Self.money(text) {
      self.money = money
    } else {
      let number = try container.decode(Double.self)
      let money = Money(rounding: number)
      guard abs(money.value - number) < 1e-9 * max(1, abs(number)) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "not exact")
      }
      self.money = money
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(money.description)
  }

  /// Reads `12`, `12.5`, `-0.0001`.
  static func money(_ text: String) -> Money? {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !parts[0].isEmpty, parts.count == 1 || !parts[1].isEmpty,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let whole = Int64(parts[0]), whole < 100_000_000_000_000
    else { return nil }
    let decimals = parts.count == 2 ? parts[1] : ""
    guard decimals.count <= 4,
      let rest = Int64(decimals + String(repeating: "0", count: 4 - decimals.count))
    else { return nil }
    let amount = whole * 10_000 + rest
    return Money(tenThousandths: isNegative ? -amount : amount)
  }
}
