import Commerce
import CustomerValue
import Foundation
import TestSupport
import Testing

@testable import Rapport

@Suite struct `The value of a workspace's customers` {
  private func with(
    facts: Bool = true, _ body: (Workspace, URL) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let shop = try Workspace(at: folder.appending(path: "shop", directoryHint: .isDirectory))
      try shop.importPurchases(ValueShop.lines())
      if facts {
        for (kind, text) in [
          (ImportKind.products, ValueShop.products), (.contacts, ValueShop.contacts),
        ] {
          let file = folder.appending(path: "\(kind.rawValue).csv")
          try Data(text.utf8).write(to: file)
          _ = try shop.importFile(kind, from: file)
        }
      }
      try body(shop, folder)
    }
  }

  private func profile(_ id: CustomerID, _ profiles: CustomerProfiles) throws -> CustomerProfile {
    try #require(profiles.profiles.first { $0.id == id })
  }

  @Test func `counts contacts of the last year against it, and no others`() throws {
    try with { shop, _ in
      var preferences = ValuePreferences()
      preferences.forecast = "none"
      let free = try shop.customerValue(settings: preferences.settings())
      preferences.costPerContact = 2
      let paid = try shop.customerValue(settings: preferences.settings())
      let known: [String: Double] = ["C1001": 3, "C1002": 1]
      for (before, after) in zip(free.profiles, paid.profiles) {
        let contacts = known[before.id.text] ?? 0
        #expect(after.costToServe - before.costToServe == 2 * contacts, "\(before.id)")
      }
      preferences.costPerContact = 1e6
      let dear = try shop.customerValue(settings: preferences.settings())
      #expect(dear.profiles.filter { $0.tier == .belowZero }.map(\.id) == ["C1001", "C1002"])
    }
  }

  @Test func `counts returned lines and orders of the last year`() throws {
    try with { shop, _ in
      var preferences = ValuePreferences()
      preferences.forecast = "none"
      preferences.costPerReturn = 1000
      let profiles = try shop.customerValue(settings: preferences.settings())
      let yearAgo = ValueShop.lastDay.advanced(by: -364)
      let names = Set(profiles.profiles.map(\.id))
      let returns = ValueShop.lines().filter { $0.quantity < 0 && $0.time.day >= yearAgo }
        .filter { $0.customer.map(names.contains) == true }
      #expect(!returns.isEmpty)
      let cost = profiles.profiles.reduce(0) { $0 + $1.costToServe }
      #expect(cost <= 1000 * Double(returns.count) && cost >= 1000 * Double(returns.count - 3))
      preferences.costPerReturn = nil
      preferences.costPerOrder = 1
      let orders = try shop.customerValue(settings: preferences.settings())
      for profile in orders.profiles where profile.summary.firstDay >= yearAgo {
        #expect(profile.costToServe == Double(profile.frequency), "\(profile.id)")
      }
    }
  }

  @Test func `takes the known cost of goods instead of the margin`() throws {
    try with { shop, folder in
      var preferences = ValuePreferences()
      preferences.margin = 0.5
      let settings = try preferences.settings()
      let log = try shop.analysisLog()
      let causes = try CostCauses(
        log, asOf: ValueShop.lastDay, returns: nil, exceptContactsOf: nil, in: shop.store)
      for (place, id) in log.customers.ids.enumerated() {
        let cups = log.lines(ofCustomer: place).filter {
          log.products[Int(log.columns.product[$0])].text.hasPrefix("K")
            && log.day(ofLine: $0) >= ValueShop.lastDay.advanced(by: -364)
        }
        let spend = cups.reduce(0) { $0 + Money(tenThousandths: log.columns.amount[$1]).value }
        #expect(abs(causes.byCustomer[place].spendOnThem - spend) < 1e-9, "\(id)")
        #expect(abs(causes.byCustomer[place].goods - 3 * Double(cups.count)) < 1e-9, "\(id)")
      }
      let profiles = try shop.customerValue(settings: settings)
      let onlyTea = try #require(
        log.customers.ids.indices.first { causes.byCustomer[$0].spendOnThem == 0 })
      let tea = try profile(log.customers[onlyTea], profiles)
      #expect(tea.value?.historic == tea.monetary.value * 0.5)
    }
  }

  @Test func `compares wallets by the products' categories`() throws {
    try with { shop, folder in
      let wallet = try shop.wallet()
      #expect(Set(wallet.categories.map(\.name)) == ["tea", "cups"])
      let profiles = try shop.customerValue()
      for profile in profiles.profiles.prefix(20) {
        let lines = wallet.lines.filter { $0.customer == profile.id }
        let headroom = lines.reduce(0) { $0 + $1.cell.headroom }
        #expect(abs(headroom - profile.headroom) < 1e-9)
      }
      let file = folder.appending(path: "wallet.csv")
      try wallet.write(to: file)
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(
        text.hasPrefix("customer,category,peerGroup,spend,peersSpend,percentile,headroom\nC1000,"))
      #expect(text.split(separator: "\n").count == wallet.lines.count + 1)
      #expect(try shop.wallet(of: "C1001").lines.allSatisfy { $0.customer == "C1001" })
      #expect(throws: ValueSettingError.unknownCustomer(id: "C2001", nearest: "C1001")) {
        try shop.wallet(of: "C2001")
      }
    }
    try with(facts: false) { shop, _ in
      let names = try shop.wallet().categories.map(\.name)
      #expect(names == ["everything"])
    }
  }

  @Test func `is the same with one thread and two`() throws {
    try with { shop, _ in
      let one = try shop.customerValue(run: RunSettings(threads: 1))
      let two = try shop.customerValue(run: RunSettings(threads: 2))
      #expect(one.profiles == two.profiles)
    }
  }

  @Test func `is worked out as the workspace remembers`() throws {
    try with { shop, _ in
      #expect(try shop.valuePreferences() == ValuePreferences())
      var preferences = ValuePreferences()
      preferences.levels = 3
      preferences.margin = 0.25
      preferences.forecast = "none"
      preferences.segments = try SegmentTable(
        [.init("top", r: 3...3, f: 3...3, m: 1...3)], otherwise: "rest", levels: 3)
      try shop.remember(preferences)
      #expect(try shop.valuePreferences() == preferences)
      let profiles = try shop.customerValue()
      #expect(Set(profiles.profiles.map(\.segment)) == ["top", "rest"])
      #expect(profiles.rfm.cuts.levels == 3 && profiles.forecast == nil)
      preferences.levels = 1
      #expect(throws: CustomerValueError.levels(1)) { try shop.remember(preferences) }
    }
  }

  @Test func `moves between days as the tables of both days say`() throws {
    try with { shop, folder in
      let from = ValueShop.firstDay.advanced(by: 250)
      let migration = try shop.migration(from: from)
      let before = try shop.customerValue(asOf: from)
      let groups = Dictionary(grouping: before.profiles, by: \.segment)
      for (row, name) in migration.matrix.before.enumerated().dropLast() {
        #expect(migration.matrix.counts[row].reduce(0, +) == groups[name]?.count ?? 0, "\(name)")
      }
      let file = folder.appending(path: "moves.csv")
      try migration.write(to: file)
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text.hasPrefix("customer,before,after,moved,spendOfLastYear\n"))
      #expect(text.split(separator: "\n").count == migration.moves.count + 1)
      #expect(throws: ValueSettingError.daysReversed(from: from, to: from)) {
        try shop.migration(from: from, to: from)
      }
      let stages = try shop.stageHistory(every: 60)
      let now = try shop.customerValue()
      #expect(
        stages.counts.last
          == LifecycleStage.allCases.map { s in now.profiles.count { $0.stage == s } })
    }
  }

  @Test func `is foretold by the best model on held-out purchases`() throws {
    try with { shop, folder in
      let fit = try shop.fitValue()
      let validation = try #require(fit.validation)
      #expect(fit.report.model == validation.best)
      let file = folder.appending(path: "tracking.csv")
      try validation.writeTracking(to: file)
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      #expect(lines[0] == "day,period,expected,actual" && lines.count == 25)
      #expect(lines[24].hasPrefix("\(ValueShop.lastDay),holdout,"))
      #expect(try shop.fitValue("pareto-nbd").report.model == "pareto-nbd")
      #expect(throws: ValueSettingError.noTimes(model: "bg-bb")) { try shop.fitValue("bg-bb") }
      #expect(throws: ValueSettingError.daysReversed(from: fit.asOf, to: fit.asOf)) {
        try shop.fitValue(split: fit.asOf)
      }
    }
  }
}

