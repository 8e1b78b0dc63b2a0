import BasketAnalysis
import Commerce
import Foundation
import Testing

/// The Groceries baskets and what other programs found in them; the folder is not part of the project, so these
/// tests are skipped where it is missing.
private enum Oracle {
  static let folder = URL(
    filePath: ProcessInfo.processInfo.environment["RAPPORT_DATA"] ?? "../shared/data",
    directoryHint: .isDirectory)
  static var groceries: URL { folder.appending(path: "baskets/groceries.dat") }
  static var names: URL { folder.appending(path: "baskets/groceries_items.csv") }
  static var measures: URL { folder.appending(path: "../oracles/groceries-463-measures.csv") }
  static var isThere: Bool {
    [groceries, names, measures].allSatisfy {
      FileManager.default.fileExists(atPath: $0.path(percentEncoded: false))
    }
  }

  static func baskets() throws -> Baskets {
    try Array(Data(contentsOf: groceries)).withUnsafeBufferPointer { try Baskets(text: $0) }
  }

  /// arules' measures by "{left,side} => {right}".
  static func table() throws -> [String: [String: Double]] {
    let lines = try String(contentsOf: measures, encoding: .utf8).split(separator: "\n")
    let header = lines[0].split(separator: ",").map { $0.filter { $0 != "\"" } }
    var table: [String: [String: Double]] = [:]
    for line in lines.dropFirst() {
      let parts = line.dropFirst().split(separator: "\"", maxSplits: 1)
      let values = parts[1].dropFirst().split(separator: ",").map { Double($0) ?? .infinity }
      table[String(parts[0])] = Dictionary(uniqueKeysWithValues: zip(header.dropFirst(), values))
    }
    return table
  }
}

@Suite(.enabled(if: Oracle.isThere, "needs the Groceries data set"))
struct `On the Groceries data set` {
  private func trusted(
    _ support: String, _ confidence: String, _ trust: TrustOptions = .init(), any: Bool = false
  ) throws -> TrustedRules {
    let share = try #require(ExactShare(support))
    let sets = try ItemsetMiner(MiningOptions(support: .share(share))).mine(try Oracle.baskets())
    let options = RuleOptions(
      minimumConfidence: try #require(ExactShare(confidence)), allowsAnyConsequent: any)
    return RuleMiner(options).trustedRules(from: sets, trust)
  }

  @Test func `the sets are those that four programs agree on`() throws {
    let baskets = try Oracle.baskets()
    let sets = try ItemsetMiner(MiningOptions(support: .count(10))).count(baskets)
    #expect(sets == [157, 2981, 6831, 3137, 376, 10])
    for (kind, count) in [(ItemsetKind.closed, 13_464), (.maximal, 7794)] {
      let options = MiningOptions(support: .count(10), kind: kind)
      #expect(try ItemsetMiner(options).count(baskets).reduce(0, +) == count)
    }
  }

  @Test func `the rules are those of arules`() throws {
    let rules = try trusted("0.001", "0.5")
    #expect(rules.rules.byLength == [0, 11, 1461, 3211, 939, 46])
    #expect(rules.redundantCount == 572)
    #expect(try trusted("0.006", "0.25", any: true).rules.count == 467)
    #expect(try trusted("0.001", "0.8").rules.count == 410)
  }

  @Test(arguments: [
    (TestCorrection.bh, 5594), (.bonferroni, 1815), (.holm, 1939), (.none, 5594),
  ]) func `as many are significant as arules finds`(correction: TestCorrection, count: Int) throws {
    let trust = TrustOptions(significance: 0.01, correction: correction, family: .reported)
    #expect(try trusted("0.001", "0.5", trust).significantCount == count)
  }

  @Test func `the measures of 463 rules agree with arules to 1e-9`() throws {
    let names = try String(contentsOf: Oracle.names, encoding: .utf8).split(separator: "\n")
      .dropFirst().map { $0.split(separator: "\"")[2] }
    let baskets = try Oracle.baskets()
    let found = try trusted(
      "0.006", "0.25", TrustOptions(correction: .bonferroni, family: .reported))
    #expect(found.rules.byLength == [0, 150, 297, 16])
    #expect(found.redundantCount == 17)
    #expect(found.significantCount == 410)
    let table = try Oracle.table()
    for rule in found.rules.indices {
      func side(_ items: [Int32]) throws -> String {
        let numbers = try items.map { try #require(Int(baskets.items[Int($0)].text)) }
        return "{\(numbers.map { String(names[$0]) }.joined(separator: ","))}"
      }
      let value = found.rules[rule]
      let label = try "\(side(value.antecedent)) => \(side(value.consequent))"
      let expected = try #require(table[label], "\(label)")
      for measure in RuleMeasure.allCases {
        guard let theirs = expected[Self.theirName(measure)] else { continue }
        let ours = value.counts[measure]
        #expect(abs(ours - theirs) <= 1e-9 * max(1, abs(theirs)), "\(label) \(measure)")
      }
      let fisher = try #require(expected["fishersExactTest"])
      #expect(abs(found.pValues[rule] - fisher) <= 1e-9 * fisher, "\(label)")
      let improvement = try #require(expected["improvement"])
      // arules compares with the rules at hand only: a simpler rule below 25 % counts as none there.
      let isSame = abs(found.improvements[rule] - improvement) <= 1e-9
      let isBelow =
        abs(improvement - value.counts.confidence) <= 1e-9
        && value.counts.confidence - found.improvements[rule] < 0.25
      #expect(isSame || isBelow, "\(label)")
    }
  }

  private static func theirName(_ measure: RuleMeasure) -> String {
    measure == .maxConfidence ? "maxconfidence" : measure.rawValue
  }
}
