import Commerce
import Compute

/// A further column of a file of rules: a number for each rule of the list.
public struct RuleColumn: Sendable {
  /// The title of the column.
  public let name: String
  /// One value for each listed rule, in the order of the list; NaN leaves the cell empty.
  public let values: [Double]

  /// Names a column.
  public init(name: String, values: [Double]) {
    self.name = name
    self.values = values
  }
}

/// Rules as spreadsheets see them: product names beside ids, every measure in a column.
///
/// The bytes are written straight into buffers that are used again and again, so that hundreds of thousands of
/// rules with two dozen numbers each take well under a second.
public struct RuleText: Sendable {
  private let trusted: TrustedRules
  private let columns: [RuleColumn]
  private let ids: ItemBytes
  private let names: ItemBytes
  private let numbers = NumberText()

  /// Prepares the texts of the products.
  ///
  /// - Parameters:
  ///   - trusted: The rules.
  ///   - items: The ids of the products.
  ///   - names: What products are called, by id; the id where there is none.
  ///   - columns: Further columns at the end.
  public init(
    _ trusted: TrustedRules, items: ItemIndex, names: [String: String] = [:],
    columns: [RuleColumn] = []
  ) {
    self.trusted = trusted
    self.columns = columns
    var isUsed = [Bool](repeating: false, count: items.count)
    for item in trusted.rules.sets.items { isUsed[Int(item)] = true }
    let texts = (0..<items.count).map { isUsed[$0] ? items[$0].text : "" }
    ids = ItemBytes(texts)
    self.names = ItemBytes(texts.map { names[$0] ?? $0 })
  }

  /// The first line of the file.
  public var header: String {
    let titles =
      ["if", "ifNames", "then", "thenNames", "count"] + RuleMeasure.allCases.map(\.rawValue)
      + ["fishersExactTest", "adjustedP", "significant", "improvement", "redundant"]
      + columns.map(\.name)
    return titles.joined(separator: ",") + "\n"
  }

  /// Writes a list of rules as CSV, several products of a side separated by " + ".
  ///
  /// Threads format pieces of the list; the sink gets them in order, whatever their number.
  ///
  /// - Parameters:
  ///   - list: The positions of the rules, in the order wanted.
  ///   - threads: How many threads to use.
  ///   - sink: Gets the bytes piece by piece.
  /// - Throws: What the sink throws.
  /// - Complexity: O(rules × columns).
  public func write(
    _ list: [Int], threads: Int,
    to sink: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let output = OrderedOutput(to: sink)
    output.add(Array(header.utf8))
    let chunk = 256
    let room = chunk * bytesPerLine(list) + NumberText.room
    var buffers = (0..<max(1, threads)).map { _ in AlignedBuffer<UInt8>(unfilled: room) }
    buffers.withUnsafeMutableBufferPointer { buffers in
      nonisolated(unsafe) let own = buffers
      Parallel(threads: threads).forEachChunk(of: list.count, chunk: chunk) { worker, places in
        var length = text(list, places, to: own[worker].pointer)
        _ = output.add(&own[worker], &length, branch: places.lowerBound / chunk, isEnd: true)
      }
    }
    try output.finish()
  }

  /// The most bytes a line can take.
  private func bytesPerLine(_ list: [Int]) -> Int {
    let longest = list.reduce(0) { max($0, trusted.rules.length(of: $1)) }
    let sides = longest * (ids.longest + names.longest + 6) + 16
    return sides + (RuleMeasure.allCases.count + columns.count + 6) * (NumberText.longest + 1)
  }

  private func text(
    _ list: [Int], _ places: Range<Int>, to out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    trusted.rules.sets.items.withUnsafeBufferPointer { items in
      var end = 0
      for start in stride(from: places.lowerBound, to: places.upperBound, by: 128) {
        let block = start..<min(start + 128, places.upperBound)
        let lines = gathered(list[block], items)
        for (line, place) in zip(lines, block) {
          end += write(line, items, to: out + end)
          for column in columns { end += cell(column.values[place], to: out + end) }
          out[end] = 10
          end += 1
        }
      }
      return end
    }
  }

  /// What a line is written from.
  private struct Line {
    var set = 0
    var first = 0
    var last = 0
    var both: Int32 = 0
    var antecedent: Int32 = 0
    var consequent: Int32 = 0
    var firstItem: Int32 = 0
    var mask: UInt64 = 0
    var pValue = 0.0
    var adjusted = 0.0
    var improvement = 0.0
  }

