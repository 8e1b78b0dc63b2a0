public import Commerce

/// What an import did; its JSON form has the names that programs rely on.
public struct ImportReport: Sendable, Equatable {
  /// What the file told of.
  public var kind: ImportKind
  /// The file's name, without its folders.
  public var file: String
  /// Lines of the file below its header, empty ones not counted.
  public var lines = 0
  /// Lines that were taken.
  public var accepted = 0
  /// Lines that were refused.
  public var rejected = 0
  /// Refused lines by reason.
  public var rejectedByReason: [String: Int] = [:]
  /// Where the refused lines were written, if there were any.
  public var rejectsFile: String?
  /// Lines that the store did not have.
  public var added = 0
  /// Lines that the store had just so.
  public var unchanged = 0
  /// Lines that the store had with other values.
  public var updated = 0
  /// Lines of the store that `replaceOrders` removed.
  public var removed = 0
  /// Lines that `dropDuplicates` left out; they count neither as accepted nor as rejected.
  public var duplicatesDropped = 0
  /// Accepted lines without a customer.
  public var anonymous = 0
  /// Accepted lines with a quantity below zero.
  public var returns = 0
  /// Return lines of named customers in the whole workspace that found no purchase to take back.
  public var unmatchedReturns = 0
  /// Customers that accepted lines name.
  public var customers = 0
  /// Products that accepted lines name.
  public var products = 0
  /// Orders that accepted lines name.
  public var orders = 0
  /// The day of the oldest accepted line.
  public var from: Day?
  /// The day of the newest accepted line.
  public var to: Day?
  /// Things the person should know that refused no line.
  public var warnings: [String] = []
  /// Whether nothing was kept.
  public var isDryRun = false
  /// Wall seconds.
  public var seconds = 0.0
  /// CPU seconds.
  public var cpuSeconds = 0.0

  /// A report of a file of which nothing was read yet.
  public init(kind: ImportKind, file: String) {
    self.kind = kind
    self.file = file
  }
}

extension ImportReport: Encodable {
  private enum Key: String, CodingKey {
    case kind, file, lines, accepted, rejected, rejectedByReason, rejectsFile, added, unchanged
    case updated, removed, duplicatesDropped, anonymous, returns, unmatchedReturns, customers
    case products, orders, from, to, warnings, dryRun, seconds, cpuSeconds
  }

  /// Writes the names that programs rely on; days as `2011-12-09`, or null where there is none.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(kind, forKey: .kind)
    try object.encode(file, forKey: .file)
    try object.encode(lines, forKey: .lines)
    try object.encode(accepted, forKey: .accepted)
    try object.encode(rejected, forKey: .rejected)
    try object.encode(rejectedByReason, forKey: .rejectedByReason)
    try object.encode(rejectsFile, forKey: .rejectsFile)
    try object.encode(added, forKey: .added)
    try object.encode(unchanged, forKey: .unchanged)
    try object.encode(updated, forKey: .updated)
    try object.encode(removed, forKey: .removed)
    try object.encode(duplicatesDropped, forKey: .duplicatesDropped)
    try object.encode(anonymous, forKey: .anonymous)
    try object.encode(returns, forKey: .returns)
    try object.encode(unmatchedReturns, forKey: .unmatchedReturns)
    try object.encode(customers, forKey: .customers)
    try object.encode(products, forKey: .products)
    try object.encode(orders, forKey: .orders)
    try object.encode(from?.description, forKey: .from)
    try object.encode(to?.description, forKey: .to)
    try object.encode(warnings, forKey: .warnings)
    try object.encode(isDryRun, forKey: .dryRun)
    try object.encode(seconds, forKey: .seconds)
    try object.encode(cpuSeconds, forKey: .cpuSeconds)
  }
}
