import Commerce
import Foundation
import Testing

@testable import Rapport

@Suite struct `A description of a workspace` {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
  }

  private func describe(_ text: String) throws -> DescribeReport {
    _ = try workspace.importPurchases(from: try folder.file("f.csv", text))
    return try workspace.describe()
  }

  @Test func `counts lines, orders, customers and baskets`() throws {
    let report = try describe(
      """
      customer,order,product,time,quantity,price,description
      C1,1,100,2024-01-01,1,2,Lamp
      C1,1,101,2024-01-01,1,3,Nail
      C1,1,101,2024-01-01,1,3,Nail
      C1,2,100,2024-01-03,1,2,Red lamp
      C2,3,100,2024-01-03,1,0,Lamp
      C2,C4,100,2024-01-05,-1,2,Lamp
      ,5,100,2024-01-05,1,2,Lamp
      """)
    #expect(report.text == DescribeReport.Text())
    #expect(report.lines == 7)
    #expect(report.customers == 2)
    #expect(report.orders == 5)
    #expect(report.anonymousLines == 1)
    #expect(report.oneTimeCustomers == 1)
    #expect(report.cancelledOrders == 1)
    #expect(report.cancelledLines == 1)
    #expect(report.returns == 1)
    #expect(report.returnsOfCustomers == 1)
    #expect(report.unmatchedReturns == 0)
    #expect(report.zeroPrices == 1)
    #expect(report.duplicateLines == 1)
    #expect(report.productsWithSeveralDescriptions == 1)
    #expect(report.revenue == Money(10))
    #expect(report.paid.lines == 4)
    #expect(report.paid.customers == 1)
    #expect(report.paid.orders == 2)
    #expect(report.paid.revenue == Money(10))
    #expect(report.basketSize == DescribeReport.BasketSize(median: 1, p99: 2, max: 2))
    #expect(report.emptyDays.map(\.description) == ["2024-01-02", "2024-01-04"])
    #expect(report.topProducts.map(\.product) == ["100", "101"])
    #expect(report.topProducts.first?.name == "Lamp")
  }

  @Test func `leaves out what came after the day that is today`() throws {
    _ = try describe(
      """
      customer,order,product,time,quantity,price,description
      C1,1,100,2024-01-01,1,2,"Lamp, ""red"" one"
      C1,1,100,2024-01-01,1,2,"Lamp, ""red"" one"
      C2,3,101,2024-01-03,1,5,Törtchen
      C2,3,101,2024-01-03,1,5,Törtchen
      """)
    let report = try workspace.describe(asOf: Day(year: 2024, month: 1, day: 2))
    #expect(report.lines == 2 && report.customers == 1 && report.products == 1)
    #expect(report.duplicateLines == 1)
    #expect(report.text == DescribeReport.Text(nonASCII: 0, quotes: 2, commas: 2))
    #expect(try workspace.describe().text.nonASCII == 2)
    #expect(throws: WorkspaceError.self) {
      try workspace.describe(asOf: Day(year: 2023, month: 12, day: 31))
    }
  }

  @Test func `counts orders with a letter that few have`() throws {
    let usual = (1...200).map { "C1,\($0),100,2024-01-01,1,2" }
    let report = try describe(
      (["customer,order,product,time,quantity,price"] + usual
        + ["C1,A7,101,2024-01-01,1,2", "C1,C8,100,2024-01-01,-1,2"]).joined(separator: "\n"))
    #expect(report.adjustedOrders == 1)
    #expect(report.cancelledOrders == 1)
  }

  @Test func `suspects services by the shape of their code and their name`() {
    let codes =
      (100..<200).map(String.init) + ["POST", "M", "gift_1", "gift_2", "gift_3", "BOYSET"]
    let services = DescribeServices(codes: codes)
    #expect(services.isLikely(code: "POST", name: "Postage"))
    #expect(services.isLikely(code: "M", name: ""))
    #expect(services.isLikely(code: "gift_1", name: "Gift voucher 10"))
    #expect(services.isLikely(code: "150", name: "Delivery charge"))
    #expect(!services.isLikely(code: "150", name: "Blue post box"))
    #expect(!services.isLikely(code: "BOYSET", name: "Party bag"))
    #expect(
      DescribeServices.pattern(
        for: ["POST", "gift_1", "gift_2", "gift_3", "A.B"], among: codes)
        == "POST|gift_.*|A\\.B")
  }

  @Test func `knows the days on which the shop is closed`() throws {
    let start = try #require(Day("2024-01-01"))  // a Monday
    let open = (0..<70).filter { $0 % 7 < 5 && !(30...44).contains($0) }
    let lines = open.map {
      PurchaseLine(customer: "C", product: "P", time: Timestamp(start.advanced(by: $0)))
    }
    let calendar = DescribeCalendar(PurchaseLog(lines))
    #expect(calendar.closedWeekdays == ["Saturday", "Sunday"])
    #expect(calendar.longestGap?.from == start.advanced(by: 30))
    #expect(calendar.longestGap?.to == start.advanced(by: 44))
    #expect(calendar.emptyDays.count == 68 - open.count)
  }

  @Test func `names bulk buyers`() throws {
    let lines = (0..<60).map {
      PurchaseLine(
        customer: CustomerID("C\($0)"), product: "P", time: Timestamp(seconds: 0),
        amount: Money($0 == 7 ? 10_000 : 10))
    }
    try workspace.importPurchases(lines)
    let report = try workspace.describe()
    #expect(report.bulkCustomers.map(\.customer) == ["C7"])
    #expect(report.bulkCustomers.first?.revenue == Money(10_000))
  }
}
