public import Commerce
public import Compute

/// What `Blend` learns: component models over the same products, and how much each counts.
public struct BlendModel: StoredModel, FallbackModel {
  /// What each component is.
  public let components: [RecommenderConfiguration]
  /// How the components' weights came about.
  public let weighting: Blend.Weighting
  /// The component models.
  let models: [any StoredModel]
  let weights: BlendWeights
  /// The products that were bought.
  public let products: IDIndex<ProductID>
  /// How often each product is bought: the answer to strangers.
  public let popularity: PopularityTable

  init(
    components: [RecommenderConfiguration], weighting: Blend.Weighting = .learned,
    models: [any StoredModel], weights: BlendWeights, products: IDIndex<ProductID>,
    popularity: PopularityTable
  ) {
    self.components = components
    self.weighting = weighting
    self.models = models
    self.weights = weights
    self.products = products
    self.popularity = popularity
  }

  init(
    components: [RecommenderConfiguration], weighting: Blend.Weighting,
    from source: some ModelArraySource
  ) throws {
    let products = try IDIndex<ProductID>(from: source)
    self.init(
      components: components, weighting: weighting,
      models: try components.enumerated().map { place, component in
        try component.load(from: ComponentArrays(source: source, place: place))
      },
      weights: try BlendWeights(from: source, components: components.count), products: products,
      popularity: try PopularityTable(from: source, products: products.count))
  }

  /// The weighted views of all components' scores; strangers get the popular list.
  ///
  /// - Complexity: that of the components, plus O(customers · products · components).
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let blended = Matrix(rows: customers.count, columns: products.count)
    let habits = customers.map { CustomerHabit($0, in: histories.log) }
    var repeats = habits.map { habit in
      [Float](repeating: weights.shift(for: habit.facts), count: habit.products.count)
    }
    for (component, model) in models.enumerated() {
      let scores = model.scores(for: customers, in: histories, asOf: asOf)
      for row in 0..<customers.count where !habits[row].products.isEmpty {
        let source = scores.row(row)
        let unit = unit(of: source, without: habits[row].products)
        let scale = weights.scales[component]
        ScoreTransform.add(
          source, count: products.count, unit: unit, scale: scale,
          weights: weights.weights(of: component, isRepeat: false), to: blended.row(row))
        let own = weights.weights(of: component, isRepeat: true)
        for (i, product) in habits[row].products.enumerated() {
          repeats[row][i] += ScoreTransform.value(
            source[Int(product)], unit: unit, scale: scale, weights: own)
        }
      }
    }
    for row in 0..<customers.count {
      if habits[row].products.isEmpty {
        popularity.write(to: blended.row(row))
      } else if weighting == .even {
        popularity.fillGaps(in: blended.row(row))
      }
      for (i, product) in habits[row].products.enumerated() {
        blended.row(row)[Int(product)] = repeats[row][i]
      }
    }
    return blended
  }

  /// What makes a component's scores comparable with those of others.
  private func unit(of scores: UnsafePointer<Float>, without known: [Int32]) -> Float {
    switch weighting {
    case .learned:
      ScoreTransform.unit(ofLargest: ScoreTransform.largest(scores, count: products.count))
    case .even:
      ScoreTransform.unit(ofDeviation: scores, count: products.count, without: known)
    }
  }

  /// Everything the model needs besides its configuration; components share the ids.
  public var arrays: ModelArrays {
    var arrays = ModelArrays()
    arrays.set("products", products.ids.map(\.text))
    popularity.store(in: &arrays)
    weights.store(in: &arrays)
    for (place, model) in models.enumerated() {
      ComponentArrays.store(model.arrays, place: place, in: &arrays)
    }
    return arrays
  }
}

/// The arrays of one component among those of a blend.
struct ComponentArrays<Source: ModelArraySource>: ModelArraySource {
  let source: Source
  let place: Int

  func floats(_ name: String) throws -> AlignedBuffer<Float> {
    try source.floats("\(place).\(name)")
  }

  func integers(_ name: String) throws -> AlignedBuffer<Int32> {
    try source.integers("\(place).\(name)")
  }

  func texts(_ name: String) throws -> [String] {
    try source.texts(name == "products" ? name : "\(place).\(name)")
  }
}

extension ComponentArrays where Source == ModelArrays {
  /// Adds a component's arrays to a blend's, without the ids that all components share.
  static func store(_ component: ModelArrays, place: Int, in arrays: inout ModelArrays) {
    for (name, array) in component.floats { arrays.set("\(place).\(name)", array) }
    for (name, array) in component.integers { arrays.set("\(place).\(name)", array) }
    for (name, array) in component.texts where name != "products" {
      arrays.set("\(place).\(name)", array)
    }
  }
}

extension BlendModel: ExplainingModel {
  /// The personal reasons of its components, or else the product's popularity.
  ///
  /// Components are asked in their order; what several name is named once.
  public func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    reasons(for: [product], customer: customer, in: histories, asOf: asOf, count: count)[0]
  }

  /// The personal reasons of its components for each product.
  public func reasons(
    for products: [Int], customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [[Reason]] {
    var reasons = [[Reason]](repeating: [], count: products.count)
    for case let model as any ExplainingModel in models {
      let spoken = model.reasons(
        for: products, customer: customer, in: histories, asOf: asOf, count: count)
      for (place, more) in spoken.enumerated() {
        for reason in more where reason.isPersonal {
          let isNamed = reasons[place].contains { $0.kind == reason.kind }
          if !isNamed { reasons[place].append(reason) }
        }
      }
    }
    return zip(products, reasons).map { product, reasons in
      guard reasons.isEmpty, count > 0 else { return Array(reasons.prefix(count)) }
      return [.popular(share: popularity.share(of: product))]
    }
  }
}

extension BlendModel: SimilarityModel {
  /// What the first component that knows similar products says; none where no component does.
  public func similar(to product: Int, count: Int) -> [TopSelection.Element] {
    for case let model as any SimilarityModel in models {
      return model.similar(to: product, count: count)
    }
    return []
  }
}
