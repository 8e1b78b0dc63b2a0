/// Whom to keep, whom to grow, whom to stop losing money on (Peppers and Rogers 1993).
public enum ValueTier: String, CaseIterable, Codable, Sendable {
  /// Most valuable: the highest value now.
  case mostValuable = "MVC"
  /// Most growable: less value now, the most headroom.
  case mostGrowable = "MGC"
  /// Neither.
  case migrator = "migrator"
  /// Below zero: costs more than is earned.
  case belowZero = "BZ"
}

/// Sorts customers into tiers.
public struct TierRule: Sendable, Equatable, Codable {
  /// The share of customers with a value above zero who are most valuable.
  public var mostValuable = 0.2
  /// The share of them who are most growable.
  public var mostGrowable = 0.2

  /// A fifth each.
  public init() {}

  /// The tiers of customers by their value now, after cost to serve, and their headroom.
  ///
  /// Below zero first; of the others the highest values are MVC; of the rest those with the most headroom
  /// above zero are MGC. Equal numbers are ordered by place.
  ///
  /// - Returns: One tier a customer, in order.
  public func tiers(value: [Double], headroom: [Double]) -> [ValueTier] {
    var tiers = value.map { $0 < 0 ? ValueTier.belowZero : .migrator }
    let positive = value.indices.filter { value[$0] >= 0 }
    let byValue = positive.sorted { value[$0] != value[$1] ? value[$0] > value[$1] : $0 < $1 }
    let best = Int((mostValuable * Double(positive.count)).rounded(.up))
    for i in byValue.prefix(best) where value[i] > 0 { tiers[i] = .mostValuable }
    let byHeadroom = positive.filter { tiers[$0] == .migrator && headroom[$0] > 0 }
      .sorted { headroom[$0] != headroom[$1] ? headroom[$0] > headroom[$1] : $0 < $1 }
    let growable = Int((mostGrowable * Double(positive.count)).rounded(.up))
    for i in byHeadroom.prefix(growable) { tiers[i] = .mostGrowable }
    return tiers
  }
}