@Suite struct `A prediction` {
  private let summary = "x,t_x,T\n2,30.43,38.86\n0,0,39\n"

  @Test func `is refused for a file in another unit of time, and converts a horizon`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "summary.csv")
      try Data(summary.utf8).write(to: file)
      let saved = SavedValueModel(
        try BGNBDModel(parameters: [0.242593, 4.413532, 0.792886, 2.425754], unit: .weeks))
      let model = folder.appending(path: "model.json")
      try saved.write(to: model)
      #expect(try SavedValueModel(file: model) == saved)
      #expect(throws: HistoryError.units(model: .weeks, data: .days)) {
        try ValuePrediction(saved, ofSummary: file, unit: .days, horizon: TimeSpan(39, .weeks))
      }
      let weeks = try ValuePrediction(
        saved, ofSummary: file, unit: .weeks, horizon: TimeSpan(39, .weeks), chances: 3)
      let days = try ValuePrediction(
        saved, ofSummary: file, unit: .weeks, horizon: TimeSpan(273, .days), chances: 3)
      #expect(weeks.rows == days.rows)
      #expect(abs(weeks.rows[0].expected - 1.225910) < 2e-6)
      #expect(weeks.rows[1].alive == 1 && !weeks.remarks.isEmpty)
      #expect(weeks.rows[0].chances.count == 4)
      let out = folder.appending(path: "out.csv")
      try weeks.write(to: out)
      let text = try String(contentsOf: out, encoding: .utf8)
      #expect(text.hasPrefix("x,t_x,T,pAlive,expected,discounted,logLikelihood,p0,p1,p2,p3\n2,"))
    }
  }
}

