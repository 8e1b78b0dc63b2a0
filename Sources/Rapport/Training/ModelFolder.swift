import Foundation

/// The folder of the model files: `models/000012.rapport`.
struct ModelFolder {
  let folder: URL

  init(_ folder: URL) { self.folder = folder }

  /// Where the file of a version stands.
  func file(of version: Int) -> URL {
    let digits = String(version)
    let padding = String(repeating: "0", count: max(0, 6 - digits.count))
    return folder.appending(path: "\(padding)\(digits).\(Self.suffix)")
  }

  /// Removes what a killed process or a prune left behind: files without a row, and half-written ones.
  ///
  /// Call only within a write transaction: model files are written in no other place, so none is in the
  /// making now.
  func sweep(keeping versions: [Int]) {
    let kept = Set(versions.map { file(of: $0).lastPathComponent })
    let path = folder.path(percentEncoded: false)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names.sorted() where !kept.contains(name) {
      guard name.hasPrefix(AtomicFile.temporaryPrefix) || name.hasSuffix(".\(Self.suffix)") else {
        continue
      }
      try? FileManager.default.removeItem(at: folder.appending(path: name))
    }
  }

  private static let suffix = "rapport"
}
