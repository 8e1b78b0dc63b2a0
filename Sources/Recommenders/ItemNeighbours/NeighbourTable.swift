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

  /// Finds them exactly.
  init(_ steps: TwoSteps, limit: Int, environment: FitEnvironment) {
    let best = OverlapSearch(steps, limit: limit, includesSelf: false, keepsTogether: true)
      .run(Parallel(threads: environment.threads)) { environment.progress($0, "neighbours") }
    offsets = best.offsets
    neighbours = best.positions
    weights = best.weights
    together = best.together
    let (back, forth) = (steps.back, steps.forth)
    buyers = AlignedBuffer(
      (0..<back.rows).map { Int32(back.entries(ofRow: $0).count) }, padding: 0)
    customers = Int32((0..<forth.rows).count { !forth.entries(ofRow: $0).isEmpty })
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