  /// Fetches what some lines are written from.
  ///
  /// A list is in no order of memory, so nearly every fetch waits for it; a loop that does nothing else lets many
  /// of them wait at once.
  private func gathered(
    _ list: ArraySlice<Int>, _ items: UnsafeBufferPointer<Int32>
  ) -> [Line] {
    let (rules, sets) = (trusted.rules, trusted.rules.sets)
    var lines = [Line](repeating: Line(), count: list.count)
    for (place, rule) in list.enumerated() {
      lines[place].set = Int(rules.setOfRule[rule])
      lines[place].antecedent = rules.antecedentCounts[rule]
      lines[place].consequent = rules.consequentCounts[rule]
      lines[place].mask = rules.consequentMask[rule]
      lines[place].pValue = trusted.pValues[rule]
      lines[place].adjusted = trusted.adjustedPValues[rule]
      lines[place].improvement = trusted.improvements[rule]
    }
    for place in lines.indices {
      let set = lines[place].set
      lines[place].first = sets.starts[set]
      lines[place].last = sets.starts[set + 1]
      lines[place].both = sets.counts[set]
    }
    for place in lines.indices { lines[place].firstItem = items[lines[place].first] }
    return lines
  }

  private func write(
    _ line: Line, _ items: UnsafeBufferPointer<Int32>, to out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let range = line.first..<line.last
    var end = ids.copy(items, range, ~line.mask, to: out)
    end += names.copy(items, range, ~line.mask, to: out + end)
    end += ids.copy(items, range, line.mask, to: out + end)
    end += names.copy(items, range, line.mask, to: out + end)
    let counts = RuleCounts(
      both: Int(line.both), antecedent: Int(line.antecedent), consequent: Int(line.consequent),
      baskets: trusted.rules.sets.baskets)
    end += numbers.write(counts.both, to: out + end)
    for measure in Self.measures { end += field(counts[measure], to: out + end) }
    end += field(line.pValue, to: out + end)
    end += field(line.adjusted, to: out + end)
    end += Self.flag(line.adjusted <= trusted.significance, to: out + end)
    end += field(line.improvement, to: out + end)
    return end + Self.flag(line.improvement <= 0, to: out + end)
  }

  private static let measures = RuleMeasure.allCases

  private func field(_ value: Double, to out: UnsafeMutablePointer<UInt8>) -> Int {
    out[0] = 44
    return 1 + numbers.write(value, to: out + 1)
  }

  private func cell(_ value: Double, to out: UnsafeMutablePointer<UInt8>) -> Int {
    out[0] = 44
    return value.isNaN ? 1 : 1 + numbers.write(value, to: out + 1)
  }

  private static func flag(_ value: Bool, to out: UnsafeMutablePointer<UInt8>) -> Int {
    out[0] = 44
    out[1] = value ? 49 : 48
    return 2
  }
}

/// The texts of all items in one block of bytes, quotation marks doubled.
struct ItemBytes: Sendable {
  private let bytes: AlignedBuffer<UInt8>
  private let starts: AlignedBuffer<Int>
  /// How many bytes the longest text has.
  let longest: Int

  init(_ texts: [String]) {
    var (bytes, starts, longest): ([UInt8], [Int], Int) = ([], [0], 0)
    for text in texts {
      for byte in text.utf8 {
        if byte == 34 { bytes.append(34) }
        bytes.append(byte)
      }
      longest = max(longest, bytes.count - (starts.last ?? 0))
      starts.append(bytes.count)
    }
    self.bytes = AlignedBuffer(bytes, padding: 0)
    self.starts = AlignedBuffer(starts, padding: 0)
    self.longest = longest
  }

  /// Copies the items of a range that a mask picks, in quotes and with the comma after them.
  func copy(
    _ items: UnsafeBufferPointer<Int32>, _ range: Range<Int>, _ mask: UInt64,
    to out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    out[0] = 34
    var end = 1
    for place in range where (mask &>> UInt64(place - range.lowerBound)) & 1 == 1 {
      if end > 1 {
        (out[end], out[end + 1], out[end + 2]) = (32, 43, 32)
        end += 3
      }
      let item = Int(items[place])
      let (first, last) = (starts.pointer[item], starts.pointer[item + 1])
      (out + end).update(from: bytes.pointer + first, count: last - first)
      end += last - first
    }
    (out[end], out[end + 1]) = (34, 44)
    return end + 2
  }
}
