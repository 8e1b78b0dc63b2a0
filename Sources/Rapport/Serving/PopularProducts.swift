import Commerce
import Compute
import Recommenders

/// The popular list inside another model, for customers of whom nothing is known.
struct PopularProducts: ExplainingModel {
  let products: IDIndex<ProductID>
  let popularity: PopularityTable

  /// The counts, once for every customer.
  func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let scores = Matrix(rows: customers.count, columns: products.count)
    for row in 0..<customers.count {
      scores.row(row).update(from: popularity.counts.pointer, count: products.count)
    }
    return scores
  }

  /// The share of orders with the product.
  func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    count > 0 ? [.popular(share: popularity.share(of: product))] : []
  }
}
