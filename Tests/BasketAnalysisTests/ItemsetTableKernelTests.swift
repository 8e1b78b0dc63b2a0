import CKernels
import Compute
import Testing

@Suite struct `The table kernels` {
  @Test func `count the baskets of every mask of rows`() {
    for seed in 0..<60 {
      var random = SeededGenerator(seed: UInt64(seed), stream: 3)
      let (count, words) = (1 + random.below(16), 1 + random.below(4))
      let rows = (0..<count * words).map { _ -> UInt64 in
        random.below(5) == 0 ? 0 : random.next() | (seed % 2 == 0 ? random.next() : 0)
      }
      var table = [Int32](repeating: -1, count: 1 << count)
      rapport_mask_counts(rows, count, words, nil, &table)
      var expected = [Int32](repeating: 0, count: 1 << count)
      for basket in 0..<words * 64 {
        let mask = (0..<count).reduce(0) { mask, row in
          mask | Int(rows[row * words + basket / 64] >> UInt64(basket % 64) & 1) << row
        }
        expected[mask] += 1
      }
      (table[0], expected[0]) = (0, 0)
      #expect(table == expected, "seed \(seed)")
    }
  }

  @Test func `sum over supersets of any number of rows`() {
    var random = SeededGenerator(seed: 3)
    for bits in 0...13 {
      let size = 1 << bits
      let table = (0..<size).map { _ in Int32(random.below(9)) }
      var sums = table
      rapport_superset_sums(&sums, bits)
      var expected = table
      for bit in 0..<bits {
        for mask in 0..<size where mask >> bit & 1 == 0 {
          expected[mask] += expected[mask | 1 << bit]
        }
      }
      #expect(sums == expected, "\(bits) bits")
    }
  }

  @Test func `tally the masks by their length`() {
    var random = SeededGenerator(seed: 4)
    for bits in 1...12 {
      var table = (0..<1 << bits).map { _ in Int32(random.below(9)) }
      rapport_superset_sums(&table, bits)
      let minimum = table[0] / Int32(1 + random.below(1 << (bits / 2)))
      var lengths = [Int64](repeating: 0, count: 20)
      rapport_tally_table(table, bits, minimum, &lengths)
      var expected = [Int64](repeating: 0, count: 20)
      for mask in table.indices.dropFirst() where table[mask] >= minimum {
        expected[mask.nonzeroBitCount] += 1
      }
      #expect(lengths == expected, "\(bits) bits")
    }
  }
}

@Suite struct `The list kernels` {
  /// Seeded baskets of ascending items with the occurrences of one item, as the kernels take them.
  private func lists(
    seed: Int
  ) -> (entries: [Int32], occurrences: [UInt64], before: [[Int32]], items: Int) {
    var random = SeededGenerator(seed: UInt64(seed), stream: 7)
    let items = 1 + random.below(40)
    var (entries, occurrences, before): ([Int32], [UInt64], [[Int32]]) = ([], [], [])
    for _ in 0..<random.below(60) {
      let row = (0..<items).filter { _ in random.uniform() < 0.3 }.map { Int32($0) }
      occurrences.append(UInt64(entries.count) << 32 | UInt64(entries.count + row.count))
      entries += row
      before.append(row)
    }
    return (entries + [0], occurrences, before, items)
  }

  @Test func `count and find the frequent items before an item`() {
    for seed in 0..<80 {
      let lists = lists(seed: seed)
      let minimum = Int32(1 + seed % 5)
      var expected = [Int32](repeating: 0, count: lists.items)
      for item in lists.before.joined() { expected[Int(item)] += 1 }
      let frequent = (0..<Int32(lists.items)).filter { expected[Int($0)] >= minimum }
      var tally = [Int32](repeating: 0, count: lists.items)
      let read = rapport_count_before(
        lists.entries, lists.occurrences, lists.occurrences.count, &tally)
      #expect(read == lists.before.joined().count)
      #expect(tally == expected, "seed \(seed)")
      var found = [Int32](repeating: 0, count: lists.items + 1)
      let kept = rapport_frequent_items(tally, lists.items, minimum, &found)
      #expect(Array(found[..<kept]) == frequent, "seed \(seed)")
      rapport_clear_tally(lists.entries, lists.occurrences, lists.occurrences.count, &tally)
      #expect(tally.allSatisfy { $0 == 0 })
      var touched = 0
      let delivered = rapport_deliver(
        lists.entries, lists.occurrences, lists.occurrences.count, minimum, &tally, &found, &touched
      )
      #expect(found[..<delivered].sorted() == frequent, "seed \(seed)")
      #expect(touched == read)
    }
  }