@Suite struct `A prediction of spend or occasions` {
  /// What to expect of customers 1, 2 and 3 of the CDNOW sample (Fader and Hardie 2013, note 025), and
  /// of donors (Fader, Hardie and Shang 2010, table 5).
  @Test func `says what the papers say`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "summary.csv")
      try Data("x,zbar\n2,22.35\n1,11.77\n0,0\n".utf8).write(to: file)
      let spend = try SpendPrediction(
        saved("gamma-gamma", ["p": 6.248803, "q": 3.744589, "v": 15.447748]), ofSummary: file)
      for (row, expected) in zip(spend.rows, [24.658616, 18.911480, 35.171002]) {
        #expect(abs(row.expectedSpend - expected) < 2e-5)
      }
      try Data("frequency,recency,periods,weights\n0,0,6,3464\n4,5,6,100\n".utf8).write(to: file)
      let donors = try OccasionPrediction(
        saved(
          "bg-bb", ["alpha": 1.203522, "beta": 0.749716, "gamma": 0.656718, "delta": 2.783443]),
        ofSummary: file, ahead: 10)
      #expect(donors.customers == 3_564)
      // Printed for a fit a little beside the top: five digits agree.
      #expect(abs(donors.rows[0].expected / 0.1302169 - 1) < 5e-5)
      #expect(abs(donors.rows[1].expected / 3.627858 - 1) < 5e-5)
      #expect(abs(donors.newCustomer / 3.179805 - 1) < 5e-5)
    }
  }

  private func saved(_ model: String, _ parameters: [String: Double]) throws -> SavedValueModel {
    let text = try JSONEncoder().encode(parameters)
    let file = #"{"model":"\#(model)","parameters":\#(String(decoding: text, as: UTF8.self))}"#
    return try JSONDecoder().decode(SavedValueModel.self, from: Data(file.utf8))
  }

  @Test func `counts rows by their weights`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "summary.csv")
      let saved = SavedValueModel(
        try BGNBDModel(parameters: [0.25, 4.4, 0.8, 2.4], unit: .weeks))
      func ask(_ text: String) throws -> ValuePrediction {
        try Data(text.utf8).write(to: file)
        return try ValuePrediction(
          saved, ofSummary: file, unit: .weeks, horizon: TimeSpan(39, .weeks))
      }
      let one = try ask("x,t_x,T,weights\n2,30,38,3\n0,0,38,2\n")
      let all = try ask("x,t_x,T\n2,30,38\n2,30,38\n2,30,38\n0,0,38\n0,0,38\n")
      #expect(one.customers == 5 && one.rows.count == 2)
      #expect(abs(one.expected - all.expected) < 1e-12)
      #expect(abs(one.logLikelihood - all.logLikelihood) < 1e-9)
    }
  }
}

