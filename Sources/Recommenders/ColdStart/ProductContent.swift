public import Commerce
public import Compute
import Foundation

/// What products are, apart from who buys them: category, department, brand, price band and words.
///
/// Each fact counts by its rarity, ln(1 + N / products with it) of N products, and a product is the unit
/// vector of its facts (Salton and Buckley 1988). Two products are as alike as their vectors' cosine: 0 with
/// nothing in common, 1 with everything. Prices fall into bands, each half as high again as the one below.
public struct ProductContent: Sendable {
  /// The products that are described.
  public let products: IDIndex<ProductID>
  private let vocabulary: [String: Int32]
  private let rarity: [Float]
  /// Products × facts, rows of length 1.
  let rows: SparseMatrix

  /// A product's facts, weighted, by ascending number of the fact.
  typealias Vector = [(fact: Int32, weight: Float)]

  /// Reads the facts of products.
  ///
  /// - Complexity: O(n log m) for n facts, m of one product.
  public init(_ products: IDIndex<ProductID>, _ catalogue: Catalogue) {
    self.products = products
    var vocabulary: [String: Int32] = [:]
    var counts: [Int] = []
    let facts = products.ids.map { id in
      // Sorted, because the numbers of facts must not depend on the order of a set.
      Self.facts(of: catalogue[id]).sorted().map { fact -> Int32 in
        let number = vocabulary[fact] ?? Int32(vocabulary.count)
        if Int(number) == counts.count {
          vocabulary[fact] = number
          counts.append(0)
        }
        counts[Int(number)] += 1
        return number
      }
    }
    let total = Double(products.count)
    let rarity = counts.map { Float(log(1 + total / Double(max(1, $0)))) }
    var (offsets, indices, values) = ([0], [Int32](), [Float]())
    for own in facts {
      for (fact, weight) in Self.unit(own.map { ($0, rarity[Int($0)]) }, unknown: 0) {
        indices.append(fact)
        values.append(weight)
      }
      offsets.append(indices.count)
    }
    self.vocabulary = vocabulary
    self.rarity = rarity
    rows = SparseMatrix(
      rows: products.count, columns: counts.count, offsets: offsets, indices: indices,
      values: values)
  }

  /// How alike two products are, by position, 0 to 1.
  public func likeness(_ a: Int, _ b: Int) -> Double {
    let (first, second) = (rows.entries(ofRow: a), rows.entries(ofRow: b))
    var (i, j, sum) = (first.lowerBound, second.lowerBound, Float(0))
    while i < first.upperBound, j < second.upperBound {
      if rows.indices[i] == rows.indices[j] {
        sum += rows.values[i] * rows.values[j]
        i += 1
        j += 1
      } else if rows.indices[i] < rows.indices[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return Double(min(1, sum))
  }

  /// The products most like one of which only the facts are known, best first, ties by position.
  ///
  /// Facts that no described product has make everything less like it.
  ///
  /// - Returns: At most `count`, all with something in common; empty where nothing is known.
  /// - Complexity: O(facts of all products).
  public func nearest(to facts: Catalogue.Product, count: Int) -> [TopSelection.Element] {
    var known: [(Int32, Float)] = []
    var unknown = 0
    for fact in Self.facts(of: facts).sorted() {
      if let number = vocabulary[fact] {
        known.append((number, rarity[Int(number)]))
      } else {
        unknown += 1
      }
    }
    let rarest = Float(log(1 + Double(products.count)))
    var weights = [Float](repeating: 0, count: rows.columns)
    for (fact, weight) in Self.unit(known, unknown: Float(unknown) * rarest * rarest) {
      weights[Int(fact)] = weight
    }
    var best = TopSelection(limit: count)
    for product in 0..<products.count {
      var sum: Float = 0
      for entry in rows.entries(ofRow: product) {
        sum += rows.values[entry] * weights[Int(rows.indices[entry])]
      }
      if sum > 0 { best.insert(Int32(product), score: sum) }
    }
    return best.ranked()
  }

  /// Scales a vector to length 1, counting some squared length that is not in it.
  private static func unit(_ vector: [(Int32, Float)], unknown: Float) -> Vector {
    let length = vector.reduce(unknown) { $0 + $1.1 * $1.1 }.squareRoot()
    guard length > 0 else { return [] }
    return vector.sorted { $0.0 < $1.0 }.map { ($0.0, $0.1 / length) }
  }

  /// A product's facts as distinct texts.
  static func facts(of product: Catalogue.Product) -> Set<String> {
    var facts: Set<String> = []
    if let category = product.category { facts.insert("category \(category)") }
    if let department = product.department { facts.insert("department \(department)") }
    if let brand = product.brand { facts.insert("brand \(brand)") }
    if let price = product.price?.value, price > 0 {
      facts.insert("price \(Int((log(price) / log(1.5)).rounded(.down)))")
    }
    for word in product.name.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber })
    where word.count > 1 && word.contains(where: \.isLetter) {
      facts.insert("word \(word)")
    }
    return facts
  }
}
