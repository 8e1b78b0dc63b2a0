public import Commerce
public import Compute

/// What `NextBasket` learns: what everybody buys just now, and how long each product lasts.
public struct NextBasketModel: StoredModel, FallbackModel {
  /// How it was trained.
  public let configuration: NextBasket
  /// The products that were bought.
  public let products: IDIndex<ProductID>
  /// How often each product is bought: the answer to strangers.
  public let popularity: PopularityTable
  /// Popularity with a short memory, 1 for the most popular.
  let recent: AlignedBuffer<Float>
  /// Typical days between two purchases of one customer; 0 where nobody bought the product twice.
  let intervals: AlignedBuffer<Float>

  init(
    configuration: NextBasket, products: IDIndex<ProductID>, popularity: PopularityTable,
    recent: AlignedBuffer<Float>, intervals: AlignedBuffer<Float>
  ) {
    self.configuration = configuration
    self.products = products
    self.popularity = popularity
    self.recent = recent
    self.intervals = intervals
  }

  init(_ configuration: NextBasket, from source: some ModelArraySource) throws {
    let products = try IDIndex<ProductID>(from: source)
    self.init(
      configuration: configuration, products: products,
      popularity: try PopularityTable(from: source, products: products.count),
      recent: try source.floats("recentPopularity", count: products.count),
      intervals: try source.floats("intervals", count: products.count))
  }

  /// Habits plus what everybody buys; strangers get the popular list.
  ///
  /// - Complexity: O(customers · products + purchases).
  public func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix {
    let scores = Matrix(rows: customers.count, columns: products.count)
    let bought = configuration.memory.matrix(of: histories.log, customers: customers, asOf: asOf)
    let weight = Float(configuration.popularityWeight)
    for (row, customer) in customers.enumerated() {
      let entries = bought.entries(ofRow: row)
      guard !entries.isEmpty else {
        popularity.write(to: scores.row(row))
        continue
      }
      let target = scores.row(row)
      for product in 0..<products.count { target[product] = weight * recent.pointer[product] }
      let due = dueness(of: customer, in: histories, asOf: asOf)
      for (place, i) in entries.enumerated() {
        target[Int(bought.indices[i])] += bought.values[i] * (due.isEmpty ? 1 : due[place])
      }
    }
    return scores
  }

  /// A factor for each product a customer has bought, ascending; empty where rhythms do not matter.
  private func dueness(of customer: Int, in histories: Histories, asOf: Day) -> [Float] {
    let share = Float(configuration.cadence)
    guard share > 0 else { return [] }
    return histories.log.purchaseDays(ofCustomer: customer).map { product, days in
      1 - share + share * rhythm(of: Int(product), days: days).dueness(on: asOf)
    }
  }

  private func rhythm(of product: Int, days: [Int32]) -> Rhythm {
    Rhythm(purchases: days[...], typicalInterval: intervals.pointer[product])
  }

  /// Everything the model needs besides its configuration.
  public var arrays: ModelArrays {
    var arrays = ModelArrays()
    arrays.set("products", products.ids.map(\.text))
    popularity.store(in: &arrays)
    arrays.set("recentPopularity", recent)
    arrays.set("intervals", intervals)
    return arrays
  }
}

extension NextBasketModel: ExplainingModel {
  /// The customer's rhythm with the product where there is one, else how popular it is.
  public func reasons(
    for product: Int, customer: Int, in histories: Histories, asOf: Day, count: Int
  ) -> [Reason] {
    guard count > 0 else { return [] }
    let days =
      histories.log.purchaseDays(ofCustomer: customer)
      .first { Int($0.product) == product }?.days ?? []
    guard days.count > 1, let last = days.last,
      let interval = rhythm(of: product, days: days).interval
    else { return [.popular(share: popularity.share(of: product))] }
    return [
      .dueAgain(
        everyDays: Int(interval.rounded()), daysSince: max(0, Int(asOf.number) - Int(last)))
    ]
  }
}
