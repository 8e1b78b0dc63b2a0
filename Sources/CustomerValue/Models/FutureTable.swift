import Compute

/// What is to come from customers if they are alive, worked out once for each different (x, T).
///
/// The last purchase decides whether somebody is alive, not what somebody alive will do. So ten million
/// histories share a few thousand futures, and only P(alive) is left to do for each.
struct FutureTable: Sendable {
  /// Expected and discounted purchases of a customer who is alive, and the chance of none.
  struct Future: Sendable {
    let expected, none, discounted: Double
  }

  private let futures: [Future]
  private let places: [Int32]

  /// Works out the futures of histories in parallel; the number of threads changes no bit.
  init(
    _ histories: PurchaseHistories, threads: Int,
    _ future: @Sendable (_ repeats: Int, _ age: Double) -> Future
  ) {
    var grouping = HistoryGrouping(capacity: histories.count)
    for group in 0..<histories.count {
      grouping.add(histories.repeats[group], 0, histories.age[group], 1)
    }
    let (repeats, age) = (grouping.repeats, grouping.age)
    futures = Parallel(threads: threads).values(repeats.count, chunk: 64) {
      future(Int(repeats[$0]), age[$0])
    }
    places = grouping.groupOfRow
  }

  /// The future of the history at a place.
  subscript(group: Int) -> Future { futures[Int(places[group])] }
}

extension PurchaseModel {
  /// P(alive) of each history in parallel at disjoint places, and what that leaves of its future.
  func scores(
    of histories: PurchaseHistories, _ futures: FutureTable, threads: Int
  ) -> PurchaseScores {
    let parallel = Parallel(threads: threads)
    let alive = parallel.values(histories.count, chunk: 8192) { probabilityAlive(histories[$0]) }
    func times(_ figure: @Sendable (FutureTable.Future) -> Double) -> [Double] {
      parallel.values(alive.count) { alive[$0] * figure(futures[$0]) }
    }
    return PurchaseScores(
      alive: alive, expected: times(\.expected), buys: times { 1 - $0.none },
      discounted: times(\.discounted))
  }
}
