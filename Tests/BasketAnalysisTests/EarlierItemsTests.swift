import CKernels
import Compute
import Testing

@testable import BasketAnalysis

/// Baskets of ascending items that all hold one item, laid out one after another.
private struct WholeBaskets {
  let lists: [[Int32]]
  let item: Int32
  let ranks: [Int32]
  /// Where each basket ends.
  let ends: [Int32]
  let isInSet: [UInt8]

  init(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed), stream: 4)
    let items = 3 + random.below(20)
    let item = Int32(random.below(items))
    let density = 0.3 + 0.7 * random.uniform()
    lists = (0..<1 + random.below(9)).map { _ in
      (0..<Int32(items)).filter { $0 == item || random.uniform() < density }
    }
    self.item = item
    ranks = lists.flatMap { $0 }
    var ends: [Int32] = []
    for list in lists { ends.append((ends.last ?? 0) + Int32(list.count)) }
    self.ends = ends
    isInSet = (0..<items).map { _ in random.uniform() < 0.2 ? 1 : 0 }
  }

  /// How many baskets have each item after the one that is not in the set.
  var counts: [Int32: Int] {
    let after = lists.joined().filter { $0 > item && isInSet[Int($0)] == 0 }
    return Dictionary(after.map { ($0, 1) }, uniquingKeysWith: +)
  }
}

@Suite struct `The kernels of whole baskets` {
  @Test func `find the items after one that all baskets have`() {
    for seed in 0..<500 {
      let whole = WholeBaskets(seed: seed)
      let expected = whole.counts.filter { $1 == whole.lists.count }.keys.sorted(by: >)
      var common = [Int32](repeating: -1, count: 30)
      // All at once, and in two parts.
      for first in Set([whole.ends.count, (whole.ends.count + 1) / 2]) {
        var known = rapport_common_after(
          whole.ranks, whole.ends, first, whole.item, whole.isInSet, &common, .max)
        known = rapport_common_after(
          whole.ranks, Array(whole.ends[first...]), whole.ends.count - first, whole.item,
          whole.isInSet, &common, known)
        #expect(Array(common[..<Int(known)]) == expected, "seed \(seed)")
      }
    }
  }

  @Test func `see whether an item after one is in enough baskets`() {
    for seed in 0..<500 {
      let whole = WholeBaskets(seed: seed)
      let most = whole.counts.values.max() ?? 0
      var tally = [Int32](repeating: 0, count: 30)
      for minimum in 1...whole.lists.count {
        let isAny = rapport_any_after(
          whole.ranks, whole.ends, whole.ends.count, whole.item, whole.isInSet, Int32(minimum),
          &tally)
        #expect((isAny != 0) == (most >= minimum), "seed \(seed) minimum \(minimum)")
        #expect(tally.allSatisfy { $0 == 0 }, "seed \(seed)")
      }
    }
  }

  @Test func `find the frequent items after one and fill their rows`() {
    for seed in 0..<300 {
      let whole = WholeBaskets(seed: seed)
      let minimum = 1 + seed % whole.lists.count
      var tally = [Int32](repeating: 0, count: 30)
      var found = [Int32](repeating: -1, count: 30)
      let count = rapport_frequent_after(
        whole.ranks, whole.ends, whole.ends.count, whole.item, whole.isInSet, Int32(minimum),
        &tally,
        &found)
      let items = Array(found[..<count])
      #expect(
        items.sorted() == whole.counts.filter { $1 >= minimum }.keys.sorted(), "seed \(seed)")
      #expect(items.allSatisfy { Int(tally[Int($0)]) == whole.counts[$0] }, "seed \(seed)")
      var rowOf = [Int32](repeating: -1, count: 30)
      for (row, item) in items.enumerated() { rowOf[Int(item)] = Int32(row) }
      var rows = [UInt64](repeating: 0, count: count + 1)
      rows.withUnsafeMutableBufferPointer { rows in
        guard let base = rows.baseAddress else { return }
        rapport_fill_rows_after(
          whole.ranks, whole.ends, whole.ends.count, whole.item, rowOf, &tally, base + 1, 1)
      }
      for (row, item) in items.enumerated() {
        let bits = whole.lists.enumerated().reduce(UInt64(0)) {
          $0 | ($1.element.contains(item) ? 1 << UInt64($1.offset) : 0)
        }
        #expect(rows[row + 1] == bits, "seed \(seed) item \(item)")
      }
      #expect(tally.allSatisfy { $0 == 0 }, "seed \(seed)")
    }
  }

  @Test func `forget the counts after one item and no others`() {
    for seed in 0..<300 {
      let whole = WholeBaskets(seed: seed)
      let before = (0..<30).map { Int32($0 + 1) }
      var tally = before
      // Some of the baskets only, so that items of the others keep theirs.
      let first = (whole.ends.count + 1) / 2
      rapport_forget_after(whole.ranks, whole.ends, first, whole.item, &tally)
      let forgotten = Set(whole.lists[..<first].joined().filter { $0 > whole.item })
      let expected = before.indices.map { forgotten.contains(Int32($0)) ? 0 : before[$0] }
      #expect(tally == expected, "seed \(seed)")
    }
  }

  @Test func `write baskets anew and keep where each one ends`() {
    for seed in 0..<200 {
      var random = SeededGenerator(seed: UInt64(seed), stream: 6)
      let items = 2 + random.below(9)
      let places = (0..<items).reduce(into: [Int32]()) { places, _ in
        places.append(random.uniform() < 0.6 ? Int32(places.count { $0 >= 0 }) : -1)
      }
      let count = places.count { $0 >= 0 }
      var (entries, occurrences, rows): ([Int32], [UInt64], [[Int32]]) = ([], [], [])
      for basket in 0..<1 + random.below(12) {
        entries.append(Int32(1000 + basket))
        let begin = entries.count
        entries += (0..<Int32(items)).filter { _ in random.uniform() < 0.5 }
        occurrences.append(UInt64(begin) << 32 | UInt64(entries.count))
        rows.append(entries[begin...].map { places[Int($0)] }.filter { $0 >= 0 })
      }
      let room = rows.count
      var ends = [Int32(count * room)] + (0..<count).map { Int32($0 * room) }
      var outEntries = [Int32](repeating: -9, count: entries.count + 1)
      var outOccurrences = [UInt64](repeating: 0, count: count * room + 1)
      ends.withUnsafeMutableBufferPointer { ends in
        guard let base = ends.baseAddress else { return }
        rapport_project_whole(
          entries, occurrences, occurrences.count, places, &outEntries, &outOccurrences, base + 1)
      }
      for item in 0..<count {
        let found = outOccurrences[item * room..<Int(ends[item + 1])].map { occurrence in
          let begin = Int(occurrence >> 32)
          return [outEntries[begin - 1]] + outEntries[begin..<Int(occurrence & 0xFFFF_FFFF)]
        }
        let expected = rows.enumerated().compactMap { basket, row in
          row.firstIndex(of: Int32(item)).map { [Int32(1000 + basket)] + row[..<$0] }
        }
        #expect(found == expected, "seed \(seed) item \(item)")
      }
    }
  }
}
