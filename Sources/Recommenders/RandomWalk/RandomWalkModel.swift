public import Commerce
public import Compute

/// What `RandomWalk` learns: the strongest arrows from each product to others.
public struct RandomWalkModel: StoredModel, FallbackModel {
  /// How it was trained.
  public let configuration: RandomWalk
  /// The products that were bought.
  public let products: IDIndex<ProductID>
  /// How often each product is bought: the answer to strangers.
  public let popularity: PopularityTable
  let graph: ProductGraph
  /// d_j^(−α) by product.
  let sourceScale: AlignedBuffer<Float>

  init(
    configuration: RandomWalk, products: IDIndex<ProductID>, popularity: PopularityTable,
    graph: ProductGraph, sourceScale: AlignedBuffer<Float>
  ) {
    self.configuration = configuration
    self.products = products
    self.popularity = popularity
    self.graph = graph
    self.sourceScale = sourceScale
  }

  init(_ configuration: RandomWalk, from source: some ModelArraySource) throws {
    let products = try IDIndex<ProductID>(from: source)
    self.init(
      configuration: configuration, products: products,
      popularity: try PopularityTable(from: source, products: products.count),
      graph: try ProductGraph(from: source, as: "walk", products: products.count),
      sourceScale: try source.floats("walkSourceScale", count: products.count))
  }

  /// Where walks from everything the customer bought arrive; strangers get the popular list.
  ///
  /// - Complexity: O(customers · products + purchases · neighbours).
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let scores = Matrix(rows: customers.count, columns: products.count)
    let bought = configuration.memory.matrix(of: histories.log, customers: customers, asOf: asOf)
    for row in 0..<customers.count {
      let entries = bought.entries(ofRow: row)
      guard !entries.isEmpty else {
        popularity.write(to: scores.row(row))
        continue
      }
      for i in entries {
        let source = Int(bought.indices[i])
        graph.add(
          bought.values[i] * sourceScale.pointer[source], timesRow: source, to: scores.row(row))
      }
    }
    return scores
  }

  /// Everything the model needs besides its configuration.
  public var arrays: ModelArrays {
    var arrays = ModelArrays()
    arrays.set("products", products.ids.map(\.text))
    popularity.store(in: &arrays)
    graph.store(in: &arrays, as: "walk")
    arrays.set("walkSourceScale", sourceScale)
    return arrays
  }
}

extension RandomWalkModel: SimilarityModel {
  /// The ends of the strongest arrows from a product.
  public func similar(to product: Int, count: Int) -> [TopSelection.Element] {
    graph.strongest(of: product, count: count)
  }
}

extension RandomWalkModel: ExplainingModel {
  /// The purchases whose walks contribute most to the product's score.
  public func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    let bought = configuration.memory.matrix(
      of: histories.log, customers: customer..<customer + 1, asOf: asOf)
    var best = TopSelection(limit: count)
    var total: Float = 0
    for i in bought.entries(ofRow: 0) where Int(bought.indices[i]) != product {
      let source = Int(bought.indices[i])
      let part =
        bought.values[i] * sourceScale.pointer[source] * graph.weight(from: source, to: product)
      total += part
      if part > 0 { best.insert(bought.indices[i], score: part) }
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
