public import Commerce
import Compute
public import Evaluation
public import Recommenders

/// One test for several recommenders: fitted on what was known, measured on what happened afterwards.
///
/// Every product of train is ranked for every tested customer. All recipes answer for the same customers and
/// against the same truth, so that they can be compared customer by customer. Nothing of the test reaches a
/// fit: it sees the train log, the recipe, the day and nothing else.
public struct RecommenderEvaluation: Sendable {
  /// What was known.
  public let train: PurchaseLog
  /// The day that was today.
  public let asOf: Day
  /// The truth and how it is measured.
  public let yardstick: RankingYardstick
  /// What is asked.
  public let options: EvaluationOptions
  /// The facts of products that recipes with attributes may use.
  public var catalogue = Catalogue()
  /// What recipes may use that is known of the customers before their first order.
  public var groups = CustomerGroups()
  /// What the tested customers had bought, those who had bought nothing included.
  private let known: PurchaseLog

  /// Prepares a test.
  ///
  /// - Parameters:
  ///   - train: What the recommenders may learn from.
  ///   - test: What they are to predict.
  ///   - asOf: The day that was today: the last day of train where none is given.
  ///   - options: What is asked, and of whom.
  /// - Throws: `EvaluationError` where there is nothing to learn from or nobody to test.
  public init(
    train: PurchaseLog, test: PurchaseLog, asOf: Day? = nil,
    options: EvaluationOptions = EvaluationOptions()
  ) throws {
    guard train.count > 0, let day = asOf ?? train.lastDay else { throw EvaluationError.emptyTrain }
    let tested = options.customers.map { $0.subtracting(options.validationCustomers) }
    var truth = RankingTruth(test, after: train, repeats: options.repeats, limit: tested)
    if tested == nil, !options.validationCustomers.isEmpty {
      let rest = Set(truth.customers.ids).subtracting(options.validationCustomers)
      truth = RankingTruth(test, after: train, repeats: options.repeats, limit: rest)
    }
    guard truth.customers.count > 0 else {
      throw EvaluationError.nobodyToTest(isLimited: options.customers != nil)
    }
    self.train = train
    self.asOf = day
    self.options = options
    yardstick = RankingYardstick(
      truth: truth, train: train, cutoffs: options.cutoffs, ideal: options.ideal)
    known = train.histories(of: truth)
  }

  /// Fits a recipe and measures it.
  ///
  /// - Throws: `FittingError` where the recipe cannot learn from this train log.
  public func run(_ recipe: Recipe, settings: RunSettings = RunSettings()) throws -> ModelEvaluation
  {
    let clock = IterationClock()
    var environment = settings.fitEnvironment
    environment.catalogue = catalogue
    environment.groups = groups
    environment.iterationEnded = { clock.iterationEnded($0) }
    let watch = Stopwatch()
    let model = try recipe.fit(train, asOf: asOf, environment: environment)
    var timing = ModelEvaluation.Timing(fitSeconds: watch.seconds, fitCpuSeconds: watch.cpuSeconds)
    timing.iterationSeconds = clock.mean?.seconds
    timing.iterationCpuSeconds = clock.mean?.cpuSeconds
    let ranking = Stopwatch()
    let lists = rank(model, settings: settings)
    timing.scoreSeconds = ranking.seconds
    timing.scoreCpuSeconds = ranking.cpuSeconds
    return ModelEvaluation(
      recipe: recipe, model: model, scores: yardstick.measure(lists), timing: timing,
      peakMegabytes: Stopwatch.peakMegabytes)
  }

  /// Measures a model that has seen nothing of the test.
  public func measure(
    _ model: any RecommenderModel, settings: RunSettings = RunSettings()
  ) -> RankingScores {
    yardstick.measure(rank(model, settings: settings))
  }

  /// Prepares a test, fits one recipe and measures it.
  ///
  /// - Throws: `EvaluationError`, `FittingError`.
  public static func run(
    _ recipe: Recipe, train: PurchaseLog, test: PurchaseLog, asOf: Day? = nil,
    options: EvaluationOptions = EvaluationOptions(), settings: RunSettings = RunSettings()
  ) throws -> ModelEvaluation {
    try RecommenderEvaluation(train: train, test: test, asOf: asOf, options: options)
      .run(recipe, settings: settings)
  }

  /// What the tested customers had bought, in a model's products.
  func histories(for model: any RecommenderModel) -> Histories {
    Histories(known, for: model.products, groups: groups)
  }

  /// How many orders each tested customer had made.
  var ordersBefore: [Int] {
    (0..<known.customers.count).map { customer in
      Set(known.lines(ofCustomer: customer).map { known.columns.order[$0] }).count
    }
  }

  /// Intervals and comparisons of this test; every model is drawn with the same customers.
  public func bootstrap(threads: Int = 1) -> Bootstrap {
    Bootstrap(seed: options.seed, resamples: options.resamples, threads: threads)
  }

  /// The longest list needed of every tested customer, in train's product positions.
  ///
  /// Stock and what is no longer sold are facts of today and play no part.
  public func rank(_ model: any RecommenderModel, settings: RunSettings) -> RankedProducts {
    let histories = histories(for: model)
    let positions = model.products.ids.map { Int32(train.products.position(of: $0) ?? -1) }
    var ranked = RankedProducts(count: known.customers.count, length: yardstick.listLength)
    let policy: Eligibility.RepeatPolicy = options.repeats == .allow ? .allow : .exclude
    var eligibility = Eligibility(alreadyBought: policy)
    eligibility.onlyInStock = false
    eligibility.onlyActive = false
    Ranker(model, eligibility: eligibility, threads: settings.threads).forEachBlock(
      in: histories, asOf: asOf, count: yardstick.listLength
    ) { lists in
      for customer in lists.customers {
        let places = lists.elements(of: customer).map { positions[Int($0.position)] }
        ranked.set(places.filter { $0 >= 0 }, for: customer)
      }
      settings.progress(
        ProgressUpdate(
          what: "ranking", done: lists.customers.upperBound, total: known.customers.count,
          unit: "customers"))
    }
    return ranked
  }
}

extension PurchaseLog {
  /// The purchases of the tested customers in this log, those without any included.
  fileprivate func histories(of truth: RankingTruth) -> PurchaseLog {
    var kept = Columns()
    for (customer, position) in truth.trainPositions.enumerated() where position >= 0 {
      for line in lines(ofCustomer: position) {
        kept.append(
          customer: Int32(customer), product: columns.product[line], order: columns.order[line],
          time: columns.time[line], quantity: columns.quantity[line],
          amount: columns.amount[line])
      }
    }
    return PurchaseLog(
      customers: truth.customers, products: products, orderIDs: orderIDs, columns: kept)
  }
}
