public import Commerce
import Compute

extension SyntheticShop {
  /// A customer of the shop, with what nobody can see from outside.
  public struct Customer: Sendable, Equatable {
    /// The number, from 0.
    public let number: Int
    /// The id.
    public let id: CustomerID
    /// A name that is obviously made up.
    public let name: String
    /// An address at example.com.
    public let email: String
    /// The household; two customers may share one.
    public let household: String
    /// The taste, which is planted.
    public let taste: Int
    /// Orders a week while active, which is planted.
    public let rate: Double
    /// The chance to leave after a repeated order, which is planted.
    public let dropout: Double
    /// The moment of the first order, in days since the shop's first day.
    public let start: Double
    /// Whether the customer lets the shop personalise.
    public let personalise: Bool
  }

  /// The letters of the ids' width.
  private var digits: Int { String(size.customers).count }

  /// The id of a customer's number.
  public func id(of number: Int) -> CustomerID {
    CustomerID("C" + Self.padded(number + 1, digits))
  }

  /// The number of a customer's id, or `nil`.
  public func number(of id: CustomerID) -> Int? {
    guard id.text.first == "C", let number = Int(id.text.dropFirst()),
      (1...size.customers).contains(number)
    else { return nil }
    return number - 1
  }

  /// The customer of a number.
  public func customer(_ number: Int) -> Customer {
    var random = generator(.customer, number)
    let given = Self.givenNames[random.below(Self.givenNames.count)]
    let taste = random.below(size.tastes)
    let rate = random.gamma(shape: lifeCycle.r) / lifeCycle.alpha
    let dropout = random.beta(lifeCycle.a, lifeCycle.b)
    // First orders fall into the first ten months, so that everybody can be watched for a while.
    let start = random.uniform() * 0.72 * Double(Self.firstDay.distance(to: Self.lastDay))
    // Every eighth pair of neighbours lives together.
    let isPair = number / 2 % 8 == 3
    let home = isPair ? number / 2 * 2 : number
    return Customer(
      number: number, id: id(of: number), name: "\(given) Sample-\(number + 1)",
      email: "customer-\(number + 1)@example.com",
      household: "H" + Self.padded(home + 1, digits), taste: taste, rate: rate, dropout: dropout,
      start: start, personalise: random.uniform() >= 0.01)
  }

  private static let givenNames = [
    "Alex", "Robin", "Sam", "Kim", "Jo", "Chris", "Pat", "Lee", "Max", "Toni", "Andy", "Nico",
    "Charlie", "Jamie", "Taylor", "Morgan",
  ]

  /// What a customer said about being contacted: a date, a channel and whether it is allowed.
  ///
  /// Most agree with their first order; some take it back, a few object for good.
  func consent(of number: Int) -> [(day: Day, channel: String, status: ConsentEvent.Status)] {
    var random = generator(.consent, number)
    let first = Self.firstDay.advanced(by: Int(customer(number).start))
    var events: [(day: Day, channel: String, status: ConsentEvent.Status)] = []
    for (channel, share) in [("email", 0.85), ("post", 0.93)] {
      guard random.uniform() < share else { continue }
      events.append((first, channel, .granted))
      let later = first.advanced(by: 1 + random.below(max(1, first.distance(to: Self.lastDay))))
      let change = random.uniform()
      if change < 0.04 {
        events.append((later, channel, .withdrawn))
      } else if change < 0.05 {
        events.append((later, channel, .objected))
      }
    }
    return events
  }
}
