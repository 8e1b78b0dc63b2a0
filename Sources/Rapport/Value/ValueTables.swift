public import Commerce
public import CustomerValue
public import Foundation

extension CustomerProfiles {
  /// Writes the Pareto curve: one line a customer, best first.
  ///
  /// - Throws: `WorkspaceError` where the file cannot be written; an old file is then still there.
  public func writeCurve(to url: URL) throws {
    let curve = ParetoCurve(profiles.map(\.monetary.value))
    try CSVTable.write(
      to: url,
      header: [
        "rank", "customer", "spend", "shareOfCustomers", "shareOfRevenue", "abc", "decile",
      ],
      rows: curve.points.enumerated().lazy.map { rank, point in
        let profile = profiles[point.place]
        return [
          String(rank + 1), CSVCell.text(profile.id.text), CSVCell.number(point.value),
          CSVCell.number(point.customers), CSVCell.number(point.share), profile.abc.rawValue,
          String(profile.decile),
        ]
      })
  }
}

/// The shares of wallet of a shop: who spends what in each category, and who could spend more.
public struct WalletReport: Sendable {
  /// One category.
  public struct Category: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Customers who bought in it in the last year.
    public let customers: Int
    /// What they spent.
    public let spend: Double
    /// What customers who ever bought in it could spend more, by what their peers do.
    public let headroom: Double

    /// The share of what could be spent that is spent here, 0 to 1; `nil` where nothing is.
    public var share: Double? { spend + headroom > 0 ? spend / (spend + headroom) : nil }
  }

  /// One customer in one category.
  public struct Line: Sendable, Equatable {
    /// Who.
    public let customer: CustomerID
    /// The category's name.
    public let category: String
    /// The level of frequency that makes the peer group.
    public let peers: Int
    /// What is spent here and what the best quarter of peers spends.
    public let cell: ShareOfWallet.Cell
  }

  /// The day that is today.
  public let asOf: Day
  /// The categories, most headroom first.
  public let categories: [Category]
  /// Every customer in every category they ever bought, by customer and category.
  public let lines: [Line]

  /// Writes one line a customer and category.
  ///
  /// - Throws: `WorkspaceError` where the file cannot be written; an old file is then still there.
  public func write(to url: URL) throws {
    try CSVTable.write(
      to: url,
      header: [
        "customer", "category", "peerGroup", "spend", "peersSpend", "percentile", "headroom",
      ],
      rows: lines.lazy.map { line in
        [
          CSVCell.text(line.customer.text), CSVCell.text(line.category), "F\(line.peers)",
          CSVCell.number(line.cell.spend), CSVCell.number(line.cell.benchmark),
          CSVCell.number(line.cell.percentile), CSVCell.number(line.cell.headroom),
        ]
      })
  }
}

extension Workspace {
  /// Works out shares of wallet by category.
  ///
  /// - Parameters:
  ///   - asOf: The day that is today; the day of the newest purchase where none is given.
  ///   - customer: Only this customer's lines; everybody's where `nil`.
  /// - Returns: The categories of all customers, and the lines asked for.
  /// - Throws: `WorkspaceError`, `CustomerValueError`, `ValueSettingError.unknownCustomer`.
  public func wallet(asOf: Day? = nil, of customer: CustomerID? = nil) throws -> WalletReport {
    let day = try asOf ?? lastPurchaseDay()
    let log = try analysisLog(asOf: day)
    let rfm = try valuePreferences().settings().analysis.table(
      of: log.customerSummaries(asOf: day), asOf: day)
    let categories = try WalletCategories(log, in: self)
    var peers = [Int8](repeating: -1, count: log.customers.count)
    for (summary, score) in zip(rfm.summaries, rfm.scores) {
      peers[summary.customer] = Int8(score.f)
    }
    if let customer, log.customers.position(of: customer) == nil {
      throw ValueSettingError.unknownCustomer(
        id: customer.text,
        nearest: NearestMatch.to(customer.text, among: log.customers.ids.map(\.text)))
    }
    let wallet = ShareOfWallet(log, asOf: day, peers: peers, categories: categories.numbers)
    var sums = categories.names.map { _ in (customers: 0, spend: 0.0, headroom: 0.0) }
    let cells = wallet.cells
    for cell in cells {
      sums[cell.category].customers += cell.spend > 0 ? 1 : 0
      sums[cell.category].spend += cell.spend
      sums[cell.category].headroom += cell.headroom
    }
    let rows = zip(categories.names, sums).map {
      WalletReport.Category(
        name: $0, customers: $1.customers, spend: $1.spend, headroom: $1.headroom)
    }
    let lines = cells.map {
      WalletReport.Line(
        customer: log.customers[$0.customer], category: categories.names[$0.category],
        peers: Int(peers[$0.customer]), cell: $0)
    }
    return WalletReport(
      asOf: day,
      categories: rows.sorted {
        $0.headroom != $1.headroom ? $0.headroom > $1.headroom : $0.name < $1.name
      }, lines: customer.map { wanted in lines.filter { $0.customer == wanted } } ?? lines)
  }
}
