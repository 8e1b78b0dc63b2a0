public import Commerce
import Compute
import Foundation

/// Predicts each product of a customer from all the others, with the best linear weights there are.
///
/// With R customers × products (1 where bought), the weights B minimise |R − R·B|² + λ|B|² with a zero
/// diagonal; with P = (RᵀR + λI)⁻¹ they are B[j, i] = −P[j, i] / P[i, i] (Steck 2019). Unlike neighbours, products
/// explain each other away.
///
/// The dense form inverts a matrix of n products: 4·n² bytes and n³ operations, which is checked before
/// anything starts. The low-rank form needs no dense matrix (see ``Form/lowRank``).
public struct EASE: Recommender, Equatable {
  /// How the weights are found.
  public enum Form: String, CaseIterable, Sendable {
    /// Dense up to 30,000 products if memory allows it, low-rank beyond.
    case automatic
    /// By inverting the matrix of all products.
    case dense
    /// From the strongest patterns of common purchase.
    ///
    /// With R̃ = D_u^(−1/2)·R·D_i^(−1/2), V its leading right singular vectors and σ their values,
    /// P ≈ (I − V·diag(σ²/(σ²+λ̃))·Vᵀ)/λ̃: exact for R̃ where all patterns are kept. Patterns of R itself
    /// would be those of the bestsellers. λ̃ is the same part of R̃'s squared sum as λ is of R's.
    case lowRank = "low-rank"
  }

  /// How the weights are found.
  public var form: Form
  /// λ: how much weights are held near zero; more for few customers.
  public var regularisation: Double
  /// How many weights of a product are kept, by size (dense form).
  public var neighbours: Int
  /// How many patterns are kept (low-rank form).
  public var factors: Int
  /// Only so many products take part, the most bought; `nil` for all (dense form).
  public var maximumProducts: Int?
  /// The memory the dense matrix may take, in gigabytes.
  public var maximumGigabytes: Double
  /// What a basket keeps of its weight with every newer one of the customer, 0 to 1.
  public var basketDecay: Double
  /// Where the random subspace of the low-rank form starts.
  public var seed: Int

  /// The largest catalogue for which the dense form is chosen unasked.
  static let largestDense = 30_000

  /// All products, unless told otherwise.
  public init(
    form: Form = .automatic, regularisation: Double = 80, neighbours: Int = 1000,
    factors: Int = 1024, maximumProducts: Int? = nil, maximumGigabytes: Double = 8,
    basketDecay: Double = 1, seed: Int = 1
  ) {
    self.form = form
    self.regularisation = regularisation
    self.neighbours = neighbours
    self.factors = factors
    self.maximumProducts = maximumProducts
    self.maximumGigabytes = maximumGigabytes
    self.basketDecay = basketDecay
    self.seed = seed
  }

  var memory: BasketMemory { BasketMemory(basketDecay: basketDecay) }

  /// Solves for the weights.
  ///
  /// - Throws: ``FittingError``, ``EASEError`` before any work where the matrix would not fit.
  /// - Complexity: O(n³) for n products that take part; low-rank O(lines · factors + n · factors²).
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> EASEModel {
    let training = try log.forTraining(asOf: asOf)
    guard training.customerOffsets.last ?? 0 > 0 else {
      throw FittingError.noCustomers(asOf: asOf)
    }
    let bought = PurchaseStrength(.once).matrix(
      of: training, customers: 0..<training.customers.count, asOf: asOf)
    let parallel = Parallel(threads: environment.threads)
    let products = min(bought.columns, maximumProducts ?? bought.columns)
    let weights: EASEModel.Weights
    if isDense(products: products) {
      let solver = DenseEASE(
        regularisation: regularisation, neighbours: neighbours, parallel: parallel)
      try checkMemory(products: products)
      weights = .graph(
        try solver.graph(of: bought, products: products) {
          environment.progress($0, "solving")
        })
    } else {
      weights = .patterns(
        EASEPatterns(
          of: bought, factors: factors, regularisation: regularisation,
          seed: UInt64(bitPattern: Int64(seed)), parallel: parallel
        ) { environment.progress($0, "solving") })
    }
    environment.progress(1, "solving")
    return EASEModel(
      configuration: self, products: training.products,
      popularity: PopularityTable(counting: training, asOf: asOf), weights: weights)
  }

  /// Whether the dense form is used for so many products.
  func isDense(products: Int) -> Bool {
    switch form {
    case .dense: true
    case .lowRank: false
    case .automatic:
      products <= Self.largestDense && gigabytes(products: products) <= allowedGigabytes
    }
  }

  private func gigabytes(products: Int) -> Double {
    4 * Double(products) * Double(products) / 1e9
  }

  private var allowedGigabytes: Double {
    min(maximumGigabytes, 0.8 * Double(ProcessInfo.processInfo.physicalMemory) / 1e9)
  }

  private func checkMemory(products: Int) throws {
    let (needed, allowed) = (gigabytes(products: products), allowedGigabytes)
    guard needed > allowed else { return }
    throw EASEError.tooLarge(
      products: products, gigabytes: needed, allowed: allowed,
      fitting: Int((allowed * 1e9 / 4).squareRoot() / 1000) * 1000)
  }
}

extension EASE: RecipeSection {
  init(reading reader: inout RecipeReader) throws {
    let standard = EASE()
    self.init(
      form: try reader.choice("form", default: standard.form),
      regularisation: try reader.number(
        "regularisation", default: standard.regularisation, in: 1e-6...1e9),
      neighbours: try reader.integer("neighbours", default: standard.neighbours, in: 1...1_000_000),
      factors: try reader.integer("factors", default: standard.factors, in: 1...4096),
      maximumProducts: try reader.optionalNumber("maximumProducts", in: 1...1e7).map { Int($0) },
      maximumGigabytes: try reader.number(
        "maximumGigabytes", default: standard.maximumGigabytes, in: 0...1e6),
      basketDecay: try reader.number("basketDecay", default: standard.basketDecay, in: 0.01...1),
      seed: try reader.integer("seed", default: standard.seed, in: 0...Int.max))
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("form", form.rawValue)
    try writer.set("regularisation", regularisation)
    try writer.set("neighbours", neighbours)
    try writer.set("factors", factors)
    try writer.set("maximumProducts", maximumProducts.map(Double.init))
    try writer.set("maximumGigabytes", maximumGigabytes)
    try writer.set("basketDecay", basketDecay)
    try writer.set("seed", seed)
  }
}
