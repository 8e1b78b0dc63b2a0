import Rapport

/// What the table of all customers adds up to, counted in one go through it.
struct ValueTotals {
  /// Sums over some customers.
  struct Group {
    private(set) var count = 0
    private(set) var revenue = 0.0
    private var allSilence = 0.0
    private var allOrders = 0.0

    /// Mean days since the last purchase.
    var silence: Double { allSilence / Double(max(1, count)) }
    /// Mean number of orders.
    var orders: Double { allOrders / Double(max(1, count)) }

    fileprivate mutating func add(_ profile: CustomerProfile) {
      count += 1
      revenue += profile.monetary.value
      allSilence += Double(profile.recencyDays)
      allOrders += Double(profile.frequency)
    }
  }

  private(set) var all = Group()
  private(set) var segments: [String: Group] = [:]
  private(set) var stages: [String: Int] = [:]
  private(set) var tiers: [String: Int] = [:]
  private(set) var abc: [String: Int] = [:]
  private(set) var clusters: [String: Int] = [:]
  private(set) var costToServe = 0.0
  private(set) var headroom = 0.0
  private(set) var warnings = 0
  /// What those who are slipping away spent in the last year.
  private(set) var atStake = 0.0

  init(_ profiles: CustomerProfiles) {
    for profile in profiles.profiles {
      all.add(profile)
      segments[profile.segment, default: Group()].add(profile)
      stages[profile.stage.rawValue, default: 0] += 1
      tiers[profile.tier.rawValue, default: 0] += 1
      abc[profile.abc.rawValue, default: 0] += 1
      if let cluster = profile.cluster { clusters[cluster, default: 0] += 1 }
      costToServe += profile.costToServe
      headroom += profile.headroom
      warnings += profile.warning == nil ? 0 : 1
      atStake += profile.warning?.atStake ?? 0
    }
  }
}
