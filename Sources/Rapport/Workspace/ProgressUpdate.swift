/// How far a long task is.
public struct ProgressUpdate: Sendable {
  /// What is being done, in a word or two: "reading purchases".
  public let what: String
  /// How much of it is done.
  public let done: Int
  /// How much there is.
  public let total: Int
  /// What is counted, as in "bytes" or "customers"; empty for plain fractions.
  public let unit: String

  /// Describes a state of progress.
  public init(what: String, done: Int, total: Int, unit: String = "") {
    self.what = what
    self.done = done
    self.total = total
    self.unit = unit
  }

  /// The finished part, 0 to 1.
  public var fraction: Double { total > 0 ? min(1, Double(done) / Double(total)) : 1 }
}

/// Is told how far a task is; called from any thread, never more than a few times a second by intent.
public typealias ProgressHandler = @Sendable (ProgressUpdate) -> Void
