import Compute
import Foundation
import Recommenders
import TestSupport
import Testing

@testable import Rapport

@Suite struct `A model file` {
  private static let card = Data(#"{"kind":"recommender"}"#.utf8)

  private static var arrays: ModelArrays {
    var arrays = ModelArrays()
    arrays.set("factors", AlignedBuffer((0..<21).map { Float($0) / 3 }, padding: 0))
    arrays.set("neighbours", AlignedBuffer([7, -1, .max, .min], padding: 0))
    arrays.set("products", ["A", "", "Café ☕️", "a,\"b\"\n"])
    arrays.set("empty", AlignedBuffer([Float](), padding: 0))
    return arrays
  }

  private func withFile<Value>(_ body: (URL) throws -> Value) throws -> Value {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "000001.rapport")
      try ModelFileWriter(card: Self.card, arrays: Self.arrays).write(to: url)
      return try body(url)
    }
  }

  @Test func `gives back what was written`() throws {
    try withFile { url in
      let file = try ModelFile(at: url)
      #expect(file.cardData == Self.card)
      #expect(file.names == ["empty", "factors", "neighbours", "products"])
      #expect(try Array(file.floats("factors").elements) == (0..<21).map { Float($0) / 3 })
      #expect(try Array(file.integers("neighbours").elements) == [7, -1, .max, .min])
      #expect(try file.texts("products") == ["A", "", "Café ☕️", "a,\"b\"\n"])
      #expect(try file.floats("empty").count == 0)
    }
  }

  @Test func `is read where it lies, each array aligned to 64 bytes`() throws {
    try withFile { url in
      let file = try ModelFile(at: url)
      let first = try file.floats("factors").pointer
      #expect(UInt(bitPattern: first) % 64 == 0)
      #expect(try file.floats("factors").pointer == first)
    }
  }

  @Test func `is the same bytes for the same model`() throws {
    try withFile { url in
      let again = url.deletingLastPathComponent().appending(path: "again")
      try ModelFileWriter(card: Self.card, arrays: Self.arrays).write(to: again)
      #expect(try Data(contentsOf: url) == Data(contentsOf: again))
    }
  }

  @Test func `notices a flipped bit in any byte`() throws {
    try withFile { url in
      let whole = try Data(contentsOf: url)
      var unnoticed: [Int] = []
      for place in whole.indices {
        var damaged = whole
        damaged[place] ^= 1 << UInt8(place % 8)
        try damaged.write(to: url)
        if Self.reads(url) { unnoticed.append(place) }
      }
      #expect(unnoticed.isEmpty)
      try whole.write(to: url)
      #expect(Self.reads(url))
    }
  }

  @Test func `notices a cut and an addition`() throws {
    try withFile { url in
      let whole = try Data(contentsOf: url)
      for length in [0, 1, 63, 64, whole.count - 1] {
        try whole.prefix(length).write(to: url)
        #expect(throws: ModelFileError.self, "cut to \(length)") { try ModelFile(at: url) }
      }
      try (whole + Data([0])).write(to: url)
      #expect(throws: ModelFileError.self) { try ModelFile(at: url) }
    }
  }

  @Test func `says which part is damaged`() throws {
    try withFile { url in
      var damaged = try Data(contentsOf: url)
      damaged[damaged.count - 1] ^= 1
      try damaged.write(to: url)
      let file = try ModelFile(at: url)
      let path = url.path(percentEncoded: false)
      #expect(try file.floats("factors").count == 21)
      #expect(throws: ModelFileError.damaged(path: path, part: "array 'products'")) {
        try file.texts("products")
      }
      #expect(throws: ModelFileError.damaged(path: path, part: "array 'products'")) {
        try file.verifyAll()
      }
    }
  }

  @Test func `tells a newer format from damage`() throws {
    try withFile { url in
      var newer = [UInt8](try Data(contentsOf: url))
      newer[8] = 2
      let header = ModelFileLayout.Header(
        sections: 4, fileLength: newer.count, cardLength: Self.card.count, arraysOffset: 0)
      #expect(header.encoded.count == ModelFileLayout.headerLength)
      newer.replaceSubrange(56..<64, with: ModelFileLayout.checksum(ofHeader: newer))
      try Data(newer).write(to: url)
      let path = url.path(percentEncoded: false)
      #expect(throws: ModelFileError.newerFormat(path: path, format: 2)) { try ModelFile(at: url) }
    }
  }

  @Test func `lacks arrays that were never written, and those of another type`() throws {
    try withFile { url in
      let file = try ModelFile(at: url)
      let path = url.path(percentEncoded: false)
      #expect(throws: ModelFileError.lacksArray(path: path, name: "bias")) {
        try file.floats("bias")
      }
      #expect(throws: ModelFileError.lacksArray(path: path, name: "factors")) {
        try file.integers("factors")
      }
    }
  }

  @Test func `keeps its arrays alive after the file is gone from sight`() throws {
    let factors = try withFile { url in try ModelFile(at: url).floats("factors") }
    #expect(factors.elements[20] == Float(20) / 3)
  }

  @Test func `is verified once by whichever thread comes first`() throws {
    try withFile { url in
      let file = try ModelFile(at: url)
      let sums = Parallel(threads: 4).mapChunks(of: 64, chunk: 1) { _ in
        (try? file.floats("factors").elements.reduce(0, +)) ?? -1
      }
      #expect(Set(sums).count == 1 && sums[0] > 0)
    }
  }

  private static func reads(_ url: URL) -> Bool {
    (try? ModelFile(at: url).verifyAll()) != nil
  }
}
