public import Commerce
import Compute

/// Recommends what goes with what the customer has bought: "customers who bought this also bought".
///
/// Two products are alike when the same customers buy both. With V the strengths, weighted as the
/// similarity says, the weight from product i to product j is sᵢ·tⱼ·Σᵤ VᵤᵢVᵤⱼ; each product keeps its
/// best neighbours, and a customer's score for j is the sum of their strengths times those weights.
public struct ItemNeighbours: Equatable {
  /// How the likeness of two products is measured.
  public enum Similarity: String, CaseIterable, Sendable {
    /// The cosine of the angle between the products' customers.
    case cosine
    /// Cosine, after customers who buy everything were made to say less (Salton and Buckley 1988).
    case tfIDF = "tf-idf"
    /// The formula of text search, with saturation of repeats (Robertson and Walker 1994).
    case bm25
    /// A walk from the product to one of its customers and on to another product (Cooper et al. 2014):
    /// the arrows of `RandomWalk` with α = 1, through customers, without those from a product to itself.
    case walk
  }

  /// How the likeness of two products is measured.
  public var similarity = Similarity.walk
  /// How many neighbours each product keeps.
  public var neighbours = 500
  /// What counts as the strength of a purchase.
  public var strength = PurchaseStrength(.once)
  /// How fast repeats stop adding (`bm25` only): 0 at once, larger later.
  public var saturation = 1.2
  /// How much products with many purchases are held back (`bm25` only), 0 to 1.
  public var lengthNormalisation = 0.75
  /// How much less a busy customer says (`walk` only): 1 divides by all they bought, 0 not at all.
  public var customerExponent = 1.0
  /// How much popular products are held back (`walk` only): the RP3β of Paudel and others 2017.
  public var productExponent = 0.0

  /// The defaults.
  public init() {}
}

extension ItemNeighbours: RecipeSection {
  init(reading reader: inout RecipeReader) throws {
    similarity = try reader.choice("similarity", default: similarity)
    neighbours = try reader.integer("neighbours", default: neighbours, in: 1...10_000)
    strength = try PurchaseStrength(reading: &reader, default: strength.measure)
    saturation = try reader.number("saturation", default: saturation, in: 0...1000)
    lengthNormalisation = try reader.number(
      "lengthNormalisation", default: lengthNormalisation, in: 0...1)
    customerExponent = try reader.number("customerExponent", default: customerExponent, in: 0...3)
    productExponent = try reader.number("productExponent", default: productExponent, in: 0...3)
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("similarity", similarity.rawValue)
    try writer.set("neighbours", neighbours)
    try strength.write(to: &writer)
    try writer.set("saturation", saturation)
    try writer.set("lengthNormalisation", lengthNormalisation)
    try writer.set("customerExponent", customerExponent)
    try writer.set("productExponent", productExponent)
  }
}

extension ItemNeighbours: Recommender {
  /// Finds the exact best neighbours of every product.
  ///
  /// - Throws: ``FittingError``.
  /// - Complexity: O(Σ m²) for customers with m distinct products each.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> ItemNeighboursModel {
    let training = try log.forTraining(asOf: asOf)
    let strengths = strength.matrix(
      of: training, customers: 0..<training.customers.count, asOf: asOf)
    guard strengths.count > 0 else { throw FittingError.noCustomers(asOf: asOf) }
    let table = NeighbourTable(
      TwoSteps(strengths, self), limit: neighbours, environment: environment)
    return ItemNeighboursModel(
      configuration: self, products: training.products, table: table,
      popularity: PopularityTable(counting: training, asOf: asOf))
  }
}
