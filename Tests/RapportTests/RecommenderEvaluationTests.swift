import Compute
import Rapport
import Testing

/// Customer c of a board bought every second product; the one that is missing is bought in the test.
private enum Board {
  static func line(_ customer: Int, _ product: Int, day: Int32) -> PurchaseLine {
    PurchaseLine(
      customer: CustomerID("\(customer)"), product: ProductID("\(product)"),
      order: OrderID("\(customer)-\(product)"), time: Timestamp(Day(number: day)),
      amount: Money(5))
  }

  static let size = 12

  static var lines: [PurchaseLine] {
    (0..<size).flatMap { customer in
      (0..<size).filter { $0 % 2 == customer % 2 && $0 != customer }
        .map { line(customer, $0, day: 100) }
    }
  }

  static var train: PurchaseLog { PurchaseLog(lines) }

  static var test: PurchaseLog { PurchaseLog((0..<size).map { line($0, $0, day: 101) }) }
}

@Suite struct `The test of a recommender` {
  private let popularity = Recipe(RecommenderConfiguration(.popularity))
  private let options = EvaluationOptions(cutoffs: [1, 12], repeats: .exclude, resamples: 50)

  @Test func `ranks every product the customer has not bought`() throws {
    let result = try RecommenderEvaluation.run(
      popularity, train: Board.train, test: Board.test, options: options)
    // Twelve products, five bought: the missing one is among the other seven.
    #expect(result.scores.mean(RankingMetric(.recall, at: 12)) == 1)
    // Every product was bought five times, so ties go to the lowest id not yet bought: for even customers
    // that is product 0 (their own only for customer 0) or 1; for odd ones 0.
    #expect(result.scores.mean(RankingMetric(.recall, at: 1)) == 1.0 / 12)
    #expect(result.name == "popularity")
    #expect(result.timing.scoreSeconds > 0)
  }

  @Test func `fits the same model whatever the test holds, and another one where it leaks`() throws
  {
    let recipe = Recipe(RecommenderConfiguration(.itemNeighbours))
    func neighbours(_ train: PurchaseLog, _ test: PurchaseLog) throws -> [Int32] {
      let result = try RecommenderEvaluation.run(
        recipe, train: train, test: test, options: options)
      return (result.model.arrays.integers["neighbours"]?.elements).map(Array.init) ?? []
    }
    let honest = try neighbours(Board.train, Board.test)
    let other = PurchaseLog(
      (0..<Board.size).map { Board.line($0, ($0 + 1) % Board.size, day: 101) })
    #expect(!honest.isEmpty)
    #expect(try neighbours(Board.train, other) == honest)
    // The negative control: purchases of the other test, planted in train, do change the model.
    let leaking = PurchaseLog(
      Board.lines + (0..<Board.size).map { Board.line($0, ($0 + 1) % Board.size, day: 100) })
    #expect(try neighbours(leaking, Board.test) != honest)
  }

  @Test func `gives strangers the popular list`() throws {
    let stranger = PurchaseLog([Board.line(99, 3, day: 101)])
    let result = try RecommenderEvaluation.run(
      popularity, train: Board.train, test: stranger, options: options)
    #expect(result.scores.mean(RankingMetric(.recall, at: 12)) == 1)
    #expect(result.scores.customers.count == 1)
  }

  @Test func `tests only whom it is told to`() throws {
    var limited = options
    limited.customers = ["1", "2", "77"]
    limited.validationCustomers = ["2"]
    let test = try RecommenderEvaluation(
      train: Board.train, test: Board.test, options: limited)
    #expect(test.yardstick.truth.customers.ids == ["1"])
    limited.customers = nil
    let rest = try RecommenderEvaluation(
      train: Board.train, test: Board.test, options: limited)
    #expect(rest.yardstick.truth.customers.count == 11)
  }

