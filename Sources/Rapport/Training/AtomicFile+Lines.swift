import Compute
import Foundation

extension AtomicFile {
  /// Writes a header and many lines, whose text is made by several threads.
  ///
  /// A stretch of lines at a time, so that the text of a long file is never held whole.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - header: The first line, without its end.
  ///   - count: How many lines follow.
  ///   - threads: Change nothing but the time it takes.
  ///   - line: Adds the text of a line, without its end.
  /// - Throws: `WorkspaceError` where the file cannot be written; an old file is then still there.
  static func writeLines(
    to url: URL, header: String, count: Int, threads: Int,
    _ line: @Sendable (_ number: Int, _ text: inout [UInt8]) -> Void
  ) throws {
    let (parallel, stretch, end) = (Parallel(threads: threads), 1 << 18, UInt8(ascii: "\n"))
    try write(to: url) { file in
      try file.append(Array((header + "\n").utf8))
      for start in stride(from: 0, to: count, by: stretch) {
        let texts = parallel.mapChunks(of: min(stretch, count - start), chunk: 1 << 13) { piece in
          piece.reduce(into: [UInt8]()) { text, place in
            line(start + place, &text)
            text.append(end)
          }
        }
        for text in texts { try file.append(text) }
      }
    }
  }
}
