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

  /// What everybody gets of whom nothing may or can be known.
  var popular: any RecommenderModel {
    guard let model = recommender as? any FallbackModel else { return recommender }
    return PopularProducts(products: recommender.products, popularity: model.popularity)
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
      let hasProbability = file.names.contains { $0.hasPrefix("probability.") }
      return ServedModel(
        version: chosen, recommender: try recipe.load(from: file),
        probability: hasProbability ? try PurchaseProbability(file) : nil)
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
