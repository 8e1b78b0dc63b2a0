public import Commerce

/// What can be wrong with a file of segments.
public enum SegmentFileError: ExplainedError, Equatable {
  /// The file is not there or is no text.
  case notReadable(file: String)
  /// The file is no table of segments.
  case notATable(file: String)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .notReadable: "segments-not-readable"
    case .notATable: "segments-not-a-table"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .notReadable(let file): "The segment file '\(file)' cannot be read."
    case .notATable(let file): "The segment file '\(file)' is not a table of segments."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .notReadable: "Check the path."
    case .notATable:
      "Write 'segments:' and under it lines such as - {name: champions, r: 4-5, f: 4-5, m: 4-5}."
    }
  }
}
