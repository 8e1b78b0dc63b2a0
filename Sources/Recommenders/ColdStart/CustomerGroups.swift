public import Commerce

/// Which groups customers belong to before anything is known of their taste, as in `country=France`.
public struct CustomerGroups: Sendable {
  /// The groups' names.
  public private(set) var names: [String] = []
  private var numbers: [String: Int32] = [:]
  private var groups: [CustomerID: [Int32]] = [:]

  /// No groups yet.
  public init() {}

  /// Puts a customer into the groups of some facts; empty values say nothing.
  public mutating func add(_ facts: [String: String], of customer: CustomerID) {
    let named = facts.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" }.sorted()
    guard !named.isEmpty else { return }
    groups[customer, default: []] += named.map { number(of: $0) }
  }

  /// The numbers of a customer's groups.
  public func groups(of customer: CustomerID) -> [Int32] { groups[customer] ?? [] }

  /// The names of a customer's groups, ascending.
  public func names(of customer: CustomerID) -> [String] {
    groups(of: customer).map { names[Int($0)] }.sorted()
  }

  /// Whether nobody belongs to any group.
  public var isEmpty: Bool { groups.isEmpty }

  private mutating func number(of name: String) -> Int32 {
    if let number = numbers[name] { return number }
    let number = Int32(names.count)
    numbers[name] = number
    names.append(name)
    return number
  }
}
