import CKernels
import Commerce
import Compute
import Foundation
import Synchronization
import Testing

@testable import BasketAnalysis

@Suite struct `The text of rules` {
  private func bytes(_ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberText.room) { buffer in
      guard let out = buffer.baseAddress else { return "" }
      let end = NumberText().write(value, to: out)
      return String(decoding: buffer[..<end], as: UTF8.self)
    }
  }

  @Test(arguments: [
    (0.0, "0"), (1, "1"), (-1, "-1"), (0.5, "0.5"), (100, "100"), (123_456, "123456"),
    (0.1, "0.1"), (1e-5, "0.00001"), (1e-6, "1e-6"), (1.5e-300, "1.5e-300"), (2e12, "2e12"),
    (123_456_789_012, "123456789012"), (0.333_333_333_333_333_3, "0.333333333333"),
    (0.999_999_999_999_9, "1"), (99.999_999_999_999, "100"), (-0.0625, "-0.0625"),
    (Double.infinity, "Inf"), (-Double.infinity, "-Inf"), (Double.nan, "NaN"),
  ]) func `writes numbers with twelve digits`(value: Double, text: String) {
    #expect(bytes(value) == text)
  }

  @Test func `writes any number so that eleven digits come back`() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<3000 {
      let value = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &generator))
      guard value.isFinite, value.magnitude > 1e-307, value.magnitude < 1e290 else { continue }
      let back = Double(bytes(value)) ?? .nan
      #expect(abs(back - value) <= 1e-11 * value.magnitude, "\(value) → \(bytes(value))")
    }
    for value in [0, 7, -7, 10, 99, 100, 12_345_678_901, Int.max, Int.min] {
      let text = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberText.room) {
        buffer in
        buffer.baseAddress.map { out in
          String(decoding: buffer[..<NumberText().write(value, to: out)], as: UTF8.self)
        }
      }
      #expect(text == String(value))
    }
  }

  private func trusted(_ lists: [[Int]]) throws -> (TrustedRules, ItemIndex) {
    let baskets = Baskets(numbers: lists)
    let sets = try ItemsetMiner(MiningOptions(support: .count(1))).mine(baskets)
    let miner = RuleMiner(
      RuleOptions(minimumConfidence: ExactShare(0.2), allowsAnyConsequent: true))
    return (miner.trustedRules(from: sets), baskets.items)
  }

  private func csv(_ text: RuleText, _ list: [Int], threads: Int = 1) throws -> String {
    let bytes = Mutex<[UInt8]>([])
    try text.write(list, threads: threads) { piece in bytes.withLock { $0 += piece } }
    return bytes.withLock { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `has a line for each rule with names, measures and further columns`() throws {
    let (rules, items) = try trusted([[1, 2, 3], [1, 2], [2, 3], [1, 3], [2], [1, 2, 3]])
    let order = rules.selected(RuleSelection())
    let columns = [
      RuleColumn(name: "revenue", values: order.indices.map { $0 == 1 ? .nan : Double($0) * 2.5 })
    ]
    let text = RuleText(rules, items: items, names: ["1": "jam, \"red\""], columns: columns)
    let lines = try csv(text, order).split(separator: "\n").map(String.init)
    #expect(lines.count == order.count + 1)
    let titles = lines[0].split(separator: ",")
    #expect(titles.count == 4 + 1 + RuleMeasure.allCases.count + 5 + 1)
    for (place, rule) in order.enumerated() {
      let value = rules.rules[rule]
      func side(_ list: [Int32], _ name: (String) -> String) -> String {
        "\"" + list.map { name(items[Int($0)].text) }.joined(separator: " + ") + "\""
      }
      func name(_ id: String) -> String { id == "1" ? "jam, \"\"red\"\"" : id }
      let start =
        side(value.antecedent) { $0 } + "," + side(value.antecedent, name) + ","
        + side(value.consequent) { $0 } + "," + side(value.consequent, name) + ","
      #expect(lines[place + 1].hasPrefix(start))
      let numbers = lines[place + 1].dropFirst(start.count).split(
        separator: ",", omittingEmptySubsequences: false)
      let expected =
        [Double(value.counts.both)] + RuleMeasure.allCases.map { value.counts[$0] }
        + [
          rules.pValues[rule], rules.adjustedPValues[rule], rules.isSignificant(rule) ? 1 : 0,
          rules.improvements[rule], rules.isRedundant(rule) ? 1 : 0,
        ]
      #expect(numbers.count == expected.count + 1)
      for (found, wanted) in zip(numbers, expected) {
        let value = found == "Inf" ? .infinity : Double(found) ?? .nan
        let isSame = value == wanted || abs(value - wanted) <= 1e-11 * abs(wanted)
        #expect(isSame || value.isNaN && wanted.isNaN, "\(found) for \(wanted)")
      }
      #expect(numbers.last == (place == 1 ? "" : Substring(bytes(Double(place) * 2.5))))
    }
  }

  @Test func `spells twelve digits as their text says`() {
    var generator = SeededGenerator(seed: 17)
    for step in 0..<4000 {
      var digits = UInt64.random(in: 100_000_000_000...999_999_999_999, using: &generator)
      for _ in 0..<step % 12 { digits = digits / 10 }
      while digits < 100_000_000_000 { digits *= 10 }
      let exponent = Int.random(in: -5...11, using: &generator)
      var text = "\(digits)"
      if exponent < 0 {
        text = "0." + String(repeating: "0", count: -exponent - 1) + text
      } else {
        text.insert(".", at: text.index(text.startIndex, offsetBy: exponent + 1))
      }
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
      var out = [UInt8](repeating: 0, count: 40)
      let end = rapport_write_number(digits, Int32(exponent), &out)
      #expect(String(decoding: out[..<end], as: UTF8.self) == text)
    }
  }

  @Test func `does not depend on the number of threads`() throws {
    var generator = SeededGenerator(seed: 9)
    let lists = (0..<60).map { _ in
      (0..<8).filter { _ in Int.random(in: 0..<3, using: &generator) > 0 }
    }
    let (rules, items) = try trusted(lists)
    let order = rules.selected(RuleSelection(measure: .confidence))
    #expect(order.count > 2048)
    let text = RuleText(rules, items: items)
    #expect(try csv(text, order) == csv(text, order, threads: 3))
    #expect(try csv(text, []) == text.header)
  }

  @Test func `lists rules as a plain comparison does`() throws {
    var generator = SeededGenerator(seed: 11)
    let lists = (0..<40).map { _ in
      (0..<6).filter { _ in Bool.random(using: &generator) }
    }
    let (rules, _) = try trusted(lists)
    for measure in RuleMeasure.allCases {
      let slow = rules.rules.indices.sorted { a, b in
        let (x, y) = (rules.rules[a], rules.rules[b])
        let (valueX, valueY) = (x.counts[measure], y.counts[measure])
        let (keyX, keyY) = (valueX.isNaN ? -.infinity : valueX, valueY.isNaN ? -.infinity : valueY)
        if keyX != keyY { return keyX > keyY }
        if x.counts.both != y.counts.both { return x.counts.both > y.counts.both }
        if x.length != y.length { return x.length < y.length }
        if x.antecedent != y.antecedent {
          return x.antecedent.lexicographicallyPrecedes(y.antecedent)
        }
        return x.consequent.lexicographicallyPrecedes(y.consequent)
      }
      #expect(rules.selected(RuleSelection(measure: measure)) == slow, "\(measure)")
    }
  }

  @Test func `sorts numbers of any size and sign`() {
    var generator = SeededGenerator(seed: 13)
    let values = (0..<3000).map { i -> Double in
      switch i % 4 {
      case 0: Double(Int.random(in: -3...3, using: &generator))
      case 1: Double.random(in: -1e300...1e300, using: &generator)
      case 2: i % 8 == 2 ? -.infinity : .infinity
      default: Double.random(in: 0...1e-300, using: &generator) * (i % 8 == 3 ? 0 : -1)
      }
    }
    let slow = values.indices.sorted {
      values[$0] != values[$1] ? values[$0] < values[$1] : $0 < $1
    }
    #expect(KeyOrder.ascending(values).map(Int.init) == slow)
    #expect(KeyOrder.ascending([]).isEmpty)
  }

  @Test func `counts the tail of the binomial distribution`() {
    // The sign test: at least 8 heads of 10, 56 of 1024.
    #expect(
      abs(BinomialTail.upper(successes: 8, trials: 10, probability: 0.5) - 56.0 / 1024) < 1e-15)
    #expect(BinomialTail.upper(successes: 0, trials: 10, probability: 0.5) == 1)
    #expect(BinomialTail.upper(successes: 3, trials: 3, probability: 1) == 1)
    #expect(BinomialTail.upper(successes: 1, trials: 3, probability: 0) == 0)
  }
}
