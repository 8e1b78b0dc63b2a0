public import Commerce

/// What can be wrong with a basket file, before its lines are looked at.
public enum BasketFileError: ExplainedError, Equatable {
  /// There is no such file.
  case missing(path: String)
  /// The path is a folder.
  case isFolder(path: String)
  /// The file cannot be read.
  case notReadable(path: String, reason: String)
  /// The file cannot be written.
  case notWritable(path: String, reason: String)
  /// The product is not among the items.
  case unknownProduct(id: String, nearest: String?)
  /// The category is that of no product.
  case unknownCategory(name: String, nearest: String?)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .missing: "file-missing"
    case .isFolder: "file-is-folder"
    case .notReadable: "file-not-readable"
    case .notWritable: "file-not-writable"
    case .unknownProduct: "unknown-product"
    case .unknownCategory: "unknown-category"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .missing(let path): "There is no file '\(path)'."
    case .isFolder(let path): "'\(path)' is a folder, not a file of baskets."
    case .notReadable(let path, let reason): "The file '\(path)' cannot be read: \(reason)."
    case .notWritable(let path, let reason): "The file '\(path)' cannot be written: \(reason)."
    case .unknownProduct(let id, _): "No basket has the product '\(id)'."
    case .unknownCategory(let name, _): "No product is of the category '\(name)'."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .missing: "Check the path."
    case .isFolder: "Name the file inside it."
    case .notReadable: "Check its permissions."
    case .notWritable: "Check the folder, its permissions and the space left."
    case .unknownProduct(_, let nearest):
      nearest.map { "Did you mean '\($0)'?" } ?? "Name a product as the baskets do."
    case .unknownCategory(_, let nearest):
      nearest.map { "Did you mean '\($0)'?" } ?? "Name a category as the file of categories does."
    }
  }
}
