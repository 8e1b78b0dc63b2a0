import Foundation
import TestSupport
import Testing

@testable import Rapport

@Suite struct `A file written whole or not at all` {
  private struct Interruption: Error {}

  @Test func `replaces what stood there`() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "list.csv")
      for text in ["old and longer", "new"] {
        try AtomicFile.write(to: url) { try $0.append(Array(text.utf8)) }
      }
      #expect(try String(contentsOf: url, encoding: .utf8) == "new")
    }
  }

  @Test func `leaves the old file and nothing else when the work fails`() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "list.csv")
      try AtomicFile.write(to: url) { try $0.append(Array("old".utf8)) }
      #expect(throws: Interruption.self) {
        try AtomicFile.write(to: url) { file in
          try file.append(Array("half".utf8))
          throw Interruption()
        }
      }
      #expect(try String(contentsOf: url, encoding: .utf8) == "old")
      let path = folder.path(percentEncoded: false)
      #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["list.csv"])
    }
  }

  @Test func `keeps small and large pieces in their order`() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "bytes")
      let large = [UInt8](repeating: 2, count: 300_000)
      try AtomicFile.write(to: url) { file in
        try file.append([1])
        try large.withUnsafeBytes { try file.append($0) }
        try file.append([3])
        #expect(file.length == 300_002)
      }
      #expect(try [UInt8](Data(contentsOf: url)) == [1] + large + [3])
    }
  }

  @Test func `says that the folder cannot be used`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try Data().write(to: file)
      #expect(throws: WorkspaceError.self) {
        try AtomicFile.write(to: file.appending(path: "x")) { try $0.append([1]) }
      }
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `says that the disk is full`() throws {
    // Whoever writes to this device is told that there is no space left; only Linux has it.
    var file = try AtomicFile(temporary: "/dev/full")
    #expect(throws: WorkspaceError.diskFull(path: "/dev/full")) {
      try file.append([UInt8](repeating: 0, count: 1 << 18))
    }
  }
}
