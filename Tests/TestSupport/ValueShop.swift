public import Commerce
import Compute

/// A shop for questions of value: 140 customers over 420 days, buying by chance until they leave by chance.
///
/// Two categories of goods (tea and cups), some returns, one customer worth much who fell silent.
public enum ValueShop {
  /// The day of the first purchase.
  public static let firstDay = Day(number: 15_000)
  /// The day of the newest purchase.
  public static let lastDay = firstDay.advanced(by: 419)

  /// The purchases and returns.
  public static func lines() -> [PurchaseLine] {
    var random = SeededGenerator(seed: 29)
    var lines: [PurchaseLine] = []
    for i in 0..<140 {
      let id = CustomerID("C\(1000 + i)")
      let rate = random.gamma(shape: 1.3) / 30
      let leaves = random.beta(1, 6)
      let level = 4 + random.gamma(shape: 2) * 6
      var day = i == 0 ? 419.0 : Double(random.below(300))
      repeat {
        let isTea = random.uniform() < 0.7
        let amount = Money(tenThousandths: Int64(level * (0.5 + random.uniform())) * 10_000)
        let product = isTea ? "T\(random.below(4))" : "K\(random.below(3))"
        let line = line(id, ProductID(product), Int(day), amount)
        lines.append(line)
        if random.uniform() < 0.05 {
          lines.append(
            self.line(id, line.product, min(419, Int(day) + 3), Money.zero - amount, quantity: -1))
        }
        day += random.exponential() / rate
      } while day < 420 && random.uniform() > leaves
    }
    for day in stride(from: 10, through: 330, by: 16) {
      lines.append(line("C2000", "T1", day, Money(90)))
    }
    return lines
  }

  private static func line(
    _ customer: CustomerID, _ product: ProductID, _ day: Int, _ amount: Money,
    quantity: Double = 1
  ) -> PurchaseLine {
    PurchaseLine(
      customer: customer, product: product, time: Timestamp(firstDay.advanced(by: day), hour: 10),
      quantity: quantity, amount: amount)
  }

  /// A file of products with categories, and the cost of the cups.
  public static let products =
    "product,name,category,cost\n"
    + (0..<4).map { "T\($0),Tea \($0),tea,\n" }.joined()
    + (0..<3).map { "K\($0),Cup \($0),cups,3\n" }.joined()

  /// A file of contacts in the last year: C1001 three times, C1002 once, C1003 before the year.
  public static let contacts = """
    campaign,customer,time,channel,offer,status
    spring,C1001,2012-01-05,post,a,sent
    summer,C1001,2012-02-05,post,a,sent
    autumn,C1001,2012-03-01,email,a,undeliverable
    spring,C1002,2012-01-05,post,a,sent
    early,C1003,2011-01-30,post,a,sent

    """
}
