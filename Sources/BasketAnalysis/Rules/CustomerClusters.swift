/// Who the baskets of a group belong to, to know how much their orders tell.
///
/// Orders of one customer are alike: eleven orders of somebody who loves wine say less about a segment than the
/// orders of eleven customers. How much less is the design effect (Rao and Scott 1992, "A simple method for the
/// analysis of clustered binary data"):
///
/// φ = Σ (xᵢ − p·nᵢ)² / (N·p·(1 − p)),
///
/// where customer i has the set in xᵢ of nᵢ baskets, N is all baskets of the group and p = Σ xᵢ / N. It is 1 where
/// everybody has one basket. Anonymous baskets count as customers of their own.
struct CustomerClusters {
  /// How the baskets with a set are spread over customers.
  struct Spread {
    /// Baskets with the set.
    let hits: Int
    /// Customers with such a basket.
    let customers: Int
    /// How many baskets count as one independent basket, at least 1.
    let designEffect: Double
  }

  /// How many baskets there are.
  let baskets: Int
  /// The baskets of an average basket's customer: Σ nᵢ² / N.
  let meanSize: Double
  /// The customer of each basket, numbered from 0.
  private let owners: [Int32]
  /// How many baskets each of them has.
  private let sizes: [Int32]

  /// Looks at whose baskets they are.
  ///
  /// - Complexity: O(baskets).
  init(_ priced: PricedBaskets) {
    let highest = priced.customers.max() ?? -1
    var places = [Int32](repeating: -1, count: Int(highest) + 1)
    var (owners, sizes): ([Int32], [Int32]) = ([], [])
    owners.reserveCapacity(priced.customers.count)
    for customer in priced.customers {
      if customer >= 0, places[Int(customer)] >= 0 {
        owners.append(places[Int(customer)])
        sizes[Int(places[Int(customer)])] += 1
      } else {
        if customer >= 0 { places[Int(customer)] = Int32(sizes.count) }
        owners.append(Int32(sizes.count))
        sizes.append(1)
      }
    }
    self.owners = owners
    self.sizes = sizes
    baskets = owners.count
    let squares = sizes.reduce(0.0) { $0 + Double($1) * Double($1) }
    meanSize = baskets > 0 ? squares / Double(baskets) : 1
  }

  /// How some baskets are spread over customers.
  ///
  /// - Complexity: O(k log k) for k baskets.
  func spread(_ list: [Int32]) -> Spread {
    let hits = list.map { owners[Int($0)] }.sorted()
    var (customers, squares, products) = (0, 0.0, 0.0)
    var start = 0
    while start < hits.count {
      var end = start + 1
      while end < hits.count, hits[end] == hits[start] { end += 1 }
      let (x, n) = (Double(end - start), Double(sizes[Int(hits[start])]))
      squares += x * x
      products += x * n
      customers += 1
      start = end
    }
    return Spread(
      hits: hits.count, customers: customers,
      designEffect: designEffect(hits.count, squares: squares, products: products))
  }

  /// The design effect that an intra-customer correlation has on this group: 1 + (Σ nᵢ² / N − 1)·ρ (Kish 1965).
  func designEffect(ofCorrelation correlation: Double) -> Double {
    1 + (meanSize - 1) * correlation
  }

  /// The correlation that explains a design effect of this group, from 0 to 1.
  func correlation(explaining effect: Double) -> Double {
    meanSize > 1 ? min(1, max(0, (effect - 1) / (meanSize - 1))) : 0
  }

  private func designEffect(_ hits: Int, squares: Double, products: Double) -> Double {
    guard hits > 0 else { return 1 }
    // Where every basket has the set, nothing tells how alike they are: as alike as can be.
    guard hits < baskets else { return meanSize }
    let (n, share) = (Double(baskets), Double(hits) / Double(baskets))
    let variance = squares - 2 * share * products + share * share * meanSize * n
    return max(1, variance / (n * share * (1 - share)))
  }
}
