import Commerce
import Compute

/// What a log is worth trying on, from each side, and what a trial costs.
struct AutoPlan: Sendable {
  /// Alternatives that see the same thing: the best of them is enough.
  struct Side: Sendable {
    let name: String
    let alternatives: [RecommenderConfiguration]
  }

  /// The sides, cheap and robust ones first.
  private(set) var sides: [Side] = []
  /// Alternatives that do not fit into the minutes.
  private(set) var tooExpensive: [AutoTrial] = []
  /// Whether the components of the standard blend can be compared with what was found.
  private(set) var hasStandardBlend = false
  /// Whether weights can be learned on earlier windows too.
  private(set) var hasTimeForEarlierWindows = false
  private let facts: LogFacts

  /// Plans for a log and a budget.
  init(
    _ log: PurchaseLog, holdOut: HoldOut, minutes: Double, catalogue: Catalogue = Catalogue(),
    groups: CustomerGroups = CustomerGroups()
  ) {
    facts = LogFacts(log, holdOut: holdOut, catalogue: catalogue, groups: groups)
    // Two cores; the chosen ones are fitted twice, and scoring and weighing take their part.
    var budget = minutes * 60 * 2 * 0.6
    for side in Self.allSides(facts) {
      var affordable: [RecommenderConfiguration] = []
      for alternative in side.alternatives {
        let cost = facts.seconds(toTry: alternative)
        // The first is popularity: something can always be tried.
        if cost <= budget || (sides.isEmpty && affordable.isEmpty) {
          budget -= cost
          affordable.append(alternative)
        } else {
          tooExpensive.append(
            AutoTrial(
              side: side.name, configuration: alternative, score: nil, verdict: .tooExpensive))
        }
      }
      if !affordable.isEmpty { sides.append(Side(name: side.name, alternatives: affordable)) }
    }
    let standard = Blend.standardComponents.reduce(0) { $0 + facts.seconds(toTry: $1) }
    hasStandardBlend = facts.hasFuture && facts.hasRepeats && standard <= budget
    if hasStandardBlend { budget -= standard }
    // Of each side one alternative is fitted again for each earlier window: the dearest, to be on the safe side.
    let again = sides.reduce(0) { sum, side in
      sum + (side.alternatives.map { facts.seconds(toFit: $0) }.max() ?? 0)
    }
    let earlier = Double(BlendLearning.windows - 1)
    hasTimeForEarlierWindows = (again + standard) * earlier <= budget
  }

  private static func allSides(_ facts: LogFacts) -> [Side] {
    // What is cheap to fit and to ask comes in several views; learned weights take from each what it knows.
    var sides = [
      Side(name: "crowd", alternatives: [.popularity(Popularity())]),
      Side(name: "crowd lately", alternatives: latelyPopular(facts)),
    ]
    if facts.hasFuture {
      sides += [
        Side(name: "customers in common", alternatives: walks(facts, [(1, 1, 0), (0.8, 1, 0.2)])),
        Side(
          name: "customers in common, niches", alternatives: walks(facts, [(0.5, 0.8, 0.3)])),
      ]
    } else {
      // How far to hold bestsellers back cannot be learned from a random part: it has too few of them.
      sides.append(Side(name: "customers in common", alternatives: walks(facts, [(1, 1, 0)])))
    }
    if facts.hasRepeats {
      sides += [
        Side(name: "habits", alternatives: habits(facts, [1])),
        Side(name: "fading habits", alternatives: habits(facts, [0.9, 0.8], halfLives: [90])),
        Side(name: "latest habits", alternatives: habits(facts, [0.6, 0.4], halfLives: [21])),
      ]
    }
    if facts.hasRepeats, facts.hasDates {
      sides.append(
        Side(
          name: "rhythms",
          alternatives: [
            .nextBasket(NextBasket(basketDecay: 1, popularityWeight: 0, cadence: 1))
          ]))
    }
    if facts.hasSequence {
      sides += [
        Side(
          name: "successions of baskets",
          alternatives: [0.5, 0.8].map {
            .randomWalk(
              RandomWalk(
                path: .successions, sourceExponent: 0.6, pathExponent: 0.5, targetExponent: 0.2,
                basketDecay: $0))
          }),
        Side(
          name: "baskets in common",
          alternatives: [
            .randomWalk(
              RandomWalk(
                path: .baskets, sourceExponent: 0.6, pathExponent: 0.5, targetExponent: 0.2,
                basketDecay: 0.9))
          ]),
      ]
    }
    if facts.hasAttributes, facts.hasFuture {
      sides.append(Side(name: "attributes", alternatives: [.attributes(Attributes())]))
    }
    if facts.hasGroups, facts.hasFuture {
      sides.append(
        Side(name: "groups of customers", alternatives: [.groupPopularity(GroupPopularity())]))
    }
    sides.append(Side(name: "patterns", alternatives: patterns(facts)))
    sides.append(Side(name: "hidden tastes", alternatives: tastes(facts)))
    sides.append(Side(name: "linear weights", alternatives: linear(facts)))
    return sides.filter { !$0.alternatives.isEmpty }
  }