  @Test func `write baskets anew and deal out what stands before each item`() {
    for seed in 0..<80 {
      let lists = lists(seed: seed)
      let isKept = (0..<lists.items).map { ($0 * 7 + seed) % 3 != 0 }
      var places: [Int32] = []
      for kept in isKept { places.append(kept ? Int32(places.count { $0 >= 0 }) : -1) }
      let rows = lists.before.map { row in row.map { places[Int($0)] }.filter { $0 >= 0 } }
      let count = places.count { $0 >= 0 }
      let room = lists.before.count
      var ends = [Int32(count * room)] + (0..<count).map { Int32($0 * room) }
      var entries = [Int32](repeating: -9, count: lists.entries.count + 1)
      var occurrences = [UInt64](repeating: 0, count: count * room + 1)
      ends.withUnsafeMutableBufferPointer { ends in
        guard let base = ends.baseAddress else { return }
        rapport_project(
          lists.entries, lists.occurrences, lists.occurrences.count, places, &entries,
          &occurrences, base + 1)
      }
      for item in 0..<count {
        let found = occurrences[item * room..<Int(ends[item + 1])].map { occurrence in
          Array(entries[Int(occurrence >> 32)..<Int(occurrence & 0xFFFF_FFFF)])
        }
        let expected = rows.compactMap { row in
          row.firstIndex(of: Int32(item)).map { Array(row[..<$0]) }
        }.filter { !$0.isEmpty }
        #expect(found == expected, "seed \(seed) item \(item)")
      }
    }
  }
}

@Suite struct `The number kernel` {
  private func read(_ text: String) -> (numbers: [UInt32], lineEnds: [UInt32], read: Int) {
    read(Array(text.utf8))
  }

  private func read(_ bytes: [UInt8]) -> (numbers: [UInt32], lineEnds: [UInt32], read: Int) {
    var numbers = [UInt32](repeating: 0, count: bytes.count / 2 + 1)
    var ends = [UInt32](repeating: 0, count: bytes.count + 1)
    var (numberCount, lineCount) = (0, 0)
    let read = rapport_read_numbers(
      bytes, bytes.count, &numbers, &numberCount, &ends, &lineCount)
    return (Array(numbers[..<numberCount]), Array(ends[..<lineCount]), read)
  }

  @Test func `reads numbers of every length wherever they stand`() {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<300 {
      let lines = (0..<1 + random.below(4)).map { _ in
        (0..<random.below(6)).map { _ in
          UInt32(truncatingIfNeeded: random.next() >> UInt64(32 + random.below(32)))
        }
      }
      let lineEnd = ["\n", "\r\n", " \n", "\t \r\n"][random.below(4)]
      let blank = [" ", "\t", "  "][random.below(3)]
      let text = lines.map { $0.map(String.init).joined(separator: blank) + lineEnd }.joined()
      let found = read(text)
      #expect(found.read == text.utf8.count)
      #expect(found.numbers == Array(lines.joined()), "\(text)")
      var ends: [UInt32] = []
      for line in lines { ends.append((ends.last ?? 0) + UInt32(line.count)) }
      #expect(found.lineEnds == ends, "\(text)")
    }
  }

  /// The obvious twin: byte by byte, up to the begin of what is no number.
  private func twin(_ bytes: [UInt8]) -> (numbers: [UInt32], lineEnds: [UInt32], read: Int) {
    var (numbers, ends, place): ([UInt32], [UInt32], Int) = ([], [], 0)
    while place < bytes.count {
      let digits = bytes[place...].prefix { (48...57).contains($0) }
      let next = place + digits.count < bytes.count ? bytes[place + digits.count] : 32
      if digits.isEmpty {
        guard [9, 10, 13, 32].contains(next) else { break }
        if next == 10 { ends.append(UInt32(numbers.count)) }
        place += 1
      } else {
        guard next <= 32, let number = UInt32(String(decoding: digits, as: UTF8.self)) else {
          break
        }
        numbers.append(number)
        place += digits.count
      }
    }
    return (numbers, ends, place)
  }

  @Test func `reads texts of many blocks as its twin does`() {
    for seed in 0..<600 {
      var random = SeededGenerator(seed: UInt64(seed), stream: 3)
      let alphabet = Array(" \n\r\t0123456789012345678901234567890123456789".utf8)
      let blanks = Array(" \n".utf8)
      let longest = 1 + random.below(9)
      var bytes: [UInt8] = []
      while bytes.count < random.below(700) {
        for _ in 0...random.below(longest) { bytes.append(alphabet[random.below(alphabet.count)]) }
        bytes.append(blanks[random.below(2)])
      }
      if seed % 3 == 0, !bytes.isEmpty {
        bytes[random.below(bytes.count)] = [45, 0, 44, 120, 200][random.below(5)]
      }
      let (found, expected) = (read(bytes), twin(bytes))
      #expect(found.read == expected.read, "seed \(seed)")
      #expect(found.numbers == expected.numbers, "seed \(seed)")
      #expect(found.lineEnds == expected.lineEnds, "seed \(seed)")
    }
  }

  @Test(arguments: [
    ("1 2x\n", 2), ("-1", 0), ("12345678901 1", 0), ("4294967296", 0), ("1 2.5", 2), ("1,2", 0),
    ("1\n2 \u{E9}", 4), ("99999999999999999999999", 0),
  ]) func `stops at what is no item number`(text: String, place: Int) {
    #expect(read(text).read == place)
  }

  @Test func `reads the largest item number`() {
    #expect(read("0 4294967295 007").numbers == [0, .max, 7])
  }
}
