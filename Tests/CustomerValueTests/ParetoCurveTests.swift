import Commerce
import CustomerValue
import Testing

@Suite struct `A Pareto curve` {
  @Test func `climbs from the best customer to all of the revenue`() {
    let curve = ParetoCurve([10, 60, -5, 30])
    #expect(curve.points.map(\.place) == [1, 3, 0, 2])
    #expect(curve.points.map(\.customers) == [0.25, 0.5, 0.75, 1])
    #expect(curve.points.map(\.share) == [0.6, 0.9, 1, 1])
    #expect(curve.share(ofBest: 0.5) == 0.9)
    #expect(curve.share(ofBest: 0) == 0)
  }

  @Test func `of nothing is flat`() {
    #expect(ParetoCurve([]).share(ofBest: 1) == 0)
    #expect(ParetoCurve([0, 0]).points.map(\.share) == [0, 0])
  }
}

@Suite struct `The customer value matrix` {
  @Test func `puts every customer into one quadrant`() throws {
    let log = Shop.log([
      "often much": [(0, 90), (3, 90), (6, 90)], "often little": [(0, 2), (3, 2), (6, 2)],
      "seldom much": [(1, 80)], "seldom little": [(2, 1)],
    ])
    let profiles = try CustomerProfiles(log, asOf: Shop.day(9)).profiles
    let table = ValueMatrixTable(profiles)
    #expect(table.meanOrders == 2)
    #expect(table.meanOrder == 43.25)
    #expect(table.quadrants.map(\.name) == [.best, .frequent, .spender, .uncertain])
    #expect(table.quadrants.map(\.customers) == [1, 1, 1, 1])
    #expect(table.quadrants.map(\.revenue) == [270, 6, 80, 1])
    #expect(table.quadrants.map(\.averageOrder) == [90, 2, 80, 1])
  }
}
