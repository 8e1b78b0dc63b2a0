import Rapport

/// What `rapport describe` says to a person: the shop in a minute, and what to look at before training.
struct DescribeText {
  private let report: DescribeReport

  init(_ report: DescribeReport) { self.report = report }

  /// The whole report.
  var text: String {
    var sections = [overview, counts, bestSellers]
    if !report.likelyServices.isEmpty { sections.append(services) }
    if !report.bulkCustomers.isEmpty { sections.append(bulkCustomers) }
    if !report.emptyDays.isEmpty { sections.append(emptyDays) }
    if !report.warnings.isEmpty {
      sections.append(Self.titled("Before you train", report.warnings.map { "• \($0)" }))
    }
    return sections.joined(separator: "\n\n")
  }

  private var overview: String {
    let days = zip([report.from].compactMap { $0 }, [report.to].compactMap { $0 }).map {
      "\($0) to \($1) (\(Figure.grouped($0.distance(to: $1) + 1)) days)"
    }
    return """
      \(Figure.grouped(report.customers)) customers bought \(Figure.grouped(report.products)) products \
      on \(Figure.grouped(report.orders)) orders, \(Figure.grouped(report.lines)) lines in all.
      \(days.joined()), \(Figure.money(report.revenue)) after returns.
      """
  }

  private var counts: String {
    var table = Table([("", .left), ("count", .right), ("share", .right)])
    func add(_ what: String, _ count: Int, of all: Int) {
      let share = all > 0 ? Figure.percent(Double(count) / Double(all)) : ""
      table.add([what, Figure.grouped(count), share])
    }
    add("customers who bought once", report.oneTimeCustomers, of: report.customers)
    add("lines without a customer", report.anonymousLines, of: report.lines)
    add("returns", report.returns, of: report.lines)
    add("  that find no purchase", report.unmatchedReturns, of: report.returns)
    add("cancelled orders", report.cancelledOrders, of: report.orders)
    if report.adjustedOrders > 0 {
      add("orders with an unusual letter", report.adjustedOrders, of: report.orders)
    }
    add("lines without a price", report.zeroPrices, of: report.lines)
    add("lines repeated exactly", report.duplicateLines, of: report.lines)
    add(
      "products with several descriptions", report.productsWithSeveralDescriptions,
      of: report.products)
    for (what, lines) in [
      ("a quotation mark", report.text.quotes), ("a comma", report.text.commas),
      ("a letter beyond ASCII", report.text.nonASCII),
    ] where lines > 0 {
      add("lines described with \(what)", lines, of: report.lines)
    }
    let size = report.basketSize
    let baskets =
      "Half of the baskets hold at most \(size.median) products, 99 of 100 at most \(size.p99); "
      + "the largest \(Figure.grouped(size.max))."
    return table.render() + "\n" + baskets
  }

  private var bestSellers: String {
    Self.titled("On most lines", [Self.table(of: report.topProducts)])
  }

  private var services: String {
    var lines = [Self.table(of: Array(report.likelyServices.prefix(15)))]
    let rest = report.likelyServices.count - 15
    if rest > 0 { lines.append("… and \(rest) more") }
    if let pattern = report.excludedProducts {
      lines.append("Analyses leave out: \(pattern)")
    } else if let pattern = report.suggestedExclusion {
      lines.append("To leave them out of analyses: --exclude-products '\(pattern)'")
    }
    return Self.titled("Probably no products", lines)
  }

  private var bulkCustomers: String {
    var table = Table([
      ("customer", .left), ("name", .left), ("orders", .right), ("revenue", .right),
    ])
    for customer in report.bulkCustomers.prefix(10) {
      table.add([
        customer.customer.text, customer.name ?? "–", Figure.grouped(customer.orders),
        Figure.money(customer.revenue),
      ])
    }
    var lines = [table.render()]
    let rest = report.bulkCustomers.count - 10
    if rest > 0 { lines.append("… and \(rest) more") }
    return Self.titled("Customers worth 20 times the mean", lines)
  }

  private var emptyDays: String {
    let shown = report.emptyDays.prefix(8).map(\.description).joined(separator: ", ")
    let rest = report.emptyDays.count - 8
    let more = rest > 0 ? " … and \(Figure.grouped(rest)) more" : ""
    return Self.titled(
      "Days without a sale: \(Figure.grouped(report.emptyDays.count))", [shown + more])
  }

  private static func table(of products: [DescribeReport.ProductFigure]) -> String {
    var table = Table([
      ("product", .left), ("name", .left), ("lines", .right), ("revenue", .right),
    ])
    for product in products {
      table.add([
        product.product.text, product.name.isEmpty ? "–" : String(product.name.prefix(40)),
        Figure.grouped(product.lines), Figure.money(product.revenue),
      ])
    }
    return table.render()
  }

  private static func titled(_ title: String, _ lines: [String]) -> String {
    ([title, ""] + lines).joined(separator: "\n")
  }
}
