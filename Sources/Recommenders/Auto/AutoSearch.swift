import Commerce
import Compute
import Foundation

/// Compares the alternatives of each side and blends the best.
struct AutoSearch: Sendable {
  let plan: AutoPlan
  let holdOut: HoldOut
  /// How many customers finalists are compared on.
  let customers: Int
  let seed: UInt64
  let parallel: Parallel

  /// What was found.
  struct Result {
    var components: [RecommenderConfiguration]
    /// `nil` where one component is enough.
    var weights: BlendWeights?
    var trials: [AutoTrial]
  }

  /// An alternative that is still in the race.
  private struct Runner {
    let side: String
    let configuration: RecommenderConfiguration
    let model: any StoredModel
    var score: Double
  }

  /// Runs the search.
  func run(_ environment: FitEnvironment) throws -> Result {
    var trials = plan.tooExpensive
    let judge = AutoJudge(
      holdOut, places: holdOut.sample(customers, seed: seed), parallel: parallel)
    var finalists: [Runner] = []
    let count = plan.sides.reduce(0) { $0 + $1.alternatives.count }
    var done = 0
    for side in plan.sides {
      var runners: [Runner] = []
      for alternative in side.alternatives {
        environment.progress(
          0.8 * Double(done) / Double(max(1, count)), "trying \(alternative.algorithm.rawValue)")
        done += 1
        let model = try alternative.fit(
          holdOut.train, asOf: holdOut.asOf,
          environment: FitEnvironment(threads: environment.threads))
        let score = judge.score(model, among: judge.first)
        runners.append(
          Runner(side: side.name, configuration: alternative, model: model, score: score))
      }
      finalists.append(contentsOf: halved(runners, judge, &trials))
    }
    environment.progress(0.8, "weighing \(finalists.count) algorithms")
    return blended(finalists, judge, trials)
  }

  /// Half of the alternatives survive each look, and each look is at twice as many customers.
  private func halved(
    _ runners: [Runner], _ judge: AutoJudge, _ trials: inout [AutoTrial]
  ) -> [Runner] {
    var race = runners
    var look = judge.first
    while race.count > 1 {
      race.sort { $0.score > $1.score }
      let kept = max(1, race.count / 2)
      let isLast = kept == 1 && race.count == 2
      for loser in race[kept...] {
        trials.append(
          AutoTrial(
            side: loser.side, configuration: loser.configuration, score: loser.score,
            verdict: isLast ? .secondBest : .droppedEarly))
      }
      race.removeLast(race.count - kept)
      look = min(judge.count, 2 * look)
      if race.count > 1 {
        for i in race.indices { race[i].score = judge.score(race[i].model, among: look) }
      }
    }
    return race
  }

  /// Weighs the finalists, on other customers than those on whom the blend is then compared with them.
  private func blended(
    _ finalists: [Runner], _ judge: AutoJudge, _ trials: [AutoTrial]
  ) -> Result {
    let judged = Set(judge.places)
    let others = holdOut.sample(4000, seed: seed &+ 1, skipping: judged)
    let places = others.count >= 200 ? others : judge.places
    let models = finalists.map(\.model)
    let weights = BlendLearning(seed: seed).weights(
      of: models, on: holdOut, places: places, parallel: parallel)
    let blend = judge.score(
      BlendModel(
        components: finalists.map(\.configuration), models: models, weights: weights,
        products: judge.products(of: models),
        popularity: PopularityTable(counting: holdOut.train, asOf: holdOut.asOf)),
      among: judge.count)
    let alone = finalists.map { judge.score($0.model, among: judge.count) }
    let best = alone.indices.max { (alone[$0], -$0) < (alone[$1], -$1) } ?? 0
    let isBlendBetter = finalists.count > 1 && blend > alone[best]
    var trials = trials
    for (i, finalist) in finalists.enumerated() {
      trials.append(
        AutoTrial(
          side: finalist.side, configuration: finalist.configuration, score: alone[i],
          verdict: isBlendBetter || i == best ? .chosen : .outdone))
    }
    guard isBlendBetter else {
      return Result(
        components: [finalists[best].configuration], weights: nil, trials: trials)
    }
    return Result(
      components: finalists.map(\.configuration), weights: weights, trials: trials)
  }
}

/// Says how well a model foresees what was kept back.
struct AutoJudge: Sendable {
  /// Places of the tested customers in the hold-out.
  let places: [Int]
  /// How many of them a first look takes.
  let first: Int
  private let holdOut: HoldOut
  private let log: PurchaseLog
  private let order: [Int]
  private let allowsRepeats: Bool
  private let parallel: Parallel

  /// How many places of a list count.
  private static let depth = 20

  init(_ holdOut: HoldOut, places: [Int], parallel: Parallel) {
    self.holdOut = holdOut
    self.places = places
    self.parallel = parallel
    let log = holdOut.train.selecting(places.map { holdOut.customers[$0] })
    self.log = log
    first = min(places.count, max(200, places.count / 4))
    var generator = SeededGenerator(seed: 13)
    order = places.indices.shuffled(using: &generator)
    allowsRepeats = places.enumerated().contains { row, place in
      let known = Set(CustomerHabit(row, in: log).products)
      return holdOut.truth[place].contains { known.contains($0) }
    }
  }

  /// How many customers there are to look at.
  var count: Int { places.count }

  /// The products of models fitted on the hold-out.
  func products(of models: [any StoredModel]) -> IDIndex<ProductID> {
    models.first?.products ?? holdOut.train.products
  }

  /// Mean NDCG@20 over some of the customers; repeats count where any were kept back.
  func score(_ model: any RecommenderModel, among looked: Int) -> Double {
    let rows = order.prefix(looked).sorted()
    let histories = Histories(log.selecting(rows), for: model.products)
    let ranker = Ranker(
      model, eligibility: Eligibility(alreadyBought: allowsRepeats ? .allow : .exclude),
      threads: parallel.threads)
    let map = model.products.ids.map {
      holdOut.train.products.position(of: $0).map(Int32.init) ?? -1
    }
    var total = 0.0
    ranker.forEachBlock(in: histories, asOf: holdOut.asOf, count: Self.depth) { lists in
      for row in lists.customers {
        let truth = holdOut.truth[places[rows[row]]]
        total += Self.gain(lists.elements(of: row).map { map[Int($0.position)] }, truth)
      }
    }
    return total / Double(max(1, rows.count))
  }

  private static func gain(_ list: [Int32], _ truth: [Int32]) -> Double {
    let bought = Set(truth)
    var (gain, ideal) = (0.0, 0.0)
    for rank in 0..<depth {
      let discount = 1 / log2(Double(rank + 2))
      if rank < list.count, bought.contains(list[rank]) { gain += discount }
      if rank < truth.count { ideal += discount }
    }
    return ideal > 0 ? gain / ideal : 0
  }
}
