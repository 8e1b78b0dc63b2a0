import Commerce

/// A key of a recipe, as it is written in the file.
struct RecipeKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { nil }
}

/// Hyper-parameters that read themselves from a recipe and write themselves back.
protocol RecipeSection: Sendable, Equatable {
  /// Reads the keys it has; absent ones keep their defaults.
  init(reading reader: inout RecipeReader) throws
  /// Writes every key, so that a stored recipe stays the same when a default changes.
  func write(to writer: inout RecipeWriter) throws
}

/// Reads a recipe key by key, refusing what is ill-typed, out of range or unknown.
struct RecipeReader {
  private let container: KeyedDecodingContainer<RecipeKey>
  /// The keys asked for so far: in the end, all that exist.
  private var known: [String] = []

  init(_ decoder: any Decoder) throws {
    container = try decoder.container(keyedBy: RecipeKey.self)
  }

  /// A whole number within a range, or the default where the key is absent.
  mutating func integer(
    _ key: String, default value: Int, in range: ClosedRange<Int>
  ) throws -> Int {
    guard let number = try decode(Int.self, key, expected: "a whole number") else { return value }
    guard range.contains(number) else {
      throw RecipeError.outOfRange(
        key: key, value: String(number), allowed: "\(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A number within a range, or the default where the key is absent.
  mutating func number(
    _ key: String, default value: Double, in range: ClosedRange<Double>
  ) throws -> Double {
    try optionalNumber(key, in: range) ?? value
  }

  /// A number within a range, or nothing where the key is absent or empty.
  mutating func optionalNumber(_ key: String, in range: ClosedRange<Double>) throws -> Double? {
    guard let number = try decode(Double.self, key, expected: "a number") else { return nil }
    guard range.contains(number) else {
      throw RecipeError.outOfRange(
        key: key, value: "\(number)", allowed: "\(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A text, or nothing where the key is absent.
  mutating func text(_ key: String) throws -> String? {
    try decode(String.self, key, expected: "a text")
  }

  /// A list of texts; one text alone is a list of one.
  mutating func texts(_ key: String) throws -> [String] {
    if known.contains(key) == false { known.append(key) }
    if let one = try? container.decodeIfPresent(String.self, forKey: RecipeKey(key)) {
      return one.split(separator: ",").map { String($0.drop { $0 == " " }) }
    }
    return try decode([String].self, key, expected: "a list of texts") ?? []
  }

  /// A list of recipes within the recipe, or nothing where the key is absent.
  mutating func configurations(_ key: String) throws -> [RecommenderConfiguration]? {
    try decode([RecommenderConfiguration].self, key, expected: "a list of recipes")
  }

  /// One of the words of an enumeration.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, default value: Choice
  ) throws -> Choice where Choice.RawValue == String {
    guard let word = try text(key) else { return value }
    guard let choice = Choice(rawValue: word) else {
      throw RecipeError.unknownChoice(
        key: key, value: word, choices: Choice.allCases.map(\.rawValue))
    }
    return choice
  }

  /// Refuses the first key nobody has asked for.
  func refuseUnknownKeys(algorithm: String) throws {
    let unknown = container.allKeys.map(\.stringValue).filter { !known.contains($0) }.sorted()
    guard let key = unknown.first else { return }
    throw RecipeError.unknownKey(
      key: key, algorithm: algorithm, suggestion: NearestMatch.to(key, among: known))
  }

  private mutating func decode<Value: Decodable>(
    _ type: Value.Type, _ key: String, expected: String
  ) throws -> Value? {
    if known.contains(key) == false { known.append(key) }
    do {
      return try container.decodeIfPresent(type, forKey: RecipeKey(key))
    } catch is DecodingError {
      throw RecipeError.illTyped(key: key, expected: expected)
    }
  }
}

/// Writes a recipe key by key.
struct RecipeWriter {
  private var container: KeyedEncodingContainer<RecipeKey>

  init(_ encoder: any Encoder) { container = encoder.container(keyedBy: RecipeKey.self) }

  /// Writes a value under a key; nothing is written for an absent one.
  mutating func set(_ key: String, _ value: (some Encodable)?) throws {
    try container.encodeIfPresent(value, forKey: RecipeKey(key))
  }
}
