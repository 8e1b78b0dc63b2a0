import Foundation
import Rapport

/// Customers who behave exactly as a model says, from known parameters.
struct SimulatedShop {
  let isPareto: Bool
  let truth: [Double]
  let books: Books

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
    var random = Draws(seed: seed &* 0x2545_F491_4F6C_DD1D)
    var table = Table()
    for _ in 0..<customers {
      // The shop's books end with a day; the first purchase fell somewhere within its own day.
      let days = 365 + random.below(365)
      let morning = books.areCalendarDays ? random.uniform() : 0
      let end = Double(days) + (books.areCalendarDays ? 1 - morning : 0)
      let customer = buy(until: end, morning, &random)
      table.repeats.append(customer.count)
      table.recency.append(customer.last)
      table.age.append(Double(days) + (books == .halfDays ? 0.5 : 0))
      let level = random.gamma(4) / 15
      let purchases = Double(customer.count + 1)
      table.means.append(random.gamma(6 * purchases) / (level * purchases))
    }
    return table
  }

  /// Repeat purchases and the time of the last one; several on one day are one in the books.
  private func buy(
    until end: Double, _ morning: Double, _ random: inout Draws
  ) -> (count: Int32, last: Double) {
    let rate = random.gamma(truth[0]) / truth[1]
    let leaves = isPareto ? 0 : random.beta(truth[2], truth[3])
    let life = isPareto ? random.exponential() * truth[3] / random.gamma(truth[2]) : .infinity
    var (time, isFirst) = (0.0, true)
    var (count, last) = (Int32(0), 0.0)
    while isFirst || random.uniform() >= leaves {
      isFirst = false
      time += random.exponential() / rate
      if time >= min(end, life) { break }
      if books.areCalendarDays {
        let day = (morning + time).rounded(.down)
        if day > last { (count, last) = (count + 1, day) }
      } else {
        (count, last) = (count + 1, books == .exact ? time : time.rounded(.down) + 0.5)
      }
    }
    return (count, last)
  }
}

/// Random numbers for the simulation, the same on every run.
struct Draws {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }

  mutating func below(_ bound: Int) -> Int { Int(uniform() * Double(bound)) }

  mutating func exponential() -> Double { -log(1 - uniform()) }

  mutating func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
  }

  /// Marsaglia and Tsang (2000).
  mutating func gamma(_ shape: Double) -> Double {
    if shape < 1 { return gamma(shape + 1) * pow(1 - uniform(), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = pow(1 + c * x, 3)
      if v > 0, log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
  }

  mutating func beta(_ a: Double, _ b: Double) -> Double {
    let (x, y) = (gamma(a), gamma(b))
    return x / (x + y)
  }
}
