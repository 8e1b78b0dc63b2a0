/// The fields that one kind of file may have.
///
/// To add a kind of import: write an enum of its fields that conforms, then read a file with
///
/// ```swift
/// try importTable(ContactField.self, from: url, options: options, settings: settings) { row in
///   Contact(campaign: try row.requiredText(.campaign), time: try row.requiredTime(.time), …)
/// } keep: { contacts, report, db in
///   // write them in the open transaction; count into report.added, .updated, .unchanged
/// }
/// ```
///
/// A row whose body throws a `CellProblem` is refused: it goes to the rejects file with line, column, reason
/// and value, and the rest of the file is read on. The transaction, the report, the remembered columns and
/// the rejects file are `importTable`'s; see `Workspace+ImportConsent.swift` for a whole kind in one file.
protocol ImportField: RawRepresentable<Int>, CaseIterable, Sendable where AllCases == [Self] {
  /// The kind of file that has these fields.
  static var kind: ImportKind { get }
  /// The fields without which a file of this kind means nothing; of each group one is enough.
  static var required: [[Self]] { get }
  /// The field that holds a moment, whose way of writing dates is found out; the first present one counts.
  static var dates: [Self] { get }
  /// The fields that hold decimal numbers, whose way of writing them is found out.
  static var numbers: [Self] { get }
  /// Whether columns that are no field are kept as attributes.
  static var keepsOtherColumns: Bool { get }
  /// Headers that mean this field, in lower case and without anything but letters and digits.
  var synonyms: [String] { get }
}

extension ImportField {
  /// No moments unless a kind has some.
  static var dates: [Self] { [] }
  /// No decimal numbers unless a kind has some.
  static var numbers: [Self] { [] }
  /// Other columns are left alone unless a kind says otherwise.
  static var keepsOtherColumns: Bool { false }

  /// The name that `--map` and error messages use.
  var name: String { "\(self)" }

  /// The field of a name, if there is one.
  static func named(_ name: String) -> Self? {
    allCases.first { $0.name.lowercased() == name.lowercased() }
  }
}

/// Headers are compared without case, blanks and punctuation: `Customer ID` is `customer_id`.
func comparableHeader(_ header: String) -> String {
  String(
    header.lowercased().unicodeScalars.filter {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    })
}
