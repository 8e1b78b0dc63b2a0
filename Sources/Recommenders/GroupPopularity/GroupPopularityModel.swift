public import Commerce
public import Compute
import Foundation

/// What `GroupPopularity` learns: how many customers of each group bought each product.
public struct GroupPopularityModel: StoredModel, FallbackModel {
  /// How it was made.
  public let configuration: GroupPopularity
  /// The products that were bought.
  public let products: IDIndex<ProductID>
  /// How often each product is bought: the answer where no group is known.
  public let popularity: PopularityTable
  /// The counts, or `nil` where no group was large enough.
  let groups: NewcomerPopularity?
  /// The places of groups by name.
  private let places: [String: Int]

  init(
    configuration: GroupPopularity, products: IDIndex<ProductID>, popularity: PopularityTable,
    groups: NewcomerPopularity?
  ) {
    self.configuration = configuration
    self.products = products
    self.popularity = popularity
    self.groups = groups
    places = Dictionary(
      (groups?.groups ?? []).enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  init(_ configuration: GroupPopularity, from source: some ModelArraySource) throws {
    let products = try IDIndex<ProductID>(from: source)
    let isKnown = try source.integers("groupsAreKnown", count: 1).pointer[0] == 1
    let groups =
      isKnown ? try NewcomerPopularity(source, as: "groups", products: products.count) : nil
    if isKnown && groups == nil { throw ModelArraysError.misfit(array: "groups.members") }
    self.init(
      configuration: configuration, products: products,
      popularity: try PopularityTable(from: source, products: products.count), groups: groups)
  }

  /// What sells to each customer's groups; the popular list to those without any.
  ///
  /// - Complexity: O(customers · (products + products bought in the customer's groups)).
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let scores = Matrix(rows: customers.count, columns: products.count)
    let shares = groups?.shares
    for (row, customer) in customers.enumerated() {
      let target = scores.row(row)
      guard let groups, let shares, !histories.groups.isEmpty else {
        popularity.write(to: target)
        continue
      }
      for product in shares.indices { target[product] = Float(shares[product]) }
      let known = places(of: customer, in: histories)
      if !known.isEmpty { groups.multiply(byGroups: known, target) }
    }
    return scores
  }

  /// Which of the counted groups a customer belongs to, ascending.
  private func places(of customer: Int, in histories: Histories) -> [Int] {
    histories.groups.names(of: histories.customers[customer]).compactMap { places[$0] }.sorted()
  }

  /// Everything the model needs besides its configuration.
  public var arrays: ModelArrays {
    var arrays = groups?.arrays(as: "groups") ?? ModelArrays()
    arrays.set("products", products.ids.map(\.text))
    popularity.store(in: &arrays)
    arrays.set(
      "groupsAreKnown", AlignedBuffer<Int32>(repeating: groups == nil ? 0 : 1, count: 1))
    return arrays
  }
}

extension GroupPopularityModel: ExplainingModel {
  /// The groups of the customer that buy the product more than others do, the strongest first.
  public func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    guard count > 0 else { return [] }
    let facts = places(of: customer, in: histories).compactMap { group in
      groups?.standing(of: product, in: group).map { (groups?.groups[group] ?? "", $0) }
    }
    let telling = facts.filter { $0.1.lift > 1.05 }.sorted {
      $0.1.lift != $1.1.lift ? $0.1.lift > $1.1.lift : $0.0 < $1.0
    }
    guard !telling.isEmpty else { return [.popular(share: popularity.share(of: product))] }
    return telling.prefix(count).map {
      .popularAmong(group: $0.0, share: $0.1.share, lift: $0.1.lift)
    }
  }
}
