import Commerce
import CustomerValue
import Testing

@Suite struct `A customer migration` {
  /// A and B come regularly until day 60, then A alone; C is new on day 70; D takes everything back.
  private let lines: [PurchaseLine] = {
    var lines: [PurchaseLine] = []
    func buy(_ customer: CustomerID, _ day: Int, _ amount: Int, quantity: Double = 1) {
      lines.append(
        PurchaseLine(
          customer: customer, product: "P", order: OrderID("\(day)"),
          time: Timestamp(Shop.day(day)), quantity: quantity, amount: Money(amount)))
    }
    for day in stride(from: 0, through: 120, by: 20) { buy("A", day, 10) }
    for day in stride(from: 0, through: 60, by: 20) { buy("B", day, 50) }
    buy("C", 70, 5)
    buy("D", 10, 8)
    buy("D", 90, -8, quantity: -1)
    for i in 0..<10 { buy(CustomerID("E\(i)"), i * 6, 2 + i) }
    return lines
  }()

  private func log(_ day: Int) -> PurchaseLog {
    PurchaseLog(lines).through(Shop.day(day)).settlingReturns().log
  }

  @Test(arguments: MigrationGrouping.allCases)
  func `has rows that sum to the customers of the earlier day`(by grouping: MigrationGrouping)
    throws
  {
    let found = try CustomerMigration(
      from: log(60), on: Shop.day(60), to: log(120), on: Shop.day(120), by: grouping)
    let matrix = found.matrix
    #expect(matrix.counts.joined().reduce(0, +) == 14)
    #expect(matrix.counts.dropLast().joined().reduce(0, +) == 13, "all but C")
    for (row, name) in matrix.before.enumerated().dropLast() {
      #expect(matrix.counts[row].reduce(0, +) == found.moves.count { $0.before == name })
    }
    for (column, name) in matrix.after.enumerated().dropLast() {
      let sum = matrix.counts.reduce(0) { $0 + $1[column] }
      #expect(sum == found.moves.count { $0.after == name })
    }
    for (row, cells) in matrix.members.enumerated() {
      for (column, members) in cells.enumerated() {
        for member in members {
          #expect((found.moves[member].before ?? Migration.newcomers) == matrix.before[row])
          #expect((found.moves[member].after ?? Migration.leavers) == matrix.after[column])
        }
      }
    }
  }

  @Test func `groups the earlier day as the table of that day does`() throws {
    let found = try CustomerMigration(
      from: log(60), on: Shop.day(60), to: log(120), on: Shop.day(120), by: .segment)
    let profiles = try CustomerProfiles(log(60), asOf: Shop.day(60))
    for profile in profiles.profiles {
      #expect(found.moves.first { $0.id == profile.id }?.before == profile.segment)
    }
    #expect(found.cuts == profiles.rfm.cuts)
  }

  @Test func `says who is new, who stayed away and who took everything back`() throws {
    let found = try CustomerMigration(
      from: log(60), on: Shop.day(60), to: log(120), on: Shop.day(120), by: .recency)
    func move(_ id: CustomerID) -> CustomerMigration.Move? { found.moves.first { $0.id == id } }
    #expect(move("C")?.before == nil && move("C")?.hasMoved == true)
    #expect(move("D")?.after == nil && move("D")?.before != nil)
    #expect(move("B")?.before == "R5" && move("B")?.after == "R1")
    #expect(move("A")?.hasMoved == false)
    #expect(move("A")?.yearlySpend == 70)
    #expect(found.moves.map(\.id) == IDIndex<CustomerID>.ordered(found.moves.map(\.id)))
  }

  @Test func `needs customers on the earlier day`() {
    #expect(throws: CustomerValueError.noPurchases(asOf: Shop.day(-1))) {
      try CustomerMigration(
        from: log(-1), on: Shop.day(-1), to: log(60), on: Shop.day(60), by: .segment)
    }
  }
}

@Suite struct `A history of stages` {
  private let visits = PurchaseDays(
    Shop.log([
      "A": [(0, 1), (20, 1), (40, 1), (60, 1)], "B": [(0, 1), (20, 1), (40, 1)], "C": [(70, 1)],
    ]), asOf: Shop.day(200))

  @Test func `looks back from the last day in equal steps`() {
    let history = StageHistory(visits, from: Shop.day(5), through: Shop.day(200), every: 60)
    #expect(history.days == [20, 80, 140, 200].map(Shop.day))
    #expect(history.counts.map { $0.reduce(0, +) } == [2, 3, 3, 3])
    #expect(history.counts == visits.stageCounts(on: history.days))
  }

  @Test func `passes everybody on exactly once a step`() {
    let history = StageHistory(visits, from: Shop.day(5), through: Shop.day(200), every: 60)
    #expect(history.transitions.joined().reduce(0, +) == 8, "2, 3 and 3 customers")
    for stage in LifecycleStage.allCases {
      let chances = LifecycleStage.allCases.compactMap { history.chance(from: stage, to: $0) }
      #expect(chances.isEmpty || abs(chances.reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test func `of one day has no passages`() {
    let history = StageHistory(visits, from: Shop.day(200), through: Shop.day(200), every: 30)
    #expect(history.days == [Shop.day(200)])
    #expect(history.chance(from: .lost, to: .lost) == nil)
  }
}
