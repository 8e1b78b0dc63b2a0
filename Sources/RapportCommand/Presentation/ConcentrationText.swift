import Rapport

/// What `rapport value curve` prints.
struct CurveReport: Encodable {
  struct Group: Encodable {
    let name: String
    let customers: Int
    let revenue: Double
    let revenueShare: Double
    let cumulativeShare: Double
  }

  struct Point: Encodable {
    let customers: Double
    let revenue: Double
  }

  let asOf: Day
  let customers: Int
  let revenue: Double
  let customersForMostRevenue: Double
  let abc: [Group]
  let deciles: [Group]
  let curve: [Point]
  let out: String?

  init(_ profiles: CustomerProfiles, out: String?) {
    let all = profiles.profiles
    asOf = profiles.asOf
    customers = all.count
    let revenue = all.reduce(0) { $0 + max(0, $1.monetary.value) }
    self.revenue = revenue
    customersForMostRevenue = profiles.concentration.customersForMost
    func groups(_ names: [String], _ name: (CustomerProfile) -> String) -> [Group] {
      var running = 0.0
      let members = Dictionary(grouping: all, by: name)
      return names.map { name in
        let members = members[name] ?? []
        let sum = members.reduce(0) { $0 + $1.monetary.value }
        running += sum
        return Group(
          name: name, customers: members.count, revenue: sum,
          revenueShare: revenue > 0 ? sum / revenue : 0,
          cumulativeShare: revenue > 0 ? running / revenue : 0)
      }
    }
    abc = groups(ABCClass.allCases.map(\.rawValue)) { $0.abc.rawValue }
    deciles = groups((1...10).map(String.init)) { String($0.decile) }
    let curve = ParetoCurve(all.map(\.monetary.value))
    self.curve = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map {
      Point(customers: $0, revenue: curve.share(ofBest: $0))
    }
    self.out = out
  }

  /// The same for people.
  var text: String {
    let best = curve.map {
      "\(Figure.decimals($0.customers * 100, 0)) % → \(Figure.percent($0.revenue))"
    }
    var parts = [
      "\(Figure.grouped(customers)) customers as of \(asOf) spent "
        + "\(Figure.grouped(Int(revenue.rounded()))); 80 % of it comes from "
        + "\(Figure.percent(customersForMostRevenue)) of them.",
      "The best so many customers make so much of the revenue:\n  "
        + best.prefix(6).joined(separator: " · ") + "\n  "
        + best.dropFirst(6).joined(separator: " · "),
      "ABC (A makes the first 80 %, B the next 15 %, C the rest)\n" + Self.table("class", abc),
      "Deciles (tenths of customers by spend, equal spends together)\n"
        + Self.table("decile", deciles),
    ]
    if let out { parts.append("The curve, customer by customer, is in \(out).") }
    return parts.joined(separator: "\n\n")
  }

  private static func table(_ title: String, _ groups: [Group]) -> String {
    var table = Table([
      (title, .left), ("customers", .right), ("revenue", .right), ("share", .right),
      ("cumulated", .right), ("spent", .right),
    ])
    for group in groups {
      table.add([
        group.name, Figure.grouped(group.customers), Figure.grouped(Int(group.revenue.rounded())),
        Figure.percent(group.revenueShare), Figure.percent(group.cumulativeShare),
        Figure.decimals(group.revenue / Double(max(1, group.customers)), 2),
      ])
    }
    return table.render()
  }
}

/// What `rapport value matrix` prints.
struct MatrixReport: Encodable {
  struct Quadrant: Encodable {
    let name: String
    let customers: Int
    let revenue: Double
    let meanOrders: Double
    let averageOrder: Double
  }

  let asOf: Day
  let meanOrders: Double
  let averageOrder: Double
  let quadrants: [Quadrant]

  init(_ profiles: CustomerProfiles) {
    let table = ValueMatrixTable(profiles.profiles)
    asOf = profiles.asOf
    meanOrders = table.meanOrders
    averageOrder = table.meanOrder
    quadrants = table.quadrants.map {
      Quadrant(
        name: $0.name.rawValue, customers: $0.customers, revenue: $0.revenue,
        meanOrders: $0.orders, averageOrder: $0.averageOrder)
    }
  }

  private static let meaning = [
    "best": "often and for much: keep", "frequent": "often, for little: sell more a time",
    "spender": "seldom, for much: bring back more often",
    "uncertain": "seldom and for little: spend little on",
  ]

  /// The same for people.
  var text: String {
    var table = Table([
      ("quadrant", .left), ("customers", .right), ("revenue", .right), ("share", .right),
      ("orders", .right), ("an order", .right), ("meaning", .left),
    ])
    let all = quadrants.reduce(0) { $0 + $1.revenue }
    for quadrant in quadrants {
      table.add([
        quadrant.name, Figure.grouped(quadrant.customers),
        Figure.grouped(Int(quadrant.revenue.rounded())),
        all > 0 ? Figure.percent(quadrant.revenue / all) : "–",
        Figure.decimals(quadrant.meanOrders, 1), Figure.decimals(quadrant.averageOrder, 2),
        Self.meaning[quadrant.name] ?? "",
      ])
    }
    return """
      Customer value matrix as of \(asOf): often is more than \(Figure.decimals(meanOrders, 2)) \
      orders, much is more than \(Figure.decimals(averageOrder, 2)) an order (the means of all).

      \(table.render())
      """
  }
}
