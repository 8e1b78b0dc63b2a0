public import Commerce

/// Why a product is recommended, as facts; the sentence is made from them.
public enum Reason: Sendable, Equatable {
  /// What the shares of `boughtTogether` are shares of.
  public enum Unit: String, Sendable {
    /// Baskets, that is orders.
    case baskets
    /// Customers with all their orders.
    case customers
  }

  /// A purchase that often goes with the product.
  ///
  /// `confidence` is the share of the units with the purchase that also have the product; `lift` is how
  /// many times that is the product's share among all units.
  case boughtTogether(
    product: ProductID, on: Day?, confidence: Double, lift: Double, unit: Unit)
  /// A purchase that made up a share of the score, 0 to 1.
  case similarTo(product: ProductID, on: Day?, contribution: Double)
  /// The share of orders with the product.
  case popular(share: Double)
  /// The share of a group of customers who bought the product, as in `country=France`, and how many times
  /// that is the share of all customers.
  case popularAmong(group: String, share: Double, lift: Double)
  /// A rule all of whose left-hand side the customer has bought.
  case rule(if: [ProductID], confidence: Double, lift: Double)
  /// The customer's own rhythm: every so many days, and days since the last time.
  ///
  /// The sentence says whether the product was just bought, is not yet due, due or overdue.
  case dueAgain(everyDays: Int, daysSince: Int)

  /// A stable word for programs.
  public var kind: String {
    switch self {
    case .boughtTogether: "bought-together"
    case .similarTo: "similar-to"
    case .popular: "popular"
    case .popularAmong: "popular-among"
    case .rule: "rule"
    case .dueAgain: "due-again"
    }
  }

  /// Whether it tells of this customer what is not as true of everybody.
  ///
  /// A group in which the product sells hardly better than elsewhere, as the country of nine customers in ten, is none.
  var isPersonal: Bool {
    switch self {
    case .popular: false
    case .popularAmong(_, _, let lift): lift >= 1.2
    case .boughtTogether, .similarTo, .rule, .dueAgain: true
    }
  }

  /// The reason in words, with the names of the catalogue, fit to stand after the product's name.
  ///
  /// As in "because you bought RED MUG on 3 May 2011; 38 % of baskets with it also have this, 4.1 ×
  /// usual".
  public func sentence(_ catalogue: Catalogue) -> String {
    switch self {
    case .boughtTogether(let product, let day, let confidence, let lift, let unit):
      "because you bought \(catalogue.name(of: product))\(Self.text(on: day)); "
        + "\(Self.text(share: confidence)) of \(unit.rawValue) with it also have this"
        + Self.text(lift: lift)
    case .similarTo(let product, let day, let contribution):
      "because you bought \(catalogue.name(of: product))\(Self.text(on: day)), "
        + "\(Self.text(share: contribution)) of what speaks for it"
    case .popular(let share): "popular: in \(Self.text(share: share)) of all orders"
    case .popularAmong(let group, let share, let lift):
      "popular with customers like you (\(Self.text(group: group))): bought by "
        + "\(Self.text(share: share)) of them\(Self.text(lift: lift))"
    case .rule(let products, let confidence, let lift):
      "because you bought \(Self.text(list: products.map(catalogue.name(of:)))); "
        + "\(Self.text(share: confidence)) of baskets with \(products.count == 1 ? "it" : "these")"
        + " also have this\(Self.text(lift: lift))"
    case .dueAgain(let every, let since): Self.text(every: every, since: since)
    }
  }
}

extension Reason {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `3 May 2011`.
  static func text(day: Day) -> String {
    let (year, month, day) = day.components
    return "\(day) \(months[month - 1]) \(year)"
  }

  private static func text(on day: Day?) -> String { day.map { " on \(text(day: $0))" } ?? "" }

  /// `38 %`, with a decimal below ten.
  static func text(share: Double) -> String {
    let percent = share * 100
    if percent >= 9.95 { return "\(Int(percent.rounded())) %" }
    return percent < 0.05 && percent > 0 ? "under 0.1 %" : "\(decimal(percent)) %"
  }

  /// `country France` from `country=France`.
  private static func text(group: String) -> String {
    group.split(separator: "=", maxSplits: 1).joined(separator: " ")
  }

  private static func text(lift: Double) -> String {
    lift.isFinite ? ", \(lift >= 99.95 ? String(Int(lift.rounded())) : decimal(lift)) × usual" : ""
  }

  /// A rhythm by its state: just bought, not yet due, due, or overdue by half an interval and more.
  private static func text(every: Int, since: Int) -> String {
    let interval = max(1, every)
    let rhythm = "about every \(text(days: interval, alone: true))"
    let last = since == 0 ? "today" : "\(text(days: since)) ago"
    switch Double(since) / Double(interval) {
    case ..<0.5: return "a regular of yours, \(rhythm), though you bought it \(last)"
    case ..<0.8:
      return "due in about \(text(days: interval - since)): you buy this \(rhythm); "
        + "the last time was \(last)"
    case ..<1.5: return "due now: you buy this \(rhythm); the last time was \(last)"
    default: return "overdue: you buy this \(rhythm); the last time was \(last)"
    }
  }

  private static func text(days: Int, alone: Bool = false) -> String {
    switch days {
    case 1: alone ? "day" : "1 day"
    case ..<14: "\(days) days"
    case ..<60: "\(Int((Double(days) / 7).rounded())) weeks"
    default: "\(Int((Double(days) / 30.4).rounded())) months"
    }
  }

  private static func text(list names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// One decimal, rounded.
  private static func decimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
