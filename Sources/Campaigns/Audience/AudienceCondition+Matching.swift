import Commerce
import CustomerValue

extension AudienceCondition {
  /// Whether a customer is meant.
  ///
  /// A field about which nothing is known fits no comparison, neither `=` nor `!=`; ask for it with
  /// `is unknown`. Texts are the same without regard to case, but with every leading zero; above and below
  /// compare numbers that a text spells (attributes) as numbers, and days as days.
  public func matches(_ facts: some AudienceFacts) -> Bool {
    switch self {
    case .everybody: true
    case .comparison(let field, let relation, let value):
      facts.value(of: field).map { relation.holds($0, value) } ?? false
    case .membership(let field, let values):
      facts.value(of: field).map { known in
        values.contains { Relation.equal.holds(known, $0) }
      } ?? false
    case .unknown(let field): facts.value(of: field) == nil
    case .bought(let test): facts.hasBought(test)
    case .all(let parts): parts.allSatisfy { $0.matches(facts) }
    case .any(let parts): parts.contains { $0.matches(facts) }
    case .not(let part): !part.matches(facts)
    }
  }
}

extension AudienceCondition.Relation {
  /// Whether the relation holds between two values.
  func holds(_ a: FieldValue, _ b: FieldValue) -> Bool {
    if case .number(let x) = a, case .number(let y) = b { return holds(x, y) }
    let (x, y) = (a.description, b.description)
    switch self {
    case .equal: return x.lowercased() == y.lowercased()
    case .notEqual: return x.lowercased() != y.lowercased()
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      if let x = Double(x), let y = Double(y) { return holds(x, y) }
      guard let x = Day(x), let y = Day(y) else { return false }
      return holds(x, y)
    }
  }

  private func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
