public import Commerce

/// The name of an algorithm, as recipes write it.
public enum Algorithm: String, CaseIterable, Sendable {
  /// What sells most.
  case popularity
  /// What goes with what was bought.
  case itemNeighbours = "item-knn"
  /// Hidden tastes by alternating least squares.
  case implicitALS = "implicit-als"
  /// What baskets with the same products have.
  case associationRules = "association-rules"
  /// Where walks from the customer's purchases arrive.
  case randomWalk = "random-walk"
  /// The customer's habits and what everybody buys just now.
  case nextBasket = "next-basket"
  /// Purchases smoothed over the graph of customers and products.
  case spectral
  /// Several algorithms, each weighted by what it foresaw.
  case blend
  /// Each product predicted from all others, in closed form.
  case ease
  /// What is like the customer's purchases by the facts of products.
  case attributes
  /// What sells to the customer's groups.
  case groupPopularity = "group-popularity"
  /// Whatever predicts this shop best: tried, tuned and blended.
  case auto
}

extension Algorithm {
  /// Algorithms that people may look for, and what to use in their place.
  ///
  /// Bayesian personalised ranking (Rendle et al. 2009) samples pairs by gradient descent. On the Gowalla split
  /// its published NDCG@20 is .138; `implicit-als` has .145 with 256 factors and .149 with 512 there.
  static let leftOut = ["bpr": "implicit-als"]
}

/// A built-in algorithm with its hyper-parameters: the closed list that recipes choose from.
///
/// Its coded form is flat and readable, `{"algorithm": "implicit-als", "factors": 64}`; absent keys have
/// their defaults, unknown ones are refused by name.
public enum RecommenderConfiguration: Sendable, Equatable {
  /// What sells most, with or without forgetting.
  case popularity(Popularity)
  /// What goes with what was bought.
  case itemNeighbours(ItemNeighbours)
  /// Hidden tastes by alternating least squares.
  case implicitALS(ImplicitALS)
  /// What baskets with the same products have.
  case associationRules(RuleRecommender)
  /// Where walks from the customer's purchases arrive.
  case randomWalk(RandomWalk)
  /// The customer's habits and what everybody buys just now.
  case nextBasket(NextBasket)
  /// Purchases smoothed over the graph of customers and products.
  case spectral(Spectral)
  /// Several algorithms, each weighted by what it foresaw.
  case blend(Blend)
  /// Each product predicted from all others, in closed form.
  case ease(EASE)
  /// What is like the customer's purchases by the facts of products.
  case attributes(Attributes)
  /// What sells to the customer's groups.
  case groupPopularity(GroupPopularity)
  /// Whatever predicts this shop best: tried, tuned and blended.
  case auto(Auto)

  /// The algorithm's name.
  public var algorithm: Algorithm {
    switch self {
    case .popularity: .popularity
    case .itemNeighbours: .itemNeighbours
    case .implicitALS: .implicitALS
    case .associationRules: .associationRules
    case .randomWalk: .randomWalk
    case .nextBasket: .nextBasket
    case .spectral: .spectral
    case .blend: .blend
    case .ease: .ease
    case .attributes: .attributes
    case .groupPopularity: .groupPopularity
    case .auto: .auto
    }
  }

  /// The defaults of an algorithm.
  public init(_ algorithm: Algorithm) {
    switch algorithm {
    case .popularity: self = .popularity(Popularity())
    case .itemNeighbours: self = .itemNeighbours(ItemNeighbours())
    case .implicitALS: self = .implicitALS(ImplicitALS())
    case .associationRules: self = .associationRules(RuleRecommender())
    case .randomWalk: self = .randomWalk(RandomWalk())
    case .nextBasket: self = .nextBasket(NextBasket())
    case .spectral: self = .spectral(Spectral())
    case .blend: self = .blend(Blend())
    case .ease: self = .ease(EASE())
    case .attributes: self = .attributes(Attributes())
    case .groupPopularity: self = .groupPopularity(GroupPopularity())
    case .auto: self = .auto(Auto())
    }
  }

