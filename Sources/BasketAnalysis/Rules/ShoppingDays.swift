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
      for product in products[offsets[day]..<offsets[day + 1]] where isKnown.insert(product).inserted {
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
  private func isFollowed(_ day: Int) -> Bool { Int(lastNumber - numbers[day]) >= windowDays }

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

  /// For each product, the share of followed days after which it is bought within the window.
  func usualShares() -> [Double] {
    var counts = [Int](repeating: 0, count: starts.count)
    var seen = [Int32](repeating: -1, count: starts.count)
    for day in numbers.indices where isFollowed(day) {
      forEachFollower(of: day) { product, _ in
        guard seen[Int(product)] != Int32(day) else { return }
        seen[Int(product)] = Int32(day)
        counts[Int(product)] += 1
      }
    }
    return counts.map { followed > 0 ? Double($0) / Double(followed) : 0 }
  }
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
