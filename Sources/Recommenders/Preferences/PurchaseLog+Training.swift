import Commerce

extension PurchaseLog {
  /// What a model may learn from: purchases up to a day, returns taken back, products that were bought.
  ///
  /// - Throws: ``FittingError/noPurchases(asOf:)``.
  func forTraining(asOf day: Day) throws -> PurchaseLog {
    let log = through(day: day).withoutReturns().withoutUnsoldProducts()
    guard log.count > 0 else { throw FittingError.noPurchases(asOf: day) }
    return log
  }

  /// The log itself where no purchase is later, so that large logs are not copied for nothing.
  private func through(day: Day) -> PurchaseLog {
    guard let last = lastDay, last > day else { return self }
    return through(day)
  }

  /// The purchases with returns taken back.
  func withoutReturns() -> PurchaseLog {
    columns.quantity.contains { !($0 > 0) } ? settlingReturns().log : self
  }

  /// The same purchases over the products that occur in them.
  private func withoutUnsoldProducts() -> PurchaseLog {
    var isSold = [Bool](repeating: false, count: products.count)
    for product in columns.product { isSold[Int(product)] = true }
    guard isSold.contains(false) else { return self }
    let sold = zip(products.ids, isSold).filter(\.1).map(\.0)
    return reindexed(to: IDIndex(ascending: sold))
  }
}
