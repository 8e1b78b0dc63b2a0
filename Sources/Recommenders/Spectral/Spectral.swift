public import Commerce
import Compute
import Foundation

/// Smooths each customer's purchases over the graph of customers and products: a low-pass filter.
///
/// With R̃ = D_u^(−1/2) · R · D_i^(−1/2) and V its leading right singular vectors, the scores of purchases r are
///
///     r · D_i^(−1/2) · V · diag(σ^s) · Vᵀ · D_i^(1/2)  +  w · r · R̃ᵀR̃
///
/// an ideal filter that keeps the strongest patterns of common purchase, and a linear one that knows direct
/// neighbours (GF-CF: Shen et al. 2021, with s = 0). One pass of linear algebra, no learning rate.
public struct Spectral: Recommender, Equatable {
  /// How many patterns are kept.
  public var factors: Int
  /// s: how much weaker patterns count less; 0 keeps all alike.
  public var softness: Double
  /// w: how much direct neighbours count beside the patterns.
  public var linearWeight: Double
  /// How many neighbours of a product the linear filter keeps.
  public var neighbours: Int
  /// How often the subspace is refined.
  public var iterations: Int
  /// What a basket keeps of its weight with every newer one of the customer, 0 to 1.
  public var basketDecay: Double
  /// After so many days a basket counts half; `nil` means days do not matter.
  public var halfLifeDays: Double?
  /// Where the random subspace starts.
  public var seed: Int

  /// The published filter, unless told otherwise.
  public init(
    factors: Int = 256, softness: Double = 0, linearWeight: Double = 3, neighbours: Int = 500,
    iterations: Int = 4, basketDecay: Double = 1, halfLifeDays: Double? = nil, seed: Int = 1
  ) {
    self.factors = factors
    self.softness = softness
    self.linearWeight = linearWeight
    self.neighbours = neighbours
    self.iterations = iterations
    self.basketDecay = basketDecay
    self.halfLifeDays = halfLifeDays
    self.seed = seed
  }

  var memory: BasketMemory { BasketMemory(basketDecay: basketDecay, halfLifeDays: halfLifeDays) }

  /// Decomposes the normalised matrix.
  ///
  /// - Throws: ``FittingError``.
  /// - Complexity: O(iterations · (n · factors + products · factors²)) for n (customer, product) pairs.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> SpectralModel {
    let training = try log.forTraining(asOf: asOf)
    guard training.customerOffsets.last ?? 0 > 0 else {
      throw FittingError.noCustomers(asOf: asOf)
    }
    let bought = PurchaseStrength(.once).matrix(
      of: training, customers: 0..<training.customers.count, asOf: asOf)
    let parallel = Parallel(threads: environment.threads)
    let rowScale = bought.rowSums.toThe(minus: 0.5)
    let columnScale = bought.columnSums.toThe(minus: 0.5)
    let normalised = bought.mapValues { rowScale[$0] * columnScale[$1] * $2 }
    let svd = RandomisedSVD(
      of: normalised, rank: factors, iterations: iterations, seed: UInt64(bitPattern: Int64(seed)),
      parallel: parallel
    ) { environment.progress($0 * 0.9, "finding patterns") }
    let graph = linearFilter(bought, environment)
    environment.progress(1, "finding patterns")
    return SpectralModel(
      configuration: self, products: training.products,
      popularity: PopularityTable(counting: training, asOf: asOf), vectors: svd.vectors,
      values: AlignedBuffer(svd.values, padding: 0),
      scale: AlignedBuffer(columnScale, padding: 0), graph: graph)
  }

  /// D_i^(1/2)-free form of R̃ᵀR̃: the scale of the source is applied when a customer is folded in.
  private func linearFilter(
    _ bought: SparseMatrix, _ environment: FitEnvironment
  ) -> ProductGraph {
    guard linearWeight > 0 else {
      return ProductGraph(rows: [[TopSelection.Element]](repeating: [], count: bought.columns))
    }
    return ProductGraph(
      TwoSteps(
        walkingBack: bought, forth: bought, sourceExponent: 0, pathExponent: 1,
        targetExponent: 0.5),
      neighbours: neighbours, parallel: Parallel(threads: environment.threads)
    ) { environment.progress(0.9 + 0.1 * $0, "finding patterns") }
  }
}

extension Spectral: RecipeSection {
  init(reading reader: inout RecipeReader) throws {
    let standard = Spectral()
    self.init(
      factors: try reader.integer("factors", default: standard.factors, in: 1...4096),
      softness: try reader.number("softness", default: standard.softness, in: 0...10),
      linearWeight: try reader.number("linearWeight", default: standard.linearWeight, in: 0...1e6),
      neighbours: try reader.integer("neighbours", default: standard.neighbours, in: 1...100_000),
      iterations: try reader.integer("iterations", default: standard.iterations, in: 1...100),
      basketDecay: try reader.number("basketDecay", default: standard.basketDecay, in: 0.01...1),
      halfLifeDays: try reader.optionalNumber("halfLifeDays", in: 0.01...100_000),
      seed: try reader.integer("seed", default: standard.seed, in: 0...Int.max))
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("factors", factors)
    try writer.set("softness", softness)
    try writer.set("linearWeight", linearWeight)
    try writer.set("neighbours", neighbours)
    try writer.set("iterations", iterations)
    try writer.set("basketDecay", basketDecay)
    try writer.set("halfLifeDays", halfLifeDays)
    try writer.set("seed", seed)
  }
}