@Suite struct `Preferences of value` {
  @Test func `take what was asked for, then what is remembered, then the usual`() throws {
    var (asked, kept) = (ValuePreferences(), ValuePreferences())
    (kept.levels, kept.margin) = (4, 0.3)
    (asked.margin, asked.costPerOrder) = (0.5, 2)
    let settings = try asked.or(kept).settings()
    #expect(settings.analysis.levels == 4)
    #expect(settings.costs.margin == 0.5 && settings.costs.perOrder == 2)
    #expect(settings.model == "auto" && settings.horizonDays == 1095)
  }

  @Test func `forget remembered cut points where other levels are asked for`() throws {
    var (asked, kept) = (ValuePreferences(), ValuePreferences())
    kept.cuts = RFMCuts(recency: [10, 20], frequency: [1, 2], monetary: [5, 9])
    #expect(try kept.settings().analysis.levels == 3)
    #expect(try ValuePreferences().or(kept).settings().analysis.methodName == "fixed")
    asked.levels = 4
    #expect(try asked.or(kept).settings().analysis == RFMAnalysis(levels: 4))
  }

  @Test func `take the levels of their own table of segments`() throws {
    var preferences = ValuePreferences()
    let gold = SegmentTable.Segment("gold", r: 3...3, f: 2...3, m: 3...3)
    preferences.segments = try SegmentTable([gold], levels: 3)
    #expect(try preferences.settings().analysis.levels == 3)
    preferences.levels = 4
    #expect(try preferences.settings().analysis.levels == 4)
  }

  @Test func `are refused where a number cannot be`() {
    var preferences = ValuePreferences()
    preferences.margin = 1.5
    #expect(throws: ValueSettingError.outOfRange(name: "margin", value: 1.5, low: 0, high: 1)) {
      try preferences.settings()
    }
  }
}

@Suite struct `Files of segments and cut points` {
  @Test func `are read as they are written`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "segments.yaml")
      for table in [SegmentTable.standard, .rfmPackage] {
        try Data(table.yaml().utf8).write(to: file)
        #expect(try SegmentTable(yaml: file) == table)
      }
      let cuts = folder.appending(path: "cuts.yaml")
      try Data("recency: [14, 32]\nfrequency: [1, 2]\nmonetary: [9.5, 20]\n".utf8).write(to: cuts)
      let read = try RFMCuts(yaml: cuts)
      #expect(read == RFMCuts(recency: [14, 32], frequency: [1, 2], monetary: [9.5, 20]))
      try Data("recency: 3\n".utf8).write(to: cuts)
      #expect(throws: ValueSettingError.self) { try RFMCuts(yaml: cuts) }
    }
  }

  @Test func `and other wishes are refused in two sentences each`() {
    let day = Day(number: 15_000)
    let errors: [ValueSettingError] = [
      .outOfRange(name: "margin", value: 1.5, low: 0, high: 1), .notCuts(file: "cuts.yaml"),
      .notAModel(file: "model.json"), .daysReversed(from: day, to: day),
      .unknownCustomer(id: "C2001", nearest: "C1001"), .unknownCustomer(id: "x", nearest: nil),
      .noTimes(model: "bg-bb"), .noHorizon(model: .paretoNBD), .noHorizon(model: .bgBB),
    ]
    expectGolden(
      errors.map { "\($0.code)\n  \($0.message)\n  \($0.hint)\n" }.joined(),
      named: "value-errors.txt")
  }
}
