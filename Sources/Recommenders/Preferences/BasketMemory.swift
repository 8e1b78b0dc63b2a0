import Commerce
import Compute
import Foundation

/// How strongly each past basket still speaks: by its place in the customer's sequence and by its age.
///
/// A basket that lies a baskets and d days back counts q^a · 2^(−d/h). Counting in baskets suits customers of
/// very different rhythms, and is all there is where orders have numbers but no dates.
struct BasketMemory: Sendable, Equatable {
  /// What a basket keeps of its weight with every newer one: q, above 0 and up to 1.
  var basketDecay: Double
  /// After so many days a basket counts half: h; `nil` means days do not matter.
  var halfLifeDays: Double?

  init(basketDecay: Double = 1, halfLifeDays: Double? = nil) {
    self.basketDecay = basketDecay
    self.halfLifeDays = halfLifeDays
  }

  /// Customers × products: the remembered baskets that contain each product.
  ///
  /// - Complexity: O(n log m) for n lines, at most m of one customer.
  func matrix(of log: PurchaseLog, customers: Range<Int>, asOf: Day) -> SparseMatrix {
    var (offsets, indices, values) = ([0], [Int32](), [Float]())
    offsets.reserveCapacity(customers.count + 1)
    for customer in customers {
      var last: (product: Int32, age: Int32) = (-1, -1)
      for line in log.baskets(ofCustomer: customer).sorted(by: BasketLine.byProduct) {
        if line.product != last.product {
          indices.append(line.product)
          values.append(0)
        }
        if line.product != last.product || line.age != last.age {
          values[values.count - 1] += weight(of: line, asOf: asOf)
        }
        last = (line.product, line.age)
      }
      offsets.append(indices.count)
    }
    return SparseMatrix(
      rows: customers.count, columns: log.products.count, offsets: offsets, indices: indices,
      values: values)
  }

  /// What a line's basket still counts.
  func weight(of line: BasketLine, asOf: Day) -> Float {
    var weight = basketDecay == 1 ? 1 : pow(basketDecay, Double(line.age))
    if let halfLifeDays {
      weight *= exp2(-max(0, Double(line.day.distance(to: asOf))) / halfLifeDays)
    }
    return Float(max(weight, 1e-30))
  }
}

/// A purchase with its place in the customer's sequence of baskets.
struct BasketLine: Sendable, Equatable {
  /// The product's position.
  var product: Int32
  /// How many baskets of the customer are newer: 0 for the last one.
  var age: Int32
  /// When it was bought.
  var day: Day

  /// By product, then from the newest basket to the oldest.
  static func byProduct(_ a: BasketLine, _ b: BasketLine) -> Bool {
    a.product != b.product ? a.product < b.product : a.age < b.age
  }
}

extension PurchaseLog {
  /// A customer's lines with the ages of their baskets, in the order of the log.
  ///
  /// Baskets follow each other by time; where times are equal or unknown, by order id, as numbers if they
  /// are numbers.
  func baskets(ofCustomer customer: Int) -> [BasketLine] {
    let lines = lines(ofCustomer: customer)
    let sequence = orderSequence(ofCustomer: customer)
    var ages: [Int32: Int32] = [:]
    ages.reserveCapacity(sequence.count)
    for (place, order) in sequence.enumerated() {
      ages[order] = Int32(sequence.count - 1 - place)
    }
    return lines.map { line in
      BasketLine(
        product: columns.product[line], age: ages[columns.order[line]] ?? 0,
        day: day(ofLine: line))
    }
  }

  /// A customer's orders, oldest first.
  func orderSequence(ofCustomer customer: Int) -> [Int32] {
    var orders: [(order: Int32, time: Int64)] = []
    var seen: Set<Int32> = []
    for line in lines(ofCustomer: customer)
    where seen.insert(columns.order[line]).inserted {
      orders.append((columns.order[line], columns.time[line]))
    }
    let hasTies = zip(orders, orders.dropFirst()).contains { $0.time == $1.time }
    guard hasTies else { return orders.map(\.order) }
    let keyed = orders.map { (order: $0.order, time: $0.time, number: number(ofOrder: $0.order)) }
    return keyed.sorted { a, b in
      if a.time != b.time { return a.time < b.time }
      return a.number != b.number ? a.number < b.number : a.order < b.order
    }.map(\.order)
  }

  /// An order id as a number; ids that are none come last, in their own order.
  private func number(ofOrder order: Int32) -> Int { Int(orderIDs[Int(order)].text) ?? .max }
}
