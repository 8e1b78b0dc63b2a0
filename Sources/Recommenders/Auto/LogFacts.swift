import Commerce
import Compute

/// What decides which trials make sense on a log, and what they cost.
struct LogFacts: Sendable {
  let customers: Int
  let products: Int
  /// Distinct (customer, product) pairs.
  let pairs: Double
  /// Σ over customers of the square of their number of products.
  let squares: Double
  /// Whether purchases fall on different days.
  let hasDates: Bool
  /// Whether enough customers have more than one order.
  let hasSequence: Bool
  /// Whether what is kept back is later than the rest, and not just a random part.
  let hasFuture: Bool
  /// Whether customers buy products again that they had bought before.
  let hasRepeats: Bool
  /// Whether the category or the brand of most products is known.
  let hasAttributes: Bool
  /// Whether something is known of at least a tenth of the customers, and not the same of all.
  let hasGroups: Bool

  init(
    _ log: PurchaseLog, holdOut: HoldOut, catalogue: Catalogue = Catalogue(),
    groups: CustomerGroups = CustomerGroups()
  ) {
    let grouped = log.customers.ids.count { !groups.groups(of: $0).isEmpty }
    hasGroups = groups.names.count > 1 && grouped * 10 >= log.customers.count
    let described = log.products.ids.count { id in
      catalogue[id].category != nil || catalogue[id].brand != nil
    }
    hasAttributes = described * 2 > log.products.count
    customers = log.customers.count
    products = log.products.count
    var (pairs, squares, purchases) = (0.0, 0.0, 0.0)
    for customer in 0..<log.customers.count {
      let habit = CustomerHabit(customer, in: log)
      let distinct = Double(habit.products.count)
      pairs += distinct
      squares += distinct * distinct
      purchases += distinct / max(1e-9, Double(1 - habit.facts.1))
    }
    self.pairs = pairs
    self.squares = squares
    hasDates = holdOut.kind == .newestWindow
    hasSequence = holdOut.kind != .randomProducts
    hasFuture = holdOut.kind != .randomProducts
    hasRepeats = purchases > pairs * 1.02
  }

  /// Estimated CPU seconds of one fit on an ordinary server core, from counts of operations.
  func seconds(toFit configuration: RecommenderConfiguration) -> Double {
    let (rows, columns) = (Double(customers), Double(products))
    switch configuration {
    case .randomWalk: return 1.5e-7 * squares
    case .spectral(let spectral):
      return secondsOfPatterns(spectral.factors, passes: spectral.iterations + 1)
    case .ease(let ease):
      if ease.form == .lowRank { return secondsOfPatterns(ease.factors, passes: 5) }
      return columns * columns * columns / 1.5e10 + 1.5e-8 * squares
    case .implicitALS(let als):
      let k = Double(als.factors)
      let sparse = pairs * k * Double(als.steps + 1) * 8
      return Double(als.iterations) * (sparse + (rows + columns) * k * k * 6) / 1.5e10
    default: return 5e-7 * pairs
    }
  }

  private func secondsOfPatterns(_ factors: Int, passes: Int) -> Double {
    let (rows, columns, k) = (Double(customers), Double(products), Double(factors + 16))
    let dense = (rows + columns) * k * k * 6 + k * k * k * 12
    return Double(passes) * (4 * pairs * k + dense) / 1.5e10
  }

  /// Fitting for the test, scoring some customers, and a share of fitting again.
  func seconds(toTry configuration: RecommenderConfiguration) -> Double {
    1.5 * seconds(toFit: configuration) + 2e-9 * Double(products) * 4000
  }
}