  /// Trains on purchases up to and including a day.
  ///
  /// The same log, configuration and day give the same model on any number of threads.
  ///
  /// - Throws: ``FittingError`` where there is nothing to learn from or too little memory.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment = FitEnvironment()
  ) throws -> any StoredModel {
    switch self {
    case .popularity(let algorithm):
      try algorithm.fit(log, asOf: asOf, environment: environment)
    case .itemNeighbours(let algorithm):
      try algorithm.fit(log, asOf: asOf, environment: environment)
    case .implicitALS(let algorithm):
      try algorithm.fit(log, asOf: asOf, environment: environment)
    case .associationRules(let algorithm):
      try algorithm.fit(log, asOf: asOf, environment: environment)
    case .randomWalk(let algorithm):
      try algorithm.fit(log, asOf: asOf, environment: environment)
    case .nextBasket(let algorithm):
      try algorithm.fit(log, asOf: asOf, environment: environment)
    case .spectral(let algorithm):
      try algorithm.fit(log, asOf: asOf, environment: environment)
    case .blend(let algorithm):
      try algorithm.fit(log, asOf: asOf, environment: environment)
    case .ease(let algorithm):
      try algorithm.fit(log, asOf: asOf, environment: environment)
    case .attributes(let algorithm):
      try algorithm.fit(log, asOf: asOf, environment: environment)
    case .groupPopularity(let algorithm):
      try algorithm.fit(log, asOf: asOf, environment: environment)
    case .auto(let algorithm):
      try algorithm.fit(log, asOf: asOf, environment: environment)
    }
  }

  /// Makes the model again that this configuration once trained, from its stored arrays.
  ///
  /// - Throws: ``ModelArraysError`` where arrays are missing or do not fit each other.
  public func load(from source: some ModelArraySource) throws -> any StoredModel {
    switch self {
    case .popularity(let algorithm): try PopularityModel(algorithm, from: source)
    case .itemNeighbours(let algorithm): try ItemNeighboursModel(algorithm, from: source)
    case .implicitALS(let algorithm): try ImplicitALSModel(algorithm, from: source)
    case .associationRules(let algorithm): try RuleModel(algorithm, from: source)
    case .randomWalk(let algorithm): try RandomWalkModel(algorithm, from: source)
    case .nextBasket(let algorithm): try NextBasketModel(algorithm, from: source)
    case .spectral(let algorithm): try SpectralModel(algorithm, from: source)
    case .blend(let algorithm):
      try BlendModel(
        components: algorithm.components, weighting: algorithm.weighting, from: source)
    case .ease(let algorithm): try EASEModel(algorithm, from: source)
    case .attributes(let algorithm): try AttributesModel(algorithm, from: source)
    case .groupPopularity(let algorithm): try GroupPopularityModel(algorithm, from: source)
    case .auto(let algorithm): try AutoModel(algorithm, from: source)
    }
  }
}

extension RecommenderConfiguration: Codable {
  init(reading reader: inout RecipeReader, algorithm: Algorithm) throws {
    switch algorithm {
    case .popularity: self = .popularity(try Popularity(reading: &reader))
    case .itemNeighbours: self = .itemNeighbours(try ItemNeighbours(reading: &reader))
    case .implicitALS: self = .implicitALS(try ImplicitALS(reading: &reader))
    case .associationRules: self = .associationRules(try RuleRecommender(reading: &reader))
    case .randomWalk: self = .randomWalk(try RandomWalk(reading: &reader))
    case .nextBasket: self = .nextBasket(try NextBasket(reading: &reader))
    case .spectral: self = .spectral(try Spectral(reading: &reader))
    case .blend: self = .blend(try Blend(reading: &reader))
    case .ease: self = .ease(try EASE(reading: &reader))
    case .attributes: self = .attributes(try Attributes(reading: &reader))
    case .groupPopularity: self = .groupPopularity(try GroupPopularity(reading: &reader))
    case .auto: self = .auto(try Auto(reading: &reader))
    }
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("algorithm", algorithm.rawValue)
    switch self {
    case .popularity(let section): try section.write(to: &writer)
    case .itemNeighbours(let section): try section.write(to: &writer)
    case .implicitALS(let section): try section.write(to: &writer)
    case .associationRules(let section): try section.write(to: &writer)
    case .randomWalk(let section): try section.write(to: &writer)
    case .nextBasket(let section): try section.write(to: &writer)
    case .spectral(let section): try section.write(to: &writer)
    case .blend(let section): try section.write(to: &writer)
    case .ease(let section): try section.write(to: &writer)
    case .attributes(let section): try section.write(to: &writer)
    case .groupPopularity(let section): try section.write(to: &writer)
    case .auto(let section): try section.write(to: &writer)
    }
  }

  /// Reads the flat form, refusing unknown keys.
  public init(from decoder: any Decoder) throws {
    var reader = try RecipeReader(decoder)
    let algorithm = try reader.algorithm()
    try self.init(reading: &reader, algorithm: algorithm)
    try reader.refuseUnknownKeys(algorithm: algorithm.rawValue)
  }

  /// Writes the flat form with every key.
  public func encode(to encoder: any Encoder) throws {
    var writer = RecipeWriter(encoder)
    try write(to: &writer)
  }
}

extension RecipeReader {
  /// The algorithm that the recipe names.
  mutating func algorithm() throws -> Algorithm {
    guard let name = try text("algorithm") else { throw RecipeError.missingAlgorithm }
    if let better = Algorithm.leftOut[name] {
      throw RecipeError.leftOut(name: name, better: better)
    }
    guard let algorithm = Algorithm(rawValue: name) else {
      throw RecipeError.unknownAlgorithm(
        name: name,
        suggestion: NearestMatch.to(name, among: Algorithm.allCases.map(\.rawValue)))
    }
    return algorithm
  }
}
