public import Recommenders
import Synchronization

/// A model that has been opened to be served.
public struct ServedModel: Sendable {
  /// The version.
  public let version: RegisteredModel
  /// What scores, explains and compares; its arrays lie in the mapped file.
  public let recommender: any StoredModel
  /// How likely customers are to buy what it offers; nothing where there was too little to learn it from.
  public let probability: PurchaseProbability?
  /// How likely each product of a list is to be bought; nothing where there was too little.
  public let chance: ProductChance?
  /// What sells to groups of customers; nothing where no group is large enough.
  public let newcomers: NewcomerPopularity?

  /// What everybody gets of whom nothing may or can be known.
  func popular() -> any RecommenderModel {
    guard let model = recommender as? any FallbackModel else { return recommender }
    return PopularProducts(products: recommender.products, popularity: model.popularity)
  }

  /// What sells to customers of some groups, or `nil` where none of them is known to the model.
  func popular(among groups: [String]) -> (any RecommenderModel)? {
    guard let model = recommender as? any FallbackModel,
      let own = newcomers?.scores(for: groups)
    else { return nil }
    return PopularProducts(
      products: recommender.products, popularity: model.popularity, own: own)
  }
}

extension Workspace {
  /// Opens a version, or the live one where none is named; opened once, it stays open.
  ///
  /// - Throws: `ModelError.noLiveModel`, `ModelError.unknownVersion`, `ModelFileError` where the file is
  ///   missing or damaged.
  public func servedModel(_ version: Int? = nil) throws -> ServedModel {
    let chosen = try version.map(model) ?? liveModel()
    guard let recipe = chosen.card.recipe else {
      throw ModelError.wrongKind(version: chosen.version, kind: chosen.card.kind)
    }
    return try openModels.model(chosen) {
      let file = try verifiedFile(of: chosen)
      // Files of earlier versions lack what was not learned then.
      func has(_ part: String) -> Bool { file.names.contains { $0.hasPrefix("\(part).") } }
      let recommender = try recipe.load(from: file)
      return ServedModel(
        version: chosen, recommender: recommender,
        probability: has("probability") ? try PurchaseProbability(file) : nil,
        chance: has("chance") ? try ProductChance(file) : nil,
        newcomers: has("newcomers")
          ? try NewcomerPopularity(file, products: recommender.products.count) : nil)
    }
  }
}

/// The models a workspace has open, by version, status and checksum.
final class OpenModels: Sendable {
  private let models = Mutex<[String: ServedModel]>([:])

  /// The open model, or the one that a body opens now.
  func model(_ version: RegisteredModel, open: () throws -> ServedModel) throws -> ServedModel {
    let key = "\(version.version) \(version.status.rawValue) \(version.checksum)"
    if let model = models.withLock({ $0[key] }) { return model }
    let model = try open()
    models.withLock { models in
      // Old versions are let go: one model is served at a time, seldom two.
      if models.count > 3 { models.removeAll() }
      models[key] = model
    }
    return model
  }
}
