public import Foundation
import GRDB

extension Workspace {
  /// The trained models of a kind, or of all kinds, oldest first.
  public func models(of kind: ModelKind? = nil) throws -> [RegisteredModel] {
    try store.read { try ModelRegistry(db: $0).models(of: kind) }
  }

  /// A trained model by its number.
  ///
  /// - Throws: `ModelError.unknownVersion`.
  public func model(_ version: Int) throws -> RegisteredModel {
    try store.read { try ModelRegistry(db: $0).model(version) }
  }

  /// The model that serves.
  ///
  /// - Throws: `ModelError.noLiveModel`.
  public func liveModel(_ kind: ModelKind = .recommender) throws -> RegisteredModel {
    guard let live = try store.read({ try ModelRegistry(db: $0).live(kind) }) else {
      throw ModelError.noLiveModel(kind: kind)
    }
    return live
  }

  /// Makes a version serve from now on; the present one is retired and can be rolled back to.
  ///
  /// The file is verified whole first, so a damaged model never goes live.
  ///
  /// - Throws: `ModelError.unknownVersion`, `ModelFileError`.
  @discardableResult
  public func promote(_ version: Int) throws -> RegisteredModel {
    let chosen = try model(version)
    try verifiedFile(of: chosen).verifyAll()
    guard chosen.status != .live else { return chosen }
    return try store.write { db in
      let registry = ModelRegistry(db: db)
      let champion = try registry.live(chosen.card.kind)
      try registry.promote(version)
      let promoted = try registry.model(version)
      try RunRecord(
        task: .promote, model: promoted, champion: champion, decision: .promoted,
        reason: "Promoted by hand."
      ).add(to: db)
      return promoted
    }
  }

  /// Makes the version serve again that served before the present one.
  ///
  /// - Throws: `ModelError.nothingToRollBackTo`, `ModelFileError` where its file is damaged.
  @discardableResult
  public func rollBack(_ kind: ModelKind = .recommender) throws -> RegisteredModel {
    let earlier = try store.read { try ModelRegistry(db: $0).previous(kind) }
    guard let earlier else { throw ModelError.nothingToRollBackTo(kind: kind) }
    try verifiedFile(of: earlier).verifyAll()
    return try store.write { db in
      let registry = ModelRegistry(db: db)
      let champion = try registry.live(kind)
      let restored = try registry.rollBack(kind)
      try RunRecord(
        task: .rollback, model: restored, champion: champion, decision: .promoted,
        reason: "Rolled back by hand."
      ).add(to: db)
      return restored
    }
  }

  /// Reads a model's whole file and checks every checksum in it.
  ///
  /// - Throws: `ModelError.unknownVersion`, `ModelFileError` where a byte is not as it was written.
  public func verify(_ version: Int) throws {
    try verifiedFile(of: model(version)).verifyAll()
  }

  /// Copies a model's file, verified whole, to a place of its own.
  ///
  /// - Throws: `ModelError.unknownVersion`, `ModelFileError`, `WorkspaceError`.
  public func exportModel(_ version: Int, to file: URL) throws -> RegisteredModel {
    let chosen = try model(version)
    let source = try verifiedFile(of: chosen)
    try source.verifyAll()
    try AtomicFile.write(to: file) { try $0.append(UnsafeRawBufferPointer(source.bytes)) }
    return chosen
  }

  /// Removes old versions: all but the newest few, the live one and the one before it.
  ///
  /// - Parameters:
  ///   - count: How many of the newest versions of each kind stay in any case.
  ///   - isDryRun: Only say what would be removed.
  /// - Returns: What was removed, oldest first.
  /// - Throws: `WorkspaceError` where another process is writing.
  public func pruneModels(keeping count: Int = 5, isDryRun: Bool = false) throws
    -> [RegisteredModel]
  {
    try store.write { db in
      let registry = ModelRegistry(db: db)
      var removed: [RegisteredModel] = []
      for kind in ModelKind.allCases {
        let previous = try registry.previous(kind)?.version
        removed += try registry.models(of: kind).dropLast(max(0, count)).filter {
          $0.status != .live && $0.version != previous
        }
      }
      guard !isDryRun else { return removed }
      for model in removed { try registry.remove(model.version) }
      try ModelFolder(modelsFolder).sweep(keeping: registry.models().map(\.version))
      return removed
    }
  }

  /// Opens the file of a version and makes sure it is the one that was registered.
  func verifiedFile(of model: RegisteredModel) throws -> ModelFile {
    let file = try ModelFile(at: ModelFolder(modelsFolder).file(of: model.version))
    guard file.checksum == model.checksum else {
      throw ModelError.exchangedFile(version: model.version)
    }
    return file
  }
}
