import Testing

@testable import Rapport

@Suite struct `The report of a contrast` {
  @Test func `says where orders are not independent`() {
    #expect(ContrastReport.dependence(baskets: 19, customers: 10).isEmpty)
    #expect(
      ContrastReport.dependence(baskets: 57, customers: 5) == [
        "The test takes orders as independent, but these customers have about 11 each; "
          + "go by how many customers a set comes from."
      ])
  }
}
