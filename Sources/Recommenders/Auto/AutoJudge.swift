import Commerce
import Compute
import Foundation

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
  private let groups: CustomerGroups

  /// How many places of a list count.
  private static let depth = 20

  init(
    _ holdOut: HoldOut, places: [Int], groups: CustomerGroups = CustomerGroups(),
    parallel: Parallel
  ) {
    self.groups = groups
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
    score(model, of: order.prefix(looked).sorted())
  }

  /// Mean NDCG@20 where customers in even places have one model and those in odd places another.
  func meanOfHalves(_ model: (_ half: Int) -> any RecommenderModel) -> Double {
    let halves = [0, 1].map { half in Array(stride(from: half, to: count, by: 2)) }
    let total = halves.enumerated().reduce(0.0) { total, half in
      total + score(model(half.offset), of: half.element) * Double(half.element.count)
    }
    return total / Double(max(1, count))
  }

  private func score(_ model: any RecommenderModel, of rows: [Int]) -> Double {
    let histories = Histories(log.selecting(rows), for: model.products, groups: groups)
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
