public import Commerce
public import Evaluation
public import Recommenders

/// How several recipes did in one test: what `rapport evaluate --json` prints.
public struct EvaluationReport: Sendable {
  /// The line of one model.
  public struct Row: Sendable {
    /// The model's name; it begins with its algorithm.
    public let name: String
    /// How it was made.
    public let recipe: Recipe
    /// What was measured, in order, each with its 95 % interval over customers.
    public let metrics: [(metric: RankingMetric, estimate: Estimate)]
    /// The paired difference to popularity in recall and NDCG, customer by customer.
    public let overPopularity: [(metric: RankingMetric, comparison: Comparison)]
    /// What was measured on the validation customers; empty without any.
    public let validation: [(metric: RankingMetric, estimate: Estimate)]
    /// How the model did with customers of different pasts; empty ones are left out.
    public var segments: [TestedSegment] = []
    /// How it did with products nobody had bought before; nothing where there were none to speak of.
    public var newProducts: NewProductTest?
    /// What `auto` tried before it chose; empty for other recipes.
    public var trials: [AutoTrial] = []
    /// The loss reached, where the algorithm has one.
    public let loss: Double?
    /// The iterations made, where the algorithm has any.
    public let iterations: Int?
    /// How long it took.
    public let timing: ModelEvaluation.Timing
    /// Peak resident memory of the process up to the end of this model's test.
    public let peakMegabytes: Double

    /// The estimate of a metric, or `nil` where it was not measured.
    public func estimate(_ metric: RankingMetric) -> Estimate? {
      metrics.first { $0.metric == metric }?.estimate
    }
  }

  /// How many customers were tested.
  public let customers: Int
  /// How many products there were to choose from.
  public let products: Int
  /// The last day that was known.
  public let asOf: Day
  /// What was asked.
  public let options: EvaluationOptions
  /// How many customers the choice between recipes was validated on.
  public let validationCustomers: Int
  /// One row a model, popularity first.
  public let models: [Row]
  /// Every two models against each other, customer by customer.
  public var comparisons: [ModelDuel] = []
  /// What knowing their groups does for customers without a past; nothing where nothing is known.
  public var newCustomers: NewCustomerTest?
  /// How many customers without a past there were where something is known of customers, but of none of these.
  public var unknownNewCustomers = 0
  /// Why the numbers may be too good; empty for a clean test.
  public let leaks: [Leak]

  /// The list lengths that were measured, ascending.
  public var cutoffs: [Int] { Set(options.cutoffs.map { max(1, $0) }).sorted() }
}

extension EvaluationReport: Encodable {
  private enum Key: String, CodingKey {
    case customers, products, asOf, repeats, ideal, seed, resamples, validationCustomers, models
    case comparisons, newCustomers, warnings
  }

  /// The keys that programs rely on.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(customers, forKey: .customers)
    try container.encode(products, forKey: .products)
    try container.encode(asOf.description, forKey: .asOf)
    try container.encode(options.repeats, forKey: .repeats)
    try container.encode(options.ideal, forKey: .ideal)
    try container.encode(options.seed, forKey: .seed)
    try container.encode(options.resamples, forKey: .resamples)
    if validationCustomers > 0 {
      try container.encode(validationCustomers, forKey: .validationCustomers)
    }
    try container.encode(models, forKey: .models)
    if !comparisons.isEmpty { try container.encode(comparisons, forKey: .comparisons) }
    try container.encodeIfPresent(newCustomers, forKey: .newCustomers)
    try container.encode(leaks.map(\.message), forKey: .warnings)
  }
}

extension EvaluationReport.Row: Encodable {
  private enum Key: String, CodingKey {
    case name, recipe, metrics, overPopularity, validation, segments, newProducts
    case loss, iterations, trials
    case fitSeconds, fitCpuSeconds, iterationSeconds, iterationCpuSeconds
    case scoreSeconds, scoreCpuSeconds, peakMegabytes
  }

  /// A difference as programs read it.
  private struct Difference: Encodable {
    let value: Double
    let low: Double
    let high: Double
    let pValue: Double

    init(_ comparison: Comparison) {
      value = comparison.difference.value
      low = comparison.difference.low
      high = comparison.difference.high
      pValue = comparison.pValue
    }
  }

  /// The keys that programs rely on.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(recipe, forKey: .recipe)
    try container.encode(Self.named(metrics.map { ($0.metric, $0.estimate) }), forKey: .metrics)
    let differences = overPopularity.map { ($0.metric, Difference($0.comparison)) }
    try container.encode(Self.named(differences), forKey: .overPopularity)
    if !validation.isEmpty {
      let validation = validation.map { ($0.metric, $0.estimate) }
      try container.encode(Self.named(validation), forKey: .validation)
    }
    if !segments.isEmpty { try container.encode(segments, forKey: .segments) }
    try container.encodeIfPresent(newProducts, forKey: .newProducts)
    if !trials.isEmpty { try container.encode(trials, forKey: .trials) }
    try container.encode(loss, forKey: .loss)
    try container.encode(iterations, forKey: .iterations)
    try container.encode(timing.fitSeconds, forKey: .fitSeconds)
    try container.encode(timing.fitCpuSeconds, forKey: .fitCpuSeconds)
    try container.encode(timing.iterationSeconds, forKey: .iterationSeconds)
    try container.encode(timing.iterationCpuSeconds, forKey: .iterationCpuSeconds)
    try container.encode(timing.scoreSeconds, forKey: .scoreSeconds)
    try container.encode(timing.scoreCpuSeconds, forKey: .scoreCpuSeconds)
    try container.encode(peakMegabytes, forKey: .peakMegabytes)
  }

  private static func named<Value>(_ values: [(RankingMetric, Value)]) -> [String: Value] {
    Dictionary(values.map { ($0.0.description, $0.1) }) { first, _ in first }
  }
}
