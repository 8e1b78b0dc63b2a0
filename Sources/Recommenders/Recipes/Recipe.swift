public import Commerce

/// What `--recipe` names: a configuration and what surrounds it.
///
/// ```yaml
/// algorithm: implicit-als
/// name: nightly
/// factors: 64
/// excludeProducts: [POST, "gift_*"]
/// ```
public struct Recipe: Sendable, Equatable {
  /// What the shop calls it; `nil` for the algorithm's own name.
  public var name: String?
  /// A remark for people, the recipe's `description`.
  public var summary: String?
  /// Products that are no goods (postage, bank charges), as patterns with `*` and `?`.
  public var excludeProducts: [String]
  /// The algorithm and its hyper-parameters.
  public var configuration: RecommenderConfiguration

  /// Surrounds a configuration.
  public init(
    _ configuration: RecommenderConfiguration, name: String? = nil, summary: String? = nil,
    excludeProducts: [String] = []
  ) {
    self.configuration = configuration
    self.name = name
    self.summary = summary
    self.excludeProducts = excludeProducts
  }

  /// The names that stand for a recipe without a file: every algorithm with its defaults.
  public static var builtInNames: [String] { Algorithm.allCases.map(\.rawValue) }

  /// The recipe of a built-in name.
  ///
  /// - Throws: ``RecipeError/unknownRecipe(name:suggestion:)``.
  public static func builtIn(_ name: String) throws -> Recipe {
    if let better = Algorithm.leftOut[name] {
      throw RecipeError.leftOut(name: name, better: better)
    }
    guard let algorithm = Algorithm(rawValue: name) else {
      throw RecipeError.unknownRecipe(
        name: name, suggestion: NearestMatch.to(name, among: builtInNames))
    }
    return Recipe(RecommenderConfiguration(algorithm))
  }

  /// The name of its models in every output: it begins with the algorithm.
  public var modelName: String {
    let algorithm = configuration.algorithm.rawValue
    guard let name, name != algorithm else { return algorithm }
    return name.hasPrefix(algorithm) ? name : "\(algorithm) \(name)"
  }

  /// Trains the configuration on the log without the excluded products.
  ///
  /// - Throws: ``FittingError``.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment = FitEnvironment()
  ) throws -> any StoredModel {
    try configuration.fit(
      log.excluding(excludeProducts), asOf: asOf, environment: environment)
  }

  /// Trains on more purchases, keeping what an earlier model of this recipe has decided.
  ///
  /// What was searched for or weighed on the earlier purchases is not searched for again: the model that is
  /// kept is the one that was tried.
  ///
  /// - Throws: ``FittingError``.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment = FitEnvironment(),
    keepingDecisionsOf earlier: (any StoredModel)?
  ) throws -> any StoredModel {
    let decided = try (earlier as? any RefittableModel)?.refitted(
      to: log.excluding(excludeProducts), asOf: asOf, environment: environment)
    return try decided ?? fit(log, asOf: asOf, environment: environment)
  }

  /// Makes the model again that this recipe once trained.
  ///
  /// - Throws: ``ModelArraysError``.
  public func load(from source: some ModelArraySource) throws -> any StoredModel {
    try configuration.load(from: source)
  }
}

extension Recipe: Codable {
  /// Reads the flat form, refusing unknown keys.
  public init(from decoder: any Decoder) throws {
    var reader = try RecipeReader(decoder)
    let algorithm = try reader.algorithm()
    name = try reader.text("name")
    summary = try reader.text("description")
    excludeProducts = try reader.texts("excludeProducts")
    configuration = try RecommenderConfiguration(reading: &reader, algorithm: algorithm)
    try reader.refuseUnknownKeys(algorithm: algorithm.rawValue)
  }

  /// Writes the flat form with every key.
  public func encode(to encoder: any Encoder) throws {
    var writer = RecipeWriter(encoder)
    try configuration.write(to: &writer)
    try writer.set("name", name)
    try writer.set("description", summary)
    if !excludeProducts.isEmpty { try writer.set("excludeProducts", excludeProducts) }
  }
}
