import Foundation
import TestSupport
import Testing

@testable import Rapport

@Suite struct `A value model fitted to a summary file` {
  private func fit(_ text: String, _ model: ValueModelName) throws -> ValueFit {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "summary.csv")
      try Data(text.utf8).write(to: url)
      return try ValueFit(model, toSummary: url)
    }
  }

  private let histories = """
    id,x,t_x,T
    1,2,30.43,38.86
    2,1,1.71,38.86
    3,0,0,38.86
    4,0,0,38.86
    5,4,20.5,37
    6,7,29.43,38.86
    7,1,5,38.86
    """

  @Test func `reads either name of a column`() throws {
    let one = try fit(histories, .bgNBD).report
    let renamed = histories.replacingOccurrences(of: "id,x,t_x", with: "ID,frequency,recency")
    #expect(try fit(renamed, .bgNBD).report == one)
    #expect(one.customers == 7 && one.names == ["r", "alpha", "a", "b"])
  }

  @Test func `counts rows by their weights`() throws {
    let rows = "frequency,recency,periods,weights\n0,0,6,30\n1,2,6,10\n3,6,6,5\n2,3,6,7\n"
    #expect(try fit(rows, .bgBB).report.customers == 52)
  }

  @Test(arguments: [
    ("x,t_x\n1,2\n", "missing-column"), ("x,t_x,T\n1,6,5\n", "recency-after-end"),
    ("x,t_x,T\n-1,0,5\n", "history-value"), ("x,t_x,T\n1.5,1,5\n", "not-a-count"),
    ("x,t_x,T\n1,two,5\n", "not-a-number"), ("x,t_x,T\n0,0,5\n", "no-repeats"),
    ("x,t_x,T\n", "no-customers"), ("", "file-empty"),
  ]) func `refuses what cannot be with one sentence`(text: String, code: String) {
    do {
      _ = try fit(text, .paretoNBD)
      Issue.record("The file was accepted.")
    } catch {
      let explained = error as? any ExplainedError
      #expect(explained?.code == code)
      #expect(explained?.hint.isEmpty == false)
    }
  }
}

@Suite struct `A cell of a CSV file` {
  @Test func `is quoted where it must be and never a formula`() {
    #expect(CSVCell.text("plain") == "plain")
    #expect(CSVCell.text("a,b") == "\"a,b\"")
    #expect(CSVCell.text("say \"hi\"") == "\"say \"\"hi\"\"\"")
    #expect(CSVCell.text("=1+2") == "'=1+2")
    #expect(CSVCell.text("-12") == "-12")
  }

  @Test func `holds numbers as short as they can be`() {
    #expect(CSVCell.number(12) == "12")
    #expect(CSVCell.number(-12.5) == "-12.5")
    #expect(CSVCell.number(0.1234567) == "0.123457")
    #expect(CSVCell.number(615.714285) == "615.7143")
    #expect(CSVCell.number(.infinity) == "")
  }
}

@Suite struct `The table of all customers` {
  @Test func `begins with the columns that programs rely on`() throws {
    let log = PurchaseLog([
      PurchaseLine(
        customer: "A", product: "P", time: Timestamp(Day(number: 15_000)), amount: Money(10))
    ])
    let profiles = try CustomerProfiles(log, asOf: Day(number: 15_003))
    let text = try withTemporaryFolder { folder in
      let url = folder.appending(path: "customers.csv")
      try profiles.write(to: url)
      return try String(contentsOf: url, encoding: .utf8)
    }
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines[0].hasPrefix("customer,recencyDays,frequency,monetary,r,f,m,segment,stage,tenureDays"))
    #expect(lines[1].hasPrefix("A,3,1,10,5,1,1,"))
  }
}

@Suite struct `A file of segments` {
  private func table(_ text: String) throws -> SegmentTable {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "segments.yaml")
      try Data(text.utf8).write(to: url)
      return try SegmentTable(yaml: url)
    }
  }

  @Test func `is YAML that a person can edit`() throws {
    let found = try table(
      "segments:\n  - {name: top, r: 4-5, f: 5}\n  - {name: rest}\notherwise: nobody\n")
    #expect(found.names == ["top", "rest", "nobody"])
    #expect(found.segments[0] == .init("top", r: 4...5, f: 5...5))
  }

  @Test func `with a mistake is refused in words`() {
    for text in ["segments: 3\n", ": : :\n", "segments:\n  - {r: 4-5}\n"] {
      #expect(throws: SegmentFileError.self) { try table(text) }
    }
    #expect(throws: (any Error).self) { try table("segments:\n  - {name: a, q: 1}\n") }
    #expect(
      SegmentFileError.notATable(file: "s.yaml").description
        == "The segment file 's.yaml' is not a table of segments. Write 'segments:' and under it "
        + "lines such as - {name: champions, r: 4-5, f: 4-5, m: 4-5}.")
  }
}
