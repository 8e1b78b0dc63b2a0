import Foundation
public import Testing

/// Compares a text with the file `Golden/NAME` beside the test that calls it, and shows what differs.
///
/// Run the tests with `RAPPORT_REWRITE_GOLDEN=1` to write the files anew, then read the change in review.
/// A missing file fails too, so nothing is ever compared with nothing.
public func expectGolden(
  _ text: String, named name: String, testFile: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let file = URL(filePath: testFile).deletingLastPathComponent().appending(path: "Golden/\(name)")
  if ProcessInfo.processInfo.environment["RAPPORT_REWRITE_GOLDEN"] == "1" {
    do {
      let folder = file.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    } catch {
      Issue.record("Cannot write \(name): \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let golden = try? String(contentsOf: file, encoding: .utf8) else {
    Issue.record("There is no Golden/\(name) yet.", sourceLocation: sourceLocation)
    return
  }
  guard let difference = goldenDifference(from: golden, to: text) else { return }
  Issue.record(
    "\(name) differs (− expected, + found):\n\(difference)", sourceLocation: sourceLocation)
}

/// The lines that differ between two texts, or `nil` where there are none.
func goldenDifference(from golden: String, to text: String) -> String? {
  guard golden != text else { return nil }
  func lines(_ text: String) -> [String] { text.components(separatedBy: "\n") }
  let changes = lines(text).difference(from: lines(golden)).map { change in
    switch change {
    case .remove(let offset, let line, _): (offset, 0, "−\(offset + 1): \(line)")
    case .insert(let offset, let line, _): (offset, 1, "+\(offset + 1): \(line)")
    }
  }
  return changes.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2).joined(separator: "\n")
}
