public import Commerce
public import Evaluation

/// What is asked of recommenders in a test, and of whom.
public struct EvaluationOptions: Sendable {
  /// The ranks at which lists are cut off.
  public var cutoffs: [Int]
  /// Whether what a customer bought before may be recommended and counts as truth.
  public var repeats: Evaluation.RepeatPolicy
  /// What NDCG compares with.
  public var ideal: IdealList
  /// Tests only these customers; `nil` tests everybody who bought in the test.
  public var customers: Set<CustomerID>?
  /// Customers whose futures may be looked at to choose between recipes, and who are therefore not tested.
  public var validationCustomers: Set<CustomerID>
  /// The seed of the bootstrap.
  public var seed: UInt64
  /// How often the customers are drawn again for intervals.
  public var resamples: Int

  /// Lists of 10 and 20, repeats allowed, the truncated ideal, everybody.
  public init(
    cutoffs: [Int] = [10, 20], repeats: Evaluation.RepeatPolicy = .allow,
    ideal: IdealList = .truncated, customers: Set<CustomerID>? = nil,
    validationCustomers: Set<CustomerID> = [], seed: UInt64 = 1, resamples: Int = 1000
  ) {
    self.cutoffs = cutoffs
    self.repeats = repeats
    self.ideal = ideal
    self.customers = customers
    self.validationCustomers = validationCustomers
    self.seed = seed
    self.resamples = resamples
  }
}
