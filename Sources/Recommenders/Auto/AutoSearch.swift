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
    var members: [Runner]
    var weighting: Blend.Weighting
    var weights: BlendWeights
    var score: Double
    /// The weights that customers in even and in odd places were judged with, where they were learned.
    var judged: [BlendWeights] = []
  }

  /// Members of an even blend are at least so good as this share of the best: all in one league.
  private static let league = 0.75

  /// An alternative that is still in the race.
  private struct Runner {
    let side: String
    let configuration: RecommenderConfiguration
    let model: any StoredModel
    var score: Double

    func trial(_ verdict: AutoTrial.Verdict) -> AutoTrial {
      AutoTrial(side: side, configuration: configuration, score: score, verdict: verdict)
    }
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
      for alternative in side.alternatives {
        environment.progress(
          0.8 * Double(done) / Double(max(1, count)), "trying \(alternative.algorithm.rawValue)")
        done += 1
        let model = try alternative.fit(
          holdOut.train, asOf: holdOut.asOf, environment: environment.silent)
        let score = judge.score(model, among: judge.first)
        runners.append(
          Runner(side: side.name, configuration: alternative, model: model, score: score))
      }
      finalists.append(contentsOf: halved(runners, judge, &trials))
    }
    environment.progress(0.8, "weighing \(finalists.count) algorithms")
    for i in finalists.indices {
      finalists[i].score = judge.score(finalists[i].model, among: judge.count)
    }
    let standard = try standardBlend(judge, environment)
    return try blended(finalists, standard, judge, environment, trials)
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
        trials.append(loser.trial(isLast ? .secondBest : .droppedEarly))
      }
      race.removeLast(race.count - kept)
      look = min(judge.count, 2 * look)
      if race.count > 1 {
        for i in race.indices { race[i].score = judge.score(race[i].model, among: look) }
      }
    }
    return race
  }

  /// The components of the standard blend, where there is a past to learn its weights from and time for them.
  private func standardBlend(
    _ judge: AutoJudge, _ environment: FitEnvironment
  ) throws -> [Runner] {
    guard plan.hasStandardBlend else { return [] }
    return try Blend.standardComponents.map { component in
      let model = try component.fit(
        holdOut.train, asOf: holdOut.asOf, environment: environment.silent)
      return Runner(
        side: "standard blend", configuration: component, model: model,
        score: judge.score(model, among: judge.first))
    }
  }

  /// Compares one algorithm alone with blends, simpler designs first; a later one must be better.
  private func blended(
    _ finalists: [Runner], _ standard: [Runner], _ judge: AutoJudge,
    _ environment: FitEnvironment, _ trials: [AutoTrial]
  ) throws -> Result {
    var designs = simpleDesigns(finalists, judge)
    if finalists.count > 1, holdOut.kind != .randomProducts {
      let learned = try [finalists, standard].filter { !$0.isEmpty }.map {
        try learnedDesign($0, judge, environment)
      }
      designs += learned
      if learned.count == 2 { designs.append(average(learned[0], learned[1], judge)) }
    }
    var best: Design?
    for design in designs where design.score > best?.score ?? -1 { best = design }
    let members = best?.members ?? []
    let others = (finalists + standard).filter { runner in
      !members.contains { $0.configuration == runner.configuration }
    }
    return Result(
      components: members.map(\.configuration),
      weighting: best?.weighting ?? .even, weights: best?.weights ?? .equal(components: 0),
      trials: trials + others.map { $0.trial(.outdone) } + members.map { $0.trial(.chosen) })
  }

  /// The best algorithm alone, and an even blend of all in its league.
  private func simpleDesigns(_ finalists: [Runner], _ judge: AutoJudge) -> [Design] {
    let places = finalists.indices.max { a, b in
      (finalists[a].score, b) < (finalists[b].score, a)
    }
    guard let alone = places.map({ finalists[$0] }) else { return [] }
    var designs = [
      Design(
        members: [alone], weighting: .even, weights: .equal(components: 1), score: alone.score)
    ]
    let league = finalists.filter { $0.score >= Self.league * alone.score }
    if league.count > 1 {
      let weights = BlendWeights.equal(components: league.count)
      designs.append(
        Design(
          members: league, weighting: .even, weights: weights,
          score: judge.score(blend(league, .even, weights, judge), among: judge.count)))
    }
    return designs
  }

  /// A blend with weights learned on all windows.
  private func learnedDesign(
    _ members: [Runner], _ judge: AutoJudge, _ environment: FitEnvironment
  ) throws -> Design {
    let learning = BlendLearning(seed: seed, groups: environment.groups)
    let learners = learners(judge)
    let windows =
      plan.hasTimeForEarlierWindows
      ? holdOut.withEarlier(BlendLearning.windows, seed: seed) : [holdOut]
    let material = try learning.material(
      of: members.map(\.model), fittedAs: members.map(\.configuration), on: windows,
      places: learners, environment: environment)
    let outcome = learning.outcome(
      of: material, judging: windows.count > 1 || learners == judge.places, parallel: parallel)
    // Nobody is judged with weights that were learned on the same purchases.
    let judged = outcome.judged.isEmpty ? [outcome.weights, outcome.weights] : outcome.judged
    let score = judge.meanOfHalves { blend(members, .learned, judged[$0], judge) }
    return Design(
      members: members, weighting: .learned, weights: outcome.weights, score: score,
      judged: judged)
  }

  /// Two learned blends as one.
  private func average(_ a: Design, _ b: Design, _ judge: AutoJudge) -> Design {
    let members = a.members + b.members
    let judged = zip(a.judged, b.judged).map(BlendWeights.average)
    return Design(
      members: members, weighting: .learned, weights: .average(a.weights, b.weights),
      score: judge.meanOfHalves { blend(members, .learned, judged[$0], judge) })
  }

  private func blend(
    _ members: [Runner], _ weighting: Blend.Weighting, _ weights: BlendWeights,
    _ judge: AutoJudge
  ) -> BlendModel {
    let models = members.map(\.model)
    // Products that were bought only in what is kept back are no products of the models.
    let products = judge.products(of: models)
    return BlendModel(
      components: members.map(\.configuration), weighting: weighting,
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
