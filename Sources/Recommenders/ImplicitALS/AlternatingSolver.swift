import Compute

/// Solves customers and products in turn, each side in the coordinates that whiten the other.
struct AlternatingSolver: Sendable {
  /// What is left when the last iteration is done.
  struct Solution: Sendable {
    /// Product factors in whitened coordinates, padded to a multiple of 16 columns.
    let whitenedProducts: Matrix
    /// B, with G = w₀YᵀY + λI = BBᵀ: y = B·z.
    let gramianRoot: Matrix
    /// The part of the pull in each coordinate; see ``Whitening/share``.
    let share: AlignedBuffer<Float>
    /// How customers are pulled towards zero.
    let pull: RowPull
    /// The loss per cell of customers × products.
    let lossPerCell: Double
  }

  /// Factors in some coordinates; `basis` takes their rows back to the plain ones.
  private struct Side {
    let rows: Matrix
    var basis: Matrix
  }

  private let algorithm: ImplicitALS
  /// What a start from patterns looks at; a random start keeps no second copy of the purchases.
  private let purchases: (observed: SparseMatrix, transposed: SparseMatrix)?
  private let weights: ImplicitWeights
  private let byCustomer: WhitenedRows
  private let byProduct: WhitenedRows
  private let customerPull: RowPull
  private let productPull: RowPull
  private let environment: FitEnvironment
  private let parallel: Parallel
  /// Columns of every matrix: the factors, padded with columns that stay zero, for the kernels.
  private let width: Int

  /// How many rows are solved at a time: enough for a matrix product, few enough for the cache.
  private static let chunk = 256
  /// How many iterations start from zero.
  private static let freshStarts = 2

  init(_ algorithm: ImplicitALS, _ observed: SparseMatrix, _ environment: FitEnvironment) {
    self.algorithm = algorithm
    self.environment = environment
    weights = ImplicitWeights(
      confidence: Float(algorithm.confidence), unobserved: Float(algorithm.unobservedWeight))
    byCustomer = WhitenedRows(observed)
    let transposed = observed.transposed()
    purchases = algorithm.start == .patterns ? (observed, transposed) : nil
    byProduct = WhitenedRows(transposed)
    customerPull = RowPull(of: byCustomer, otherSide: observed.columns, algorithm)
    productPull = RowPull(of: byProduct, otherSide: observed.rows, algorithm)
    parallel = Parallel(threads: environment.threads)
    width = (algorithm.factors + 15) / 16 * 16
  }

  /// Runs all iterations and tells the environment as each one ends.
  ///
  /// - Parameter start: Plain factors of some products, by position; the others start as the algorithm says.
  /// - Returns: The product side, and what folding customers in needs.
  func solve(from start: [Int: [Float]] = [:]) -> Solution {
    var products = Side(rows: beginning(), basis: Matrix.identity(width))
    for (product, factors) in start {
      products.rows.row(product).update(from: factors, count: min(width, factors.count))
    }
    var customers = Side(
      rows: Matrix(rows: byCustomer.count, columns: width), basis: Matrix.identity(width))
    // Holds the whitened rows of whichever side stands still.
    let scratch = Matrix(rows: max(byCustomer.count, byProduct.count), columns: width)
    environment.iterationEnded(0)
    for iteration in 1...algorithm.iterations {
      let isEarly = iteration <= Self.freshStarts
      customers.basis = half(
        byCustomer, customerPull, own: customers, other: products, scratch, isEarly)
      products.basis = half(
        byProduct, productPull, own: products, other: customers, scratch, isEarly)
      environment.iterationEnded(iteration)
      environment.progress(
        Double(iteration) / Double(algorithm.iterations),
        "iteration \(iteration) of \(algorithm.iterations)")
    }
    let whitening = whitening(of: products)
    let toWhite = product(products.basis, whitening.inverse, transposed: true)
    return Solution(
      whitenedProducts: applied(toWhite, to: products.rows), gramianRoot: whitening.root,
      share: whitening.share, pull: customerPull,
      lossPerCell: lossPerCell(customers, products))
  }

  private func beginning() -> Matrix {
    guard let purchases else { return randomStart() }
    let factors = randomSigns()
    PatternStart.sharpen(factors, by: purchases.observed, purchases.transposed, parallel: parallel)
    return factors
  }

