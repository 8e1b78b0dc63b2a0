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

extension SegmentTable {
  /// The table as YAML that a person can edit and `init(yaml:)` reads.
  public func yaml() -> String {
    func range(_ range: ClosedRange<Int>) -> String {
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
    func quoted(_ name: String) -> String {
      "'" + name.replacingOccurrences(of: "'", with: "''") + "'"
    }
    let width = segments.map { quoted($0.name).count }.max() ?? 0
    let lines = segments.map { segment in
      let name = quoted(segment.name)
      let space = String(repeating: " ", count: width - name.count)
      return "  - {name: \(name),\(space) r: \(range(segment.r)), f: \(range(segment.f)), "
        + "m: \(range(segment.m))}\n"
    }
    return """
      # Names for RFM scores, \(levels) is best; a customer belongs to the first segment that fits.
      levels: \(levels)
      otherwise: \(quoted(otherwise))
      segments:

      """ + lines.joined()
  }
}
