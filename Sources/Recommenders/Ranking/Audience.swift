import CKernels
public import Commerce
import Compute

/// The customers whom a product suits best: the other way round to read a model.
public struct Audience: Sendable {
  /// A customer of the list.
  public struct Member: Sendable, Equatable {
    /// The customer.
    public let customer: CustomerID
    /// Their position in the histories.
    public let position: Int
    /// The model's score of the product for them.
    public let score: Float
    /// 1 for the best.
    public let rank: Int
  }

  private let model: any RecommenderModel
  private let gate: ProductGate
  private let parallel: Parallel

  /// How many customers are scored at a time.
  private static let chunk = 32

  /// Applies policies to a model's products.
  public init(
    _ model: any RecommenderModel, eligibility: Eligibility = Eligibility(),
    catalogue: Catalogue = Catalogue(), threads: Int = 1
  ) {
    self.model = model
    gate = ProductGate(eligibility, products: model.products, catalogue: catalogue)
    parallel = Parallel(threads: threads)
  }

  /// The best customers for a product, ties by customer id.
  ///
  /// Customers from whom the product is kept away for having bought it are left out, and so are those
  /// of whom the model knows nothing.
  ///
  /// - Returns: At most `count`; empty where the model does not know the product or a policy forbids it.
  public func members(
    for product: ProductID, in histories: Histories, asOf: Day, count: Int
  ) -> [Member] {
    guard let position = model.products.position(of: product), gate.isOpen[position] else {
      return []
    }
    let pieces = parallel.mapChunks(of: histories.customers.count, chunk: Self.chunk) { piece in
      candidates(for: position, among: piece, in: histories, asOf: asOf, count: count)
    }
    var best = TopSelection(limit: count)
    for element in pieces.joined() { best.insert(element.position, score: element.score) }
    return best.ranked().enumerated().map { index, element in
      Member(
        customer: histories.customers[Int(element.position)], position: Int(element.position),
        score: element.score, rank: index + 1)
    }
  }

  private func candidates(
    for product: Int, among customers: Range<Int>, in histories: Histories, asOf: Day, count: Int
  ) -> [TopSelection.Element] {
    let scores = scores(of: product, for: customers, in: histories, asOf: asOf)
    var best = TopSelection(limit: count)
    for (row, customer) in customers.enumerated() {
      guard !histories.log.lines(ofCustomer: customer).isEmpty else { continue }
      let away = gate.keptAway(from: customer, in: histories, asOf: asOf)
      guard !ScoreScan.contains(Int32(product), in: away) else { continue }
      best.insert(Int32(customer), score: scores[row])
    }
    return best.ranked()
  }

  /// One product's scores; for a model of factors without those of all the others.
  private func scores(
    of product: Int, for customers: Range<Int>, in histories: Histories, asOf: Day
  ) -> [Float] {
    guard let model = model as? any FactorModel else {
      let scores = model.scores(for: customers, in: histories, asOf: asOf)
      return (0..<customers.count).map { scores[$0, product] }
    }
    let rows = model.customerFactors(for: customers, in: histories, asOf: asOf)
    return (0..<customers.count).map {
      rapport_dot(rows.row($0), model.productFactors.row(product), rows.columns)
    }
  }
}
