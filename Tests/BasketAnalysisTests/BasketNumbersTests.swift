import Compute
import Testing

@testable import BasketAnalysis

@Suite struct `A file of item numbers` {
  /// Lines in disorder, empty, doubled, with blanks at the end and one of two line ends, numbers near or far apart.
  private static func text(seed: Int) -> String {
    var random = SeededGenerator(seed: UInt64(seed), stream: 4)
    let highest = [9, 300, 4_000_000_000][seed % 3]
    var text = ""
    for _ in 0..<random.below(60) {
      text += (0..<random.below(9)).map { _ in "\(random.below(highest))" }.joined(separator: " ")
      text += [" ", "", "\t"][random.below(3)] + ["\n", "\r\n"][random.below(2)]
    }
    return text + (random.below(2) == 0 ? "7 3" : "")
  }

  /// What the lines say, in as few words as possible.
  private static func slow(_ text: String, maximumSize: Int) -> Baskets {
    // A carriage return and a line feed are one character.
    let lists = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { $0.split(whereSeparator: \.isWhitespace).compactMap { Int($0) } }
    return Baskets(numbers: lists.last == [] ? lists.dropLast() : lists, maximumSize: maximumSize)
  }

  private static func read(_ text: String, threads: Int, maximumSize: Int) throws -> Baskets {
    try Array(text.utf8).withUnsafeBufferPointer {
      try BasketNumbers($0, threads: threads, leastPiece: 1).baskets(maximumSize: maximumSize)
    }
  }

  @Test func `gives the same baskets in any number of pieces`() throws {
    for seed in 0..<300 {
      let text = Self.text(seed: seed)
      guard text.contains(where: \.isNumber) else { continue }
      let size = seed % 5 == 0 ? 4 : Int.max
      let slow = Self.slow(text, maximumSize: size)
      for threads in [1, 2, 3, 7] {
        let isSame = try Self.read(text, threads: threads, maximumSize: size) == slow
        #expect(isSame, "seed \(seed), \(threads) threads")
      }
    }
  }

  @Test func `names the first wrong line in any number of pieces`() {
    let lines = (1...40).map { $0 == 23 || $0 == 37 ? "1 x\($0) 2" : "\($0) 5" }
    for threads in 1...9 {
      #expect(throws: BasketTextError.notAnItemNumber(line: 23, text: "x23")) {
        try Self.read(lines.joined(separator: "\n"), threads: threads, maximumSize: .max)
      }
    }
  }

  @Test(arguments: ["\n\n\n", " \n \n", ""]) func `without a number has no baskets`(text: String) {
    for threads in 1...4 {
      #expect(throws: BasketTextError.noBaskets) {
        try Self.read(text, threads: threads, maximumSize: .max)
      }
    }
  }
}
