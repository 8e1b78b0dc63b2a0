import Commerce
import Foundation
import TestSupport
import Testing

@testable import Rapport
@testable import RapportCommand

@Suite struct `What people read about their data` {
  private static let till = """
    InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
    1,100,"Lamp, red",6,2024-01-01 08:26,2.55,17850,United Kingdom
    1,100,"Lamp, red",6,2024-01-01 08:26,2.55,17850,United Kingdom
    1,101,Nail,12,2024-01-01 08:26,0.001,17850,United Kingdom
    2,100,Red lamp,1,2024-01-03 09:00,2.55,13047,France
    2,POST,POSTAGE,1,2024-01-03 09:00,18,13047,France
    C3,100,"Lamp, red",-1,2024-01-04 10:00,2.55,17850,United Kingdom
    C4,101,Nail,-1,2024-01-04 10:00,0.001,13047,France
    5,101,Nail,1,2024-01-04 10:00,0,,United Kingdom
    6,102,Adjust,1,2024-01-04 10:00,-5,,United Kingdom
    7,,Adjust,1,2024-01-04 10:00,5,,United Kingdom

    """

  /// The report of an import of a text, and what the workspace then holds.
  private func take(
    _ text: String, _ options: ImportOptions = ImportOptions()
  ) throws -> (report: ImportReport, description: DescribeReport) {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "till.csv")
      try Data(text.utf8).write(to: file)
      let workspace = try Workspace(at: folder.appending(path: "w", directoryHint: .isDirectory))
      var report = try workspace.importPurchases(from: file, options: options)
      report.seconds = 0.25
      report.rejectsFile = report.rejectsFile.map { _ in "reports/till-rejects.csv" }
      if options.isDryRun { _ = try workspace.importPurchases(from: file) }
      return (report, try workspace.describe())
    }
  }

  @Test func `of an import, says what was taken, changed and refused`() throws {
    expectGolden(ImportSummary(try take(Self.till).report).text, named: "import.txt")
  }

  @Test func `of a rehearsal, says that nothing was kept`() throws {
    let options = ImportOptions(dropDuplicates: true, isDryRun: true)
    expectGolden(
      ImportSummary(try take(Self.till, options).report).text, named: "import-dry-run.txt")
  }

  @Test func `of a workspace, says what to look at before training`() throws {
    expectGolden(DescribeText(try take(Self.till).description).text, named: "describe.txt")
  }

  @Test func `shows numbers alike everywhere`() {
    #expect(Figure.grouped(0) == "0")
    #expect(Figure.grouped(-1_234_567) == "-1,234,567")
    #expect(Figure.decimals(1234.005, 2) == "1,234.01")
    #expect(Figure.decimals(-0.5, 1) == "-0.5")
    #expect(Figure.decimals(-0.001, 2) == "0.00")
    #expect(Figure.decimals(.nan, 2) == "–")
    #expect(Figure.percent(0.125) == "12.5 %")
    #expect(Figure.counted(1, "line") == "1 line")
    #expect(Figure.counted(2000, "line") == "2,000 lines")
  }
}
