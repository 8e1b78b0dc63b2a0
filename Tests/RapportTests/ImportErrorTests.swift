import Commerce
import Foundation
import Testing

@testable import Rapport

@Suite struct `A file that cannot be imported` {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
  }

  /// The two sentences an import of the file gives, with the folder's path taken out.
  private func sentences(
    _ url: URL, _ options: ImportOptions = ImportOptions()
  ) throws -> [String] {
    let thrown = #expect(throws: (any Error).self) {
      try workspace.importPurchases(from: url, options: options)
    }
    let error = try #require(thrown as? any ExplainedError)
    #expect(try workspace.purchaseLog().count == 0)
    let path = folder.url.path(percentEncoded: false)
    return [error.message, error.hint].map { $0.replacing(path, with: "") }
  }

  private func sentences(
    of text: String, _ options: ImportOptions = ImportOptions()
  ) throws -> [String] {
    try sentences(try folder.file("f.csv", text), options)
  }

  @Test func `because it is missing, a folder, empty or no text`() throws {
    #expect(
      try sentences(folder.url.appending(path: "no.csv")) == [
        "There is no file 'no.csv'.", "Check the path; nothing was changed.",
      ])
    let inner = folder.url.appending(path: "inner", directoryHint: .notDirectory)
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    #expect(
      try sentences(inner) == [
        "'inner' is a folder, not a file.", "Name one CSV file inside it; nothing was changed.",
      ])
    for text in ["", "\n \n"] {
      #expect(
        try sentences(of: text) == [
          "The file 'f.csv' is empty.",
          "Export it again with its header line; nothing was changed.",
        ])
    }
    #expect(
      try sentences(try folder.file("b.csv", Data([0x7F, 0x45, 0x4C, 0x46, 0, 1]))) == [
        "'b.csv' is not a text file.", "Export the data as CSV text; nothing was changed.",
      ])
  }

  @Test func `because it is a workbook, UTF-16 or compressed`() throws {
    #expect(
      try sentences(try folder.file("b.xlsx", Data([0x50, 0x4B, 3, 4, 20, 0]))) == [
        "'b.xlsx' is a spreadsheet or an archive, not a CSV file.",
        "Open it in the spreadsheet program, choose Save As and 'CSV UTF-8 (comma delimited)', and "
          + "import that file.",
      ])
    #expect(
      try sentences(try folder.file("u.csv", Data([0xFF, 0xFE, 0x61, 0]))) == [
        "'u.csv' is Unicode text of 16 bits (UTF-16), which is not read.",
        "Save it as 'CSV UTF-8' and import that file.",
      ])
    #expect(
      try sentences(try folder.file("f.gz", Data([0x1F, 0x8B, 8]))) == [
        "'f.gz' is compressed.", "Unpack it first (gunzip) and import the file inside.",
      ])
  }

  @Test func `because its header lacks a column`() throws {
    #expect(
      try sentences(of: "customer,prodct,qty\nC,P,1\n") == [
        "The header of 'f.csv' has no column for 'product'.",
        "Did you mean 'prodct'? Say which one it is with --map product=prodct. "
          + "Its columns are: customer, prodct, qty.",
      ])
    #expect(
      try sentences(of: "product,colour\nP,red\n") == [
        "The header of 'f.csv' has no column for 'customer' or 'order'.",
        "Say which one it is with --map customer=COLUMN; where none does, give every line one value "
          + "with --set customer=VALUE. Its columns are: product, colour.",
      ])
  }

  @Test func `because the map is mistaken`() throws {
    let text = "customer,product\nC,P\n"
    #expect(
      try sentences(of: text, ImportOptions(map: ["custmer": "customer"])) == [
        "A file of purchases has no field 'custmer'.",
        "Did you mean 'customer'? The fields are: customer, product, order, time, quantity, price, "
          + "amount, cost, discount, description, category, department, brand, channel, store, "
          + "currency, country.",
      ])
    #expect(
      try sentences(of: text, ImportOptions(map: ["customer": "custmer"])) == [
        "The file 'f.csv' has no column 'custmer'.",
        "Did you mean 'customer'? Its columns are: customer, product.",
      ])
    #expect(
      try sentences(of: text, ImportOptions(format: "online-retial")) == [
        "There is no format 'online-retial' for purchases.",
        "Did you mean 'online-retail'? The formats are: online-retail, online-retail-2, "
          + "complete-journey.",
      ])
    #expect(
      try sentences(of: text, ImportOptions(format: "online-retail")) == [
        "The file 'f.csv' is not in the format 'online-retail': it has no column 'country'.",
        "Leave --format out, or name the columns with --map FIELD=COLUMN.",
      ])
  }

  @Test func `because its dates or numbers mean two things`() throws {
    #expect(
      try sentences(of: "customer,product,date\nC,P,03/04/2011\n") == [
        "The dates in the column 'date' can be read in two ways: '03/04/2011' may begin with the "
          + "day or the month.",
        "Say which with --date-format dmy or --date-format mdy.",
      ])
    #expect(
      try sentences(of: "customer,product,date\nC,P,soon\n") == [
        "The column 'date' holds no dates that are understood, as in 'soon'.",
        "Say how they are written with --date-format ymd, dmy, mdy, yyyymmdd, unix or unix-ms.",
      ])
    #expect(
      try sentences(of: "customer;product;price\nC;P;1.234\n") == [
        "The numbers in the column 'price' can be read in two ways: '1.234' may have decimals or "
          + "thousands.",
        "Say which with --decimal . or --decimal ,",
      ])
    #expect(
      try sentences(of: "customer,product\nC,P\n", ImportOptions(dateFormat: "german")) == [
        "The date format 'german' is not understood.",
        "Use ymd, dmy, mdy, yyyymmdd, unix, unix-ms, or a picture such as dd/mm/yyyy.",
      ])
    #expect(
      try sentences(of: "customer,product\nC,P\n", ImportOptions(decimal: ";")) == [
        "The decimal separator ';' is neither a point nor a comma.",
        "Use --decimal . or --decimal ,",
      ])
  }

  @Test func `because of its lines`() throws {
    #expect(
      try sentences(of: "customer,product\nC,P\nC,\"P\nC,P\n") == [
        "A quote that opens on line 3 of 'f.csv' is never closed.",
        "Close the quote, or write a quote inside a text twice; nothing was changed.",
      ])
    #expect(
      try sentences(of: "customer,product\nC,\nD,\n") == [
        "None of the 2 lines of 'f.csv' could be taken; the first refused is line 2, column "
          + "'product': missing-product.",
        "Check the columns with --map FIELD=COLUMN; nothing was changed.",
      ])
    #expect(
      try sentences(of: "customer,product,currency\nC,P,GBP\nC,P,EUR\n") == [
        "The file 'f.csv' has amounts in several currencies: EUR, GBP.",
        "Convert the amounts to one currency, or import one currency into one workspace.",
      ])
  }

  @Test func `because of the pattern of services`() throws {
    #expect(
      try sentences(of: "customer,product\nC,P\n", ImportOptions(excludeProducts: "(POST")) == [
        "The product pattern '(POST' is no regular expression.",
        "Write codes with | between them, as in 'POST|DOT|gift_.*', or a prefix with a star, as in "
          + "'gift_*'.",
      ])
  }

  @Test func `has a stable word for every reason`() {
    let errors: [ImportError] = [
      .missing(file: ""), .folder(file: ""), .notReadable(file: "", reason: ""), .empty(file: ""),
      .spreadsheet(file: ""), .utf16(file: ""), .compressed(file: ""), .binary(file: ""),
      .unclosedQuote(file: "", line: 1), .missingColumn(file: "", fields: [], columns: []),
      .unknownField(field: "", kind: .purchases, fields: []),
      .unknownColumn(file: "", column: "", columns: []),
      .unknownFormat(name: "", kind: .consent, known: []),
      .notInFormat(file: "", format: "", column: ""),
      .ambiguousDates(file: "", column: "", example: ""),
      .noDates(file: "", column: "", example: ""),
      .ambiguousNumbers(file: "", column: "", example: ""), .unknownDateFormat(name: ""),
      .unknownDecimal(name: ""), .severalCurrencies(file: "", currencies: []),
      .otherCurrency(file: "", currency: "EUR", workspace: "GBP"),
      .nothingAccepted(file: "", lines: 1, line: 2, column: "", reason: ""),
    ]
    #expect(Set(errors.map(\.code)).count == errors.count)
    let other = ImportError.otherCurrency(file: "f.csv", currency: "EUR", workspace: "GBP")
    #expect(
      other.message == "The file 'f.csv' has amounts in EUR, but this workspace counts in GBP.")
    #expect(other.hint == "Convert the amounts, or use another workspace for this currency.")
    let unreadable = ImportError.notReadable(file: "f.csv", reason: "Permission denied")
    #expect(unreadable.message == "The file 'f.csv' cannot be read: Permission denied.")
    #expect(unreadable.hint == "Check its permissions; nothing was changed.")
    #expect(
      ImportError.unknownFormat(name: "x", kind: .consent, known: []).hint
        == "Leave --format out and name the columns with --map FIELD=COLUMN.")
  }
}
