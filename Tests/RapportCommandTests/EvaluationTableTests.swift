import Rapport
import Testing

@testable import RapportCommand

@Suite struct `A table of tests` {
  /// Two visits of each customer, at a price.
  private func text(price: Money) throws -> String {
    func log(_ day: Int32, _ shift: Int) -> PurchaseLog {
      PurchaseLog(
        (0..<8).map { customer in
          PurchaseLine(
            customer: CustomerID("C\(customer)"), product: ProductID("\((customer + shift) % 5)"),
            order: OrderID("\(day)"), time: Timestamp(Day(number: day)), amount: price)
        })
    }
    let report = try EvaluationReport(
      recipes: [
        Recipe(RecommenderConfiguration(.itemNeighbours)),
        Recipe(RecommenderConfiguration(.nextBasket)),
      ], train: log(100, 0), test: log(101, 1),
      options: EvaluationOptions(cutoffs: [3], repeats: .allow, resamples: 20))
    return EvaluationTable(report).text
  }

  @Test func `speaks of revenue only where purchases have prices`() throws {
    #expect(try text(price: Money(5)).contains("Revenue"))
    #expect(try !text(price: Money(0)).contains("Revenue"))
  }

  @Test func `says what its columns are, and how sure a difference is`() throws {
    let text = try text(price: Money(5))
    #expect(text.hasPrefix("8 customers tested, 5 products ranked for each;"))
    #expect(text.contains("Repeat and New are the recall of"))
    #expect(text.contains("after Holm"))
  }
}
