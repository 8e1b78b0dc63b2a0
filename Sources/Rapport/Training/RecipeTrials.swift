import Commerce
import Compute
import Evaluation
import Recommenders

/// One test for several recipes: each is fitted before a day and scored on what happened after it.
///
/// All of them answer for the same customers and against the same truth, so that they can be compared
/// customer by customer.
struct RecipeTrials {
  let split: TemporalSplit
  let yardstick: RankingYardstick
  /// What the tested customers had bought when the test began.
  private let known: PurchaseLog

  /// One recipe's result.
  struct Outcome {
    let recipe: Recipe
    let model: any StoredModel
    let scores: RankingScores
  }

  /// Cuts off the newest window, or `nil` where there is nobody to test.
  init?(_ log: PurchaseLog, repeats: Evaluation.RepeatPolicy) {
    guard let split = TemporalSplit(newestWindowOf: log), split.train.count > 0 else { return nil }
    let truth = RankingTruth(split.test, after: split.train, repeats: repeats)
    guard truth.customers.count > 0 else { return nil }
    self.split = split
    yardstick = RankingYardstick(truth: truth, train: split.train)
    known = Self.histories(of: truth, in: split.train)
  }

  /// Fits a recipe on what was known and scores it.
  func run(_ recipe: Recipe, settings: RunSettings) throws -> Outcome {
    let model = try recipe.fit(
      split.train, asOf: split.lastTrainDay, environment: settings.fitEnvironment)
    return Outcome(recipe: recipe, model: model, scores: score(model, settings: settings))
  }

  /// Scores a model that has seen nothing of the test.
  func score(_ model: any RecommenderModel, settings: RunSettings) -> RankingScores {
    let histories = Histories(known, for: model.products)
    let positions = model.products.ids.map { split.train.products.position(of: $0) ?? -1 }
    var ranked = RankedProducts(count: known.customers.count, length: yardstick.listLength)
    var eligibility = Eligibility(
      alreadyBought: yardstick.truth.repeats == .allow ? .allow : .exclude)
    eligibility.onlyInStock = false
    eligibility.onlyActive = false
    Ranker(model, eligibility: eligibility, threads: settings.threads).forEachBlock(
      in: histories, asOf: split.lastTrainDay, count: yardstick.listLength
    ) { lists in
      for customer in lists.customers {
        let places = lists.elements(of: customer).map { Int32(positions[Int($0.position)]) }
        ranked.set(places.filter { $0 >= 0 }, for: customer)
      }
      settings.progress(
        ProgressUpdate(
          what: "testing", done: lists.customers.upperBound, total: known.customers.count,
          unit: "customers"))
    }
    return yardstick.measure(ranked)
  }

  /// The window, as a model card tells it.
  var window: ModelCard.TestWindow {
    ModelCard.TestWindow(
      lastTrainDay: split.lastTrainDay, lastTestDay: split.lastTestDay,
      customers: yardstick.truth.customers.count, repeats: yardstick.truth.repeats)
  }

  /// The purchases in train of the tested customers, those without any included.
  private static func histories(of truth: RankingTruth, in train: PurchaseLog) -> PurchaseLog {
    var columns = PurchaseLog.Columns()
    for (customer, position) in truth.trainPositions.enumerated() where position >= 0 {
      for line in train.lines(ofCustomer: position) {
        columns.append(
          customer: Int32(customer), product: train.columns.product[line],
          order: train.columns.order[line], time: train.columns.time[line],
          quantity: train.columns.quantity[line], amount: train.columns.amount[line])
      }
    }
    return PurchaseLog(
      customers: truth.customers, products: train.products, orderIDs: train.orderIDs,
      columns: columns)
  }
}
