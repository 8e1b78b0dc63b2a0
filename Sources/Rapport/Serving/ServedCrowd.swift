import Commerce
import Compute
import Recommenders
import Synchronization

/// All customers before a model.
struct ServedCrowd {
  private let desk: ServingDesk
  private let histories: Histories
  private let isUnprofiled: [Bool]
  private let settings: RunSettings

  private var model: any RecommenderModel { desk.personal.model }
  private var asOf: Day { desk.day }
  private var options: RecommendationOptions { desk.options }
  private var catalogue: Catalogue { desk.catalogue }

  init(
    _ desk: ServingDesk, log: PurchaseLog, groups: CustomerGroups, unprofiled: Set<CustomerID>,
    settings: RunSettings
  ) {
    self.desk = desk
    histories = Histories(log, for: desk.model.recommender.products, groups: groups)
    isUnprofiled = log.customers.ids.map(unprofiled.contains)
    self.settings = settings
  }

  /// Hands on the lines of one block of customers after the other, and counts them.
  func forEachBlock(_ write: ([UInt8]) throws -> Void) throws -> Int {
    let maker = desk.personal
    let everybody = popularList()
    let total = histories.customers.count
    let parallel = Parallel(threads: settings.threads)
    var rows = 0
    try maker.ranker.forEachBlock(
      in: histories, asOf: asOf, count: maker.candidates(for: options.count)
    ) { lists in
      let pieces = parallel.mapChunks(of: lists.customers.count, chunk: 64) { piece in
        var lines = CSVLines()
        for row in piece {
          let customer = lists.customers.lowerBound + row
          let list =
            isPersonal(customer)
            ? maker.places(
              lists[customer], customer, in: histories, asOf: asOf, count: options.count,
              tellingChances: false
            ).map(\.item) : everybody
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

  /// The customers to whom a product fits best; stand-ins speak for one the model has never seen.
  func customers(for product: StandIns, count: Int) -> [InterestedCustomer] {
    let total = histories.customers.count
    let best = Mutex(TopSelection(limit: count))
    let away = bought(product)
    Parallel(threads: settings.threads).forEachChunk(of: total, chunk: 128) { _, block in
      let scores = scores(of: product, for: block)
      best.withLock { best in
        for customer in block where isPersonal(customer) && !away[customer] {
          best.insert(Int32(customer), score: scores[customer - block.lowerBound])
        }
      }
    }
    return best.withLock { $0.ranked() }.enumerated().map { index, element in
      InterestedCustomer(
        customer: histories.customers[Int(element.position)], score: element.score,
        rank: index + 1)
    }
  }

  /// One product's scores; for a model of factors without those of all the others.
  private func scores(of product: StandIns, for block: Range<Int>) -> [Float] {
    guard let model = model as? any FactorModel else {
      let scores = model.scores(for: block, in: histories, asOf: asOf)
      return (0..<block.count).map { product.score(in: scores.row($0)) }
    }
    let rows = model.customerFactors(for: block, in: histories, asOf: asOf)
    let own = product.factors(in: model.productFactors)
    return (0..<block.count).map { row in
      let customer = rows.row(row)
      return own.indices.reduce(Float(0)) { $0 + own[$1] * customer[$1] }
    }
  }

  private func isPersonal(_ customer: Int) -> Bool {
    !isUnprofiled[customer] && !histories.log.lines(ofCustomer: customer).isEmpty
  }

  /// Who is kept away from a product for having bought it; nobody from one the model has never seen.
  private func bought(_ standIns: StandIns) -> [Bool] {
    guard standIns.elements.count == 1, let own = standIns.elements.first, own.score == 1 else {
      return [Bool](repeating: false, count: histories.customers.count)
    }
    let product = Int(own.position)
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
    return desk.popular.list(for: 0, in: nobody, asOf: asOf, count: options.count).map(\.item)
  }

  private func add(_ list: [Recommendation], of customer: Int, to lines: inout CSVLines) {
    let speaker: any RecommenderModel = isPersonal(customer) ? model : desk.popular.model
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
