public import Commerce

/// What can be wrong with a model file.
public enum ModelFileError: ExplainedError, Equatable {
  /// There is no such file.
  case missing(path: String)
  /// The system does not let us read it.
  case notReadable(path: String, reason: String)
  /// The file is something else.
  case notAModel(path: String)
  /// The file was written by a later version of Rapport.
  case newerFormat(path: String, format: Int)
  /// The file is shorter or longer than it says.
  case wrongLength(path: String, expected: Int, found: Int)
  /// A checksum does not agree with the bytes.
  case damaged(path: String, part: String)
  /// The model needs an array that the file does not have.
  case lacksArray(path: String, name: String)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .missing: "model-file-missing"
    case .notReadable: "model-file-not-readable"
    case .notAModel: "model-file-not-a-model"
    case .newerFormat: "model-file-newer"
    case .wrongLength, .damaged: "model-file-damaged"
    case .lacksArray: "model-file-incomplete"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .missing(let path): "The model file '\(path)' is missing."
    case .notReadable(let path, let reason):
      "The model file '\(path)' cannot be read: \(reason)."
    case .notAModel(let path): "The file '\(path)' is not a model file of Rapport."
    case .newerFormat(let path, let format):
      "The model file '\(path)' has format \(format), which this Rapport does not know yet."
    case .wrongLength(let path, let expected, let found):
      "The model file '\(path)' has \(found) bytes and should have \(expected)."
    case .damaged(let path, let part):
      "The model file '\(path)' is damaged: the checksum of its \(part) does not agree."
    case .lacksArray(let path, let name):
      "The model file '\(path)' lacks the array '\(name)'."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .missing, .damaged, .wrongLength:
      "Restore it from a backup, go back with: rapport models rollback, or run: rapport train."
    case .notReadable: "Check the path and its permissions."
    case .notAModel: "Name a file that rapport models export wrote."
    case .newerFormat: "Install the newer Rapport, or train again with this one: rapport train."
    case .lacksArray: "Train again with this version: rapport train."
    }
  }
}