  private static func latelyPopular(_ facts: LogFacts) -> [RecommenderConfiguration] {
    if facts.hasDates { return [7, 30, 90].map { .popularity(Popularity(halfLifeDays: $0)) } }
    guard facts.hasSequence else { return [] }
    return [0.3, 0.6].map {
      .nextBasket(NextBasket(basketDecay: 1, popularityWeight: 1e5, popularityBasketDecay: $0))
    }
  }

  private static func walks(
    _ facts: LogFacts, _ exponents: [(Double, Double, Double)]
  ) -> [RecommenderConfiguration] {
    exponents.map {
      .randomWalk(
        RandomWalk(
          sourceExponent: $0.0, pathExponent: $0.1, targetExponent: $0.2,
          neighbours: neighbours(facts), basketDecay: facts.hasSequence ? 0.9 : 1))
    }
  }

  /// Nearly all arrows where one walk must do; where several walk side by side, the strongest.
  ///
  /// A graph keeps to a hundred million arrows, 800 megabytes, however large the catalogue.
  private static func neighbours(_ facts: LogFacts) -> Int {
    facts.hasFuture ? 500 : max(500, min(5_000, 100_000_000 / max(1, facts.products)))
  }

  private static func habits(
    _ facts: LogFacts, _ decays: [Double], halfLives: [Double] = []
  ) -> [RecommenderConfiguration] {
    let byBaskets = decays.map { NextBasket(basketDecay: $0, popularityWeight: 0) }
    let byDays =
      facts.hasDates
      ? halfLives.map { NextBasket(halfLifeDays: $0, popularityWeight: 0) } : []
    return (byBaskets + byDays).map { .nextBasket($0) }
  }

  private static func patterns(_ facts: LogFacts) -> [RecommenderConfiguration] {
    let rank = min(facts.products, facts.customers)
    return [64, 256, 512, 1024].filter { $0 <= 512 ? $0 < rank : 8 * $0 < rank }.map {
      .spectral(
        Spectral(factors: $0, linearWeight: 0, basketDecay: facts.hasSequence ? 0.9 : 1))
    }
  }

  private static func tastes(_ facts: LogFacts) -> [RecommenderConfiguration] {
    guard facts.products > 32, facts.customers > 32 else { return [] }
    var small = ImplicitALS()
    small.factors = 64
    small.iterations = 15
    small.confidence = 10
    small.regularisation = 10
    var large = ImplicitALS()
    large.frequencyScaling = 1
    guard min(facts.products, facts.customers) > 16_384 else {
      return [.implicitALS(small), .implicitALS(large)]
    }
    var largest = large
    largest.factors = 512
    return [.implicitALS(small), .implicitALS(large), .implicitALS(largest)]
  }

  private static func linear(_ facts: LogFacts) -> [RecommenderConfiguration] {
    guard facts.products > 1, facts.customers > 1 else { return [] }
    // Of a large catalogue, the low-rank form sees the same patterns as the spectral side.
    guard facts.products <= 5_000 else { return [] }
    return [80, 300].map {
      .ease(
        EASE(
          form: .dense, regularisation: $0, neighbours: 500,
          basketDecay: facts.hasSequence ? 0.9 : 1))
    }
  }
}
