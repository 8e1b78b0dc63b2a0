import Compute

/// What a model says of one history, to every digit that it has.
public struct PurchaseEstimate: Sendable, Equatable {
  /// The log-likelihood of the history.
  public let logLikelihood: Double
  /// P(alive), 0 to 1.
  public let alive: Double
  /// Purchases to expect in the length of time asked for.
  public let expected: Double
  /// The same, each worth e^(−rate · its time) of one today.
  public let discounted: Double
}

extension PurchaseModel {
  /// Works out estimates in parallel; what depends on the number of purchases alone is done once for each.
  ///
  /// - Parameters:
  ///   - histories: The histories, in the model's unit of time.
  ///   - threads: Change nothing but the time it takes.
  ///   - shared: What all histories with so many repeat purchases share.
  ///   - estimate: The estimate of one of them.
  /// - Returns: One estimate a different history.
  /// - Throws: `HistoryError.units` where the histories count time in another unit than the model.
  func estimates<Shared: Sendable>(
    of histories: PurchaseHistories, threads: Int, shared: @Sendable (_ repeats: Int) -> Shared,
    estimate: @Sendable (_ history: PurchaseHistory, _ shared: Shared) -> PurchaseEstimate
  ) throws -> [PurchaseEstimate] {
    try checkUnit(histories)
    let counts = CountTable(histories.repeats, histories.weights).counts
    let parallel = Parallel(threads: threads)
    let values = parallel.values(counts.count, chunk: 16) { shared(counts[$0]) }
    let places = Dictionary(uniqueKeysWithValues: zip(counts, values.indices))
    return parallel.values(histories.count, chunk: 4096) { group in
      let history = histories[group]
      let place = places[history.repeats] ?? 0
      return estimate(history, values[place])
    }
  }
}
