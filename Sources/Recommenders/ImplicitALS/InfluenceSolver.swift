import COpenBLAS
import Compute

/// One customer's equations A = I + ZᵤᵀDZᵤ, factored once to say what each purchase adds to any product.
///
/// With the purchases' rows zₖ and weights dₖ, a product j looks at purchase k as zₖᵀA⁻¹zⱼ. The smaller of
/// two systems is factored: A itself (as many rows as factors), or for customers of few purchases its dual
/// M = I + SSᵀ with S = D^½Zᵤ, from which A⁻¹zⱼ = zⱼ − SᵀM⁻¹Szⱼ (Woodbury).
///
/// Where the customer's own pull P stands in place of I, all rows are divided by P^½ first: the same form.
///
/// - Complexity: O(n·m·factors + m³) once for n purchases and m = min(n, factors), then
///   O(n·factors + m²) a product.
struct InfluenceSolver {
  private let factors: Matrix
  /// P^(−½), or nothing where P is the identity.
  private let scale: [Double]?
  private let purchases: Int
  /// Zᵤ, one row a purchase.
  private let rows: [Double]
  /// S = D^½Zᵤ.
  private let scaled: [Double]
  /// The lower triangle of A, or of its dual; `nil` where rounding leaves neither positive definite.
  private let lower: [Double]?

  private var width: Int { factors.columns }
  private var isDual: Bool { purchases <= width }
  private var order: Int { min(purchases, width) }

  /// Factors the equations of the customer whose strengths are the one row of `history`.
  init(
    factors: Matrix, history: SparseMatrix, weights: ImplicitWeights, pull: [Float]? = nil
  ) {
    let entries = history.entries(ofRow: 0)
    self.factors = factors
    let scale = pull?.map { 1 / Double($0).squareRoot() }
    self.scale = scale
    purchases = entries.count
    rows = Self.gather(entries.map { Int(history.indices[$0]) }, of: factors, scale)
    var scaled = rows
    for (k, entry) in entries.enumerated() {
      let weight = weights.confidence * history.values[entry] + 1 - weights.unobserved
      let root = Double(max(0, weight)).squareRoot()
      for i in k * factors.columns..<(k + 1) * factors.columns { scaled[i] *= root }
    }
    self.scaled = scaled
    lower = Self.factored(scaled, rows: purchases, columns: factors.columns)
  }

  /// zₖᵀA⁻¹zⱼ of every purchase k, in the order of the history, for each of the products j.
  func influences(on products: [Int]) -> [[Double]] {
    let count = products.count
    guard let lower, purchases > 0, count > 0 else {
      return Array(repeating: Array(repeating: 0, count: purchases), count: count)
    }
    let own = Self.gather(products, of: factors, scale)
    var solved = own
    if isDual {
      var seen = product(own, scaled, .transposed, rows: count, inner: width, columns: purchases)
      solve(lower, &seen, count: count)
      let taken = product(seen, scaled, .plain, rows: count, inner: purchases, columns: width)
      for i in solved.indices { solved[i] -= taken[i] }
    } else {
      solve(lower, &solved, count: count)
    }
    let all = product(solved, rows, .transposed, rows: count, inner: width, columns: purchases)
    return (0..<count).map { Array(all[$0 * purchases..<($0 + 1) * purchases]) }
  }

  private static func gather(
    _ products: [Int], of factors: Matrix, _ scale: [Double]?
  ) -> [Double] {
    let width = factors.columns
    return Array(unsafeUninitializedCapacity: products.count * width) { buffer, count in
      for (k, product) in products.enumerated() {
        let row = factors.row(product)
        for i in 0..<width { buffer[k * width + i] = Double(row[i]) * (scale?[i] ?? 1) }
      }
      count = products.count * width
    }
  }

  /// The triangle L of I + SᵀS = L·Lᵀ, or of I + SSᵀ where that is smaller.
  private static func factored(_ scaled: [Double], rows: Int, columns: Int) -> [Double]? {
    BLASThreads.retire()
    let (isDual, order) = (rows <= columns, min(rows, columns))
    guard order > 0 else { return [] }
    var system = [Double](repeating: 0, count: order * order)
    for i in 0..<order { system[i * order + i] = 1 }
    cblas_dsyrk(
      CblasRowMajor, CblasLower, isDual ? CblasNoTrans : CblasTrans, Int32(order),
      Int32(isDual ? columns : rows), 1, scaled, Int32(columns), 1, &system, Int32(order))
    var (n, info) = (Int32(order), Int32(0))
    // LAPACK counts by columns, so its upper triangle is our lower one.
    dpotrf_("U", &n, &system, &n, &info)
    return info == 0 ? system : nil
  }

  /// Solves for rows of right sides, in place.
  private func solve(_ lower: [Double], _ sides: inout [Double], count: Int) {
    var (n, sideCount, info) = (Int32(order), Int32(count), Int32(0))
    dpotrs_("U", &n, &sideCount, lower, &n, &sides, &n, &info)
  }

  private func product(
    _ a: [Double], _ b: [Double], _ orientation: DenseAlgebra.Orientation, rows: Int, inner: Int,
    columns: Int
  ) -> [Double] {
    var result = [Double](repeating: 0, count: rows * columns)
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, orientation == .transposed ? CblasTrans : CblasNoTrans,
      Int32(rows), Int32(columns), Int32(inner), 1, a, Int32(inner), b, Int32(width), 0, &result,
      Int32(columns))
    return result
  }
}
