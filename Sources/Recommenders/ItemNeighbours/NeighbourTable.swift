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
        let place = product * limit
        counts.pointer[product] = search.findNeighbours(
          of: product, scratch[worker], positions: found.pointer + place,
          weights: weights.pointer + place, together: together.pointer + place)
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
  /// Memory that one worker uses again for every product.
  struct Scratch: Sendable {
    let overlap: AlignedBuffer<rapport_overlap>
    let touched: AlignedBuffer<Int32>
    let keys: AlignedBuffer<UInt64>

    init(_ products: Int) {
      overlap = AlignedBuffer(repeating: rapport_overlap(weight: 0, together: 0), count: products)
      // One more than there can be: the kernels write before they know whether to keep.
      touched = AlignedBuffer(repeating: 0, count: products + 1)
      keys = AlignedBuffer(repeating: 0, count: 2 * products + 2)
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

  /// Writes the best neighbours of a product, without itself, best first; returns how many there are.
  func findNeighbours(
    of product: Int, _ scratch: Scratch, positions: UnsafeMutablePointer<Int32>,
    weights: UnsafeMutablePointer<Float>, together: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    let count = overlaps(of: product, scratch)
    return Int32(
      rapport_best_overlaps(
        scratch.overlap.pointer, scratch.touched.pointer, count, Int32(product),
        purchases.from[product], purchases.to, limit, scratch.keys.pointer, positions, weights,
        together))
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
