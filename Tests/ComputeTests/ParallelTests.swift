import Compute
import Synchronization
import Testing

@Suite struct `Parallel work` {
  @Test(arguments: [1, 2, 3, 8], [0, 1, 7, 64, 65])
  func `visits everything exactly once`(_ threads: Int, _ count: Int) {
    let visits = Mutex([Int](repeating: 0, count: count))
    Parallel(threads: threads).forEachChunk(of: count, chunk: 8) { worker, piece in
      #expect(worker < threads)
      visits.withLock { visits in for i in piece { visits[i] += 1 } }
    }
    #expect(visits.withLock { $0 } == [Int](repeating: 1, count: count))
  }

  @Test(arguments: [1, 2, 5]) func `returns values in the order of the pieces`(_ threads: Int) {
    let values = Parallel(threads: threads).mapChunks(of: 100, chunk: 7) { $0.lowerBound }
    #expect(values == Array(stride(from: 0, to: 100, by: 7)))
  }

  @Test func `uses at least one thread`() {
    #expect(Parallel(threads: 0).threads == 1)
  }
}
