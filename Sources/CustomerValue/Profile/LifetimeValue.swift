/// What a customer is worth in all, kept apart by how sure it is; in units of the currency.
public struct LifetimeValue: Sendable, Equatable {
  /// What was earned already: a fact.
  public let historic: Double
  /// What is to come if the customer goes on as now, discounted: a model's expectation.
  public let current: Double
  /// What could be added by winning more of what the customer spends elsewhere: an estimate of headroom.
  public let potential: Double

  /// Puts the parts together.
  public init(historic: Double, current: Double, potential: Double) {
    self.historic = historic
    self.current = current
    self.potential = potential
  }

  /// All three.
  public var total: Double { historic + current + potential }
}
