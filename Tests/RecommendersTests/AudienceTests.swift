import Commerce
import Recommenders
import Testing

@Suite struct `An audience` {
  private let log = checkerboard(size: 12)

  private func members(
    _ configuration: RecommenderConfiguration, _ eligibility: Eligibility = Eligibility(),
    threads: Int = 1, product: ProductID = "4"
  ) throws -> [Audience.Member] {
    let model = try configuration.fit(log, asOf: closingDay)
    return Audience(model, eligibility: eligibility, threads: threads).members(
      for: product, in: Histories(log, for: model.products), asOf: closingDay, count: 7)
  }

  private var als: RecommenderConfiguration {
    var als = ImplicitALS()
    als.factors = 2
    return .implicitALS(als)
  }

  @Test func `has those of the product's colour first`() throws {
    for configuration in [als, .itemNeighbours(ItemNeighbours())] {
      let members = try members(configuration, Eligibility(alreadyBought: .allow))
      #expect(members.prefix(6).allSatisfy { $0.position % 2 == 0 })
      #expect(members.map(\.rank) == Array(1...7))
    }
  }

  @Test func `leaves out who has bought the product`() throws {
    // All even customers have it but 4 itself; the odd ones follow.
    let members = try members(als)
    #expect(members.first?.customer == "4")
    #expect(members.dropFirst().allSatisfy { $0.position % 2 == 1 })
  }

  @Test func `is the same on two threads`() throws {
    #expect(try members(als, threads: 2) == members(als))
  }

  @Test func `is empty for a product that is unknown or forbidden`() throws {
    #expect(try members(als, product: "99").isEmpty)
    var eligibility = Eligibility()
    eligibility.deniedProducts = ["4"]
    #expect(try members(als, eligibility).isEmpty)
  }
}
