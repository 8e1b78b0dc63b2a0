import CKernels
public import Commerce
public import Compute

/// What `ItemNeighbours` learns: the best neighbours of every product.
public struct ItemNeighboursModel: StoredModel, FallbackModel {
  /// How it was trained.
  public let configuration: ItemNeighbours
  /// The products that were bought.
  public let products: IDIndex<ProductID>
  /// How often each product is bought.
  public let popularity: PopularityTable
  let table: NeighbourTable

  init(
    configuration: ItemNeighbours, products: IDIndex<ProductID>, table: NeighbourTable,
    popularity: PopularityTable
  ) {
    self.configuration = configuration
    self.products = products
    self.table = table
    self.popularity = popularity
  }

  init(_ configuration: ItemNeighbours, from source: some ModelArraySource) throws {
    self.configuration = configuration
    products = try IDIndex<ProductID>(from: source)
    table = try NeighbourTable(from: source, products: products.count)
    popularity = try PopularityTable(from: source, products: products.count)
  }

  /// Ids, neighbours and popularity.
  public var arrays: ModelArrays {
    var arrays = ModelArrays()
    arrays.set("products", products.ids.map(\.text))
    table.store(in: &arrays)
    popularity.store(in: &arrays)
    return arrays
  }

  /// Strengths times weights; products that nothing speaks for follow by popularity.
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let scores = Matrix(rows: customers.count, columns: products.count)
    let strengths = configuration.strength.matrix(
      of: histories.log, customers: customers, asOf: asOf)
    for row in 0..<customers.count {
      let target = scores.row(row)
      let entries = strengths.entries(ofRow: row)
      guard !entries.isEmpty else {
        popularity.write(to: target)
        continue
      }
      for entry in entries {
        let own = table.entries(of: Int(strengths.indices[entry]))
        rapport_scatter(
          table.neighbours.pointer + own.lowerBound, table.weights.pointer + own.lowerBound,
          own.count, strengths.values[entry], target)
      }
      popularity.fillGaps(in: target)
    }
    return scores
  }
}

extension PopularityTable {
  /// Gives products of score 0 a score just below it, so that the more popular come first among them.
  func fillGaps(in row: UnsafeMutablePointer<Float>) {
    let scale = orders > 0 ? 1e-6 / orders : 0
    rapport_fill_gaps(row, counts.pointer, counts.count, scale, -1e-6)
  }
}

extension ItemNeighboursModel: SimilarityModel {
  /// The product's neighbours.
  public func similar(to product: Int, count: Int) -> [TopSelection.Element] {
    table.entries(of: product).prefix(max(0, count)).map {
      TopSelection.Element(
        position: table.neighbours.pointer[$0], score: table.weights.pointer[$0])
    }
  }
}

extension ItemNeighboursModel: ExplainingModel {
  /// The past purchases whose neighbour the product is, by what they add to the score.
  public func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    let history = configuration.strength.matrix(
      of: histories.log, customers: customer..<customer + 1, asOf: asOf)
    var best = TopSelection(limit: count)
    var together: [Int32: Int32] = [:]
    for entry in history.entries(ofRow: 0) where Int(history.indices[entry]) != product {
      let bought = history.indices[entry]
      for i in table.entries(of: Int(bought)) where Int(table.neighbours.pointer[i]) == product {
        best.insert(bought, score: history.values[entry] * table.weights.pointer[i])
        together[bought] = table.together.pointer[i]
      }
    }
    let reasons = best.ranked().map { element in
      let both = Double(together[element.position] ?? 0)
      let confidence = both / Double(table.buyers.pointer[Int(element.position)])
      let usual = Double(table.buyers.pointer[product]) / Double(table.customers)
      return Reason.boughtTogether(
        product: products[Int(element.position)],
        on: histories.lastPurchase(of: Int(element.position), by: customer),
        confidence: confidence, lift: confidence / usual, unit: .customers)
    }
    guard reasons.isEmpty, count > 0 else { return reasons }
    return [.popular(share: popularity.share(of: product))]
  }
}
