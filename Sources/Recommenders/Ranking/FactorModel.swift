public import Commerce
public import Compute

/// A model whose score is the inner product of a customer's and a product's factors.
///
/// Such models are ranked without ever computing all scores.
public protocol FactorModel: FallbackModel {
  /// One row a product.
  var productFactors: Matrix { get }

  /// One row a customer of the block, folded in from present histories, as wide as the product factors.
  func customerFactors(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix
}

extension FactorModel {
  /// Inner products; the popular list for customers of whom the model knows nothing.
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let scores = Matrix(rows: customers.count, columns: products.count)
    let rows = customerFactors(for: customers, in: histories, asOf: asOf)
    let width = productFactors.columns
    DenseAlgebra.multiply(
      rows.row(0), columnsOfA: width, productFactors.row(0), .transposed, columnsOfB: width,
      into: scores.row(0), columnsOfC: products.count, m: customers.count, n: products.count,
      k: width)
    for customer in customers where !knows(customer: customer, in: histories) {
      popularity.write(to: scores.row(customer - customers.lowerBound))
    }
    return scores
  }
}
