import Compute
import Rapport

/// Customers who behave exactly as a model says, from known parameters.
struct SimulatedShop {
  let isPareto: Bool
  let truth: [Double]
  let books: Books

  /// The parameters that are planted in every measurement.
  static func shop(isPareto: Bool, books: Books) -> SimulatedShop {
    SimulatedShop(
      isPareto: isPareto, truth: isPareto ? [0.6, 70, 0.6, 80] : [0.4, 60, 0.8, 2.5], books: books)
  }

  /// What is recorded of a purchase's time.
  enum Books: String {
    /// The moment.
    case exact
    /// The middle of its day, days counted from the first purchase; nothing else is lost.
    case midday
    /// The calendar day, as a shop's books keep it: several purchases on a day are one.
    case days
    /// As `days`, but the first day and the last count as half a day each in a customer's age.
    case halfDays = "half-days"

    var areCalendarDays: Bool { self == .days || self == .halfDays }
  }

  /// One entry a customer.
  struct Table {
    var repeats: [Int32] = []
    var recency: [Double] = []
    var age: [Double] = []
    /// The mean spend of a purchase.
    var means: [Double] = []

    func histories() throws -> PurchaseHistories {
      try PurchaseHistories(repeats: repeats, recency: recency, age: age, unit: .days)
    }
  }

  func draw(_ customers: Int, seed: UInt64) -> Table {
    var random = SeededGenerator(seed: seed)
    var table = Table()
    for _ in 0..<customers {
      // The shop's books end with a day; the first purchase fell somewhere within its own day.
      let days = 365 + random.below(365)
      let morning = books.areCalendarDays ? random.uniform() : 0
      let end = Double(days) + (books.areCalendarDays ? 1 - morning : 0)
      let customer = buy(until: end, morning, &random) { _ in }
      table.repeats.append(customer.count)
      table.recency.append(customer.last)
      table.age.append(Double(days) + (books == .halfDays ? 0.5 : 0))
      let level = random.gamma(shape: 4) / 15
      let purchases = Double(customer.count + 1)
      table.means.append(random.gamma(shape: 6 * purchases) / (level * purchases))
    }
    return table
  }

  /// Repeat purchases and the time of the last one; several on one day are one in the books.
  private func buy(
    until end: Double, _ morning: Double, _ random: inout SeededGenerator,
    _ record: (Double) -> Void
  ) -> (count: Int32, last: Double) {
    let rate = random.gamma(shape: truth[0]) / truth[1]
    let leaves = isPareto ? 0 : random.beta(truth[2], truth[3])
    let life =
      isPareto ? random.exponential() * truth[3] / random.gamma(shape: truth[2]) : .infinity
    var (time, isFirst) = (0.0, true)
    var (count, last) = (Int32(0), 0.0)
    while isFirst || random.uniform() >= leaves {
      isFirst = false
      time += random.exponential() / rate
      if time >= min(end, life) { break }
      if books.areCalendarDays {
        let day = (morning + time).rounded(.down)
        if day > last {
          (count, last) = (count + 1, day)
          record(day)
        }
      } else {
        (count, last) = (count + 1, books == .exact ? time : time.rounded(.down) + 0.5)
      }
    }
    return (count, last)
  }
}

extension SimulatedShop {
  /// The last day of every simulated log.
  static let lastDay = Day(number: 15_000)

  /// The purchases of such customers as a log: one line a day with a purchase, of one of 300 products.
  func log(_ customers: Int, seed: UInt64) -> PurchaseLog {
    var random = SeededGenerator(seed: seed)
    var columns = PurchaseLog.Columns()
    columns.reserveCapacity(customers * 4)
    var orders = 0
    for customer in 0..<customers {
      let days = 365 + random.below(365)
      let morning = random.uniform()
      let first = Self.lastDay.advanced(by: -days)
      var bought: [Double] = [0]
      _ = buy(until: Double(days) + 1 - morning, morning, &random) { bought.append($0) }
      let level = random.gamma(shape: 4) / 15
      for day in bought {
        let spend = random.gamma(shape: 6) / level
        columns.append(
          customer: Int32(customer), product: Int32(random.below(300)), order: Int32(orders),
          time: Timestamp(first.advanced(by: Int(day))).seconds + 43_200, quantity: 1,
          amount: Int64((spend * 100).rounded()) * 100)
        orders += 1
      }
    }
    func padded(_ number: Int) -> String { String(String(100_000_000 + number).dropFirst()) }
    return PurchaseLog(
      customers: IDIndex(ascending: (0..<customers).map { CustomerID(padded($0)) }),
      products: IDIndex(ascending: (0..<300).map { ProductID(padded($0)) }),
      orderIDs: (0..<orders).map { OrderID(padded($0)) }, columns: columns)
  }
}
