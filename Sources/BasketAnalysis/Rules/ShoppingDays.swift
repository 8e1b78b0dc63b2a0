import Commerce

/// The days customers shopped on, each with its distinct products, in flat arrays.
struct ShoppingDays {
  /// Day d belongs to the customer whose days end before `ends[d]`.
  private(set) var ends: [Int32] = []
  /// The number of each day.
  private(set) var numbers: [Int32] = []
  /// Day d has `products[offsets[d] ..< offsets[d + 1]]`.
  private(set) var offsets = [0]
  private(set) var products: [Int32] = []
  /// The days on which a customer first bought each product, grouped by product.
  private(set) var starts: [[Int32]]
  /// How many days the log covers for the whole window.
  private(set) var followed = 0
  let windowDays: Int
  private let lastNumber: Int32

  init(_ log: PurchaseLog, windowDays: Int) {
    self.windowDays = windowDays
    lastNumber = log.lastDay?.number ?? 0
    starts = [[Int32]](repeating: [], count: log.products.count)
    for customer in 0..<log.customers.count { append(customer, of: log) }
  }

  private mutating func append(_ customer: Int, of log: PurchaseLog) {
    let first = numbers.count
    var row: [Int32] = []
    for line in log.lines(ofCustomer: customer) where log.columns.quantity[line] > 0 {
      let number = log.day(ofLine: line).number
      if numbers.count == first || numbers.last != number {
        close(&row, isOpen: numbers.count > first)
        numbers.append(number)
      }
      row.append(log.columns.product[line])
    }
    close(&row, isOpen: numbers.count > first)
    var isKnown = Set<Int32>()
    for day in first..<numbers.count {
      ends.append(Int32(numbers.count))
      guard isFollowed(day) else { continue }
      followed += 1
      for product in products[offsets[day]..<offsets[day + 1]]
      where isKnown.insert(product).inserted {
        starts[Int(product)].append(Int32(day))
      }
    }
  }

  private mutating func close(_ row: inout [Int32], isOpen: Bool) {
    guard isOpen else { return }
    products.append(contentsOf: Set(row).sorted())
    offsets.append(products.count)
    row.removeAll(keepingCapacity: true)
  }

  /// Whether the log covers the whole window after a day.
  func isFollowed(_ day: Int) -> Bool { Int(lastNumber - numbers[day]) >= windowDays }

  /// Calls the body with every product bought on later days within the window, nearest day first.
  func forEachFollower(of day: Int, _ body: (_ product: Int32, _ delay: Int32) -> Void) {
    var later = day + 1
    while later < Int(ends[day]), Int(numbers[later] - numbers[day]) <= windowDays {
      for place in offsets[later]..<offsets[later + 1] {
        body(products[place], numbers[later] - numbers[day])
      }
      later += 1
    }
  }
}

/// How often products usually follow a shopping day, four weeks by four weeks.
struct UsualShares {
  private static let weeks: Int32 = 28
  private let days: ShoppingDays
  private let first: Int32
  private let periods: Int
  /// Followed days of each period.
  private var totals: [Int32]
  /// Days after which a product is bought within the window, by product and then period.
  private var counts: [Int32]

  init(_ days: ShoppingDays) {
    self.days = days
    first = days.numbers.min() ?? 0
    periods = Int(((days.numbers.max() ?? 0) - first) / Self.weeks) + 1
    totals = [Int32](repeating: 0, count: periods)
    counts = [Int32](repeating: 0, count: periods * days.starts.count)
    var seen = [Int32](repeating: -1, count: days.starts.count)
    for day in days.numbers.indices where days.isFollowed(day) {
      let period = self.period(of: day)
      totals[period] += 1
      days.forEachFollower(of: day) { product, _ in
        guard seen[Int(product)] != Int32(day) else { return }
        seen[Int(product)] = Int32(day)
        counts[Int(product) * periods + period] += 1
      }
    }
  }

  /// The share of shopping days followed by one product, in the periods of the first purchases of another.
  ///
  /// - Complexity: O(first purchases).
  func share(of then: Int32, after first: Int32) -> Double {
    let starts = days.starts[Int(first)]
    let sum = starts.reduce(0.0) { sum, day in
      let period = self.period(of: Int(day))
      return sum + Double(counts[Int(then) * periods + period]) / Double(totals[period])
    }
    return starts.isEmpty ? 0 : sum / Double(starts.count)
  }

  private func period(of day: Int) -> Int { Int((days.numbers[day] - first) / Self.weeks) }
}

/// Counts what follows one product after another.
struct FollowerCounter {
  private let days: ShoppingDays
  private var counts: [Int32]
  private var seen: [Int32]
  private var touched: [Int32] = []

  init(_ days: ShoppingDays) {
    self.days = days
    counts = [Int32](repeating: 0, count: days.starts.count)
    seen = [Int32](repeating: -1, count: days.starts.count)
  }

  /// The sequences that begin with a product and occur in enough customers, by the second product.
  mutating func sequences(from first: Int32, minimum: Int) -> [Following] {
    let starts = days.starts[Int(first)]
    guard starts.count >= minimum else { return [] }
    for start in starts { count(Int(start), except: first) }
    let candidates = touched.filter { counts[Int($0)] >= minimum }.sorted()
    for product in touched { (counts[Int(product)], seen[Int(product)]) = (0, -1) }
    touched.removeAll(keepingCapacity: true)
    return candidates.isEmpty ? [] : delays(from: first, starts, candidates)
  }

  private mutating func count(_ start: Int, except first: Int32) {
    let days = days
    days.forEachFollower(of: start) { product, _ in
      guard product != first, seen[Int(product)] != Int32(start) else { return }
      if counts[Int(product)] == 0 { touched.append(product) }
      seen[Int(product)] = Int32(start)
      counts[Int(product)] += 1
    }
  }

  private mutating func delays(
    from first: Int32, _ starts: [Int32], _ candidates: [Int32]
  ) -> [Following] {
    var found = candidates.map { Following(first: first, then: $0, customers: starts.count) }
    var places = [Int32: Int](minimumCapacity: candidates.count)
    for (place, product) in candidates.enumerated() { places[product] = place }
    let days = days
    for start in starts {
      days.forEachFollower(of: Int(start)) { product, delay in
        guard let place = places[product], seen[Int(product)] != start else { return }
        seen[Int(product)] = start
        found[place].delays.append(delay)
      }
    }
    for product in candidates { seen[Int(product)] = -1 }
    return found
  }
}
