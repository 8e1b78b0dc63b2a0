import Compute

extension BlendLearning {
  /// How many windows weights are learned on where the log is long enough.
  static let windows = 3

  /// The candidates of customers of the newest window, and of no more in each of the earlier ones.
  ///
  /// - Parameters:
  ///   - components: Models fitted on the newest window's train.
  ///   - configurations: How to fit them for the earlier windows.
  ///   - windows: What was kept back, the newest first.
  ///   - places: Which customers of the newest window to learn from.
  ///   - environment: The threads, and what is known of products.
  /// - Returns: The lists by window.
  /// - Throws: What a component throws.
  func material(
    of components: [any StoredModel], fittedAs configurations: [RecommenderConfiguration],
    on windows: [HoldOut], places: [Int], environment: FitEnvironment
  ) throws -> Material {
    guard let newest = windows.first else { return Material() }
    let parallel = Parallel(threads: environment.threads)
    var material = material(of: components, on: newest, places: places, parallel: parallel)
    for window in windows.dropFirst() {
      let models = try Blend(configurations).fitted(
        on: window.train, asOf: window.asOf, environment.silent)
      material.windows +=
        self.material(
          of: models, on: window, places: window.sample(places.count, seed: seed),
          scales: material.scales, parallel: parallel
        ).windows
    }
    return material
  }

  /// What was learned.
  struct Outcome {
    /// The weights that rank what was bought highest; equal ones where nothing can be learned.
    var weights: BlendWeights
    /// Weights for an honest judgement of customers in even and in odd places of the newest window.
    var judged: [BlendWeights] = []
  }

  /// Learns from all lists, and for an honest judgement from a part of them too, if asked for.
  ///
  /// Where there are earlier windows, the newest is judged with what they say alone; else each half of its customers
  /// with what the other half says.
  func outcome(of material: Material, judging: Bool = false, parallel: Parallel) -> Outcome {
    let features = material.scales.count * ScoreTransform.count
    let choice = RegularisationChoice(features: features, facts: BlendWeights.facts)
    let strength = regularisation ?? choice.strength(for: material.windows, parallel: parallel)
    func weights(of lists: [ListwiseRegression.List]) -> BlendWeights {
      self.weights(of: lists, scales: material.scales, strength: strength, parallel: parallel)
    }
    var outcome = Outcome(weights: weights(of: material.lists))
    guard judging else { return outcome }
    if material.windows.count > 1 {
      let earlier = weights(of: Array(material.windows.dropFirst().joined()))
      outcome.judged = [earlier, earlier]
    } else {
      outcome.judged = RegularisationChoice.halves(of: material.lists).reversed().map {
        weights(of: $0)
      }
    }
    return outcome
  }

  private func weights(
    of lists: [ListwiseRegression.List], scales: [Float], strength: Double, parallel: Parallel
  ) -> BlendWeights {
    let learned = ListwiseRegression(regularisation: strength).weights(
      of: lists, features: scales.count * ScoreTransform.count, facts: BlendWeights.facts,
      parallel: parallel)
    guard let learned else { return .equal(components: scales.count, scales: scales) }
    var weights = BlendWeights(components: scales.count)
    weights.scales = scales
    (weights.new, weights.repeats, weights.shift) = learned
    return weights
  }
}
