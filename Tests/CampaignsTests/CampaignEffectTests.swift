import Campaigns
import Commerce
import Evaluation
import Testing

@Suite struct `A campaign's effect` {
  private func outcomes(_ arm: Arm, units: Int, buyers: Int, spend: Int = 10) -> [UnitOutcome] {
    (0..<units).map {
      UnitOutcome(
        unit: "\(arm)\($0)", arm: arm, orders: $0 < buyers ? 1 : 0,
        revenue: $0 < buyers ? Money(spend) : .zero)
    }
  }

  /// Hillstrom's e-mail test (MineThatData 2008), conversions: men's e-mail 267 of 21,307 against 122 of
  /// 21,306 without; difference 0.0068050, standard error 0.00092.
  @Test func `agrees with Hillstrom's published counts`() {
    let effect = CampaignEffect(
      outcomes(.treated, units: 21307, buyers: 267)
        + outcomes(.control, units: 21306, buyers: 122),
      plan: SmallAudience.plan { $0.control = 0.5 })
    #expect(abs(effect.buyers.value - 0.0068050) < 5e-8)
    #expect(abs((effect.buyers.high - effect.buyers.low) / 2 - 1.96 * 0.00092) < 0.00005)
    #expect(effect.sampleRatioP > 0.99)
  }

  @Test func `takes the contact's cost from the treated alone`() throws {
    let plan = SmallAudience.plan()
    let effect = CampaignEffect(
      outcomes(.treated, units: 10, buyers: 5) + outcomes(.control, units: 10, buyers: 5),
      plan: plan)
    let (revenue, profit) = (try #require(effect.revenue), try #require(effect.profit))
    #expect(revenue.value == 0)
    #expect(abs(profit.value + 0.5) < 1e-12)
    #expect(effect.treated.profitPerHead?.value == 10 * 0.5 * 0.5 - 0.5)
    #expect(effect.control.profitPerHead?.value == 10 * 0.5 * 0.5)
  }

  @Test func `says nothing of means where an arm has one unit`() {
    let effect = CampaignEffect(
      outcomes(.treated, units: 5, buyers: 1) + outcomes(.control, units: 1, buyers: 0),
      plan: SmallAudience.plan())
    #expect(effect.revenue == nil && effect.profit == nil)
    #expect(effect.control.revenuePerHead == nil)
    #expect(effect.buyers.value == 0.2)
  }

  @Test func `doubts arms whose sizes cannot be chance`() {
    let effect = CampaignEffect(
      outcomes(.treated, units: 400, buyers: 4) + outcomes(.control, units: 100, buyers: 1),
      plan: SmallAudience.plan { $0.control = 0.1 })
    // χ² = (400−450)²/450 + (100−50)²/50 = 55.6 with one degree of freedom.
    #expect(effect.sampleRatioP < 1e-10)
  }

  @Test func `counts what whole households buy in the window, and nothing else`() {
    let start = Day(number: 100)
    func line(_ customer: CustomerID, _ day: Int32, _ amount: Int) -> PurchaseLine {
      PurchaseLine(
        customer: customer, product: "P", time: Timestamp(Day(number: day), hour: 12),
        amount: Money(amount))
    }
    let log = PurchaseLog([
      line("A", 100, 1), line("A", 101, 2), line("B", 110, 4), line("B", 111, 8),
      line("Z", 105, 16),
    ])
    let outcomes = UnitOutcome.outcomes(
      of: [(unit: "h:1", arm: .treated), (unit: "c:C", arm: .control)],
      members: [("A", "h:1"), ("B", "h:1"), ("C", "c:C")], log: log, after: start, windowDays: 10)
    #expect(
      outcomes == [
        UnitOutcome(unit: "h:1", arm: .treated, orders: 2, revenue: Money(6)),
        UnitOutcome(unit: "c:C", arm: .control, orders: 0, revenue: .zero),
      ])
  }
}
