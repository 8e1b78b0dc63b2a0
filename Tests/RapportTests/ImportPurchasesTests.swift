import Commerce
import Foundation
import GRDB
import Testing

@testable import Rapport

@Suite struct `An import of purchases` {
  private let folder: TemporaryFolder
  private let workspace: Workspace
  private static let header = "customer,order,product,time,quantity,price,description\n"
  private static let rows = """
    C1,1,P1,2024-01-05 10:00:00,2,1.50,Red lamp
    C1,1,P2,2024-01-05 10:00:00,1,0.001,Screw
    ,2,P1,2024-01-06,1,1.50,Red lamp
    C2,3,P1,2024-01-07,-1,1.50,
    """

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
  }

  @discardableResult
  private func take(
    _ text: String, _ options: ImportOptions = ImportOptions(), name: String = "file.csv"
  ) throws -> ImportReport {
    try workspace.importPurchases(from: try folder.file(name, text), options: options)
  }

  @Test func `counts what it took`() throws {
    let report = try take(Self.header + Self.rows)
    #expect(report.lines == 4)
    #expect(report.accepted == 4)
    #expect(report.added == 4)
    #expect(report.anonymous == 1)
    #expect(report.returns == 1)
    #expect(report.unmatchedReturns == 1)
    #expect(report.customers == 2)
    #expect(report.products == 2)
    #expect(report.orders == 3)
    #expect(report.from == Day("2024-01-05"))
    #expect(report.to == Day("2024-01-07"))
    let log = try workspace.purchaseLog()
    #expect(log.columns.amount == [30_000, 10, -15_000, 15_000])
    #expect(try workspace.catalogue().name(of: "P1") == "Red lamp")
  }

  @Test func `leaves foreign keys whole and in force`() throws {
    try take(Self.header + Self.rows)
    let broken = try workspace.store.read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check") }
    #expect(broken.isEmpty)
    #expect(throws: WorkspaceError.self) {
      try workspace.store.write {
        try $0.execute(sql: "INSERT INTO purchases VALUES (99, 99, 1, 0, 0, 0, NULL, NULL, NULL)")
      }
    }
  }

  @Test func `changes nothing when the same file comes again`() throws {
    try take(Self.header + Self.rows)
    let before = try workspace.purchaseLog()
    let report = try take(Self.header + Self.rows)
    #expect(report.unchanged == 4)
    #expect(report.added == 0)
    #expect(report.updated == 0)
    #expect(try workspace.purchaseLog().columns == before.columns)
    let journal = try workspace.store.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM imports")
    }
    #expect(journal == 1)
  }

  @Test func `updates a line whose values changed and names the product anew`() throws {
    try take(Self.header + Self.rows)
    let changed = Self.rows.replacing("Red lamp", with: "Blue lamp").replacing(
      ",2,1.50", with: ",3,1.50")
    let report = try take(Self.header + changed)
    #expect(report.updated == 2)
    #expect(report.unchanged == 2)
    #expect(try workspace.catalogue().name(of: "P1") == "Blue lamp")
    #expect(try workspace.purchaseLog().columns.quantity == [3, 1, -1, 1])
  }

  @Test func `keeps lines that vanished unless orders are replaced`() throws {
    try take(Self.header + Self.rows)
    let shorter = "C1,1,P1,2024-01-05 10:00:00,2,1.50,Red lamp\n"
    #expect(try take(Self.header + shorter).removed == 0)
    #expect(try workspace.purchaseLog().count == 4)
    #expect(try take(Self.header + shorter, ImportOptions(replaceOrders: true)).removed == 1)
    // Orders that the file does not name stay whole.
    #expect(try workspace.purchaseLog().count == 3)
  }

  @Test func `keeps exact duplicates unless told otherwise`() throws {
    let twice = Self.rows + "\nC1,1,P1,2024-01-05 10:00:00,2,1.50,Red lamp"
    #expect(try take(Self.header + twice).accepted == 5)
    #expect(try workspace.describe().duplicateLines == 1)
    let report = try take(
      Self.header + twice, ImportOptions(replaceOrders: true, dropDuplicates: true))
    #expect(report.duplicatesDropped == 1)
    #expect(report.accepted == 4)
    #expect(report.removed == 1)
    #expect(try workspace.describe().duplicateLines == 0)
  }

  @Test func `numbers the occurrences of a product within its order`() throws {
    let header = "customer,order,product,quantity\n"
    try take(header + "C1,1,P,1\nC1,1,P,2\nC1,1,P,3\n")
    let report = try take(header + "C1,1,P,1\nC1,1,P,5\nC1,1,P,3\nC1,1,P,4\n")
    #expect(report.unchanged == 2)
    #expect(report.updated == 1)
    #expect(report.added == 1)
  }

  @Test func `keeps orders of different customers apart`() throws {
    try take("customer,order,product\nC1,1,P\nC2,1,P\n,1,P\n")
    #expect(try workspace.purchaseLog().orderIDs.count == 3)
  }

  @Test func `without orders makes one of each customer and day`() throws {
    let report = try take(
      "customer,product,date\nC1,P1,2024-01-05\nC1,P2,2024-01-05\nC1,P1,2024-01-06\n")
    #expect(report.orders == 2)
    let refused = try take("customer,product,date\nC1,P1,2024-01-05\n,P2,2024-01-05\n")
    #expect(refused.rejectedByReason == ["missing-customer": 1])
  }

  @Test func `without times dates every line 1970-01-01 and says so`() throws {
    let report = try take("customer,product\nC1,P1\nC1,P2\nC2,P1\n")
    #expect(report.orders == 2)
    #expect(report.from == Day(number: 0))
    #expect(report.warnings == ["There is no column of dates; every line is dated 1970-01-01."])
  }

  @Test func `refuses lines by reason and writes them down`() throws {
    let text =
      Self.header + #"""
        C1,1,P1,2024-01-05,1,1.50,
        C1,1,,2024-01-05,1,1.50,
        C1,1,P1,2024-02-30,1,1.50,
        C1,1,P1,2024-01-05,many,1.50,
        C1,1,P1,2024-01-05,1,-2,"a ""b"""
        C1,1,P1
        C1,1,P1,2024-01-05,1,1.50,,more
        ,,P1,2024-01-05,1,1.50,
        C1,1,P1,,1,1.50,
        """#
    let report = try take(text, name: "till.csv")
    #expect(report.accepted == 1)
    #expect(
      report.rejectedByReason == [
        "missing-product": 1, "bad-date": 2, "bad-number": 1, "negative-price": 1,
        "too-few-columns": 1, "too-many-columns": 1, "missing-order": 1,
      ])
    let path = try #require(report.rejectsFile)
    #expect(path.hasSuffix("reports/till-rejects.csv"))
    let rejects = try String(contentsOfFile: path, encoding: .utf8)
    #expect(
      rejects == """
        line,column,reason,value
        3,product,missing-product,
        4,time,bad-date,2024-02-30
        5,quantity,bad-number,many
        6,price,negative-price,-2
        7,,too-few-columns,
        8,,too-many-columns,
        9,order,missing-order,
        10,time,bad-date,

        """)
    #expect(try workspace.purchaseLog().products.count == 1)
  }

  @Test func `leaves nothing of a rehearsal`() throws {
    let report = try take(Self.header + Self.rows, ImportOptions(isDryRun: true))
    #expect(report.added == 4)
    #expect(report.unmatchedReturns == 1)
    #expect(report.isDryRun)
    #expect(try workspace.purchaseLog().count == 0)
    #expect(throws: WorkspaceError.self) { try workspace.describe() }
  }

  @Test func `remembers what was said about a header`() throws {
    let text = "Karte;Artikel;Tag;Wert\nC1;P1;03.04.2024;1.234\n"
    let said = ImportOptions(
      map: ["customer": "Karte", "product": "artikel", "time": "Tag", "amount": "Wert"],
      dateFormat: "dmy", decimal: ",")
    #expect(throws: ImportError.self) { try take(text) }
    #expect(try take(text, said).accepted == 1)
    #expect(try take(text.replacing("C1", with: "C2")).accepted == 1)
    let log = try workspace.purchaseLog()
    #expect(log.columns.amount == [12_340_000, 12_340_000])
    #expect(log.lastDay == Day("2024-04-03"))
  }

  @Test func `gives a field without a column one value and remembers it`() throws {
    let text = "donor,date,amount\nD1,2024-04-03,25\nD1,2024-05-03,30\nD2,2024-04-03,5\n"
    #expect(throws: ImportError.self) { try take(text) }
    #expect(try take(text, ImportOptions(values: ["product": "donation"])).accepted == 3)
    #expect(try take(text).unchanged == 3)
    let log = try workspace.purchaseLog()
    #expect(log.products.ids == ["donation"])
    #expect(log.orderIDs.count == 3)
  }

  @Test func `lets the newer word count where a field had a value and has a column`() throws {
    let text = "donor,date,fund,amount\nD1,2024-04-03,roof,25\n"
    try take(text, ImportOptions(values: ["product": "donation"]))
    try take(text, ImportOptions(map: ["product": "fund"]))
    #expect(try take(text).unchanged == 1)
    #expect(try workspace.purchaseLog().products.ids == ["donation", "roof"])
    try take(text, ImportOptions(values: ["product": "gift"]))
    #expect(try take(text).unchanged == 1)
    #expect(try workspace.purchaseLog().products.ids == ["donation", "gift", "roof"])
  }

  @Test
  func `refuses a value for a field that does not exist, and a file of which it spoils every line`()
    throws
  {
    let text = "donor,amount\nD1,25\n"
    for values in [["prodct": "donation"], ["product": "donation", "time": "soon"]] {
      #expect(throws: ImportError.self) { try take(text, ImportOptions(values: values)) }
    }
  }

  @Test func `keeps the pattern of services and counts their lines`() throws {
    try take(Self.header + Self.rows, ImportOptions(excludeProducts: "P2"))
    #expect(try workspace.excludedProducts() == "P2")
    #expect(try workspace.purchaseLog().products.count == 2)
    #expect(try workspace.analysisLog().products.ids == ["P1"])
  }

  @Test func `takes decimals off customers only where all have them`() throws {
    try take("customer,product\n17850.0,P\n13047.0,P\n")
    #expect(try workspace.purchaseLog().customers.ids == ["13047", "17850"])
    let other = try folder.workspace("other")
    let file = try folder.file("f.csv", "customer,product\n17850.0,P\n13047.5,P\n")
    _ = try other.importPurchases(from: file)
    #expect(try other.purchaseLog().customers.ids == ["13047.5", "17850.0"])
  }

  @Test func `knows Latin-1 by its bytes`() throws {
    var bytes = Data("customer,product,description\nC1,P1,Caf".utf8)
    bytes.append(contentsOf: [0xE9, 0x20, 0x80, 0x0A])
    let report = try workspace.importPurchases(from: try folder.file("latin.csv", bytes))
    #expect(try workspace.catalogue().name(of: "P1") == "Café €")
    #expect(report.warnings.contains("The file is not UTF-8; it was read as Latin-1 (Windows)."))
  }

  @Test func `passes over the mark at the beginning of a file`() throws {
    let file = try folder.file(
      "bom.csv", Data([0xEF, 0xBB, 0xBF]) + Data("customer,product\nC,P".utf8))
    #expect(try workspace.importPurchases(from: file).accepted == 1)
  }

  @Test(arguments: [
    "customer\tproduct\nC1\tP,1\n", "customer;product\nC1;P,1\n", "customer|product\nC1|P,1\n",
  ])
  func `finds out what stands between fields`(text: String) throws {
    try take(text)
    #expect(try workspace.purchaseLog().products.ids == ["P,1"])
  }

  @Test func `reads amounts of lines, weights, costs and discounts`() throws {
    let text =
      "customer,product,quantity,amount,cost,discount\nC1,P1,0.350,4.20,2.1,0.5\nC1,P2,-1,3,,\n"
    try take(text)
    let log = try workspace.purchaseLog()
    #expect(log.columns.amount == [42_000, -30_000])
    #expect(log.columns.quantity == [0.35, -1])
    let refused = try take("customer,product,quantity,amount\nC1,P1,1,-2\nC1,P1,1,2\n")
    #expect(refused.rejectedByReason == ["negative-amount": 1])
  }

  @Test func `counts in one currency`() throws {
    let header = "customer,product,price,currency\n"
    let path = folder.url.appending(path: "file.csv").path(percentEncoded: false)
    #expect(throws: ImportError.severalCurrencies(file: path, currencies: ["EUR", "GBP"])) {
      try take(header + "C1,P1,1,GBP\nC1,P2,1,eur\n")
    }
    try take(header + "C1,P1,1,GBP\n")
    #expect(throws: ImportError.otherCurrency(file: path, currency: "EUR", workspace: "GBP")) {
      try take(header + "C2,P2,1,EUR\n")
    }
    #expect(try workspace.purchaseLog().count == 1)
  }

  @Test func `recognises the well-known layouts`() throws {
    try take(
      "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n1,A,Lamp,1,2010-12-01 07:45:00,6.95,13085.0,France\n"
    )
    #expect(try workspace.customerDirectory()["13085"]?.country == "France")
    try take(
      "household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,coupon_disc,coupon_match_disc,week,transaction_timestamp\n7,309,31,99,2.0,3.86,0.43,0.0,0.0,5,2017-01-28 19:06:53\n",
      ImportOptions(format: "complete-journey"))
    let log = try workspace.purchaseLog()
    #expect(log.columns.amount == [38_600, 69_500])
    #expect(log.customers.ids == ["7", "13085"])
  }
}
