import Commerce
import Compute

/// Learns a blend's weights from components that were fitted before what was kept back.
struct BlendLearning {
  /// How many customers are looked at.
  var customers = 4000
  /// How many candidates of a customer are compared, repeats aside.
  var candidates = 200
  /// How much weights are held near zero; `nil` chooses (see ``RegularisationChoice``).
  var regularisation: Double?
  /// Which customers are looked at.
  var seed: UInt64 = 1
  /// What is known of the customers besides their purchases.
  var groups = CustomerGroups()

  /// How many customers are scored at once.
  private static let blockLength = 32

  /// What weights are learned from: the candidates of each customer, as all components see them.
  struct Material {
    var scales: [Float] = []
    /// The lists of each window that was kept back, the newest first.
    var windows: [[ListwiseRegression.List]] = []
    /// The lists of all windows.
    var lists: [ListwiseRegression.List] { Array(windows.joined()) }
  }

  /// Scores the candidates of some customers of the hold-out.
  ///
  /// - Parameters:
  ///   - components: Models over the same products, fitted on `holdOut.train`.
  ///   - holdOut: What was kept back.
  ///   - places: Which customers of the hold-out to learn from.
  ///   - given: The scales of another window, so that both speak of the same features.
  ///   - parallel: The threads; the material does not depend on them.
  /// - Returns: The lists of one window.
  func material(
    of components: [any StoredModel], on holdOut: HoldOut, places: [Int],
    scales given: [Float]? = nil, parallel: Parallel
  ) -> Material {
    guard let first = components.first else { return Material() }
    let histories = Histories(
      holdOut.train.selecting(places.map { holdOut.customers[$0] }), for: first.products,
      groups: groups)
    let map = holdOut.train.products.ids.map {
      first.products.position(of: $0).map(Int32.init) ?? -1
    }
    let truth = places.map { place in
      holdOut.truth[place].map { map[Int($0)] }.filter { $0 >= 0 }.sorted()
    }
    let scales =
      given ?? Self.scales(of: components, in: histories, asOf: holdOut.asOf, parallel: parallel)
    let lists = parallel.mapChunks(of: places.count, chunk: Self.blockLength) { block in
      candidateLists(
        components, scales, histories, asOf: holdOut.asOf, block: block, truth: truth)
    }
    return Material(scales: scales, windows: [Array(lists.joined())])
  }

  /// 1 / the mean over some customers of the largest score of each component.
  private static func scales(
    of components: [any StoredModel], in histories: Histories, asOf: Day, parallel: Parallel
  ) -> [Float] {
    let count = min(256, histories.customers.count)
    return components.map { model in
      let parts = parallel.mapChunks(of: count, chunk: blockLength) { block in
        let scores = model.scores(for: block, in: histories, asOf: asOf)
        return (0..<block.count).reduce(Float(0)) {
          $0 + max(0, ScoreTransform.largest(scores.row($1), count: scores.columns))
        }
      }
      let mean = parts.reduce(0, +) / Float(max(1, count))
      return mean > 0 ? 1 / mean : 1
    }
  }

  private func candidateLists(
    _ components: [any StoredModel], _ scales: [Float], _ histories: Histories, asOf: Day,
    block: Range<Int>, truth: [[Int32]]
  ) -> [ListwiseRegression.List] {
    let scores = components.map { $0.scores(for: block, in: histories, asOf: asOf) }
    return block.enumerated().map { row, place in
      let habit = CustomerHabit(place, in: histories.log)
      let candidates = Self.candidates(
        scores, row: row, known: habit.products, each: max(10, self.candidates / scores.count))
      return list(scores, scales, row: row, candidates, habit, truth: truth[place])
    }
  }

  /// The best new products of every component, then all repeats, each ascending.
  private static func candidates(
    _ scores: [Matrix], row: Int, known: [Int32], each count: Int
  ) -> [Int32] {
    var chosen: Set<Int32> = []
    var isKnown = [Bool](repeating: false, count: scores[0].columns)
    for product in known { isKnown[Int(product)] = true }
    for matrix in scores {
      let values = matrix.row(row)
      var best = TopSelection(limit: count)
      for product in 0..<matrix.columns where values[product] >= best.threshold {
        if values[product] > 0, !isKnown[product] {
          best.insert(Int32(product), score: values[product])
        }
      }
      for element in best.ranked() { chosen.insert(element.position) }
    }
    return chosen.sorted() + known
  }

  private func list(
    _ scores: [Matrix], _ scales: [Float], row: Int, _ candidates: [Int32],
    _ habit: CustomerHabit, truth: [Int32]
  ) -> ListwiseRegression.List {
    let (known, bought) = (Set(habit.products), Set(truth))
    var list = ListwiseRegression.List()
    list.facts = [habit.facts.0, habit.facts.1, habit.facts.2]
    list.isBought = candidates.map(bought.contains)
    list.isRepeat = candidates.map(known.contains)
    let units = scores.map { matrix in
      ScoreTransform.unit(
        ofLargest: ScoreTransform.largest(matrix.row(row), count: matrix.columns))
    }
    list.features.reserveCapacity(candidates.count * scores.count * ScoreTransform.count)
    for product in candidates {
      for (component, matrix) in scores.enumerated() {
        let views = ScoreTransform.views(
          matrix[row, Int(product)], unit: units[component], scale: scales[component])
        list.features.append(views.0)
        list.features.append(views.1)
        list.features.append(views.2)
        list.features.append(views.3)
      }
    }
    return list
  }
}
