public import BasketAnalysis
import Commerce
import Foundation

/// A file of baskets: item numbers, names, or order,product lines.
public struct BasketFile: Sendable {
  /// Where the file is.
  public let path: String
  /// How it is laid out; found out from its first line if `nil`.
  public var format: BasketFormat?
  /// Baskets with more distinct items are counted and left out.
  public var maximumSize: Int?

  /// Names a file; nothing is read yet.
  public init(_ path: String, format: BasketFormat? = nil, maximumSize: Int? = nil) {
    self.path = path
    self.format = format
    self.maximumSize = maximumSize
  }

  /// Reads the baskets.
  ///
  /// - Parameter threads: How many threads to use; the baskets do not depend on it.
  /// - Returns: The baskets in the order of the file.
  /// - Throws: `BasketFileError` where the file cannot be read, `BasketTextError` where a line makes no sense.
  public func read(threads: Int = 1) throws -> Baskets {
    let source = try Self.bytes(of: path)
    return try withExtendedLifetime(source) {
      try source.bytes.withMemoryRebound(to: UInt8.self) {
        try Baskets(
          text: $0, format: format, maximumSize: maximumSize, threads: threads,
          release: source.release)
      }
    }
  }

  /// Reads what the items of a file are called: a CSV whose columns are the item number and its name.
  ///
  /// A first line that does not begin with a number is a header; further columns are not looked at. Where the
  /// names are numbered from 1 and the baskets from 0, the n-th name belongs to item n − 1.
  ///
  /// - Parameters:
  ///   - path: The file of names.
  ///   - baskets: The baskets whose items are named.
  /// - Returns: Names by item id.
  /// - Throws: `BasketFileError` where the file cannot be read.
  public static func names(in path: String, for baskets: Baskets) throws -> [String: String] {
    let names = try names(in: path)
    let isNumberedFromOne = names["0"] == nil && names["1"] != nil && names["\(names.count)"] != nil
    guard isNumberedFromOne, baskets.items.position(of: "0") != nil else { return names }
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { id, name in Int(id).map { ("\($0 - 1)", name) } })
  }

  private static func names(in path: String) throws -> [String: String] {
    let text = try withExtendedLifetime(bytes(of: path)) {
      String(decoding: $0.bytes, as: UTF8.self)
    }
    var names: [String: String] = [:]
    for (number, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      let fields = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" \t"))
      }
      if fields.count >= 2, let id = fields.first, Int(id) != nil || (number > 0 && !id.isEmpty) {
        names[id] = fields[1]
      }
    }
    return names
  }

  /// A file is read where it lies, a pipe as it comes.
  private static func bytes(of path: String) throws -> SourceBytes {
    do {
      return try SourceBytes(URL(filePath: path))
    } catch ImportError.missing {
      throw BasketFileError.missing(path: path)
    } catch ImportError.folder {
      throw BasketFileError.isFolder(path: path)
    } catch ImportError.notReadable(_, let reason) {
      throw BasketFileError.notReadable(path: path, reason: reason)
    }
  }
}
