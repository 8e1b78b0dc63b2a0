import Campaigns
import Commerce
import Testing

@Suite struct `A campaign's laws` {
  private static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6]

  @Test(arguments: seeds)
  func `everybody of the audience ends in exactly one place`(seed: UInt64) {
    let members = SmallAudience.random(300, seed: seed)
    let built = SmallAudience.build(SmallAudience.plan(), members, seed: seed)
    #expect(Set(built.lines.map(\.member.customer)) == Set(members.map(\.customer)))
    #expect(built.lines.count == members.count)
    for line in built.lines {
      #expect((line.arm == .excluded) == (line.reason != nil), "seed \(seed)")
      #expect((line.arm == .excluded) == (line.propensity == nil))
      #expect((line.arm == .treated) == (line.key != nil))
    }
    let excluded = built.excluded.values.reduce(0, +)
    #expect(built.treated.count + built.control.count + excluded == members.count)
    #expect(built.treated.count > 20 && built.control.count > 0, "The law was hardly tested.")
  }

  @Test(arguments: seeds)
  func `a household has one contact and one arm`(seed: UInt64) {
    let members = SmallAudience.random(300, seed: seed)
    let built = SmallAudience.build(SmallAudience.plan(), members, seed: seed)
    let units = Dictionary(grouping: built.lines.filter { $0.arm != .excluded }, by: \.unit)
    #expect(units.values.allSatisfy { $0.count == 1 }, "seed \(seed)")
    #expect(built.excluded[.household, default: 0] > 0)
    for line in built.lines where line.reason == .household {
      // Whoever was taken instead: in an arm, or left out by money, which is judged later.
      let chosen = built.lines.first {
        $0.unit == line.unit && ($0.reason.map { $0 > .household } ?? true)
      }
      #expect((chosen?.expectedProfit ?? -.infinity) >= (line.expectedProfit ?? 0))
    }
  }

  @Test(arguments: seeds)
  func `nobody of the control and nobody excluded is on the list`(seed: UInt64) {
    let members = SmallAudience.random(200, seed: seed)
    let built = SmallAudience.build(SmallAudience.plan(), members, seed: seed)
    let rows = MailingList(built).csv.split(separator: "\r\n").dropFirst()
    let listed = Set(rows.map { String($0.prefix { $0 != "," }) })
    #expect(listed == Set(built.treated.map(\.member.customer.text)), "seed \(seed)")
    #expect(listed.isDisjoint(with: built.control.map(\.member.customer.text)))
  }

  @Test(arguments: seeds)
  func `the budget is kept and more of it never lowers the expected profit`(seed: UInt64) {
    let members = SmallAudience.random(300, seed: seed)
    var last = Money.zero
    for budget in [1, 5, 10, 20, 50, 200] {
      let plan = SmallAudience.plan { $0.budget = Money(budget) }
      let built = SmallAudience.build(plan, members, seed: seed)
      #expect(built.cost <= Money(budget), "seed \(seed)")
      #expect(built.expectedProfit >= last, "seed \(seed), budget \(budget)")
      last = built.expectedProfit
    }
  }

  @Test(arguments: seeds)
  func `the contacts of a small budget are the best ones of a large one`(seed: UInt64) {
    let members = SmallAudience.random(300, seed: seed)
    let all = SmallAudience.build(SmallAudience.plan(), members, seed: seed)
    let few = SmallAudience.build(SmallAudience.plan { $0.size = 10 }, members, seed: seed)
    let best = all.treated.compactMap(\.expectedProfit).sorted(by: >).prefix(10)
    #expect(few.treated.compactMap(\.expectedProfit).sorted(by: >) == Array(best))
    #expect(few.treated.count == 10)
    #expect(few.excluded[.overSize, default: 0] > 0)
    #expect(few.excluded[.overBudget] == nil)
  }

  @Test(arguments: seeds)
  func `building again gives the same bytes, in whatever order the audience comes`(seed: UInt64) {
    let members = SmallAudience.random(200, seed: seed)
    let first = SmallAudience.build(SmallAudience.plan(), members, seed: seed)
    let history = ContactHistory(for: first.plan, asOf: SmallAudience.day)
    let builder = CampaignBuilder(
      first.plan, asOf: SmallAudience.day,
      consent: SmallAudience.consent(for: members, seed: seed), history: history)
    let forward = builder.build(members) { $0.map { SmallAudience.score($0, seed: seed) } }
    let backward = builder.build(members.reversed()) {
      $0.map { SmallAudience.score($0, seed: seed) }
    }
    #expect(MailingList(forward).csv == MailingList(backward).csv, "seed \(seed)")
    #expect(AssignmentList(forward).csv == AssignmentList(backward).csv)
  }

  @Test(arguments: seeds)
  func `whoever objected or has no consent is never scored`(seed: UInt64) {
    let members = SmallAudience.random(200, seed: seed)
    let consent = SmallAudience.consent(for: members, seed: seed)
    let register = ConsentRegister(
      consent, asOf: SmallAudience.day, channel: .email, purpose: "marketing")
    let plan = SmallAudience.plan()
    var asked: [CustomerID] = []
    _ = CampaignBuilder(
      plan, asOf: SmallAudience.day, consent: consent,
      history: ContactHistory(for: plan, asOf: SmallAudience.day)
    ).build(members) { open in
      asked = open.map(\.customer)
      return open.map { SmallAudience.score($0, seed: seed) }
    }
    #expect(!asked.isEmpty)
    #expect(asked.allSatisfy { register.standing(of: $0) == .granted }, "seed \(seed)")
  }
}

@Suite struct `A campaign's builder` {
  private let day = SmallAudience.day

