public import Commerce

/// Decides for everybody in an audience: treated, control, or left out, and why.
///
/// Filters run in the order of `ExclusionReason`; scores are asked for only after the law has spoken, since
/// whoever objects to direct marketing also objects to being scored for it. Then one member of each
/// household stays, contacts that cannot pay go, and the rest are taken by expected profit until budget or
/// size are used up. The coin of each unit decides the arm; only the treated cost anything.
public struct CampaignBuilder: Sendable {
  private let plan: CampaignPlan
  private let day: Day
  private let screening: Screening

  /// Prepares to build a plan.
  ///
  /// - Parameters:
  ///   - plan: A valid plan; see `CampaignPlan.validated()`.
  ///   - day: The day the list is for.
  ///   - consent: What customers said, all of it.
  ///   - history: Contacts, bounces and participation of the past.
  public init(
    _ plan: CampaignPlan, asOf day: Day, consent: some Sequence<ConsentEvent>,
    history: ContactHistory
  ) {
    self.plan = plan
    self.day = day
    let register = ConsentRegister(
      consent, asOf: day, channel: plan.channel.kind, purpose: plan.purpose)
    screening = Screening(plan, asOf: day, consent: register, history: history)
  }

  /// Assigns everybody.
  ///
  /// - Parameters:
  ///   - audience: The customers the audience means; each once.
  ///   - score: Asked once, about those whom nothing yet keeps out, in ascending order of customers; answers
  ///     in the same order, `nil` where the offer has nothing for a customer.
  /// - Returns: One line a customer.
  /// - Complexity: O(n log n) for n customers.
  /// - Throws: What `score` throws.
  public func build(
    _ audience: [AudienceMember], score: ([AudienceMember]) throws -> [OfferScore?]
  ) rethrows -> Assignments {
    let members = Self.ascending(audience)
    var drafts = members.map { Draft(member: $0, reason: screening.reason(against: $0)) }
    let open = drafts.indices.filter { drafts[$0].reason == nil }
    let scores = try score(open.map { drafts[$0].member })
    precondition(scores.count == open.count, "Every customer asked about needs an answer.")
    for (i, score) in zip(open, scores) {
      drafts[i].score = score
      drafts[i].profit = score?.expectedProfit(margin: plan.margin, cost: plan.costPerContact)
      if score?.products.isEmpty ?? true { drafts[i].reason = .nothingToOffer }
    }
    keepOneOfEachHousehold(&drafts)
    for i in drafts.indices where drafts[i].reason == nil && (drafts[i].profit ?? 0) <= 0 {
      drafts[i].reason = .belowBreakEven
    }
    draw(&drafts)
    return Assignments(plan: plan, asOf: day, lines: lines(drafts))
  }

  /// A line in the making.
  private struct Draft {
    let member: AudienceMember
    let unit: String
    var reason: ExclusionReason?
    var score: OfferScore?
    var profit: Double?
    var arm = Arm.excluded

    init(member: AudienceMember, reason: ExclusionReason?) {
      self.member = member
      unit = member.unit
      self.reason = reason
    }
  }

  private static func ascending(_ audience: [AudienceMember]) -> [AudienceMember] {
    let index = IDIndex(audience.map(\.customer))
    var places = [AudienceMember?](repeating: nil, count: index.count)
    for member in audience {
      if let place = index.position(of: member.customer) { places[place] = member }
    }
    return places.compactMap { $0 }
  }

  /// The member with the highest expected profit gets the household's contact; at equal profit the lower
  /// customer id.
  private func keepOneOfEachHousehold(_ drafts: inout [Draft]) {
    var best: [String: Int] = [:]
    for i in drafts.indices where drafts[i].reason == nil {
      guard let other = best[drafts[i].unit] else {
        best[drafts[i].unit] = i
        continue
      }
      let isBetter = (drafts[i].profit ?? 0) > (drafts[other].profit ?? 0)
      drafts[isBetter ? other : i].reason = .household
      if isBetter { best[drafts[i].unit] = i }
    }
  }

  /// Walks from the highest expected profit down.
  ///
  /// A unit's coin does not depend on its rank, so the control
  /// is a random part of what is chosen, and the treated alone use up budget and size.
  private func draw(_ drafts: inout [Draft]) {
    let ranked = drafts.indices.filter { drafts[$0].reason == nil }.sorted { a, b in
      let (x, y) = (drafts[a].profit ?? 0, drafts[b].profit ?? 0)
      return x != y ? x > y : a < b
    }
    let (limit, reason) = contactLimit
    var treated = 0
    var isOver = false
    for i in ranked {
      let arm = Arm.drawn(
        unit: drafts[i].unit, seed: plan.drawingSeed, controlShare: plan.control)
      isOver = isOver || (arm == .treated && treated == limit)
      if isOver {
        drafts[i].reason = reason
      } else {
        drafts[i].arm = arm
        treated += arm == .treated ? 1 : 0
      }
    }
  }

  /// How many contacts may be made at most, and what stops the next one.
  private var contactLimit: (count: Int, reason: ExclusionReason) {
    var limit = (count: Int.max, reason: ExclusionReason.overBudget)
    if let budget = plan.budget, plan.costPerContact > .zero {
      limit.count = Int(budget.tenThousandths / plan.costPerContact.tenThousandths)
    }
    if let size = plan.size, size < limit.count { limit = (size, .overSize) }
    return limit
  }

  private func lines(_ drafts: [Draft]) -> [Assignment] {
    let treated = drafts.filter { $0.arm == .treated }
    let codes = KeyCodes.codes(
      for: treated.map { ($0.unit, $0.member.segment) }, of: plan)
    let keys = Dictionary(zip(treated.map(\.member.customer), codes)) { first, _ in first }
    return drafts.map { draft in
      Assignment(
        member: draft.member, unit: draft.unit, arm: draft.arm, reason: draft.reason,
        propensity: propensity(of: draft.arm), score: draft.score, expectedProfit: draft.profit,
        key: keys[draft.member.customer])
    }
  }

  private func propensity(of arm: Arm) -> Double? {
    switch arm {
    case .treated: 1 - plan.control
    case .control: plan.control
    case .excluded: nil
    }
  }
}
