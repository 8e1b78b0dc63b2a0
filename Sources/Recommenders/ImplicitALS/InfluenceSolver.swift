import Compute

/// One customer's equations A = I + ZᵤᵀDZᵤ, factored once to say what each purchase adds to any product.
///
/// With the purchases' rows zₖ and weights dₖ, a product j looks at purchase k as zₖᵀA⁻¹zⱼ. The smaller of
/// two systems is factored: A itself (as many rows as factors), or for customers of few purchases its dual
/// M = I + D^½·K·D^½ with K = ZᵤZᵤᵀ, from which ZᵤA⁻¹zⱼ = b − K·D^½·M⁻¹·D^½·b for b = Zᵤzⱼ (Woodbury).
///
/// - Complexity: O(n·m² + m³) once for n purchases and m = min(n, factors), then O(n·factors + m²) a product.
struct InfluenceSolver {
  private let factors: Matrix
  private let products: [Int]
  /// D^½.
  private let roots: [Double]
  /// K, where the dual is smaller.
  private let gram: [Double]?
  private let system: CholeskyFactor

  /// Factors the equations of the customer whose strengths are the one row of `history`.
  init(factors: Matrix, history: SparseMatrix, weights: ImplicitWeights) {
    self.factors = factors
    let entries = history.entries(ofRow: 0)
    products = entries.map { Int(history.indices[$0]) }
    roots = entries.map { entry in
      Double(max(0, weights.confidence * history.values[entry] + 1 - weights.unobserved))
        .squareRoot()
    }
    (gram, system) =
      products.count <= factors.columns
      ? Self.dual(factors, products, roots) : (nil, Self.primal(factors, products, roots))
  }

  /// zₖᵀA⁻¹zⱼ of a product j for every purchase k, in the order of the history.
  func influence(on product: Int) -> [Double] {
    let own = factors.row(product)
    guard let gram else {
      let solved = system.solve((0..<factors.columns).map { Double(own[$0]) })
      return products.map { product in
        let row = factors.row(product)
        var sum = 0.0
        for i in solved.indices { sum += solved[i] * Double(row[i]) }
        return sum
      }
    }
    let seen = products.map { Self.dot(factors.row($0), own, factors.columns) }
    let solved = system.solve(zip(roots, seen).map(*))
    let n = products.count
    let weighted = zip(roots, solved).map(*)
    return (0..<n).map { k in
      var image = seen[k]
      for l in 0..<n { image -= gram[k * n + l] * weighted[l] }
      return image
    }
  }

  private static func dual(
    _ factors: Matrix, _ products: [Int], _ roots: [Double]
  ) -> ([Double]?, CholeskyFactor) {
    let n = products.count
    var gram = [Double](repeating: 0, count: n * n)
    var system = gram
    for i in 0..<n {
      for j in 0...i {
        let value = dot(factors.row(products[i]), factors.row(products[j]), factors.columns)
        (gram[i * n + j], gram[j * n + i]) = (value, value)
        system[i * n + j] = roots[i] * value * roots[j] + (i == j ? 1 : 0)
      }
    }
    return (gram, CholeskyFactor(ofLower: system, order: n))
  }

  private static func primal(
    _ factors: Matrix, _ products: [Int], _ roots: [Double]
  ) -> CholeskyFactor {
    let width = factors.columns
    var system = [Double](repeating: 0, count: width * width)
    for (product, root) in zip(products, roots) {
      let row = factors.row(product)
      for i in 0..<width {
        let scaled = root * root * Double(row[i])
        for j in 0...i { system[i * width + j] += scaled * Double(row[j]) }
      }
    }
    for i in 0..<width { system[i * width + i] += 1 }
    return CholeskyFactor(ofLower: system, order: width)
  }

  private static func dot(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ width: Int
  ) -> Double {
    var sum = 0.0
    for i in 0..<width { sum += Double(a[i]) * Double(b[i]) }
    return sum
  }
}
