import Commerce
import Recommenders

/// Makes lists of a model: policies first, then the ranking, then the shape that was asked for.
struct ListMaker: Sendable {
  /// One place of a list.
  struct Place {
    let item: Recommendation
    /// The chance that it is bought within the next window, where that was learned.
    let chance: Double?
    /// The chance times what one sale leaves, where that decided.
    let expectedMargin: Double?
  }

  let model: any RecommenderModel
  let ranker: Ranker
  private let composer: ListComposer
  private let chance: ProductChance?
  /// Ranks without filters, where chances need that and filters are set.
  private let unfiltered: Ranker?

  init(
    _ model: any RecommenderModel, _ options: RecommendationOptions, _ catalogue: Catalogue,
    chance: ProductChance?, threads: Int = 1
  ) {
    self.model = model
    ranker = Ranker(
      model, eligibility: options.eligibility, catalogue: catalogue, threads: threads)
    composer = ListComposer(options.shape, model: model, catalogue: catalogue)
    self.chance = chance
    unfiltered =
      chance == nil || ranker.keepsKindsWhole
      ? nil : Ranker(model, eligibility: .everything, threads: threads)
  }

  /// How many products have a known margin.
  var knownMargins: Int { composer.knownMargins }

  /// How many of the best compete for the places of a list.
  func candidates(for count: Int) -> Int { composer.shape.candidates(for: count) }

  /// One customer's list.
  func list(
    for customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Place] {
    let candidates = ranker.list(
      for: customer, in: histories, asOf: asOf, count: candidates(for: count))
    return places(candidates, customer, in: histories, asOf: asOf, count: count)
  }

  /// Gives the places of a customer's list to candidates; looks deeper where categories fill up.
  func places(
    _ candidates: [Recommendation], _ customer: Int, in histories: Histories, asOf: Day,
    count: Int, tellingChances: Bool = true
  ) -> [Place] {
    let chances =
      tellingChances || composer.shape.value == .margin
      ? chances(of: candidates, customer, in: histories, asOf: asOf) : nil
    let chosen = composer.places(candidates, chances: chances, count: count)
    if chosen.count < count, !composer.shape.isPlain,
      candidates.count >= self.candidates(for: count),
      candidates.count < model.products.count
    {
      let more = ranker.list(
        for: customer, in: histories, asOf: asOf, count: 4 * candidates.count)
      if more.count > candidates.count {
        return places(
          more, customer, in: histories, asOf: asOf, count: count, tellingChances: tellingChances)
      }
    }
    return chosen.enumerated().map { place, index in
      let item = candidates[index]
      return Place(
        item: Recommendation(
          product: item.product, position: item.position, score: item.score, rank: place + 1),
        chance: chance == nil ? nil : chances?[index],
        expectedMargin: composer.shape.value == .margin
          ? chances.map { composer.expectedMargin(of: item.position, chance: $0[index]) } : nil)
    }
  }

  /// The chance of each candidate; for the popular list its share of all orders.
  private func chances(
    of candidates: [Recommendation], _ customer: Int, in histories: Histories, asOf: Day
  ) -> [Double]? {
    if let chance {
      let all = unfiltered?.list(
        for: customer, in: histories, asOf: asOf, count: ProductChance.depth)
      return chance.chances(
        of: candidates, among: all ?? [], customer: customer, in: histories, model: model,
        asOf: asOf)
    }
    guard composer.shape.value == .margin, let popular = model as? any FallbackModel else {
      return nil
    }
    return candidates.map { popular.popularity.share(of: $0.position) }
  }
}
