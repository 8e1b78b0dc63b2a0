public import Commerce
import Compute

/// Recommends what a random walk from the customer's purchases arrives at: product → customer → product.
///
/// The arrow from product j to product i weighs
///
///     W[j, i] = d_j^(−α) · Σ_u b_uj · n_u^(−β) · b_ui · d_i^(−γ)
///
/// over customers (or baskets) u of size n_u, with d the number of customers of a product; a product's score
/// is Σ_j r_j · W[j, i] over what the customer bought, r_j fading with the baskets since. α = β = 1, γ = 0 is
/// the plain walk (P³; Cooper et al. 2014), γ above 0 holds bestsellers back (RP³β; Paudel et al. 2017).
/// `path` chooses what lies in between: the same customer, the same basket, or the next basket.
public struct RandomWalk: Recommender, Equatable {
  /// What lies between two products of the walk.
  public enum Path: String, CaseIterable, Sendable {
    /// Some customer bought both.
    case customers
    /// They stood in one basket.
    case baskets
    /// One stood in a customer's basket, the other in the next.
    case successions
  }

  /// What lies between two products of the walk.
  public var path: Path
  /// α: how much less a product that many buy says about its buyers.
  public var sourceExponent: Double
  /// β: how much less a customer with many products says about each.
  public var pathExponent: Double
  /// γ: how much bestsellers are held back as recommendations.
  public var targetExponent: Double
  /// How many arrows of a product are kept.
  public var neighbours: Int
  /// What a basket keeps of its weight with every newer one of the customer, 0 to 1.
  public var basketDecay: Double
  /// After so many days a basket counts half; `nil` means days do not matter.
  public var halfLifeDays: Double?

  /// A walk through customers that holds bestsellers back a little, unless told otherwise.
  public init(
    path: Path = .customers, sourceExponent: Double = 0.5, pathExponent: Double = 0.8,
    targetExponent: Double = 0.3, neighbours: Int = 500, basketDecay: Double = 1,
    halfLifeDays: Double? = nil
  ) {
    self.path = path
    self.sourceExponent = sourceExponent
    self.pathExponent = pathExponent
    self.targetExponent = targetExponent
    self.neighbours = neighbours
    self.basketDecay = basketDecay
    self.halfLifeDays = halfLifeDays
  }

  var memory: BasketMemory { BasketMemory(basketDecay: basketDecay, halfLifeDays: halfLifeDays) }

  /// Sums the customers or baskets out of the walk.
  ///
  /// - Throws: ``FittingError``.
  /// - Complexity: O(Σ n_u²) for customers (or baskets) with n_u products.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> RandomWalkModel {
    let training = try log.forTraining(asOf: asOf)
    guard training.customerOffsets.last ?? 0 > 0 else {
      throw FittingError.noCustomers(asOf: asOf)
    }
    let steps = WalkSteps(training, path: path)
    // The source's scale is applied when a customer's purchases are weighed.
    let graph = ProductGraph(
      TwoSteps(
        walkingBack: steps.from, forth: steps.to, sourceExponent: 0, pathExponent: pathExponent,
        targetExponent: targetExponent),
      neighbours: neighbours, parallel: Parallel(threads: environment.threads)
    ) { environment.progress($0, "walking") }
    environment.progress(1, "walking")
    return RandomWalkModel(
      configuration: self, products: training.products,
      popularity: PopularityTable(counting: training, asOf: asOf), graph: graph,
      sourceScale: AlignedBuffer(
        steps.from.columnSums.toThe(minus: sourceExponent), padding: 0))
  }
}

/// The two halves of a walk: places × products, back from a product and forth to the next.
struct WalkSteps {
  let from: SparseMatrix
  let to: SparseMatrix

  init(_ log: PurchaseLog, path: RandomWalk.Path) {
    switch path {
    case .customers:
      from = PurchaseStrength(.once).matrix(
        of: log, customers: 0..<log.customers.count, asOf: Day(number: 0))
      to = from
    case .baskets:
      from = Self.baskets(log, anonymous: true).matrix
      to = from
    case .successions:
      let (baskets, isFollowed) = Self.baskets(log, anonymous: false)
      let first = isFollowed.indices.filter { isFollowed[$0] }
      from = baskets.picking(rows: first)
      to = baskets.picking(rows: first.map { $0 + 1 })
    }
  }

  /// Baskets × products, customer by customer from the oldest to the newest, and which have a next one.
  private static func baskets(
    _ log: PurchaseLog, anonymous: Bool
  ) -> (matrix: SparseMatrix, isFollowed: [Bool]) {
    let byOrder = log.linesByOrder()
    var (offsets, indices, isFollowed) = ([0], [Int32](), [Bool]())
    func append(_ order: Int, isFollowed followed: Bool) {
      let products = byOrder[order].map { log.columns.product[Int($0)] }.sorted()
      for (i, product) in products.enumerated() where i == 0 || product != products[i - 1] {
        indices.append(product)
      }
      offsets.append(indices.count)
      isFollowed.append(followed)
    }
    var isNamed = [Bool](repeating: false, count: log.orderIDs.count)
    for customer in 0..<log.customers.count {
      let sequence = log.orderSequence(ofCustomer: customer)
      for (i, order) in sequence.enumerated() {
        isNamed[Int(order)] = true
        append(Int(order), isFollowed: i + 1 < sequence.count)
      }
    }
    if anonymous {
      for order in isNamed.indices where !isNamed[order] && !byOrder[order].isEmpty {
        append(order, isFollowed: false)
      }
    }
    let matrix = SparseMatrix(
      rows: isFollowed.count, columns: log.products.count, offsets: offsets, indices: indices,
      values: [Float](repeating: 1, count: indices.count))
    return (matrix, isFollowed)
  }
}

extension SparseMatrix {
  /// Some rows, in the given order.
  func picking(rows picked: [Int]) -> SparseMatrix {
    var (offsets, indices, values) = ([0], [Int32](), [Float]())
    offsets.reserveCapacity(picked.count + 1)
    for row in picked {
      indices.append(contentsOf: self.indices[entries(ofRow: row)])
      values.append(contentsOf: self.values[entries(ofRow: row)])
      offsets.append(indices.count)
    }
    return SparseMatrix(
      rows: picked.count, columns: columns, offsets: offsets, indices: indices, values: values)
  }
}

extension RandomWalk: RecipeSection {
  init(reading reader: inout RecipeReader) throws {
    let standard = RandomWalk()
    self.init(
      path: try reader.choice("path", default: standard.path),
      sourceExponent: try reader.number(
        "sourceExponent", default: standard.sourceExponent, in: 0...2),
      pathExponent: try reader.number("pathExponent", default: standard.pathExponent, in: 0...2),
      targetExponent: try reader.number(
        "targetExponent", default: standard.targetExponent, in: 0...2),
      neighbours: try reader.integer("neighbours", default: standard.neighbours, in: 1...100_000),
      basketDecay: try reader.number("basketDecay", default: standard.basketDecay, in: 0.01...1),
      halfLifeDays: try reader.optionalNumber("halfLifeDays", in: 0.01...100_000))
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("path", path.rawValue)
    try writer.set("sourceExponent", sourceExponent)
    try writer.set("pathExponent", pathExponent)
    try writer.set("targetExponent", targetExponent)
    try writer.set("neighbours", neighbours)
    try writer.set("basketDecay", basketDecay)
    try writer.set("halfLifeDays", halfLifeDays)
  }
}
