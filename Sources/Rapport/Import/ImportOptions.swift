/// How a file is read and what is done with its lines.
public struct ImportOptions: Sendable {
  /// Which column holds a field, by the field's name: `["customer": "Client No"]`.
  ///
  /// Remembered for files with this header.
  public var map: [String: String]
  /// The one value of a field that the file has no column for: `["product": "donation"]`.
  ///
  /// Remembered for files with this header.
  public var values: [String: String]
  /// The name of a well-known format; `nil` recognises it by its header.
  public var format: String?
  /// How dates are written, as in `dd/mm/yyyy`, `dmy`, `mdy` or `ymd`; `nil` finds out.
  public var dateFormat: String?
  /// What stands before the decimals, `.` or `,`; `nil` finds out.
  public var decimal: String?
  /// A pattern of product codes that analyses leave out, remembered in the workspace; `nil` changes nothing.
  ///
  /// See `ProductPattern`. The lines themselves are kept and counted.
  public var excludeProducts: String?
  /// Where refused lines are written; in the workspace's folder of reports where none is given.
  public var rejectsFile: String?
  /// Whether lines that the store has of an order, and the file has not, are removed.
  public var replaceOrders: Bool
  /// Whether a line that equals an earlier one of its order in every value is left out.
  public var dropDuplicates: Bool
  /// Whether everything is done except keeping the result.
  public var isDryRun: Bool

  /// The usual way: everything found out from the file, duplicates kept, old lines kept.
  public init(
    map: [String: String] = [:], values: [String: String] = [:], format: String? = nil,
    dateFormat: String? = nil, decimal: String? = nil, excludeProducts: String? = nil,
    rejectsFile: String? = nil, replaceOrders: Bool = false, dropDuplicates: Bool = false,
    isDryRun: Bool = false
  ) {
    self.map = map
    self.values = values
    self.format = format
    self.dateFormat = dateFormat
    self.decimal = decimal
    self.excludeProducts = excludeProducts
    self.rejectsFile = rejectsFile
    self.replaceOrders = replaceOrders
    self.dropDuplicates = dropDuplicates
    self.isDryRun = isDryRun
  }
}
