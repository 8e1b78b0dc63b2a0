import Commerce
import CustomerValue

/// Reads an audience by recursive descent.
///
/// ```
/// condition  = term { "or" term }
/// term       = factor { "and" factor }
/// factor     = "not" factor | "(" condition ")" | bought | comparison | "all"
/// bought     = "bought" subject value [ "within" number "days" ]
/// comparison = field relation value | field (":" | "in") list | field "is" ["not"] "unknown"
/// list       = "[" value { "," value } "]" | value
/// value      = quoted text | number | words up to the next "and", "or", "within" or sign
/// ```
struct AudienceParser {
  private let tokens: [AudienceToken]
  private let vocabulary: AudienceVocabulary
  private let end: Int
  private var at = 0

  init(_ text: String, vocabulary: AudienceVocabulary) throws(AudienceError) {
    tokens = try AudienceToken.tokens(of: text)
    self.vocabulary = vocabulary
    end = text.count + 1
  }

  mutating func parse() throws(AudienceError) -> AudienceCondition {
    guard !tokens.isEmpty else { return .everybody }
    let condition = try condition()
    guard at == tokens.count else { throw unexpected("'and', 'or' or the end") }
    return condition
  }

  private mutating func condition() throws(AudienceError) -> AudienceCondition {
    var parts = [try term()]
    while take(word: "or") { parts.append(try term()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func term() throws(AudienceError) -> AudienceCondition {
    var parts = [try factor()]
    while take(word: "and") { parts.append(try factor()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func factor() throws(AudienceError) -> AudienceCondition {
    if take(word: "not") { return .not(try factor()) }
    if take(sign: "(") {
      let inner = try condition()
      guard take(sign: ")") else { throw unexpected("')'") }
      return inner
    }
    if next?.keyword == "bought" {
      at += 1
      return .bought(try bought())
    }
    if let word = next?.keyword, word == "all" || word == "everybody", isLast {
      at += 1
      return .everybody
    }
    return try comparison()
  }

  /// Whether no comparison can follow the next word.
  private var isLast: Bool {
    guard at + 1 < tokens.count else { return true }
    return ["and", "or"].contains(tokens[at + 1].keyword) || tokens[at + 1].kind == .sign(")")
  }

  private mutating func bought() throws(AudienceError) -> BoughtTest {
    guard let word = next?.keyword, let subject = BoughtTest.Subject(rawValue: word) else {
      throw unexpected("'product', 'category', 'department' or 'brand'")
    }
    at += 1
    let name = try value()
    guard take(word: "within") else { return BoughtTest(subject, name) }
    guard case .word(let digits)? = next?.kind, let days = Int(digits), days > 0 else {
      throw unexpected("a number of days")
    }
    at += 1
    guard take(word: "days") || take(word: "day") else { throw unexpected("'days'") }
    return BoughtTest(subject, name, withinDays: days)
  }

  private mutating func comparison() throws(AudienceError) -> AudienceCondition {
    let field = try field()
    if take(word: "is") {
      let isNegated = take(word: "not")
      guard take(word: "unknown") else { throw unexpected("'unknown'") }
      return isNegated ? .not(.unknown(field: field)) : .unknown(field: field)
    }
    if take(sign: ":") || take(word: "in") {
      let values = try list()
      return .membership(
        field: field,
        try values.map { v throws(AudienceError) in
          try checked(v, of: field)
        })
    }
    guard let relation = relation() else {
      throw unexpected("one of = != < <= > >= : in is")
    }
    let text = try value()
    let value = try checked(text, of: field)
    let isOrdering = relation != .equal && relation != .notEqual
    if isOrdering, case .text(let text) = value, Day(text) == nil, Double(text) == nil {
      throw .notOrdered(field: field, value: text)
    }
    return .comparison(field: field, relation, value)
  }

  private mutating func field() throws(AudienceError) -> String {
    guard case .word(let name)? = next?.kind else { throw unexpected("a field") }
    guard let known = vocabulary.field(name) else {
      let nearest = NearestMatch.to(name, among: vocabulary.fields + ["bought"])
      throw .unknownField(name: name, nearest: nearest)
    }
    at += 1
    return known
  }

  private mutating func relation() -> AudienceCondition.Relation? {
    guard case .sign(let sign)? = next?.kind else { return nil }
    let aliases = ["==": "=", "<>": "!="]
    guard let relation = AudienceCondition.Relation(rawValue: aliases[sign] ?? sign) else {
      return nil
    }
    at += 1
    return relation
  }

  private mutating func list() throws(AudienceError) -> [String] {
    guard take(sign: "[") else { return [try value()] }
    var values = [try value()]
    while take(sign: ",") { values.append(try value()) }
    guard take(sign: "]") else { throw unexpected("',' or ']'") }
    return values
  }

  /// A quoted text, or bare words up to what cannot belong to them.
  private mutating func value() throws(AudienceError) -> String {
    if case .quoted(let text)? = next?.kind {
      at += 1
      return text
    }
    var words: [String] = []
    while case .word(let word)? = next?.kind,
      !["and", "or", "within"].contains(word.lowercased())
    {
      words.append(word)
      at += 1
    }
    guard !words.isEmpty else { throw unexpected("a value") }
    return words.joined(separator: " ")
  }

  private func checked(
    _ text: String, of field: String
  ) throws(AudienceError) -> FieldValue {
    if vocabulary.numbers.contains(field) {
      guard let number = Double(text), number.isFinite else {
        throw .notANumber(field: field, value: text)
      }
      return .number(number)
    }
    guard let known = vocabulary.values[field] else { return .text(text) }
    guard let value = known.first(where: { $0.lowercased() == text.lowercased() }) else {
      throw .unknownValue(
        field: field, value: text, nearest: NearestMatch.to(text, among: known), known: known)
    }
    return .text(value)
  }

  private var next: AudienceToken? { at < tokens.count ? tokens[at] : nil }

  private mutating func take(word: String) -> Bool {
    guard next?.keyword == word else { return false }
    at += 1
    return true
  }

  private mutating func take(sign: String) -> Bool {
    guard next?.kind == .sign(sign) else { return false }
    at += 1
    return true
  }

  private func unexpected(_ expected: String) -> AudienceError {
    .unexpected(
      found: next?.description ?? "its end", expected: expected, column: next?.column ?? end)
  }
}

extension AudienceVocabulary {
  /// The field of a name, however its letters' case.
  func field(_ name: String) -> String? {
    fields.first { $0 == name } ?? fields.first { $0.lowercased() == name.lowercased() }
  }
}

extension AudienceCondition {
  /// Reads a condition, refusing every word that is not in the vocabulary.
  ///
  /// An empty text means everybody. See `AudienceParser` for the grammar: `and` binds tighter than `or`,
  /// parentheses group, `field: [a, b]` means one of them.
  ///
  /// - Throws: `AudienceError`.
  public init(_ text: String, vocabulary: AudienceVocabulary) throws(AudienceError) {
    var parser = try AudienceParser(text, vocabulary: vocabulary)
    self = try parser.parse()
  }
}
