import Compute

/// Weighted arrows from product to product, the strongest of each product only.
///
/// What remains of a walk through customers once the customers have been summed out: the product side of a
/// model, in compressed rows.
struct ProductGraph: Sendable {
  /// How many products there are.
  let products: Int
  /// The arrows of product j are `offsets[j] ..< offsets[j + 1]`.
  let offsets: AlignedBuffer<Int32>
  /// Where the arrows end, ascending within a product.
  let targets: AlignedBuffer<Int32>
  /// How strong they are.
  let weights: AlignedBuffer<Float>

  /// Takes rows that are in order: targets ascend within a product.
  init(
    offsets: AlignedBuffer<Int32>, targets: AlignedBuffer<Int32>, weights: AlignedBuffer<Float>
  ) {
    products = offsets.count - 1
    self.offsets = offsets
    self.targets = targets
    self.weights = weights
  }

  /// Arrows by product, each row ascending by target.
  init(rows: [[TopSelection.Element]]) {
    products = rows.count
    offsets = AlignedBuffer(repeating: 0, count: rows.count + 1)
    let count = rows.reduce(0) { $0 + $1.count }
    targets = AlignedBuffer(repeating: 0, count: count)
    weights = AlignedBuffer(repeating: 0, count: count)
    var next = 0
    for (product, row) in rows.enumerated() {
      for element in row {
        targets.pointer[next] = element.position
        weights.pointer[next] = element.score
        next += 1
      }
      offsets.pointer[product + 1] = Int32(next)
    }
  }

  /// The arrows of a product.
  func arrows(of product: Int) -> Range<Int> {
    Int(offsets.pointer[product])..<Int(offsets.pointer[product + 1])
  }

  /// Adds a multiple of a product's arrows to a row of scores.
  @inline(__always)
  func add(_ factor: Float, timesRow product: Int, to row: UnsafeMutablePointer<Float>) {
    for arrow in arrows(of: product) {
      row[Int(targets.pointer[arrow])] += factor * weights.pointer[arrow]
    }
  }

  /// The strength of one arrow; zero where it was left out.
  func weight(from product: Int, to target: Int) -> Float {
    var low = Int(offsets.pointer[product])
    var high = Int(offsets.pointer[product + 1])
    while low < high {
      let middle = (low + high) / 2
      if Int(targets.pointer[middle]) < target { low = middle + 1 } else { high = middle }
    }
    guard low < Int(offsets.pointer[product + 1]), Int(targets.pointer[low]) == target else {
      return 0
    }
    return weights.pointer[low]
  }

  /// The products at the end of the strongest arrows, without the product itself.
  func strongest(of product: Int, count: Int) -> [TopSelection.Element] {
    var best = TopSelection(limit: count)
    for arrow in arrows(of: product) where Int(targets.pointer[arrow]) != product {
      best.insert(targets.pointer[arrow], score: weights.pointer[arrow])
    }
    return best.ranked()
  }
}

extension ProductGraph {
  /// Reads the graph that `store(in:as:)` wrote.
  init(from source: some ModelArraySource, as name: String, products: Int) throws {
    self.products = products
    offsets = try source.integers("\(name)Offsets", count: products + 1)
    let count = Int(offsets.pointer[products])
    targets = try source.integers("\(name)Targets", count: count)
    weights = try source.floats("\(name)Weights", count: count)
    try check(name)
  }

  /// Refuses arrows that lead out of the catalogue, so that a wrong file cannot be read past its end.
  private func check(_ name: String) throws {
    for product in 0..<products
    where offsets.pointer[product] < 0 || offsets.pointer[product] > offsets.pointer[product + 1] {
      throw ModelArraysError.misfit(array: "\(name)Offsets")
    }
    for target in targets.elements where target < 0 || Int(target) >= products {
      throw ModelArraysError.misfit(array: "\(name)Targets")
    }
  }

  /// Adds the graph to a model's arrays.
  func store(in arrays: inout ModelArrays, as name: String) {
    arrays.set("\(name)Offsets", offsets)
    arrays.set("\(name)Targets", targets)
    arrays.set("\(name)Weights", weights)
  }
}
