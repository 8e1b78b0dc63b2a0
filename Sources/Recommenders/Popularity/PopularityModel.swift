public import Commerce
public import Compute

/// What `Popularity` learns: one count a product, the same for every customer.
public struct PopularityModel: StoredModel, FallbackModel {
  /// How it was trained.
  public let configuration: Popularity
  /// The products that were bought.
  public let products: IDIndex<ProductID>
  /// The counts.
  public let popularity: PopularityTable

  init(configuration: Popularity, products: IDIndex<ProductID>, table: PopularityTable) {
    self.configuration = configuration
    self.products = products
    popularity = table
  }

  init(_ configuration: Popularity, from source: some ModelArraySource) throws {
    let products = try IDIndex<ProductID>(from: source)
    self.init(
      configuration: configuration, products: products,
      table: try PopularityTable(from: source, products: products.count))
  }

  /// The counts, once for every customer.
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let scores = Matrix(rows: customers.count, columns: products.count)
    for row in 0..<customers.count { popularity.write(to: scores.row(row)) }
    return scores
  }

  /// Product ids and counts.
  public var arrays: ModelArrays {
    var arrays = ModelArrays()
    arrays.set("products", products.ids.map(\.text))
    popularity.store(in: &arrays)
    return arrays
  }
}

extension PopularityModel: ExplainingModel {
  /// Always one reason: the share of orders with the product.
  public func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    count > 0 ? [.popular(share: popularity.share(of: product))] : []
  }
}
