import Commerce
import CustomerValue
import Testing

@Suite struct `A life-cycle rule` {
  private func stage(_ visits: [Int32], today: Int32, shop: Double = 20) -> LifecycleStage {
    LifecycleRule().stage(of: visits[...], shop: shop, on: Day(number: today))
  }

  @Test func `goes by the customer's own rhythm`() {
    // A weekly and a quarterly customer, both silent for 30 days.
    #expect(stage([0, 7, 14, 21, 28, 35, 42], today: 72) == .decline)
    #expect(stage([0, 90, 180, 270, 360, 450, 540], today: 570) == .stability)
  }

  @Test func `walks through all five stages`() {
    #expect(stage([0], today: 10) == .exploration)
    #expect(stage([0, 20], today: 30) == .exploration)
    #expect(stage([0, 20, 40], today: 50) == .formation)
    #expect(stage([0, 20, 40, 60, 80, 100], today: 110) == .stability)
    #expect(stage([0, 20, 40, 60, 80, 100], today: 165) == .decline)
    #expect(stage([0, 20, 40, 60, 80, 100], today: 225) == .lost)
  }

  @Test func `sees the trend`() {
    // Gaps of 10 growing to 30 and more; and gaps of 40 shrinking to 10.
    #expect(stage([0, 10, 20, 50, 85], today: 90) == .decline)
    #expect(stage([0, 40, 80, 90, 100, 110, 120], today: 122) == .formation)
  }

  @Test func `says itself in words`() {
    #expect(
      LifecycleRule().sentence
        == "Rhythm = mean days between visits (the shop's own mean counted once). Silent for more "
        + "than 6 rhythms: lost; more than 3, or gaps growing to 2 times: decline; fewer than 3 "
        + "visits: exploration; fewer than 6, or gaps shrinking below 0.6 times: formation; else "
        + "stability.")
  }
}

@Suite struct `A migration` {
  private let log = Shop.log([
    "A": [(0, 1), (20, 1), (40, 1), (60, 1)], "B": [(0, 1), (20, 1), (40, 1)], "C": [(70, 1)],
    "D": [(10, 1), (200, 1)],
  ])

  @Test func `between two days puts every customer into one cell`() {
    let days = PurchaseDays(log, asOf: Shop.day(200))
    let migration = days.stageMigration(from: Shop.day(65), to: Shop.day(200))
    #expect(migration.counts.joined().reduce(0, +) == 4)
    #expect(migration.counts.last?.reduce(0, +) == 1, "C was not a customer yet")
    for (row, members) in zip(migration.counts, migration.members) {
      #expect(row == members.map(\.count))
    }
    let before = days.stages(on: Shop.day(65))
    for (place, name) in migration.before.dropLast().enumerated() {
      let count = before.count { $0?.rawValue == name }
      #expect(migration.counts[place].reduce(0, +) == count)
    }
  }

  @Test func `names who stayed`() {
    let migration = Migration(
      from: ["x", "x", "y", nil, "y", nil], to: ["x", "y", "y", "x", nil, nil], names: ["x", "y"])
    #expect(migration.counts == [[1, 1, 0], [0, 1, 1], [1, 0, 0]])
    #expect(migration.after == ["x", "y", Migration.leavers])
    #expect(migration.members[0][1] == [1])
    #expect(migration.stayed(in: "x") == 0.5)
    #expect(migration.stayed(in: "y") == 0.5)
    #expect(migration.stayed(in: "z") == nil)
  }

  @Test func `is counted over time`() {
    let days = PurchaseDays(log, asOf: Shop.day(200))
    let counts = days.stageCounts(on: [Shop.day(5), Shop.day(65), Shop.day(200)])
    #expect(counts.map { $0.reduce(0, +) } == [2, 3, 4])
    #expect(counts[0] == [2, 0, 0, 0, 0])
  }
}
