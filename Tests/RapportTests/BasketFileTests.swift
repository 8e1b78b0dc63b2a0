import BasketAnalysis
import Foundation
import TestSupport
import Testing

@testable import Rapport

@Suite struct `A file of baskets` {
  @Test func `is read the same from a file and from a pipe`() throws {
    try withTemporaryFolder { folder in
      let text = "1 2\n2 3\n"
      let path = folder.appending(path: "b.dat").path(percentEncoded: false)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      let pipe = Pipe()
      try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
      try pipe.fileHandleForWriting.close()
      let piped = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
      #expect(try BasketFile(piped).read(threads: 2) == BasketFile(path).read())
      #expect(try BasketFile(path).read().entries == [0, 1, 1, 2])
    }
  }

  @Test func `that is empty, missing or a folder is refused`() throws {
    try withTemporaryFolder { folder in
      let empty = folder.appending(path: "empty.dat").path(percentEncoded: false)
      try Data().write(to: URL(filePath: empty))
      #expect(throws: BasketTextError.noBaskets) { try BasketFile(empty).read() }
      let none = folder.appending(path: "none").path(percentEncoded: false)
      #expect(throws: BasketFileError.missing(path: none)) { try BasketFile(none).read() }
      let path = folder.path(percentEncoded: false)
      #expect(throws: BasketFileError.isFolder(path: path)) { try BasketFile(path).read() }
    }
  }
}
