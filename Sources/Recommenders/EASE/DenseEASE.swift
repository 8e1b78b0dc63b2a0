import Compute

/// Finds the weights of EASE by inverting the matrix of all products.
struct DenseEASE {
  /// λ.
  let regularisation: Double
  /// How many weights of a product are kept.
  let neighbours: Int
  let parallel: Parallel

  /// The largest weights of the most bought products.
  ///
  /// - Throws: ``EASEError/illConditioned(regularisation:)``.
  func graph(
    of bought: SparseMatrix, products: Int, progress: (Double) -> Void
  ) throws -> ProductGraph {
    let chosen = Self.mostBought(bought.columnSums, count: products)
    let matrix = gramian(bought, chosen)
    let isSolved = PositiveDefiniteInverse.invert(matrix, parallel: parallel) {
      progress(0.95 * $0)
    }
    guard isSolved else { throw EASEError.illConditioned(regularisation: regularisation) }
    return graph(matrix, chosen, products: bought.columns)
  }

  /// The products that take part, ascending.
  private static func mostBought(_ degrees: [Float], count: Int) -> [Int] {
    var best = TopSelection(limit: count)
    for (product, degree) in degrees.enumerated() where degree > 0 {
      best.insert(Int32(product), score: degree)
    }
    return best.ranked().map { Int($0.position) }.sorted()
  }

  /// RᵀR + λI over the chosen products.
  private func gramian(_ bought: SparseMatrix, _ chosen: [Int]) -> Matrix {
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
  private func graph(_ inverse: Matrix, _ chosen: [Int], products: Int) -> ProductGraph {
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