  private func member(
    _ id: CustomerID, household: String? = nil, email: String? = "a@example.com",
    lastPurchase: Int = 30, owns: Bool = false
  ) -> AudienceMember {
    AudienceMember(
      customer: id, contact: SmallAudience.contact(email: email, household: household),
      segment: "loyal", lastPurchase: day.advanced(by: -lastPurchase), ownsExcludedProduct: owns)
  }

  private func reasons(
    _ members: [AudienceMember], plan: CampaignPlan, consent: [ConsentEvent]? = nil,
    history: ContactHistory? = nil, probability: Double = 0.5
  ) -> [String] {
    let granted = members.map {
      ConsentEvent(
        customer: $0.customer, channel: "email", purpose: "marketing", status: .granted,
        time: Timestamp(day))
    }
    let built = CampaignBuilder(
      plan, asOf: day, consent: consent ?? granted,
      history: history ?? ContactHistory(for: plan, asOf: day)
    ).build(members) { open in
      open.map { _ in
        OfferScore(
          probability: probability, orderValue: 20,
          products: [.init(product: "P", name: "P", reason: "")])
      }
    }
    return built.lines.map { $0.reason?.rawValue ?? $0.arm.rawValue }
  }

  @Test func `gives the first reason where several hold`() {
    let plan = SmallAudience.plan {
      $0.exclusions.suppress = ["A@example.com"]
      $0.exclusions.boughtWithinDays = 40
    }
    // No consent, suppressed, no address, bought lately: the law speaks first.
    #expect(
      reasons([member("1", email: nil, owns: true)], plan: plan, consent: []) == ["noConsent"])
    #expect(reasons([member("1", owns: true)], plan: plan) == ["suppressed"])
    #expect(
      reasons([member("1", email: nil, owns: true)], plan: plan) == ["noAddress"])
    #expect(
      reasons([member("1", email: "b@example.com", owns: true)], plan: plan) == ["recentBuyer"])
    #expect(
      reasons([member("1", email: "b@example.com", lastPurchase: 40, owns: true)], plan: plan)
        == ["ownsProduct"])
  }

  @Test func `counts contacts of the whole unit within rolling days`() {
    let plan = SmallAudience.plan {
      $0.exclusions.frequencyCap = FrequencyCap(contacts: 2, days: 30)
    }
    func history(_ days: [Int], campaign: String = "winter") -> ContactHistory {
      ContactHistory(
        contacts: days.map {
          .init(campaign: campaign, unit: "h:H", day: day.advanced(by: -$0))
        }, for: plan, asOf: day)
    }
    let customer = [member("1", household: "H")]
    #expect(reasons(customer, plan: plan, history: history([0, 29])) == ["frequencyCap"])
    #expect(reasons(customer, plan: plan, history: history([0, 30])) != ["frequencyCap"])
    #expect(reasons(customer, plan: plan, history: history([0, -1])) != ["frequencyCap"])
    // Its own contacts do not stop a campaign from being built again.
    #expect(
      reasons(customer, plan: plan, history: history([0, 1], campaign: "spring"))
        != ["frequencyCap"])
  }

  @Test func `leaves out contacts that do not pay for themselves`() {
    // p·m·v = 0.05 · 0.5 · 20 = 0.50, exactly the cost of a contact.
    #expect(
      reasons([member("1")], plan: SmallAudience.plan(), probability: 0.05) == ["belowBreakEven"])
    #expect(
      reasons([member("1")], plan: SmallAudience.plan(), probability: 0.0501)
        != ["belowBreakEven"])
  }

  @Test func `finds break-even and a detectable effect`() {
    let members = (0..<400).map { member(CustomerID("\($0)"), email: "c\($0)@example.com") }
    let plan = SmallAudience.plan()
    let built = CampaignBuilder(
      plan, asOf: day,
      consent: members.map {
        ConsentEvent(
          customer: $0.customer, channel: "any", purpose: "any", status: .granted,
          time: Timestamp(day))
      }, history: ContactHistory(for: plan, asOf: day)
    ).build(members) { open in
      open.map { _ in
        OfferScore(
          probability: 0.1, orderValue: 20,
          products: [.init(product: "P", name: "P", reason: "")])
      }
    }
    // c / (m·v) = 0.50 / (0.5 · 20)
    #expect(built.breakEven == 0.05)
    #expect(abs((built.baseRate ?? 0) - 0.1) < 1e-12)
    let effect = built.detectableEffect ?? 0
    #expect(effect > 0.05 && effect < 0.4)
    #expect(built.warnings.contains { if case .tinyControl = $0 { true } else { false } })
    #expect(built.steps.map(\.remaining).last == built.treated.count)
    #expect(built.steps.first?.remaining == 400)
  }
}

@Suite struct `An arm` {
  @Test func `is drawn the same for ever`() {
    // Written down once; a change here would redraw every campaign that was ever mailed.
    let arms = (0..<12).map {
      Arm.drawn(unit: "c:\($0)", seed: 42, controlShare: 0.5) == .control ? "c" : "t"
    }
    #expect(arms.joined() == "cccttttccttc")
  }

  @Test func `holds back its share`() {
    let held = (0..<4000).count {
      Arm.drawn(unit: "c:\($0)", seed: 9, controlShare: 0.1) == .control
    }
    // Four standard deviations of a binomial with n = 4000, p = 0.1.
    #expect(abs(held - 400) < 76)
  }

  @Test func `of a household called 7 is not that of the customer 7`() {
    #expect(AssignmentUnit.name(customer: "7", household: nil) == "c:7")
    #expect(AssignmentUnit.name(customer: "1", household: "7") == "h:7")
    #expect(AssignmentUnit.name(customer: "1", household: "") == "c:1")
  }
}
