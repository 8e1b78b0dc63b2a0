import Rapport

/// What `rapport value wallet` prints.
struct WalletTable: Encodable {
  struct Category: Encodable {
    let name: String
    let customers: Int
    let spend: Double
    let headroom: Double
    let share: Double?
  }

  struct Line: Encodable {
    let category: String
    let spend: Double
    let peersSpend: Double
    let percentile: Double
    let headroom: Double
  }

  let asOf: Day
  let customer: String?
  let lines: [Line]?
  let categories: [Category]
  let assumption: String
  let out: String?

  init(_ report: WalletReport, customer: String?, out: String?) {
    asOf = report.asOf
    self.customer = customer
    lines = customer.map { _ in
      report.lines.map {
        Line(
          category: $0.category, spend: $0.cell.spend, peersSpend: $0.cell.benchmark,
          percentile: $0.cell.percentile, headroom: $0.cell.headroom)
      }
    }
    categories = report.categories.map {
      Category(
        name: $0.name, customers: $0.customers, spend: $0.spend, headroom: $0.headroom,
        share: $0.share)
    }
    assumption = ShareOfWallet.assumption
    self.out = out
  }

  /// The same for people.
  var text: String {
    let parts =
      [lines.map(own) ?? all, Paragraph(assumption).text]
      + (out.map { ["Every line is in \($0)."] } ?? [])
    return parts.joined(separator: "\n\n")
  }

  private var all: String {
    var table = Table([
      ("category", .left), ("customers", .right), ("spent", .right), ("headroom", .right),
      ("share of wallet", .right),
    ])
    for row in categories {
      table.add([
        row.name, Figure.grouped(row.customers), Figure.grouped(Int(row.spend.rounded())),
        Figure.grouped(Int(row.headroom.rounded())), row.share.map(Figure.percent) ?? "–",
      ])
    }
    let (spend, headroom) = categories.reduce(into: (0.0, 0.0)) {
      ($0.0, $0.1) = ($0.0 + $1.spend, $0.1 + $1.headroom)
    }
    table.add([
      "all", "", Figure.grouped(Int(spend.rounded())), Figure.grouped(Int(headroom.rounded())),
      spend + headroom > 0 ? Figure.percent(spend / (spend + headroom)) : "–",
    ])
    return "Spend and headroom of the 365 days up to \(asOf), most headroom first\n"
      + table.render()
  }

  private func own(_ lines: [Line]) -> String {
    var table = Table([
      ("category", .left), ("spent", .right), ("peers spend", .right), ("ahead of", .right),
      ("headroom", .right),
    ])
    for line in lines {
      table.add([
        line.category, Figure.decimals(line.spend, 2), Figure.decimals(line.peersSpend, 2),
        Figure.percent(line.percentile), Figure.decimals(line.headroom, 2),
      ])
    }
    return
      "Customer \(customer ?? ""), 365 days up to \(asOf); 'ahead of' is the share of peers who "
      + "spend less\n" + table.render()
  }
}