  /// Random signs of the same size: sums over many customers come out normal all the same, and 64 signs are
  /// one draw.
  private func randomSigns() -> Matrix {
    let rows = Matrix(rows: byProduct.count, columns: width)
    var generator = SeededGenerator(seed: UInt64(algorithm.seed))
    let size = Float(0.1 / Double(algorithm.factors).squareRoot())
    for row in 0..<rows.rows {
      var signs: UInt64 = 0
      for factor in 0..<algorithm.factors {
        if factor % 64 == 0 { signs = generator.next() }
        rows.row(row)[factor] = signs & 1 == 1 ? size : -size
        signs &>>= 1
      }
    }
    return rows
  }

  /// Small random factors, of the size that makes a good start.
  ///
  /// A standard deviation of 0.1 / √factors (Rendle and others 2021).
  private func randomStart() -> Matrix {
    let rows = Matrix(rows: byProduct.count, columns: width)
    var generator = SeededGenerator(seed: UInt64(algorithm.seed))
    // Uniform numbers of that standard deviation: as good as normal ones, and quicker.
    let scale = 0.1 * (12 / Double(algorithm.factors)).squareRoot()
    for row in 0..<rows.rows {
      for factor in 0..<algorithm.factors {
        rows.row(row)[factor] = Float((generator.uniform() - 0.5) * scale)
      }
    }
    return rows
  }

  /// Solves one side in place; its rows come out in the coordinates that whiten the other side.
  ///
  /// Neither side ever goes back to plain coordinates: to whiten a side is a single matrix product, with
  /// the small matrix that is the product of both changes. The conjugate gradients start from zero while
  /// everything still moves, and later from the side's last solution in the coordinates it was left in:
  /// those of the iteration before, which by then are nearly the present ones. To carry it over exactly
  /// would cost as much as whitening does and saves no step. With eigenvectors for coordinates it must be
  /// done: they turn about from one iteration to the next.
  ///
  /// - Returns: The basis of the side's rows.
  private func half(
    _ entries: WhitenedRows, _ pull: RowPull, own: Side, other: Side, _ scratch: Matrix,
    _ startsFresh: Bool
  ) -> Matrix {
    let whitening = whitening(of: other)
    let inverse = whitening.inverse
    let change = product(other.basis, inverse, transposed: true)
    let pull = pull.multiples(of: entries).map {
      WhitenedRows.Pull(share: whitening.share, multiples: $0)
    }
    parallel.forEachChunk(of: other.rows.rows, chunk: 2 * Self.chunk) { _, piece in
      multiply(other.rows, piece, change, into: scratch.row(piece.lowerBound))
    }
    let isCarried = pull != nil && !startsFresh && algorithm.solver != .exact
    let carry = isCarried ? product(own.basis, whitening.root, transposed: false) : nil
    parallel.forEachChunk(of: own.rows.rows, chunk: Self.chunk) { _, piece in
      let first = own.rows.row(piece.lowerBound)
      if algorithm.solver == .exact {
        ExactRows(rows: entries, factors: scratch, weights: weights, pull: pull)
          .solve(piece, into: first)
        return
      }
      if startsFresh { first.update(repeating: 0, count: piece.count * width) }
      if let carry {
        let carried = Matrix(rows: piece.count, columns: width)
        multiply(own.rows, piece, carry, into: carried.row(0))
        first.update(from: carried.row(0), count: piece.count * width)
      }
      entries.solve(
        piece, against: scratch, weights, pull: pull, into: first, steps: algorithm.steps)
    }
    return inverse
  }

  /// The coordinates that whiten a side which stands in any coordinates.
  private func whitening(of side: Side) -> Whitening {
    let gramian = plainGramian(of: side)
    let pull = Float(algorithm.regularisation)
    for i in 0..<width { for j in 0..<width { gramian.row(i)[j] *= weights.unobserved } }
    guard algorithm.frequencyScaling == 0 else { return Whitening(unevenly: gramian, pull: pull) }
    for i in 0..<width { gramian.row(i)[i] += pull }
    return Whitening(evenly: gramian)
  }

