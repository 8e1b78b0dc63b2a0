import Commerce
import Compute

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
    var weighting: Blend.Weighting
    var weights: BlendWeights
    var trials: [AutoTrial]
  }

  /// A way to combine finalists, and how well it does.
  private struct Design {
    /// Places of its members among the finalists.
    var members: [Int]
    var weighting: Blend.Weighting
    var weights: BlendWeights
    var score: Double
  }

  /// Members of an even blend are at least so good as this share of the best: all in one league.
  private static let league = 0.75

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
      holdOut, places: holdOut.sample(customers, seed: seed), groups: environment.groups,
      parallel: parallel)
    var finalists: [Runner] = []
    let count = plan.sides.reduce(0) { $0 + $1.alternatives.count }
    var done = 0
    for side in plan.sides {
      var runners: [Runner] = []
      var quiet = FitEnvironment(threads: environment.threads)
      quiet.catalogue = environment.catalogue
      quiet.groups = environment.groups
      for alternative in side.alternatives {
        environment.progress(
          0.8 * Double(done) / Double(max(1, count)), "trying \(alternative.algorithm.rawValue)")
        done += 1
        let model = try alternative.fit(
          holdOut.train, asOf: holdOut.asOf, environment: quiet)
        let score = judge.score(model, among: judge.first)
        runners.append(
          Runner(side: side.name, configuration: alternative, model: model, score: score))
      }
      finalists.append(contentsOf: halved(runners, judge, &trials))
    }
    environment.progress(0.8, "weighing \(finalists.count) algorithms")
    return blended(finalists, judge, environment.groups, trials)
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

  /// Compares one algorithm alone with blends, simpler designs first; a later one must be better.
  private func blended(
    _ finalists: [Runner], _ judge: AutoJudge, _ groups: CustomerGroups, _ trials: [AutoTrial]
  ) -> Result {
    var finalists = finalists
    for i in finalists.indices {
      finalists[i].score = judge.score(finalists[i].model, among: judge.count)
    }
    var best: Design?
    for design in designs(finalists, judge, groups) where design.score > best?.score ?? -1 {
      best = design
    }
    let chosen = best?.members ?? []
    let results = finalists.enumerated().map { place, finalist in
      AutoTrial(
        side: finalist.side, configuration: finalist.configuration, score: finalist.score,
        verdict: chosen.contains(place) ? .chosen : .outdone)
    }
    return Result(
      components: chosen.map { finalists[$0].configuration },
      weighting: best?.weighting ?? .even, weights: best?.weights ?? .equal(components: 0),
      trials: trials + results)
  }

  private func designs(
    _ finalists: [Runner], _ judge: AutoJudge, _ groups: CustomerGroups
  ) -> [Design] {
    let alone = finalists.indices.max { a, b in
      (finalists[a].score, b) < (finalists[b].score, a)
    }
    guard let alone else { return [] }
    var designs = [
      Design(
        members: [alone], weighting: .even, weights: .equal(components: 1),
        score: finalists[alone].score)
    ]
    let league = finalists.indices.filter {
      finalists[$0].score >= Self.league * finalists[alone].score
    }
    guard finalists.count > 1 else { return designs }
    if league.count > 1 {
      let weights = BlendWeights.equal(components: league.count)
      designs.append(
        design(league, .even, weights, of: finalists, judge))
    }
    guard holdOut.kind != .randomProducts else { return designs }
    let all = Array(finalists.indices)
    let learning = BlendLearning(seed: seed, groups: groups)
    let learners = learners(judge)
    let outcome = learning.outcome(
      of: learning.material(
        of: finalists.map(\.model), on: holdOut, places: learners, parallel: parallel),
      withHalves: learners == judge.places, parallel: parallel)
    var learned = design(all, .learned, outcome.weights, of: finalists, judge)
    if learners == judge.places {
      // Few customers: each half is judged with weights that were learned on the other.
      learned.score = judge.meanOfHalves { half in
        blend(all, .learned, outcome.halves[1 - half], of: finalists, judge)
      }
    }
    return designs + [learned]
  }

  private func design(
    _ members: [Int], _ weighting: Blend.Weighting, _ weights: BlendWeights,
    of finalists: [Runner], _ judge: AutoJudge
  ) -> Design {
    Design(
      members: members, weighting: weighting, weights: weights,
      score: judge.score(
        blend(members, weighting, weights, of: finalists, judge), among: judge.count))
  }

  private func blend(
    _ members: [Int], _ weighting: Blend.Weighting, _ weights: BlendWeights,
    of finalists: [Runner], _ judge: AutoJudge
  ) -> BlendModel {
    let models = members.map { finalists[$0].model }
    // Products that were bought only in what is kept back are no products of the models.
    let products = judge.products(of: models)
    return BlendModel(
      components: members.map { finalists[$0].configuration }, weighting: weighting,
      models: models, weights: weights, products: products,
      popularity: PopularityTable(
        counting: holdOut.train.reindexed(to: products), asOf: holdOut.asOf))
  }

  /// Weights are learned on other customers than those on whom designs are compared, where there are enough.
  private func learners(_ judge: AutoJudge) -> [Int] {
    let others = holdOut.sample(4000, seed: seed &+ 1, skipping: Set(judge.places))
    return others.count >= 200 ? others : judge.places
  }
}
