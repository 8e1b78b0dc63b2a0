import CKernels
import Compute

/// The best neighbours of every product, with what explaining them needs.
struct NeighbourTable: Sendable {
  /// The neighbours of product i are the entries `offsets[i] ..< offsets[i + 1]`, best first.
  let offsets: AlignedBuffer<Int32>
  /// Positions of neighbours.
  let neighbours: AlignedBuffer<Int32>
  /// Their weights.
  let weights: AlignedBuffer<Float>
  /// How many customers bought both.
  let together: AlignedBuffer<Int32>
  /// How many customers bought each product.
  let buyers: AlignedBuffer<Int32>
  /// How many customers bought anything.
  let customers: Int32

  /// Products whose neighbours are found in one piece of work.
  private static let chunk = 64

  /// Finds them exactly, by adding up each product's overlap with all others.
  init(_ purchases: WeightedPurchases, limit: Int, environment: FitEnvironment) {
    let parallel = Parallel(threads: environment.threads)
    let search = NeighbourSearch(purchases, limit: limit)
    let scratch = (0..<parallel.threads).map { _ in NeighbourSearch.Scratch(search.products) }
    let total = search.products
    let found = AlignedBuffer<Int32>(repeating: -1, count: total * limit)
    let weights = AlignedBuffer<Float>(repeating: 0, count: total * limit)
    let together = AlignedBuffer<Int32>(repeating: 0, count: total * limit)
    let counts = AlignedBuffer<Int32>(repeating: 0, count: total)
    parallel.forEachChunk(of: total, chunk: Self.chunk) { worker, piece in
      for product in piece {
        let best = search.neighbours(of: product, scratch[worker])
        counts.pointer[product] = Int32(best.count)
        for (rank, neighbour) in best.enumerated() {
          found.pointer[product * limit + rank] = neighbour.position
          weights.pointer[product * limit + rank] = neighbour.weight
          together.pointer[product * limit + rank] = neighbour.together
        }
      }
      environment.progress(Double(piece.upperBound) / Double(total), "neighbours")
    }
    offsets = AlignedBuffer(repeating: 0, count: total + 1)
    for i in 0..<total { offsets.pointer[i + 1] = offsets.pointer[i] + counts.pointer[i] }
    let kept = Int(offsets.pointer[total])
    neighbours = AlignedBuffer(repeating: 0, count: kept)
    self.weights = AlignedBuffer(repeating: 0, count: kept)
    self.together = AlignedBuffer(repeating: 0, count: kept)
    for i in 0..<total {
      let (start, count) = (Int(offsets.pointer[i]), Int(counts.pointer[i]))
      (neighbours.pointer + start).update(from: found.pointer + i * limit, count: count)
      (self.weights.pointer + start).update(from: weights.pointer + i * limit, count: count)
      (self.together.pointer + start).update(from: together.pointer + i * limit, count: count)
    }
    buyers = AlignedBuffer(search.buyers, padding: 0)
    customers = search.customers
  }

  init(from source: some ModelArraySource, products: Int) throws {
    offsets = try source.integers("neighbourOffsets", count: products + 1)
    let kept = Int(offsets.pointer[products])
    neighbours = try source.integers("neighbours", count: kept)
    weights = try source.floats("neighbourWeights", count: kept)
    together = try source.integers("neighboursTogether", count: kept)
    buyers = try source.integers("buyers", count: products)
    customers = try source.integers("customers", count: 1).pointer[0]
  }

  func store(in arrays: inout ModelArrays) {
    arrays.set("neighbourOffsets", offsets)
    arrays.set("neighbours", neighbours)
    arrays.set("neighbourWeights", weights)
    arrays.set("neighboursTogether", together)
    arrays.set("buyers", buyers)
    arrays.set("customers", AlignedBuffer(repeating: customers, count: 1))
  }

  /// The entries of a product's neighbours.
  func entries(of product: Int) -> Range<Int> {
    Int(offsets.pointer[product])..<Int(offsets.pointer[product + 1])
  }
}

/// Adds up overlaps and picks the best.
struct NeighbourSearch: Sendable {
  /// A neighbour with its weight and the customers in common.
  struct Neighbour {
    let position: Int32
    let weight: Float
    let together: Int32
  }

  /// Memory that one worker uses again for every product.
  struct Scratch: Sendable {
    let overlap: AlignedBuffer<rapport_overlap>
    let touched: AlignedBuffer<Int32>

    init(_ products: Int) {
      overlap = AlignedBuffer(repeating: rapport_overlap(weight: 0, together: 0), count: products)
      touched = AlignedBuffer(repeating: 0, count: products + 1)
    }
  }

  let products: Int
  let customers: Int32
  let buyers: [Int32]
  private let limit: Int
  private let purchases: WeightedPurchases
  private let byProduct: SparseMatrix
  private let offsets: [Int64]

  init(_ purchases: WeightedPurchases, limit: Int) {
    self.purchases = purchases
    self.limit = limit
    products = purchases.values.columns
    byProduct = purchases.values.transposed()
    offsets = purchases.values.offsets.map(Int64.init)
    let values = purchases.values
    customers = Int32((0..<values.rows).count { !values.entries(ofRow: $0).isEmpty })
    let byProduct = byProduct
    buyers = (0..<products).map { Int32(byProduct.entries(ofRow: $0).count) }
  }

  /// The best neighbours of a product, without itself.
  func neighbours(of product: Int, _ scratch: Scratch) -> [Neighbour] {
    let count = overlaps(of: product, scratch)
    let overlap = scratch.overlap.pointer
    var best = TopSelection(limit: limit)
    var threshold = -Float.infinity
    purchases.to.withUnsafeBufferPointer { to in
      for i in 0..<count {
        let other = Int(scratch.touched.pointer[i])
        let weight = overlap[other].weight * to[other]
        guard weight >= threshold, other != product, weight > 0 else { continue }
        best.insert(Int32(other), score: weight)
        threshold = best.threshold
      }
    }
    let scale = purchases.from[product]
    let ranked = best.ranked().map { element in
      Neighbour(
        position: element.position, weight: element.score * scale,
        together: overlap[Int(element.position)].together)
    }
    for i in 0..<count {
      overlap[Int(scratch.touched.pointer[i])] = rapport_overlap(weight: 0, together: 0)
    }
    return ranked
  }

  private func overlaps(of product: Int, _ scratch: Scratch) -> Int {
    let own = byProduct.entries(ofRow: product)
    guard !own.isEmpty else { return 0 }
    return byProduct.indices.withUnsafeBufferPointer { rows in
      byProduct.values.withUnsafeBufferPointer { values in
        purchases.values.indices.withUnsafeBufferPointer { columns in
          purchases.values.values.withUnsafeBufferPointer { entries in
            rapport_overlaps(
              rows.baseAddress.map { $0 + own.lowerBound },
              values.baseAddress.map { $0 + own.lowerBound }, own.count, offsets,
              columns.baseAddress, entries.baseAddress, scratch.overlap.pointer,
              scratch.touched.pointer)
          }
        }
      }
    }
  }
}
