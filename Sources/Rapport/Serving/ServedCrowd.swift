import Commerce
import Compute
import Recommenders
import Synchronization

/// All customers before a model.
struct ServedCrowd {
  private let model: any RecommenderModel
  private let popular: any RecommenderModel
  private let histories: Histories
  private let isUnprofiled: [Bool]
  private let asOf: Day
  private let options: RecommendationOptions
  private let catalogue: Catalogue
  private let settings: RunSettings

  init(
    _ served: ServedModel, log: PurchaseLog, unprofiled: Set<CustomerID>, asOf: Day,
    options: RecommendationOptions, catalogue: Catalogue, settings: RunSettings
  ) {
    model = served.recommender
    popular = served.popular
    histories = Histories(log, for: served.recommender.products)
    isUnprofiled = log.customers.ids.map(unprofiled.contains)
    self.asOf = asOf
    self.options = options
    self.catalogue = catalogue
    self.settings = settings
  }

  /// Hands on the lines of one block of customers after the other, and counts them.
  func forEachBlock(_ write: ([UInt8]) throws -> Void) throws -> Int {
    let ranker = Ranker(
      model, eligibility: options.eligibility, catalogue: catalogue, threads: settings.threads)
    let everybody = popularList()
    let total = histories.customers.count
    let parallel = Parallel(threads: settings.threads)
    var rows = 0
    try ranker.forEachBlock(in: histories, asOf: asOf, count: options.count) { lists in
      let pieces = parallel.mapChunks(of: lists.customers.count, chunk: 64) { piece in
        var lines = CSVLines()
        for row in piece {
          let customer = lists.customers.lowerBound + row
          let list = isPersonal(customer) ? lists[customer] : everybody
          add(list, of: customer, to: &lines)
        }
        return lines
      }
      for piece in pieces {
        rows += piece.count
        try write(piece.bytes)
      }
      settings.progress(
        ProgressUpdate(
          what: "recommending", done: lists.customers.upperBound, total: total, unit: "customers"))
    }
    return rows
  }

  /// The customers to whom the product at a position fits best.
  func customers(for product: Int, count: Int) -> [InterestedCustomer] {
    let total = histories.customers.count
    let best = Mutex(TopSelection(limit: count))
    let away = bought(product)
    Parallel(threads: settings.threads).forEachChunk(of: total, chunk: 128) { _, block in
      let scores = model.scores(for: block, in: histories, asOf: asOf)
      best.withLock { best in
        for customer in block where isPersonal(customer) && !away[customer] {
          best.insert(Int32(customer), score: scores.row(customer - block.lowerBound)[product])
        }
      }
    }
    return best.withLock { $0.ranked() }.enumerated().map { index, element in
      InterestedCustomer(
        customer: histories.customers[Int(element.position)], score: element.score,
        rank: index + 1)
    }
  }

  private func isPersonal(_ customer: Int) -> Bool {
    !isUnprofiled[customer] && !histories.log.lines(ofCustomer: customer).isEmpty
  }

  /// Who is kept away from a product for having bought it.
  private func bought(_ product: Int) -> [Bool] {
    let policy = options.eligibility.repeatPolicy(for: catalogue[model.products[product]])
    return (0..<histories.customers.count).map { customer in
      histories.log.lines(ofCustomer: customer).contains { line in
        guard Int(histories.log.columns.product[line]) == product else { return false }
        return switch policy {
        case .exclude: true
        case .allow: false
        case .coolDown(let days): histories.log.day(ofLine: line).distance(to: asOf) < days
        }
      }
    }
  }

  private func popularList() -> [Recommendation] {
    let nobody = Histories(
      PurchaseLog(
        customers: IDIndex([CustomerID("")]), products: model.products, orderIDs: [],
        columns: PurchaseLog.Columns()), for: model.products)
    return Ranker(popular, eligibility: options.eligibility, catalogue: catalogue)
      .list(for: 0, in: nobody, asOf: asOf, count: options.count)
  }

  private func add(_ list: [Recommendation], of customer: Int, to lines: inout CSVLines) {
    let speaker: any RecommenderModel = isPersonal(customer) ? model : popular
    let reasons =
      options.reasons == 0
      ? nil
      : (speaker as? any ExplainingModel)?.reasons(
        for: list.map(\.position), customer: customer, in: histories, asOf: asOf, count: 1)
    for (place, item) in list.enumerated() {
      lines.append([
        histories.customers[customer].text, String(item.rank), item.product.text,
        catalogue.name(of: item.product), "\(item.score)",
        reasons?[place].first?.sentence(catalogue) ?? "",
      ])
    }
  }
}
