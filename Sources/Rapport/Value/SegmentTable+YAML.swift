public import CustomerValue
public import Foundation
import Yams

extension SegmentTable {
  /// Reads a table from a YAML file.
  ///
  /// - Throws: `FileKeyError` for an unknown key, `CustomerValueError` for scores that make no sense,
  ///   `SegmentFileError` for a file that cannot be read as such a table.
  public init(yaml url: URL) throws {
    let path = url.path(percentEncoded: false)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw SegmentFileError.notReadable(file: path)
    }
    do {
      self = try YAMLDecoder().decode(SegmentTable.self, from: text)
    } catch DecodingError.dataCorrupted(let context) {
      if let known = context.underlyingError as? CustomerValueError { throw known }
      if let known = context.underlyingError as? FileKeyError { throw known }
      throw SegmentFileError.notATable(file: path)
    } catch is DecodingError {
      throw SegmentFileError.notATable(file: path)
    } catch is YamlError {
      throw SegmentFileError.notATable(file: path)
    }
  }
}
