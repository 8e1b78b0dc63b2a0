public import Commerce
public import Compute

/// What `EASE` learns: how much a purchase of each product speaks for the others.
public struct EASEModel: StoredModel, FallbackModel {
  /// How it was trained.
  public let configuration: EASE
  /// The products that were bought.
  public let products: IDIndex<ProductID>
  /// How often each product is bought: the answer to strangers.
  public let popularity: PopularityTable
  let weights: Weights

  /// The weights, in the form they were found.
  enum Weights: Sendable {
    /// The largest of each product.
    case graph(ProductGraph)
    /// All of them, from few patterns.
    case patterns(EASEPatterns)

    /// What a purchase of one product adds to the score of another.
    func weight(from source: Int, to target: Int) -> Float {
      switch self {
      case .graph(let graph): graph.weight(from: source, to: target)
      case .patterns(let patterns): patterns.weight(from: source, to: target)
      }
    }
  }

  init(
    configuration: EASE, products: IDIndex<ProductID>, popularity: PopularityTable,
    weights: Weights
  ) {
    self.configuration = configuration
    self.products = products
    self.popularity = popularity
    self.weights = weights
  }

  init(_ configuration: EASE, from source: some ModelArraySource) throws {
    let products = try IDIndex<ProductID>(from: source)
    let isDense = try source.integers("easeIsDense", count: 1).pointer[0] == 1
    self.init(
      configuration: configuration, products: products,
      popularity: try PopularityTable(from: source, products: products.count),
      weights: isDense
        ? .graph(try ProductGraph(from: source, as: "ease", products: products.count))
        : .patterns(try EASEPatterns(from: source, products: products.count)))
  }

  /// The weights from everything the customer bought; strangers get the popular list.
  ///
  /// - Complexity: O(customers · products + purchases · neighbours); low-rank
  ///   O(customers · products · factors), as one dense product.
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let bought = configuration.memory.matrix(of: histories.log, customers: customers, asOf: asOf)
    let scores: Matrix
    switch weights {
    case .graph(let graph): scores = Self.scores(of: bought, graph)
    case .patterns(let patterns): scores = patterns.scores(of: bought)
    }
    for row in 0..<customers.count where bought.entries(ofRow: row).isEmpty {
      popularity.write(to: scores.row(row))
    }
    return scores
  }

  private static func scores(of bought: SparseMatrix, _ graph: ProductGraph) -> Matrix {
    let scores = Matrix(rows: bought.rows, columns: bought.columns)
    for row in 0..<bought.rows {
      for i in bought.entries(ofRow: row) {
        graph.add(bought.values[i], timesRow: Int(bought.indices[i]), to: scores.row(row))
      }
    }
    return scores
  }

  /// Everything the model needs besides its configuration.
  public var arrays: ModelArrays {
    var arrays = ModelArrays()
    arrays.set("products", products.ids.map(\.text))
    popularity.store(in: &arrays)
    switch weights {
    case .graph(let graph):
      graph.store(in: &arrays, as: "ease")
      arrays.set("easeIsDense", AlignedBuffer<Int32>(repeating: 1, count: 1))
    case .patterns(let patterns):
      patterns.store(in: &arrays)
      arrays.set("easeIsDense", AlignedBuffer<Int32>(repeating: 0, count: 1))
    }
    return arrays
  }
}

extension EASEModel: SimilarityModel {
  /// The products that a purchase speaks for most.
  public func similar(to product: Int, count: Int) -> [TopSelection.Element] {
    switch weights {
    case .graph(let graph): graph.strongest(of: product, count: count)
    case .patterns(let patterns): patterns.strongest(of: product, count: count)
    }
  }
}

extension EASEModel: ExplainingModel {
  /// The purchases that speak most for the product.
  public func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    let bought = configuration.memory.matrix(
      of: histories.log, customers: customer..<customer + 1, asOf: asOf)
    var best = TopSelection(limit: count)
    var total: Float = 0
    for i in bought.entries(ofRow: 0) {
      let part = bought.values[i] * weights.weight(from: Int(bought.indices[i]), to: product)
      guard part > 0 else { continue }
      total += part
      best.insert(bought.indices[i], score: part)
    }
    let reasons = best.ranked().map { element in
      Reason.similarTo(
        product: products[Int(element.position)],
        on: histories.lastPurchase(of: Int(element.position), by: customer),
        contribution: Double(element.score / total))
    }
    return reasons.isEmpty && count > 0
      ? [.popular(share: popularity.share(of: product))] : reasons
  }
}
