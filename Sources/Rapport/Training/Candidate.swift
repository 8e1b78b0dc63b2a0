import Evaluation
import Foundation
import Recommenders

/// A fitted model on its way to the registry.
struct Candidate {
  var card: ModelCard
  let arrays: ModelArrays
  let lastImport: Int
}

extension Workspace {
  /// Fits a recipe on everything and joins what its trial found.
  func fit(
    _ recipe: Recipe, _ data: TrainingData, _ trial: Trial?, _ result: ModelEvaluation?,
    seed: UInt64, settings: RunSettings
  ) throws -> Candidate {
    var environment = settings.fitEnvironment
    environment.catalogue = try catalogue()
    environment.groups = try customerFacts()
    let model = try recipe.fit(
      data.log, asOf: data.asOf, environment: environment,
      keepingDecisionsOf: result?.model)
    var arrays = model.arrays
    if let trial, let result, let probability = trial.probability(result, in: data.log) {
      arrays.merge(probability.arrays)
    }
    if let trial, let result,
      let chance = trial.chance(result, in: data.log, threads: settings.threads)
    {
      arrays.merge(chance.arrays)
    }
    let newcomers = NewcomerPopularity(
      data.log, products: model.products, groups: try customerGroups())
    if let newcomers { arrays.merge(newcomers.arrays) }
    let bootstrap = Bootstrap(seed: seed, threads: settings.threads)
    let metrics = (result?.scores.estimates(bootstrap) ?? []).map { metric, estimate in
      (metric.description, estimate)
    }
    var card = ModelCard(
      kind: .recommender, name: recipe.modelName, recipe: recipe, seed: seed, asOf: data.asOf,
      lastDay: data.log.lastDay ?? data.asOf, fingerprint: data.log.fingerprint,
      lines: data.log.count, products: model.products.count,
      metrics: Dictionary(metrics) { first, _ in first }, test: trial?.window)
    card.trials = (model as? AutoModel)?.trials
    return Candidate(card: card, arrays: arrays, lastImport: data.lastImport)
  }

  /// Writes the file, then commits its row together with the decision about it.
  ///
  /// Both happen in one write transaction, so that no two processes take one number, and a process that is
  /// killed leaves at most a file without a row, which the next one sweeps.
  func register(
    _ candidate: Candidate, parent: Int?,
    deciding decide: (ModelRegistry, RegisteredModel) throws -> RunRecord
  ) throws -> TrainingReport {
    var card = candidate.card
    card.parent = parent
    let writer = ModelFileWriter(
      card: try ModelCard.encoder.encode(card), arrays: candidate.arrays)
    return try store.write { db in
      let registry = ModelRegistry(db: db)
      let folder = ModelFolder(modelsFolder)
      folder.sweep(keeping: try registry.models().map(\.version))
      let model = try registry.add(
        card, checksum: writer.checksum, bytes: writer.length, lastImport: candidate.lastImport)
      try writer.write(to: folder.file(of: model.version))
      var run = try decide(registry, model)
      run.model = try registry.model(model.version)
      try run.add(to: db)
      return run.report
    }
  }
}
