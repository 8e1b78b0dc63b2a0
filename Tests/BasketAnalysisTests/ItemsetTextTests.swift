import CKernels
import Commerce
import Compute
import Synchronization
import Testing

@testable import BasketAnalysis

@Suite struct `The text of sets` {
  /// Each line split and sorted, so that only what it says counts.
  private func lines(_ options: MiningOptions, _ baskets: Baskets) throws -> [String] {
    let bytes = Mutex<[UInt8]>([])
    let byLength = try ItemsetMiner(options).write(baskets) { piece in
      bytes.withLock { $0 += piece }
    }
    let text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
    #expect(byLength.reduce(0, +) == text.count { $0 == "\n" })
    return text.split(separator: "\n").map {
      $0.split(separator: " ").sorted().joined(separator: " ")
    }.sorted()
  }

  /// Names of the lengths at which blocks of bytes begin and end, and many perfect extensions.
  @Test(arguments: [1, 7, 13, 14, 15, 16, 17, 40]) func `is right for names of any length`(
    longest: Int
  ) throws {
    for seed in 0..<12 {
      var random = SeededGenerator(seed: UInt64(seed), stream: UInt64(longest))
      let names = (0..<12).map { item in
        String(repeating: "x", count: max(1, longest - random.below(3) - 2)) + "\(item)"
      }
      let always = (0..<random.below(9)).map { names[$0] }
      let lists = (0..<20).map { _ -> [ProductID] in
        (always + names.filter { _ in random.uniform() < 0.4 }).map { ProductID($0) }
      }
      let baskets = Baskets(lists)
      var options = MiningOptions(support: .count(2 + seed % 3))
      if seed % 4 == 3 { options.maximumLength = 3 }
      let found = try lines(options, baskets)
      options.algorithm = .apriori
      #expect(try lines(options, baskets) == found, "seed \(seed)")
    }
  }

  @Test(arguments: [1, 95, 9_990]) func `has every count in its digits`(lowest: Int) {
    let highest = lowest + 33_100
    let words = ItemsetWords(items: ["a"], counts: lowest...highest)
    for count in max(0, lowest - 2)...highest {
      let block = words.block(ofCount: Int32(count))
      let bytes = (0..<Int(block[15])).map { block[$0] }
      #expect(String(decoding: bytes, as: UTF8.self) == "(\(count))\n")
    }
  }

  @Test func `is as long as the sets say on several threads, large or small`() throws {
    let baskets = Baskets(
      numbers: (0..<40).map { basket in (0..<17).filter { $0 != basket % 20 } } + [[99]])
    var options = MiningOptions(support: .count(2))
    let alone = try lines(options, baskets)
    options.threads = 3
    #expect(try lines(options, baskets) == alone)
    #expect(alone.count > 100_000)
  }

  @Test func `keeps a short beginning before a long piece`() throws {
    for bytesAfter in [10, 70_000, 120_000, 140_000] {
      var length = bytesAfter
      let bytes = Mutex<[UInt8]>([])
      let output = OrderedOutput { piece in bytes.withLock { $0 += piece } }
      output.add(Array("header\n".utf8))
      var text = AlignedBuffer<UInt8>(repeating: 120, count: length)
      #expect(output.add(&text, &length, branch: 0, isEnd: true))
      try output.finish()
      #expect(bytes.withLock { $0.starts(with: Array("header\nx".utf8)) }, "\(bytesAfter) bytes")
      #expect(bytes.withLock { $0.count } == 7 + bytesAfter)
    }
  }

  /// Far more than may wait, so that threads sleep for their turn and write for each other.
  @Test func `is the same byte for byte whatever the threads`() throws {
    let baskets = Baskets(
      numbers: (0..<30).map { basket in (0..<18).filter { ($0 * 7 + basket) % 15 != 0 } })
    func text(_ threads: Int) throws -> [UInt8] {
      let bytes = Mutex<[UInt8]>([])
      var options = MiningOptions(support: .count(2))
      options.threads = threads
      _ = try ItemsetMiner(options).write(baskets) { piece in bytes.withLock { $0 += piece } }
      return bytes.withLock { $0 }
    }
    let alone = try text(1)
    #expect(alone.count > 5 << 20)
    for threads in [2, 3, 4, 2, 3, 4] {
      // Outside the expectation, which would look for the differences of millions of bytes.
      let isSame = try text(threads) == alone
      #expect(isSame, "\(threads) threads")
    }
  }

  @Test func `of more sets than any file holds is not begun`() {
    let baskets = Baskets(numbers: [Array(0..<3000), Array(0..<3000)])
    for limit in [nil, 1000] {
      let options = MiningOptions(support: .count(2), maximumItemsets: limit)
      #expect(throws: MiningError.tooManyItemsets(limit: limit ?? .max, minimumCount: 2)) {
        try ItemsetMiner(options).write(baskets) { _ in }
      }
    }
  }

  @Test func `reports what the sink throws`() {
    struct Full: Error {}
    let baskets = Baskets(numbers: Array(repeating: Array(0..<16), count: 3))
    for threads in [1, 3] {
      let options = MiningOptions(support: .count(2), threads: threads)
      #expect(throws: Full.self) {
        try ItemsetMiner(options).write(baskets) { _ in throw Full() }
      }
    }
  }
}

@Suite struct `The line kernels` {
  private func block(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    return bytes + [UInt8](repeating: 7, count: 15 - bytes.count) + [UInt8(bytes.count)]
  }

  @Test func `write every subset after every path`() {
    let words = ["a ", "bb ", "ccc ", "dddd ", "eeeee "]
    let blocks = words.flatMap(block)
    for itemCount in 0...5 {
      for pathLength in [0, 1, 31, 32, 33, 64, 65, 200] {
        let items = (0..<itemCount).map { Int32($0) }
        let lineCount = 1 << itemCount
        var ends = [UInt8](repeating: 0, count: 32 * (lineCount + 1))
        var lengths = [UInt8](repeating: 0, count: lineCount)
        rapport_line_ends(blocks, items, itemCount, block("(123)\n"), &ends, &lengths)
        let path = (0..<pathLength).map { UInt8(65 + $0 % 26) }
        let padded = path + [UInt8](repeating: 0, count: 64)
        var out = [UInt8](repeating: 0, count: lineCount * (pathLength + 64) + 64)
        let written = rapport_write_lines(padded, pathLength, ends, lengths, lineCount, &out)
        var expected: [UInt8] = []
        for mask in 0..<lineCount {
          let picked = (0..<itemCount).filter { mask >> (itemCount - 1 - $0) & 1 == 1 }
          expected += path
          for item in picked { expected += Array(words[item].utf8) }
          expected += Array("(123)\n".utf8)
        }
        #expect(Array(out[..<written]) == expected, "\(itemCount) items, path \(pathLength)")
      }
    }
  }
}
