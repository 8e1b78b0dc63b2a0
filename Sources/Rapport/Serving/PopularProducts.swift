import Commerce
import Compute
import Recommenders

/// The popular list inside another model, for customers of whom nothing is known.
struct PopularProducts: ExplainingModel, FallbackModel {
  let products: IDIndex<ProductID>
  let popularity: PopularityTable
  /// What sells among customers of the same groups, where any are known.
  var own: [Float]?

  /// The counts, once for every customer.
  func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let scores = Matrix(rows: customers.count, columns: products.count)
    for row in 0..<customers.count {
      if let own {
        own.withUnsafeBufferPointer { source in
          if let base = source.baseAddress {
            scores.row(row).update(from: base, count: source.count)
          }
        }
      } else {
        scores.row(row).update(from: popularity.counts.pointer, count: products.count)
      }
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
