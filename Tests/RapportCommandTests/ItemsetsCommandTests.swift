import Foundation
import TestSupport
import Testing

@Suite struct `The command itemsets` {
  /// What a program reads of an answer.
  private struct Answer: Decodable {
    let baskets, items, minCount, itemsets, emptyBaskets, largeBaskets: Int
    let byLength: [Int]
  }

  private struct Failure: Decodable {
    struct Facts: Decodable {
      let code, message, hint: String
    }
    let error: Facts
  }

  /// A folder with some files, removed afterwards.
  private func withFiles(
    _ files: [String: String], _ body: (BuiltCommand) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "rapport-test-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    try body(BuiltCommand(folder: folder))
  }

  private func answer(_ command: BuiltCommand, _ arguments: String...) throws -> Answer {
    let outcome = try command.run(["itemsets"] + arguments + ["--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
  }

  private func refusal(_ command: BuiltCommand, _ arguments: String...) throws -> String {
    let outcome = try command.run(["itemsets"] + arguments + ["--json"])
    #expect(outcome.status == 1)
    let facts = try JSONDecoder().decode(Failure.self, from: Data(outcome.output.utf8)).error
    let asked = arguments.joined(separator: " ")
    return "$ rapport itemsets \(asked)\n  \(facts.code)\n  \(facts.message)\n  \(facts.hint)\n"
  }

  @Test func `counts one basket, one product, copies and empty lines`() throws {
    try withFiles([
      "one-basket.dat": "3 1 2\n", "one-product.dat": "7\n7\n7\n",
      "copies.dat": "1 1 2 2\n\n2 1 1\n   \n", "crlf.dat": "1 2 \r\n2 3  \r\n\r\n1 2\r\n",
      "wide.dat": (0..<1000).map(String.init).joined(separator: " ") + "\n",
      "large.dat": (0..<10_000).map(String.init).joined(separator: " ") + "\n1 2\n1 2\n",
    ]) { command in
      let one = try answer(command, "--baskets", "one-basket.dat", "--min-count", "1")
      #expect(one.byLength == [3, 3, 1])
      let product = try answer(command, "--baskets", "one-product.dat", "--min-support", "1")
      #expect(product.byLength == [1])
      let copies = try answer(command, "--baskets", "copies.dat", "--min-count", "2")
      #expect(copies.byLength == [2, 1] && copies.baskets == 2 && copies.emptyBaskets == 2)
      let crlf = try answer(command, "--baskets", "crlf.dat", "--min-count", "2")
      #expect(crlf.byLength == [2, 1] && crlf.items == 3 && crlf.baskets == 3)
      let large = try answer(command, "--baskets", "large.dat", "--min-count", "2")
      #expect(large.byLength == [2, 1] && large.items == 10_000)
      let small = try answer(
        command, "--baskets", "large.dat", "--min-count", "1", "--max-basket-size", "50")
      #expect(small.byLength == [2, 1] && small.largeBaskets == 1)
      let pairs = try answer(
        command, "--baskets", "wide.dat", "--min-count", "1", "--max-length", "2")
      #expect(pairs.byLength == [1000, 499_500])
    }
  }

  @Test func `finds the same with the level-wise search and writes what it counts`() throws {
    let lines = (0..<60).map { basket in
      (0..<9).filter { (basket * 7 + $0 * $0) % 5 < 3 }.map(String.init).joined(separator: " ")
    }
    try withFiles(["b.dat": lines.joined(separator: "\n") + "\n"]) { command in
      for kind in ["all", "closed", "maximal"] {
        let fast = try answer(command, "--baskets", "b.dat", "--min-count", "4", "--kind", kind)
        let slow = try answer(
          command, "--baskets", "b.dat", "--min-count", "4", "--kind", kind, "--algorithm",
          "apriori")
        #expect(fast.byLength == slow.byLength)
        var texts: [String] = []
        for threads in ["1", "2"] {
          _ = try answer(
            command, "--baskets", "b.dat", "--min-count", "4", "--kind", kind, "--threads",
            threads, "--out", "sets.txt")
          texts.append(
            try String(contentsOf: command.folder.appending(path: "sets.txt"), encoding: .utf8))
        }
        #expect(texts[0] == texts[1])
        #expect(texts[0].split(separator: "\n").count == fast.itemsets)
      }
    }
  }

  @Test func `takes minimums of categories`() throws {
    try withFiles([
      "b.csv": "bread,milk\nbread,milk\nbread,milk\nbread,caviar\nbread,caviar\n",
      "categories.csv": "product,category\ncaviar,rare\nbread,food\nmilk,food\n",
    ]) { command in
      let general = try answer(command, "--baskets", "b.csv", "--min-count", "3")
      #expect(general.byLength == [2, 1])
      let own = try answer(
        command, "--baskets", "b.csv", "--min-count", "3", "--categories", "categories.csv",
        "--category-min-count", "rare=2")
      #expect(own.byLength == [3, 2])
      let share = try answer(
        command, "--baskets", "b.csv", "--min-count", "3", "--categories", "categories.csv",
        "--category-min-support", "food=100%", "--category-min-support", "rare=0.4")
      #expect(share.byLength == [2, 1])
    }
  }

  @Test func `says in one sentence what is wrong`() throws {
    try withFiles([
      "negative.dat": "1 2\n3 -5\n", "fraction.dat": "1 2.5\n", "word.dat": "1\n2 x\n",
      "large.dat": "1 99999999999\n", "empty.dat": "", "blank.dat": "\n \r\n",
      "binary.dat": "1\u{0}2", "columns.csv": "order,product\n1\n",
      "cube.dat": String(repeating: "1 2 3 4 5 6 7 8 9 10\n", count: 3),
      "categories.csv": "product,category\n1,rare\n",
    ]) { command in
      var refusals = ""
      for file in [
        "missing.dat", ".", "negative.dat", "fraction.dat", "word.dat", "large.dat", "empty.dat",
        "blank.dat", "binary.dat", "columns.csv",
      ] {
        refusals += try refusal(command, "--baskets", file, "--min-count", "1")
      }
      refusals += try refusal(
        command, "--baskets", "cube.dat", "--min-count", "2", "--max-itemsets", "1000")
      refusals += try refusal(
        command, "--baskets", "cube.dat", "--min-count", "2", "--out", "nowhere/sets.txt")
      refusals += try refusal(
        command, "--baskets", "cube.dat", "--min-count", "2", "--categories", "categories.csv",
        "--category-min-count", "rar=1")
      refusals += try refusal(
        command, "--baskets", "cube.dat", "--min-count", "2", "--categories", "categories.csv",
        "--category-min-count", "rare=1", "--kind", "closed")
      expectGolden(refusals, named: "misuse-itemsets.txt")
    }
  }
}