  /// YᵀY of a side in any coordinates: Bᵀ(RᵀR)B.
  private func plainGramian(of side: Side) -> Matrix {
    let own = DenseAlgebra.gramian(of: side.rows, parallel: parallel)
    let right = product(own, side.basis, transposed: false)
    let plain = Matrix(rows: width, columns: width)
    DenseAlgebra.multiply(
      side.basis.row(0), .transposed, columnsOfA: width, right.row(0), columnsOfB: width,
      into: plain.row(0), columnsOfC: width, m: width, n: width, k: width)
    for i in 0..<width { for j in 0..<i { plain.row(j)[i] = plain[i, j] } }
    return plain
  }

  private func product(_ a: Matrix, _ b: Matrix, transposed: Bool) -> Matrix {
    let c = Matrix(rows: width, columns: width)
    DenseAlgebra.multiply(
      a.row(0), columnsOfA: width, b.row(0), transposed ? .transposed : .plain, columnsOfB: width,
      into: c.row(0), columnsOfC: width, m: width, n: width, k: width)
    return c
  }

  private func applied(_ change: Matrix, to rows: Matrix) -> Matrix {
    let result = Matrix(rows: rows.rows, columns: width)
    parallel.forEachChunk(of: rows.rows, chunk: 2 * Self.chunk) { _, piece in
      multiply(rows, piece, change, into: result.row(piece.lowerBound))
    }
    return result
  }

  private func multiply(
    _ rows: Matrix, _ piece: Range<Int>, _ change: Matrix, into result: UnsafeMutablePointer<Float>
  ) {
    DenseAlgebra.multiply(
      rows.row(piece.lowerBound), columnsOfA: width, change.row(0), columnsOfB: width,
      into: result, columnsOfC: width, m: piece.count, n: width, k: width)
  }

  /// The loss as defined for `ImplicitALS`, divided by customers × products.
  ///
  /// Σ over all cells of w₀(x·y)² is w₀·trace(XᵀX·YᵀY); only observed cells are visited.
  private func lossPerCell(_ customers: Side, _ products: Side) -> Double {
    // Customers are in the coordinates that whiten the products before their last half-iteration, so
    // both are taken back to plain ones.
    let plainCustomers = applied(customers.basis, to: customers.rows)
    let plainProducts = applied(products.basis, to: products.rows)
    let observed = parallel.mapChunks(of: byCustomer.count, chunk: Self.chunk) { piece in
      byCustomer.observedLoss(
        piece, against: plainProducts, weights, solutions: plainCustomers.row(piece.lowerBound))
    }
    let (x, y) = (
      DenseAlgebra.gramian(of: plainCustomers, parallel: parallel),
      DenseAlgebra.gramian(of: plainProducts, parallel: parallel)
    )
    var total = observed.reduce(0, +)
    for i in 0..<width {
      for j in 0..<width { total += algorithm.unobservedWeight * Double(x[i, j]) * Double(y[i, j]) }
    }
    total += algorithm.regularisation * (size(plainCustomers, byCustomer, customerPull))
    total += algorithm.regularisation * (size(plainProducts, byProduct, productPull))
    return total / (Double(byCustomer.count) * Double(byProduct.count))
  }

  /// Σ s·|x|² over the rows of a side in plain coordinates.
  private func size(_ rows: Matrix, _ entries: WhitenedRows, _ pull: RowPull) -> Double {
    (0..<rows.rows).reduce(0) { total, row in
      let x = rows.row(row)
      var square: Float = 0
      for k in 0..<width { square += x[k] * x[k] }
      return total + Double(pull.multiple(entries: entries.entryCount(ofRow: row)) * square)
    }
  }
}

extension Matrix {
  /// Ones on the diagonal, zeros elsewhere.
  static func identity(_ size: Int) -> Matrix {
    let identity = Matrix(rows: size, columns: size)
    for i in 0..<size { identity.row(i)[i] = 1 }
    return identity
  }
}

extension DenseAlgebra {
  /// The Cholesky root of a Gramian plus a ridge, with more ridge where rounding has eaten it.
  static func stableCholesky(of gramian: Matrix) -> Matrix {
    var extra: Float = 0
    for _ in 0..<20 {
      if let root = cholesky(of: gramian) { return root }
      let largest = (0..<gramian.rows).map { gramian[$0, $0] }.max() ?? 1
      extra = max(extra * 10, largest * 1e-7)
      for i in 0..<gramian.rows { gramian.row(i)[i] += extra }
    }
    return Matrix.identity(gramian.rows)
  }
}
