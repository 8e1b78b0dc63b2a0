public import Commerce
import Compute

/// Finds a few hidden tastes behind all purchases and describes customers and products by them.
///
/// Every cell of customers × products has a preference p, 1 where bought and 0 elsewhere, and a weight:
/// 1 + c·r where bought with strength r (`confidence` is c), `unobservedWeight` elsewhere. The factors
/// x of customers and y of products minimise
/// Σ weight·(p − x·y)² + regularisation·(Σ|x|² + Σ|y|²)
/// by solving for one side with the other fixed, in turn (Hu, Koren and Volinsky 2008). With
/// `frequencyScaling` ν above 0 each |x|² and |y|² counts (n + α·N)^ν times, divided by the mean of that over
/// its side, for n purchases, N rows of the other side and α = unobservedWeight / (1 + c): then those with
/// much evidence are pulled harder than those with little (Rendle and others 2021).
///
/// Each half-iteration is done in *whitened* coordinates: with the Gramian G = w₀YᵀY + λI = LLᵀ, rows
/// z = L⁻¹y and x' = Lᵀx make a customer's equations (I + ZᵤᵀDZᵤ)x' = Zᵤᵀw. No product with the Gramian is
/// left, and two or three steps of conjugate gradients do what many did before.
public struct ImplicitALS: Equatable {
  /// How each row's equations are solved.
  public enum Solver: String, CaseIterable, Sendable {
    /// By a few steps of conjugate gradients from the last solution: fastest.
    case conjugateGradients = "conjugate-gradients"
    /// By factoring the smaller of the primal and the dual system: slower, fewer iterations.
    case exact
  }

  /// What the first iteration begins with.
  public enum Start: String, CaseIterable, Sendable {
    /// Small random factors.
    case random
    /// What products have in common beyond being sold often: dearer than an iteration, and worth several.
    case patterns
  }

  /// How many tastes there are, 1 to 1024; multiples of 16 are fastest.
  public var factors = 256
  /// How often both sides are solved.
  public var iterations = 10
  /// The pull of every factor towards zero.
  public var regularisation = 100.0
  /// How much more a purchase of strength 1 weighs than nothing known: weight 1 + confidence·r.
  public var confidence = 100.0
  /// The weight of what was not bought, above 0 and at most 1.
  public var unobservedWeight = 1.0
  /// ν: how much harder rows with many purchases are pulled towards zero, 0 (all alike) to 1.
  public var frequencyScaling = 0.0
  /// How each row's equations are solved.
  public var solver = Solver.conjugateGradients
  /// Steps of conjugate gradients in each half-iteration.
  public var steps = 2
  /// What counts as the strength r of a purchase.
  public var strength = PurchaseStrength(.logOrders)
  /// What the first iteration begins with.
  public var start = Start.random
  /// Where the random start begins.
  public var seed = 1

  /// The defaults: those of `Models/implicit-als.yaml`, but for its `frequencyScaling`.
  public init() {}
}

extension ImplicitALS: RecipeSection {
  init(reading reader: inout RecipeReader) throws {
    factors = try reader.integer("factors", default: factors, in: 1...1024)
    iterations = try reader.integer("iterations", default: iterations, in: 1...1000)
    regularisation = try reader.number(
      "regularisation", default: regularisation, in: 1e-6...1e6)
    confidence = try reader.number("confidence", default: confidence, in: 1e-6...1e6)
    unobservedWeight = try reader.number(
      "unobservedWeight", default: unobservedWeight, in: 1e-6...1)
    frequencyScaling = try reader.number(
      "frequencyScaling", default: frequencyScaling, in: 0...2)
    solver = try reader.choice("solver", default: solver)
    steps = try reader.integer("steps", default: steps, in: 1...100)
    strength = try PurchaseStrength(reading: &reader, default: strength.measure)
    start = try reader.choice("start", default: start)
    seed = try reader.integer("seed", default: seed, in: 0...Int(Int32.max))
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("factors", factors)
    try writer.set("iterations", iterations)
    try writer.set("regularisation", regularisation)
    try writer.set("confidence", confidence)
    try writer.set("unobservedWeight", unobservedWeight)
    try writer.set("frequencyScaling", frequencyScaling)
    try writer.set("solver", solver.rawValue)
    try writer.set("steps", steps)
    try strength.write(to: &writer)
    try writer.set("start", start.rawValue)
    try writer.set("seed", seed)
  }
}

extension ImplicitALS: Recommender {
  /// Learns the factors of products; those of customers are folded in when they are served.
  ///
  /// - Throws: ``FittingError``.
  /// - Complexity: O(iterations · (n·factors·steps + (customers + products)·factors²)) for n distinct
  ///   (customer, product) pairs.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> ImplicitALSModel {
    try fit(log, asOf: asOf, environment: environment, startingFrom: nil)
  }

  /// Learns the factors of products, going on from an earlier model where there is one.
  ///
  /// Products that the earlier model knows start with its factors, new ones at random; with the same
  /// purchases a single iteration then does what many did from a random start.
  ///
  /// - Parameters:
  ///   - log: The purchases.
  ///   - asOf: The day that is today.
  ///   - environment: Threads and progress.
  ///   - earlier: A model of the same number of factors; one of another number is no help and is passed over.
  /// - Returns: The model.
  /// - Throws: ``FittingError``.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment,
    startingFrom earlier: ImplicitALSModel?
  ) throws -> ImplicitALSModel {
    let training = try log.forTraining(asOf: asOf)
    let observed = strength.matrix(
      of: training, customers: 0..<training.customers.count, asOf: asOf)
    guard observed.count > 0 else { throw FittingError.noCustomers(asOf: asOf) }
    let known = earlier.flatMap { earlier in
      earlier.configuration.factors == factors ? earlier.plainFactors(of: training.products) : nil
    }
    let solution = AlternatingSolver(self, observed, environment).solve(from: known ?? [:])
    return ImplicitALSModel(
      configuration: self, products: training.products, solution: solution,
      popularity: PopularityTable(counting: training, asOf: asOf))
  }
}
