public import Commerce
public import Compute

/// What `Attributes` keeps: the weighted facts of every product.
public struct AttributesModel: StoredModel, FallbackModel {
  /// How it was made.
  public let configuration: Attributes
  /// The products that were bought.
  public let products: IDIndex<ProductID>
  /// How often each product is bought: the answer where no fact speaks.
  public let popularity: PopularityTable
  /// F: products × facts, rows of length 1 or empty.
  let facts: SparseMatrix

  init(
    configuration: Attributes, products: IDIndex<ProductID>, popularity: PopularityTable,
    facts: SparseMatrix
  ) {
    self.configuration = configuration
    self.products = products
    self.popularity = popularity
    self.facts = facts
  }

  init(_ configuration: Attributes, from source: some ModelArraySource) throws {
    let products = try IDIndex<ProductID>(from: source)
    let offsets = try source.integers("factOffsets", count: products.count + 1).elements.map(
      Int.init)
    let columns = Int(try source.integers("factCount", count: 1).pointer[0])
    let numbers = try source.integers("facts", count: max(0, offsets.last ?? 0))
    let weights = try source.floats("factWeights", count: numbers.count)
    guard zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }), offsets.first == 0,
      numbers.elements.allSatisfy({ $0 >= 0 && Int($0) < columns })
    else { throw ModelArraysError.misfit(array: "facts") }
    self.init(
      configuration: configuration, products: products,
      popularity: try PopularityTable(from: source, products: products.count),
      facts: SparseMatrix(
        rows: products.count, columns: columns, offsets: offsets,
        indices: Array(numbers.elements), values: Array(weights.elements)))
  }

  /// How like each product is to all that was bought; the rest follows by popularity.
  ///
  /// - Complexity: O(customers · facts of all products).
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let scores = Matrix(rows: customers.count, columns: products.count)
    let bought = configuration.memory.matrix(of: histories.log, customers: customers, asOf: asOf)
    var wanted = [Float](repeating: 0, count: facts.columns)
    for row in 0..<customers.count {
      let entries = bought.entries(ofRow: row)
      guard !entries.isEmpty else {
        popularity.write(to: scores.row(row))
        continue
      }
      for fact in wanted.indices { wanted[fact] = 0 }
      for i in entries {
        for fact in facts.entries(ofRow: Int(bought.indices[i])) {
          wanted[Int(facts.indices[fact])] += bought.values[i] * facts.values[fact]
        }
      }
      for product in 0..<products.count {
        var sum: Float = 0
        for fact in facts.entries(ofRow: product) {
          sum += facts.values[fact] * wanted[Int(facts.indices[fact])]
        }
        scores.row(row)[product] = sum
      }
      popularity.fillGaps(in: scores.row(row))
    }
    return scores
  }

  /// Everything the model needs besides its configuration.
  public var arrays: ModelArrays {
    var arrays = ModelArrays()
    arrays.set("products", products.ids.map(\.text))
    popularity.store(in: &arrays)
    arrays.set("factOffsets", AlignedBuffer(facts.offsets.map(Int32.init), padding: 0))
    arrays.set("facts", AlignedBuffer(facts.indices, padding: 0))
    arrays.set("factWeights", AlignedBuffer(facts.values, padding: 0))
    arrays.set("factCount", AlignedBuffer(repeating: Int32(facts.columns), count: 1))
    return arrays
  }

  /// How alike two products are, 0 to 1.
  private func likeness(_ a: Int, _ b: Int) -> Float {
    var sum: Float = 0
    let theirs = facts.entries(ofRow: b)
    for i in facts.entries(ofRow: a) {
      for j in theirs where facts.indices[i] == facts.indices[j] {
        sum += facts.values[i] * facts.values[j]
      }
    }
    return sum
  }
}

extension AttributesModel: SimilarityModel {
  /// The products with the most in common.
  public func similar(to product: Int, count: Int) -> [TopSelection.Element] {
    var best = TopSelection(limit: count)
    for other in 0..<products.count where other != product {
      let likeness = likeness(product, other)
      if likeness > 0 { best.insert(Int32(other), score: likeness) }
    }
    return best.ranked()
  }
}

extension AttributesModel: ExplainingModel {
  /// The purchases that are most like the product.
  public func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    let bought = configuration.memory.matrix(
      of: histories.log, customers: customer..<customer + 1, asOf: asOf)
    var best = TopSelection(limit: count)
    var total: Float = 0
    for i in bought.entries(ofRow: 0) where Int(bought.indices[i]) != product {
      let part = bought.values[i] * likeness(Int(bought.indices[i]), product)
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
