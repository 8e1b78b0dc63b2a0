import Commerce
import Compute

extension SyntheticShop {
  /// One basket of a customer.
  struct Order: Sendable {
    /// The order's number within the customer's, from 0.
    let number: Int
    /// Seconds since 1970.
    let time: Timestamp
    /// Product positions with their quantities, ascending and distinct.
    let lines: [(product: Int, quantity: Int)]
    /// Whether postage was charged.
    let hasPostage: Bool
  }

  /// Everything a customer buys without any campaign, also after the shop's last day.
  struct Story: Sendable {
    let customer: Customer
    let orders: [Order]
    /// The moment after which nothing more comes, in days since the first day; infinite where still active
    /// at the end of the epilogue.
    let end: Double

    /// Whether the customer would buy again after a day.
    func isActive(after day: Day) -> Bool {
      end > Double(SyntheticShop.firstDay.distance(to: day) + 1)
    }
  }

  /// Tells a customer's story: a Poisson process that may end after every repeated order.
  func story(of number: Int) -> Story {
    let customer = customer(number)
    var random = generator(.story, number)
    let horizon = Double(Self.firstDay.distance(to: Self.lastDay) + Self.epilogueDays)
    var orders: [Order] = []
    var owned: [Int] = []
    var time = customer.start
    var end = Double.infinity
    while time < horizon {
      let order = basket(customer.taste, at: time, number: orders.count, owned, &random)
      owned += order.lines.map(\.product)
      orders.append(order)
      if orders.count > 1, random.uniform() < customer.dropout {
        end = time
        break
      }
      time += random.exponential() / customer.rate * 7
    }
    return Story(customer: customer, orders: orders, end: end)
  }

  /// Fills a basket: habits, then taste, then what the rules add.
  private func basket(
    _ taste: Int, at time: Double, number: Int, _ owned: [Int], _ random: inout SeededGenerator
  ) -> Order {
    var chosen: Set<Int> = []
    for _ in 0...random.poisson(mean: size.basketSize - 1) {
      let isHabit = !owned.isEmpty && random.uniform() < 0.25
      chosen.insert(
        isHabit ? owned[random.below(owned.count)] : product(forTaste: taste, &random))
    }
    for (rule, pair) in rulePositions.enumerated() where chosen.contains(pair.product) {
      if random.uniform() < rules[rule].confidence { chosen.insert(pair.companion) }
    }
    let lines = chosen.sorted().map { (product: $0, quantity: 1 + random.poisson(mean: 0.4)) }
    let day = Self.firstDay.advanced(by: Int(time))
    let second = 8 * 3600 + Int((time - time.rounded(.down)) * 12 * 3600)
    return Order(
      number: number, time: Timestamp(seconds: Timestamp(day).seconds + Int64(second)),
      lines: lines, hasPostage: random.uniform() < 0.15)
  }

  /// Three in four products come from the shelves a taste prefers, the others from anywhere.
  func product(forTaste taste: Int, _ random: inout SeededGenerator) -> Int {
    let preferred = preferences[taste]
    let category =
      random.uniform() < 0.75
      ? preferred[random.below(preferred.count)] : random.below(size.categories)
    return product(ofShelf: category, &random)
  }

  /// The lines of an order as import takes them.
  func lines(of order: Order, customer: CustomerID?, prefix: String) -> [PurchaseLine] {
    let id = OrderID("\(prefix)-\(order.number + 1)")
    var lines = order.lines.map { line in
      PurchaseLine(
        customer: customer, product: products[line.product].id, order: id, time: order.time,
        quantity: Double(line.quantity), amount: products[line.product].price * line.quantity)
    }
    if order.hasPostage {
      lines.append(
        PurchaseLine(
          customer: customer, product: "POST", order: id, time: order.time,
          amount: Money(tenThousandths: 49_500)))
    }
    return lines
  }

  /// What a customer sends back within three weeks: one of a line, about one line in fifty.
  func returns(of story: Story) -> [PurchaseLine] {
    var random = generator(.returns, story.customer.number)
    var lines: [PurchaseLine] = []
    for order in story.orders {
      for line in order.lines where random.uniform() < 0.02 {
        let time = Timestamp(seconds: order.time.seconds + Int64(1 + random.below(20)) * 86_400)
        let product = products[line.product]
        lines.append(
          PurchaseLine(
            customer: story.customer.id, product: product.id,
            order: OrderID("R\(story.customer.id)-\(order.number + 1)"), time: time, quantity: -1,
            amount: product.price * -1))
      }
    }
    return lines
  }

  /// What a customer buys and returns up to a day, in the order of time.
  func purchases(of number: Int, from first: Day = firstDay, through last: Day = lastDay)
    -> [PurchaseLine]
  {
    let story = story(of: number)
    let prefix = story.customer.id.text
    let bought = story.orders.flatMap {
      lines(of: $0, customer: story.customer.id, prefix: prefix)
    }
    return (bought + returns(of: story)).filter { (first...last).contains($0.time.day) }
  }

  /// How many baskets are bought without a name: one for every fifth customer.
  var anonymousBaskets: Int { size.customers / 5 }

  /// One of the baskets bought without a name.
  func anonymousBasket(_ number: Int) -> [PurchaseLine] {
    var random = generator(.anonymous, number)
    let days = Double(Self.firstDay.distance(to: Self.lastDay))
    let order = basket(
      random.below(size.tastes), at: random.uniform() * days, number: number, [], &random)
    return lines(of: order, customer: nil, prefix: "A")
  }
}
