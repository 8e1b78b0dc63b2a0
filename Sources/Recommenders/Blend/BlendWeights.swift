import Compute

/// What a blend has learned: how much each view of each component counts, for new products and for repeats.
struct BlendWeights: Sendable, Equatable {
  /// Facts about the customer that shift all repeats against all new products.
  static let facts = 3

  /// The factors that make components' scores comparable between customers: 1 / typical largest score.
  var scales: [Float]
  /// For products new to the customer: four weights a component.
  var new: [Float]
  /// For products bought before: four weights a component.
  var repeats: [Float]
  /// What is added to products bought before, one weight a fact of the customer.
  var shift: [Float]

  /// Weights of nothing.
  init(components: Int) {
    scales = Array(repeating: 1, count: components)
    new = Array(repeating: 0, count: components * ScoreTransform.count)
    repeats = new
    shift = Array(repeating: 0, count: Self.facts)
  }

  /// The same weight for every component: all that is left where nothing could be learned.
  static func equal(components: Int, scales: [Float]? = nil) -> BlendWeights {
    var weights = BlendWeights(components: components)
    weights.scales = scales ?? weights.scales
    for component in 0..<components {
      weights.new[component * ScoreTransform.count] = 1
      weights.repeats[component * ScoreTransform.count] = 1
    }
    return weights
  }

  /// The four weights of a component.
  func weights(of component: Int, isRepeat: Bool) -> ArraySlice<Float> {
    let first = component * ScoreTransform.count
    return (isRepeat ? repeats : new)[first..<first + ScoreTransform.count]
  }

  /// What is added to all repeats of a customer.
  func shift(for facts: (Float, Float, Float)) -> Float {
    shift[0] * facts.0 + shift[1] * facts.1 + shift[2] * facts.2
  }
}

extension BlendWeights {
  /// The weights of two blends side by side, each counting half: their average, where scores add up.
  ///
  /// The loss that weights are learned by is convex in the scores, so the average of two blends never loses more than
  /// they do on average.
  static func average(_ a: BlendWeights, _ b: BlendWeights) -> BlendWeights {
    var both = BlendWeights(components: a.scales.count + b.scales.count)
    both.scales = a.scales + b.scales
    both.new = (a.new + b.new).map { $0 / 2 }
    both.repeats = (a.repeats + b.repeats).map { $0 / 2 }
    both.shift = zip(a.shift, b.shift).map { ($0 + $1) / 2 }
    return both
  }
}

extension BlendWeights {
  init(from source: some ModelArraySource, components: Int) throws {
    self.init(components: components)
    let length = components * ScoreTransform.count
    scales = Array(try source.floats("blendScales", count: components).elements)
    new = Array(try source.floats("blendNew", count: length).elements)
    repeats = Array(try source.floats("blendRepeats", count: length).elements)
    shift = Array(try source.floats("blendShift", count: Self.facts).elements)
  }

  func store(in arrays: inout ModelArrays) {
    arrays.set("blendScales", AlignedBuffer(scales, padding: 0))
    arrays.set("blendNew", AlignedBuffer(new, padding: 0))
    arrays.set("blendRepeats", AlignedBuffer(repeats, padding: 0))
    arrays.set("blendShift", AlignedBuffer(shift, padding: 0))
  }
}
