public import Commerce
public import Compute

/// What `EASE` learns: the largest weights from each product to others.
public struct EASEModel: StoredModel, FallbackModel {
  /// How it was trained.
  public let configuration: EASE
  /// The products that were bought.
  public let products: IDIndex<ProductID>
  /// How often each product is bought: the answer to strangers.
  public let popularity: PopularityTable
  let graph: ProductGraph

  init(
    configuration: EASE, products: IDIndex<ProductID>, popularity: PopularityTable,
    graph: ProductGraph
  ) {
    self.configuration = configuration
    self.products = products
    self.popularity = popularity
    self.graph = graph
  }

  init(_ configuration: EASE, from source: some ModelArraySource) throws {
    let products = try IDIndex<ProductID>(from: source)
    self.init(
      configuration: configuration, products: products,
      popularity: try PopularityTable(from: source, products: products.count),
      graph: try ProductGraph(from: source, as: "ease", products: products.count))
  }

  /// The weights from everything the customer bought; strangers get the popular list.
  ///
  /// - Complexity: O(customers · products + purchases · neighbours).
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let scores = Matrix(rows: customers.count, columns: products.count)
    let bought = configuration.memory.matrix(of: histories.log, customers: customers, asOf: asOf)
    for row in 0..<customers.count {
      let entries = bought.entries(ofRow: row)
      if entries.isEmpty { popularity.write(to: scores.row(row)) }
      for i in entries {
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
    graph.store(in: &arrays, as: "ease")
    return arrays
  }
}

extension EASEModel: SimilarityModel {
  /// The products that a purchase speaks for most.
  public func similar(to product: Int, count: Int) -> [TopSelection.Element] {
    graph.strongest(of: product, count: count)
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
      let part = bought.values[i] * graph.weight(from: Int(bought.indices[i]), to: product)
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
