public import Commerce
import Compute

/// Turns a model's scores into lists: the k best eligible products of every customer.
///
/// Ties go to the lower product id. The lists are exact, the same on any number of threads, and streamed
/// in blocks of customers, so memory does not grow with their number.
public struct Ranker: Sendable {
  /// The model that scores.
  public let model: any RecommenderModel
  private let gate: ProductGate

  /// Whether lists lack nothing but repeats, and those all or none.
  public var keepsKindsWhole: Bool { gate.keepsKindsWhole }
  private let parallel: Parallel
  /// The quick way, where the model has factors.
  private let factorRanking: FactorRanking?

  /// How many customers one piece of work has.
  ///
  /// Many where their factors are multiplied at once; few where
  /// each has a row of all scores, which should stay in the cache.
  private var pieceLength: Int { factorRanking == nil ? 16 : 256 }
  /// How many customers are ranked before their lists are handed on.
  private static let blockLength = 4096

  /// Applies policies to a model's products.
  public init(
    _ model: any RecommenderModel, eligibility: Eligibility = Eligibility(),
    catalogue: Catalogue = Catalogue(), threads: Int = 1
  ) {
    self.model = model
    let gate = ProductGate(eligibility, products: model.products, catalogue: catalogue)
    self.gate = gate
    factorRanking = (model as? any FactorModel).map { FactorRanking($0, gate: gate) }
    parallel = Parallel(threads: threads)
  }

  /// The lists of all customers of the histories, in their order, block by block.
  ///
  /// - Parameters:
  ///   - histories: Purchases in the model's product positions, no later than `asOf`.
  ///   - asOf: The day that is today.
  ///   - count: How long a list is at most.
  ///   - body: Gets the lists of consecutive customers; blocks come in order, one at a time.
  public func forEachBlock(
    in histories: Histories, asOf: Day, count: Int, _ body: (RankedLists) throws -> Void
  ) rethrows {
    let total = histories.customers.count
    for start in stride(from: 0, to: total, by: Self.blockLength) {
      let block = start..<min(total, start + Self.blockLength)
      try body(lists(for: block, in: histories, asOf: asOf, count: count))
    }
  }

  /// The lists of some customers, by position.
  public func lists(
    for customers: Range<Int>, in histories: Histories, asOf: Day, count: Int
  ) -> RankedLists {
    let first = customers.lowerBound
    let pieces = parallel.mapChunks(of: customers.count, chunk: pieceLength) { piece in
      ranked(
        first + piece.lowerBound..<first + piece.upperBound, in: histories, asOf: asOf,
        count: count)
    }
    return RankedLists(
      customers: customers, products: model.products, lists: Array(pieces.joined()))
  }

  /// One customer's list, by position; a customer unknown to the histories has none.
  public func list(
    for customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Recommendation] {
    lists(for: customer..<customer + 1, in: histories, asOf: asOf, count: count)[customer]
  }

  private func ranked(
    _ customers: Range<Int>, in histories: Histories, asOf: Day, count: Int
  ) -> [[TopSelection.Element]] {
    if let factorRanking {
      return factorRanking.lists(for: customers, in: histories, asOf: asOf, count: count)
    }
    let scores = model.scores(for: customers, in: histories, asOf: asOf)
    var scan = ScoreScan(gate: gate, count: count)
    return customers.map { customer in
      scan.best(
        of: UnsafeBufferPointer(
          start: scores.row(customer - customers.lowerBound), count: scores.columns),
        without: gate.keptAway(from: customer, in: histories, asOf: asOf))
    }
  }
}
