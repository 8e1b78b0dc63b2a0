import BasketAnalysis
import Commerce
import Compute

/// Rules as people and spreadsheets see them: product names beside ids, every measure in a column.
struct RuleTable: Sendable {
  private let trusted: TrustedRules
  private let items: ItemIndex
  private let names: [String: String]
  /// The quoted id and name of each item that is in a rule.
  private let quotedIDs: [[UInt8]]
  private let quotedNames: [[UInt8]]
  private let longestItem: Int

  init(_ trusted: TrustedRules, items: ItemIndex, names: [String: String]) {
    self.trusted = trusted
    self.items = items
    self.names = names
    var isUsed = [Bool](repeating: false, count: items.count)
    for item in trusted.rules.sets.items { isUsed[Int(item)] = true }
    let ids = (0..<items.count).map { isUsed[$0] ? items[$0].text : "" }
    quotedIDs = ids.map(Self.escaped)
    quotedNames = ids.map { Self.escaped(names[$0] ?? $0) }
    longestItem = max(quotedIDs.map(\.count).max() ?? 0, quotedNames.map(\.count).max() ?? 0)
  }

  /// One rule with everything that is known of it.
  func shown(_ rule: Int, _ holdOut: HoldOut? = nil) -> ShownRule {
    let value = trusted.rules[rule]
    func ids(_ side: [Int32]) -> [String] { side.map { items[Int($0)].text } }
    let (left, right) = (ids(value.antecedent), ids(value.consequent))
    return ShownRule(
      if: left, then: right, ifNames: left.map { names[$0] ?? $0 },
      thenNames: right.map { names[$0] ?? $0 }, count: value.counts.both,
      fisher: trusted.pValues[rule], adjusted: trusted.adjustedPValues[rule],
      significant: trusted.isSignificant(rule), improvement: trusted.improvements[rule],
      redundant: trusted.isRedundant(rule),
      measures: Dictionary(
        uniqueKeysWithValues: RuleMeasure.allCases.map { ($0, value.counts[$0]) }),
      newerConfidence: holdOut.map {
        ShownInterval(value: $0.confidence.value, low: $0.confidence.low, high: $0.confidence.high)
      },
      unstable: holdOut?.isUnstable)
  }

  /// The columns of the file.
  static let header =
    "if,ifNames,then,thenNames,count," + RuleMeasure.allCases.map(\.rawValue).joined(separator: ",")
    + ",fishersExactTest,adjustedP,significant,improvement,redundant\n"

  /// Writes rules as CSV, several items of a side separated by " + ".
  ///
  /// Threads format pieces of the list; the sink gets them in order.
  func writeCSV(
    _ order: [Int], threads: Int, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try Array(Self.header.utf8).withUnsafeBytes(sink)
    let batch = 65_536
    for start in stride(from: 0, to: order.count, by: batch) {
      let rules = order[start..<min(order.count, start + batch)]
      let pieces = Parallel(threads: threads).mapChunks(of: rules.count, chunk: 2048) { piece in
        text(rules[(start + piece.lowerBound)..<(start + piece.upperBound)])
      }
      for piece in pieces { try piece.withUnsafeBytes(sink) }
    }
  }

  private func text(_ rules: ArraySlice<Int>) -> [UInt8] {
    let longest = rules.map { trusted.rules.length(of: $0) }.max() ?? 0
    let lineRoom = 2 * longest * (longestItem + 3) + 32 * 26
    return [UInt8](unsafeUninitializedCapacity: rules.count * lineRoom) { buffer, count in
      guard let out = buffer.baseAddress else { return }
      for rule in rules { count += line(rule, to: out + count) }
    }
  }

  private func line(_ rule: Int, to out: UnsafeMutablePointer<UInt8>) -> Int {
    let value = trusted.rules[rule]
    var end = 0
    for side in [value.antecedent, value.consequent] {
      end += Self.copy(side, quotedIDs, to: out + end)
      end += Self.copy(side, quotedNames, to: out + end)
    }
    end += NumberText.write(value.counts.both, to: out + end)
    for measure in RuleMeasure.allCases { end += Self.field(value.counts[measure], to: out + end) }
    end += Self.field(trusted.pValues[rule], to: out + end)
    end += Self.field(trusted.adjustedPValues[rule], to: out + end)
    end += Self.flag(trusted.isSignificant(rule), to: out + end)
    end += Self.field(trusted.improvements[rule], to: out + end)
    end += Self.flag(trusted.isRedundant(rule), to: out + end)
    out[end] = 10
    return end + 1
  }

  private static func field(_ value: Double, to out: UnsafeMutablePointer<UInt8>) -> Int {
    out[0] = 44
    return 1 + NumberText.write(value, to: out + 1)
  }

  private static func flag(_ value: Bool, to out: UnsafeMutablePointer<UInt8>) -> Int {
    out[0] = 44
    out[1] = value ? 49 : 48
    return 2
  }

  /// A side in quotes, and the comma after it.
  private static func copy(
    _ side: [Int32], _ texts: [[UInt8]], to out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var end = 1
    out[0] = 34
    for (number, item) in side.enumerated() {
      if number > 0 {
        out[end] = 32
        out[end + 1] = 43
        out[end + 2] = 32
        end += 3
      }
      for byte in texts[Int(item)] {
        out[end] = byte
        end += 1
      }
    }
    out[end] = 34
    out[end + 1] = 44
    return end + 2
  }

  private static func escaped(_ text: String) -> [UInt8] {
    Array(text.utf8).flatMap { $0 == 34 ? [34, 34] : [$0] }
  }
}
