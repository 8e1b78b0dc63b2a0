import ArgumentParser
import Foundation
import Rapport

/// The command `rapport import`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Read purchases, customers, products, consent, contacts or responses from a CSV file.",
    discussion: """
      Well-known headers are recognised; for others say once which column is what:

        rapport import purchases till.csv --map customer=CardNo --map product=Article

      What a file has no column for can be given one value, as for a list of donations:

        rapport import purchases gifts.csv --set product=donation

      All of a file is taken or nothing; the same file again changes nothing. Lines that cannot be \
      taken go to a file of rejects.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(
    help: "purchases, customers, products, consent, contacts or responses.",
    transform: Self.kind(named:))
  var kind: ImportKind

  @Argument(help: "The CSV file.", completion: .file())
  var file: String

  @Option(
    help: "Which column holds a field, as FIELD=COLUMN; remembered for files with this header.")
  var map: [String] = []

  @Option(
    help:
      "One value of a field for every line, as FIELD=VALUE; remembered for files with this header.")
  var set: [String] = []

  @Option(help: "A well-known layout: online-retail, online-retail-2 or complete-journey.")
  var format: String?

  @Option(help: "How dates are written: ymd, dmy, mdy, unix, or a picture such as dd/mm/yyyy.")
  var dateFormat: String?

  @Option(help: "What stands before decimals: . or , (default: found out).")
  var decimal: String?

  @Option(
    help: ArgumentHelp(
      "Product codes that analyses leave out, as in 'POST|DOT|gift_.*' or 'gift_*'; remembered.",
      valueName: "pattern"))
  var excludeProducts: String?

  @Option(help: "Where refused lines are written (default: reports/ in the workspace).")
  var rejects: String?

  @Flag(help: "Remove lines of the file's orders that the file no longer has.")
  var replaceOrders = false

  @Flag(help: "Leave out lines that equal an earlier one of their order in every value.")
  var dropDuplicates = false

  @Flag(help: "Do everything except keeping the result.")
  var dryRun = false

  func validate() throws {
    func isPair(_ text: String) -> Bool {
      text.contains("=") && !text.hasPrefix("=") && !text.hasSuffix("=")
    }
    for pair in map where !isPair(pair) {
      throw ValidationError("--map wants FIELD=COLUMN, not '\(pair)'.")
    }
    for pair in set where !isPair(pair) {
      throw ValidationError("--set wants FIELD=VALUE, not '\(pair)'.")
    }
  }

  func run() throws {
    // A mistyped file must not leave an empty workspace behind.
    guard FileManager.default.fileExists(atPath: file) else {
      throw ImportError.missing(file: file)
    }
    let report = try common.openOrBegin().importFile(
      kind, from: URL(filePath: file), options: options, settings: common.settings)
    try Output.show(report, asJSON: common.json) { ImportSummary(report).text }
  }

  private static func kind(named name: String) throws -> ImportKind {
    if let kind = ImportKind(rawValue: name) { return kind }
    let kinds = ImportKind.allCases.map(\.rawValue)
    let guess = NearestMatch.to(name, among: kinds).map { " Did you mean '\($0)'?" } ?? ""
    throw ValidationError(
      "There is no kind of file '\(name)'.\(guess) The kinds are: \(kinds.joined(separator: ", "))."
    )
  }

  private var options: ImportOptions {
    ImportOptions(
      map: Self.pairs(map), values: Self.pairs(set), format: format, dateFormat: dateFormat,
      decimal: decimal, excludeProducts: excludeProducts, rejectsFile: rejects,
      replaceOrders: replaceOrders, dropDuplicates: dropDuplicates, isDryRun: dryRun)
  }

  /// Of several pairs for one field the last one counts.
  private static func pairs(_ texts: [String]) -> [String: String] {
    let pairs = texts.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    return Dictionary(pairs.map { ($0[0], $0[1]) }) { $1 }
  }
}
