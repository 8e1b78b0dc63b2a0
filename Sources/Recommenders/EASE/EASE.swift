public import Commerce
import Compute
import Foundation

/// Predicts each product of a customer from all the others, with the best linear weights there are.
///
/// With R customers × products (1 where bought), the weights B minimise |R − R·B|² + λ|B|² with a zero
/// diagonal; with P = (RᵀR + λI)⁻¹ they are B[j, i] = −P[j, i] / P[i, i] (Steck 2019). Unlike neighbours, products
/// explain each other away. The matrix is dense: n products need 4·n² bytes and n³ operations, which is checked
/// before anything starts; `maximumProducts` limits it to the most bought.
public struct EASE: Recommender, Equatable {
  /// λ: how much weights are held near zero; more for few customers.
  public var regularisation: Double
  /// How many weights of a product are kept, by size.
  public var neighbours: Int
  /// Only so many products take part, the most bought; `nil` for all.
  public var maximumProducts: Int?
  /// The memory the matrix may take, in gigabytes.
  public var maximumGigabytes: Double
  /// What a basket keeps of its weight with every newer one of the customer, 0 to 1.
  public var basketDecay: Double

  /// All products, unless told otherwise.
  public init(
    regularisation: Double = 80, neighbours: Int = 1000, maximumProducts: Int? = nil,
    maximumGigabytes: Double = 8, basketDecay: Double = 1
  ) {
    self.regularisation = regularisation
    self.neighbours = neighbours
    self.maximumProducts = maximumProducts
    self.maximumGigabytes = maximumGigabytes
    self.basketDecay = basketDecay
  }

  var memory: BasketMemory { BasketMemory(basketDecay: basketDecay) }

  /// Solves for the weights.
  ///
  /// - Throws: ``FittingError``, ``EASEError`` before any work where the matrix would not fit.
  /// - Complexity: O(n³) for n products that take part.
  public func fit(
    _ log: PurchaseLog, asOf: Day, environment: FitEnvironment
  ) throws -> EASEModel {
    let training = try log.forTraining(asOf: asOf)
    guard training.customerOffsets.last ?? 0 > 0 else {
      throw FittingError.noCustomers(asOf: asOf)
    }
    let bought = PurchaseStrength(.once).matrix(
      of: training, customers: 0..<training.customers.count, asOf: asOf)
    let chosen = mostBought(bought.columnSums)
    try checkMemory(products: chosen.count)
    let parallel = Parallel(threads: environment.threads)
    let matrix = gramian(bought, chosen, parallel)
    let isSolved = PositiveDefiniteInverse.invert(matrix, parallel: parallel) {
      environment.progress(0.95 * $0, "solving")
    }
    guard isSolved else { throw EASEError.illConditioned(regularisation: regularisation) }
    let graph = graph(matrix, chosen, products: training.products.count, parallel)
    environment.progress(1, "solving")
    return EASEModel(
      configuration: self, products: training.products,
      popularity: PopularityTable(counting: training, asOf: asOf), graph: graph)
  }

  /// The products that take part, ascending.
  private func mostBought(_ degrees: [Float]) -> [Int] {
    var best = TopSelection(limit: min(degrees.count, maximumProducts ?? degrees.count))
    for (product, degree) in degrees.enumerated() where degree > 0 {
      best.insert(Int32(product), score: degree)
    }
    return best.ranked().map { Int($0.position) }.sorted()
  }

  private func checkMemory(products: Int) throws {
    let needed = 4 * Double(products) * Double(products) / 1e9
    let machine = Double(ProcessInfo.processInfo.physicalMemory) / 1e9
    let allowed = min(maximumGigabytes, 0.8 * machine)
    guard needed > allowed else { return }
    throw EASEError.tooLarge(
      products: products, gigabytes: needed, allowed: allowed,
      fitting: Int((allowed * 1e9 / 4).squareRoot() / 1000) * 1000)
  }

  /// RᵀR + λI over the chosen products.
  private func gramian(_ bought: SparseMatrix, _ chosen: [Int], _ parallel: Parallel) -> Matrix {
    var place = [Int32](repeating: -1, count: bought.columns)
    for (i, product) in chosen.enumerated() { place[product] = Int32(i) }
    let customers = bought.transposed()
    let matrix = Matrix(rows: chosen.count, columns: chosen.count)
    let places = place
    parallel.forEachChunk(of: chosen.count, chunk: 64) { _, piece in
      for i in piece {
        let row = matrix.row(i)
        for step in customers.entries(ofRow: chosen[i]) {
          for entry in bought.entries(ofRow: Int(customers.indices[step])) {
            let j = Int(places[Int(bought.indices[entry])])
            if j >= 0 { row[j] += 1 }
          }
        }
        row[i] += Float(regularisation)
      }
    }
    return matrix
  }

  /// The largest weights of each product, by size, negative ones too.
  private func graph(
    _ inverse: Matrix, _ chosen: [Int], products: Int, _ parallel: Parallel
  ) -> ProductGraph {
    let diagonal = chosen.indices.map { inverse[$0, $0] }
    let kept = parallel.mapChunks(of: chosen.count, chunk: 64) { piece in
      piece.map { source -> [TopSelection.Element] in
        var best = TopSelection(limit: neighbours)
        let row = inverse.row(source)
        for target in diagonal.indices where target != source {
          let size = abs(row[target] / diagonal[target])
          if size > best.threshold { best.insert(Int32(target), score: size) }
        }
        return best.ranked().sorted { $0.position < $1.position }.map { element in
          let target = Int(element.position)
          return TopSelection.Element(
            position: Int32(chosen[target]), score: -row[target] / diagonal[target])
        }
      }
    }
    var rows = [[TopSelection.Element]](repeating: [], count: products)
    for (row, product) in zip(kept.joined(), chosen) { rows[product] = row }
    return ProductGraph(rows: rows)
  }
}

extension EASE: RecipeSection {
  init(reading reader: inout RecipeReader) throws {
    let standard = EASE()
    self.init(
      regularisation: try reader.number(
        "regularisation", default: standard.regularisation, in: 1e-6...1e9),
      neighbours: try reader.integer("neighbours", default: standard.neighbours, in: 1...1_000_000),
      maximumProducts: try reader.optionalNumber("maximumProducts", in: 1...1e7).map { Int($0) },
      maximumGigabytes: try reader.number(
        "maximumGigabytes", default: standard.maximumGigabytes, in: 0...1e6),
      basketDecay: try reader.number("basketDecay", default: standard.basketDecay, in: 0.01...1))
  }

  func write(to writer: inout RecipeWriter) throws {
    try writer.set("regularisation", regularisation)
    try writer.set("neighbours", neighbours)
    try writer.set("maximumProducts", maximumProducts)
    try writer.set("maximumGigabytes", maximumGigabytes)
    try writer.set("basketDecay", basketDecay)
  }
}
