public import Commerce
public import Compute

/// What `ImplicitALS` learns: one row of factors a product, in whitened coordinates.
///
/// Scores are the same in whitened and in plain coordinates (x·y = x'·z), and a customer's equations are
/// (P + ZᵤᵀDZᵤ)x' = Zᵤᵀw with nothing but their own products' rows and their own pull P in them (the
/// identity, unless frequency-scaled). So the rows alone are enough to fold anybody in.
public struct ImplicitALSModel: StoredModel, FactorModel {
  /// How it was trained.
  public let configuration: ImplicitALS
  /// The products that were bought.
  public let products: IDIndex<ProductID>
  /// Product factors z in whitened coordinates, padded with zeros to a multiple of 16 columns.
  public let productFactors: Matrix
  /// How often each product is bought.
  public let popularity: PopularityTable
  /// The final loss per cell of customers × products.
  public let loss: Double?
  /// B of y = B·z, for what must be measured in plain coordinates.
  private let gramianRoot: Matrix
  /// The part of the pull in each coordinate; see ``Whitening/share``.
  private let share: AlignedBuffer<Float>
  /// How customers are pulled towards zero.
  private let pull: RowPull

  /// Enough steps to solve a customer's equations to the precision of floats.
  private static let foldInSteps = 60
  private static let foldInTolerance: Float = 1e-11

  init(
    configuration: ImplicitALS, products: IDIndex<ProductID>,
    solution: AlternatingSolver.Solution, popularity: PopularityTable
  ) {
    self.configuration = configuration
    self.products = products
    productFactors = solution.whitenedProducts
    gramianRoot = solution.gramianRoot
    share = solution.share
    pull = solution.pull
    loss = solution.lossPerCell
    self.popularity = popularity
  }

  init(_ configuration: ImplicitALS, from source: some ModelArraySource) throws {
    self.configuration = configuration
    products = try IDIndex<ProductID>(from: source)
    let width = (configuration.factors + 15) / 16 * 16
    productFactors = Matrix(
      rows: products.count, columns: width,
      storage: try source.floats("productFactors", count: products.count * width))
    gramianRoot = Matrix(
      rows: width, columns: width,
      storage: try source.floats("gramianRoot", count: width * width))
    popularity = try PopularityTable(from: source, products: products.count)
    if configuration.frequencyScaling == 0 {
      share = AlignedBuffer(repeating: 1, count: width)
      pull = RowPull(exponent: 0, floor: 0, mean: 1)
    } else {
      share = try source.floats("pullShare", count: width)
      let pulls = try source.floats("customerPull", count: 2)
      pull = RowPull(
        exponent: configuration.frequencyScaling, floor: Double(pulls.pointer[0]),
        mean: Double(pulls.pointer[1]))
    }
    loss = Double(try source.floats("loss", count: 1).pointer[0])
  }

  /// Ids, factors, the root of the Gramian, popularity and the loss.
  public var arrays: ModelArrays {
    var arrays = ModelArrays()
    arrays.set("products", products.ids.map(\.text))
    arrays.set("productFactors", productFactors.storage)
    arrays.set("gramianRoot", gramianRoot.storage)
    arrays.set("loss", AlignedBuffer(repeating: Float(loss ?? .nan), count: 1))
    popularity.store(in: &arrays)
    guard configuration.frequencyScaling != 0 else { return arrays }
    arrays.set("pullShare", share)
    arrays.set("customerPull", AlignedBuffer([Float(pull.floor), Float(pull.mean)], padding: 0))
    return arrays
  }

  /// Solves each customer's equations from their present history.
  ///
  /// - Complexity: O(n·factors) a step for n distinct products of a customer; at most n + 1 steps.
  public func customerFactors(
    for customers: Range<Int>, in histories: Histories, asOf: Day
  ) -> Matrix {
    let strengths = configuration.strength.matrix(
      of: histories.log, customers: customers, asOf: asOf)
    let rows = Matrix(rows: customers.count, columns: productFactors.columns)
    let entries = WhitenedRows(strengths)
    let pull = pull.multiples(of: entries).map {
      WhitenedRows.Pull(share: share, multiples: $0)
    }
    entries.solve(
      0..<customers.count, against: productFactors, weights, pull: pull, into: rows.row(0),
      steps: Self.foldInSteps, tolerance: Self.foldInTolerance)
    return rows
  }

  private var weights: ImplicitWeights {
    ImplicitWeights(
      confidence: Float(configuration.confidence),
      unobserved: Float(configuration.unobservedWeight))
  }
}

