public import Commerce
import Compute

extension SyntheticShop {
  /// What a campaign really did, known because both worlds can be looked at: with it and without.
  public struct CampaignOutcome: Sendable {
    /// What the customers bought in the window, and what all the others did.
    public let purchases: [PurchaseLine]
    /// The share of buyers among the treated if they had not been treated.
    public let treatedBaseRate: Double
    /// The rise of that share which the campaign caused.
    public let uplift: Double
    /// Those who opened the letter.
    public let opened: [CustomerID]
  }

  /// Lets time go on for some days after the last one, with a campaign sent on the last evening.
  ///
  /// Everybody goes on as planned. Of the treated who would not have bought in the window, a share of
  /// `campaignPull` buys one to three products of their taste because of the letter. Who is in the control
  /// group buys as planned.
  ///
  /// - Parameters:
  ///   - treated: Who got the letter.
  ///   - days: How long after the last day.
  /// - Returns: The purchases, and the planted effect on the treated.
  public func afterCampaign(treated: [CustomerID], days: Int) -> CampaignOutcome {
    let isTreated = Set(treated.compactMap(number))
    let first = Self.lastDay.advanced(by: 1)
    let last = Self.lastDay.advanced(by: min(days, Self.epilogueDays))
    var lines: [PurchaseLine] = []
    var (anyway, pulled) = (0, 0)
    var opened: [CustomerID] = []
    for number in 0..<size.customers {
      let planned = purchases(of: number, from: first, through: last)
      lines += planned
      guard isTreated.contains(number) else { continue }
      var random = generator(.campaign, number)
      let reads = random.uniform() < 0.4
      let isPulled = random.uniform() < campaignPull
      if reads || isPulled { opened.append(id(of: number)) }
      if planned.contains(where: { $0.quantity > 0 && $0.product != "POST" }) {
        anyway += 1
      } else if isPulled {
        pulled += 1
        lines += answer(of: number, days: first.distance(to: last), &random)
      }
    }
    let count = Double(max(1, isTreated.count))
    return CampaignOutcome(
      purchases: lines, treatedBaseRate: Double(anyway) / count, uplift: Double(pulled) / count,
      opened: opened)
  }

  private func answer(of number: Int, days: Int, _ random: inout SeededGenerator) -> [PurchaseLine]
  {
    let customer = customer(number)
    let day = Self.lastDay.advanced(by: 1 + random.below(max(1, days)))
    let products = Set(
      (0...random.below(3)).map { _ in product(forTaste: customer.taste, &random) })
    let order = Order(
      number: 0, time: Timestamp(day, hour: 19), lines: products.sorted().map { ($0, 1) },
      hasPostage: false)
    return lines(of: order, customer: customer.id, prefix: "K\(customer.id)")
  }
}
