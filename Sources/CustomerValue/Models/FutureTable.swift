import Compute

/// What is to come from customers if they are alive, worked out once for each different (x, T).
///
/// The last purchase decides whether somebody is alive, not what somebody alive will do. So ten million
/// histories share a few thousand futures, and only P(alive) is left to do for each.
struct FutureTable: Sendable {
  /// Expected and discounted purchases of a customer who is alive.
  struct Future: Sendable {
    let expected, discounted: Double
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
    futures = Parallel(threads: threads).mapChunks(of: repeats.count, chunk: 64) { piece in
      piece.map { future(Int(repeats[$0]), age[$0]) }
    }.flatMap { $0 }
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
    let pieces = Parallel(threads: threads).mapChunks(of: histories.count, chunk: 8192) { piece in
      piece.map { probabilityAlive(histories[$0]) }
    }
    var alive: [Double] = []
    alive.reserveCapacity(histories.count)
    for piece in pieces { alive.append(contentsOf: piece) }
    return PurchaseScores(
      alive: alive, expected: alive.indices.map { alive[$0] * futures[$0].expected },
      discounted: alive.indices.map { alive[$0] * futures[$0].discounted })
  }
}
