import Compute
import Synchronization
import Testing

@testable import BasketAnalysis

@Suite struct `The output of several threads` {
  /// Sends branches of random text, each in pieces as a receiver of sets does, and returns what was written.
  private static func written(
    seed: Int, threads: Int, longest: Int
  ) throws -> (writes: [[UInt8]], expected: [UInt8]) {
    var random = SeededGenerator(seed: UInt64(seed), stream: 3)
    let branches = (0..<20).map { branch in
      let start = UInt8(random.below(256))
      return [UInt8](unsafeUninitializedCapacity: longest) { bytes, count in
        count = random.below(longest)
        for i in 0..<count { bytes[i] = start &+ UInt8(truncatingIfNeeded: i / 97) }
      }
    }
    let writes = Mutex<[[UInt8]]>([])
    let output = OrderedOutput { piece in writes.withLock { $0.append(Array(piece)) } }
    Parallel(threads: threads).forEachChunk(of: branches.count, chunk: 1) { _, taken in
      for branch in taken { send(branches[branch], of: branch, to: output) }
    }
    try output.finish()
    return (writes.withLock { $0 }, branches.flatMap { $0 })
  }

  /// Fills a buffer again and again; what the output leaves stays at its front.
  private static func send(_ bytes: [UInt8], of branch: Int, to output: OrderedOutput) {
    var buffer = AlignedBuffer<UInt8>(unfilled: 140_000)
    var (length, sent) = (0, 0)
    while sent < bytes.count {
      let more = min(bytes.count - sent, 139_000 - length)
      bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        buffer.pointer.advanced(by: length).update(from: start + sent, count: more)
      }
      length += more
      sent += more
      #expect(output.add(&buffer, &length, branch: branch, isEnd: false))
    }
    #expect(output.add(&buffer, &length, branch: branch, isEnd: true))
    #expect(length == 0)
  }

  @Test(arguments: 0..<4) func `has every byte in the order of the branches`(seed: Int) throws {
    for threads in 1...3 {
      for longest in [50, 20_000, 400_000] {
        let (writes, expected) = try Self.written(seed: seed, threads: threads, longest: longest)
        // Outside the expectation, which would look for the differences of millions of bytes.
        let isSame = writes.flatMap { $0 } == expected
        #expect(isSame, "seed \(seed), \(threads) threads, up to \(longest)")
      }
    }
  }

  @Test func `begins and ends writes at block boundaries`() throws {
    for threads in 1...3 {
      let (writes, expected) = try Self.written(seed: 7, threads: threads, longest: 400_000)
      #expect(
        writes.dropLast().allSatisfy { !$0.isEmpty && $0.count % OrderedOutput.blockBytes == 0 })
      #expect(writes.count > 10 && expected.count > 20 * OrderedOutput.blockBytes)
    }
  }
}