extension ImplicitALSModel: IterativeModel {
  /// How often both sides were solved.
  public var iterations: Int { configuration.iterations }
}

extension ImplicitALSModel: SimilarityModel {
  /// The products with the most similar direction of plain factors (cosine).
  public func similar(to product: Int, count: Int) -> [TopSelection.Element] {
    let width = productFactors.columns
    let plain = plainFactors()
    func length(_ row: Int) -> Float {
      Self.dot(plain.row(row), plain.row(row), width).squareRoot()
    }
    let own = length(product)
    guard own > 0 else { return [] }
    var best = TopSelection(limit: count)
    for other in 0..<products.count where other != product {
      let theirs = length(other)
      guard theirs > 0 else { continue }
      best.insert(
        Int32(other), score: Self.dot(plain.row(product), plain.row(other), width) / (own * theirs))
    }
    return best.ranked()
  }

  /// The product factors y in plain coordinates.
  private func plainFactors() -> Matrix {
    let width = productFactors.columns
    let plain = Matrix(rows: products.count, columns: width)
    // y = B z for every row z: rows times Bᵀ.
    DenseAlgebra.multiply(
      productFactors.row(0), columnsOfA: width, gramianRoot.row(0), .transposed,
      columnsOfB: width, into: plain.row(0), columnsOfC: width, m: products.count, n: width,
      k: width)
    return plain
  }

  /// The plain factors of those of some products that the model knows, by their positions there.
  func plainFactors(of others: IDIndex<ProductID>) -> [Int: [Float]] {
    let plain = plainFactors()
    var factors: [Int: [Float]] = [:]
    for (position, id) in products.ids.enumerated() {
      guard let other = others.position(of: id) else { continue }
      factors[other] = Array(
        UnsafeBufferPointer(start: plain.row(position), count: configuration.factors))
    }
    return factors
  }

  static func dot(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ width: Int
  ) -> Float {
    var sum: Float = 0
    for i in 0..<width { sum += a[i] * b[i] }
    return sum
  }
}

extension ImplicitALSModel: ExplainingModel {
  /// The past purchases that make up the score.
  ///
  /// The score is zⱼ·A⁻¹Σₖwₖzₖ, a sum over the customer's purchases k; each one's share of what speaks for
  /// the product is its contribution (Hu, Koren and Volinsky 2008, section 5).
  public func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    reasons(for: [product], customer: customer, in: histories, asOf: asOf, count: count)[0]
  }

  /// The past purchases that make up each score; the customer's equations are factored once.
  public func reasons(
    for products: [Int], customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [[Reason]] {
    let contributions = contributions(to: products, customer: customer, in: histories, asOf: asOf)
    return zip(products, contributions).map { product, contributions in
      reasons(for: product, contributions, count: count) {
        histories.lastPurchase(of: $0, by: customer)
      }
    }
  }

  private func reasons(
    for product: Int, _ contributions: [(product: Int, value: Float)], count: Int,
    lastBought: (Int) -> Day?
  ) -> [Reason] {
    var best = TopSelection(limit: count)
    for (position, value) in contributions where value > 0 && position != product {
      best.insert(Int32(position), score: value)
    }
    let positive = contributions.reduce(0) { $0 + max(0, $1.value) }
    let reasons = best.ranked().map { element in
      Reason.similarTo(
        product: products[Int(element.position)], on: lastBought(Int(element.position)),
        contribution: Double(element.score / positive))
    }
    guard reasons.isEmpty, count > 0 else { return reasons }
    return [.popular(share: popularity.share(of: product))]
  }

  /// What each purchase of a customer adds to the score of each product; they sum to its score.
  func contributions(
    to products: [Int], customer: Int, in histories: Histories, asOf: Day
  ) -> [[(product: Int, value: Float)]] {
    let history = configuration.strength.matrix(
      of: histories.log, customers: customer..<customer + 1, asOf: asOf)
    let multiple = pull.multiple(entries: history.entries(ofRow: 0).count)
    let solver = InfluenceSolver(
      factors: productFactors, history: history, weights: weights,
      pull: configuration.frequencyScaling == 0
        ? nil : (0..<productFactors.columns).map { 1 + (multiple - 1) * share.pointer[$0] })
    return solver.influences(on: products).map { influences in
      zip(history.entries(ofRow: 0), influences).map { entry, influence in
        let weight = 1 + weights.confidence * history.values[entry]
        return (Int(history.indices[entry]), weight * Float(influence))
      }
    }
  }
}