  @Test func `is refused where there is nothing to learn or nobody to test`() throws {
    #expect(throws: EvaluationError.emptyTrain) {
      try RecommenderEvaluation(train: PurchaseLog([]), test: Board.test)
    }
    #expect(throws: EvaluationError.nobodyToTest(isLimited: false)) {
      try RecommenderEvaluation(train: Board.train, test: PurchaseLog([]))
    }
    var limited = options
    limited.customers = ["nobody"]
    #expect(throws: EvaluationError.nobodyToTest(isLimited: true)) {
      try RecommenderEvaluation(train: Board.train, test: Board.test, options: limited)
    }
  }

  @Test func `gives the same numbers on any number of threads`() throws {
    func recall(threads: Int) throws -> [[Double]] {
      try RecommenderEvaluation.run(
        popularity, train: Board.train, test: Board.test, options: options,
        settings: RunSettings(threads: threads)
      ).scores.values.map { $0.map { $0.isNaN ? -1 : $0 } }
    }
    #expect(try recall(threads: 1) == recall(threads: 2))
  }
}

@Suite struct `A report of tests` {
  private let forgetful = Recipe(
    .popularity(Popularity(halfLifeDays: 7)), name: "popularity last week")

  @Test func `has popularity first even if nobody asked`() throws {
    let report = try EvaluationReport(
      recipes: [forgetful], train: Board.train, test: Board.test,
      options: EvaluationOptions(repeats: .exclude, resamples: 50))
    #expect(report.models.map(\.name) == ["popularity", "popularity last week"])
    #expect(report.customers == 12 && report.products == 12)
    #expect(report.models[0].overPopularity.isEmpty)
    // All purchases were made on one day, so forgetting changes nothing.
    let difference = try #require(report.models[1].overPopularity.first)
    #expect(difference.comparison.difference == Estimate(exactly: 0))
  }

  @Test func `keeps one popularity where it was asked for, and tells twins apart`() throws {
    let plain = Recipe(RecommenderConfiguration(.popularity))
    let report = try EvaluationReport(
      recipes: [forgetful, plain, forgetful], train: Board.train, test: Board.test,
      options: EvaluationOptions(resamples: 50))
    #expect(
      report.models.map(\.name)
        == ["popularity", "popularity last week", "popularity last week (2)"])
  }

  @Test func `measures validation customers apart`() throws {
    var options = EvaluationOptions(cutoffs: [12], repeats: .exclude, resamples: 50)
    options.validationCustomers = ["0", "1"]
    let report = try EvaluationReport(
      recipes: [], train: Board.train, test: Board.test, options: options)
    #expect(report.customers == 10 && report.validationCustomers == 2)
    let recall = report.models[0].validation.first { $0.metric.kind == .recall }
    #expect(recall?.estimate.value == 1)
  }
}

@Suite struct `The refusal of a test` {
  @Test(arguments: [
    (
      EvaluationError.emptyTrain, "There are no purchases to learn from.",
      "Name a train file with purchases in it, or a later day with --split."
    ),
    (
      .nobodyToTest(isLimited: true), "None of the customers named bought anything in the test.",
      "Check that the ids are written as in the purchases."
    ),
    (
      .nobodyToTest(isLimited: false), "Nobody bought anything in the test that counts.",
      "Test a longer time, or let repeats count with --repeats allow."
    ),
    (
      .noCustomers(path: "ids.txt"), "The file 'ids.txt' names no customers.",
      "Write one customer id a line."
    ),
    (
      .unreadableCustomers(path: "ids.txt"), "The file 'ids.txt' cannot be read.",
      "Check the path; the file has one customer id a line."
    ),
    (
      .oneDayOnly(day: Day(number: 15_000)),
      "All purchases were made on 2011-01-26, so there is no later one to test.",
      "Import a longer time, or name two files with --train and --test."
    ),
    (
      .nothingAfter(day: Day(number: 15_001), last: Day(number: 15_000)),
      "Nothing was bought after 2011-01-27; the newest purchase is of 2011-01-26.",
      "Name an earlier day with --split."
    ),
  ])
  func `says what is wrong and what to do`(error: EvaluationError, message: String, hint: String) {
    #expect(error.message == message)
    #expect(error.hint == hint)
    #expect(!error.code.contains(" "))
  }
}
