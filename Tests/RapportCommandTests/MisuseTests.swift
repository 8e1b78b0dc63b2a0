import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct `Misuse of the command line` {
  /// What a program reads of a failure.
  private struct Failure: Decodable {
    struct Facts: Decodable {
      let code, message, hint: String
    }
    let error: Facts
  }

  /// Runs a command that must fail: exit 1, the same two sentences for people and for programs.
  private func refusal(
    _ command: BuiltCommand, _ arguments: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let (spoken, json) = (try command.run(arguments), try command.run(arguments + ["--json"]))
    #expect(spoken.status == 1 && json.status == 1, sourceLocation: sourceLocation)
    #expect(spoken.output.isEmpty, sourceLocation: sourceLocation)
    let facts = try JSONDecoder().decode(Failure.self, from: Data(json.output.utf8)).error
    #expect(
      spoken.errors == "Error: \(facts.message)\n\(facts.hint)\n", sourceLocation: sourceLocation)
    let asked = arguments.joined(separator: " ")
    let text = "$ rapport \(asked)\n  \(facts.code)\n  \(facts.message)\n  \(facts.hint)\n"
    return text.replacingOccurrences(of: command.folder.path + "/", with: "…/")
  }

  private func write(_ text: String, _ name: String, _ command: BuiltCommand) throws {
    try Data(text.utf8).write(to: command.folder.appending(path: name))
  }

  @Test func `of files is answered in words and changes nothing`() throws {
    try TillFile.withShop { command in
      let before = try command.run("describe", "--workspace", "shop", "--json").output
      try write("", "empty.csv", command)
      try write("customer,produkt,time,quantity,price\n1,2,2024-01-01,1,1\n", "header.csv", command)
      try write("customer,product,time\n1,2,03/04/2011\n", "dates.csv", command)
      try Data([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 0, 0, 2]).write(
        to: command.folder.appending(path: "binary.csv"))
      try write("PK\u{3}\u{4}xl/worksheets", "till.xlsx", command)
      try FileManager.default.createDirectory(
        at: command.folder.appending(path: "folder"), withIntermediateDirectories: true)
      var refusals = ""
      for file in [
        "missing.csv", "empty.csv", "header.csv", "dates.csv", "binary.csv", "till.xlsx", "folder",
      ] {
        refusals += try refusal(command, "import", "purchases", file, "--workspace", "shop")
      }
      expectGolden(refusals, named: "misuse-files.txt")
      #expect(try command.run("describe", "--workspace", "shop", "--json").output == before)
    }
  }

  @Test func `of workspaces is answered in words and makes none`() throws {
    try TillFile.withShop { command in
      try write("name: spring\n", "plan.yaml", command)
      var refusals = ""
      for question in ["describe", "train", "value", "warn", "models", "retrain"] {
        refusals += try refusal(command, question, "--workspace", "nowhere")
      }
      refusals += try refusal(command, "describe", "--workspace", "till.csv")
      refusals += try refusal(command, "describe", "--workspace", "shop", "--as-of", "2001-01-01")
      #expect(
        !FileManager.default.fileExists(atPath: command.folder.appending(path: "nowhere").path))
      let file = command.folder.appending(path: "shop/rapport.sqlite").path
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      let other = try DatabaseQueue(path: file, configuration: configuration)
      try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
      try write(TillFile.text(days: 130), "more.csv", command)
      refusals += try refusal(command, "import", "purchases", "more.csv", "--workspace", "shop")
      try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
      try other.write {
        try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('purchases-999')")
      }
      refusals += try refusal(command, "describe", "--workspace", "shop")
      expectGolden(refusals, named: "misuse-workspaces.txt")
    }
  }

  @Test func `of models and customers is answered in words`() throws {
    try TillFile.withShop { command in
      var refusals = try refusal(
        command, "recommend", "--customer", "C1", "--workspace", "shop")
      try command.run("train", "--recipe", "item-knn", "--workspace", "shop")
      for (customer, product) in [("C99", "1"), ("C1", "11"), ("C1", "nothing like it")] {
        refusals += try refusal(
          command, "explain", "--customer", customer, "--product", product, "--workspace", "shop")
      }
      refusals += try refusal(command, "similar", "--product", "99", "--workspace", "shop")
      refusals += try refusal(command, "models", "promote", "7", "--workspace", "shop")
      refusals += try refusal(command, "models", "rollback", "--workspace", "shop")
      try write("algorithm: item-knn\nneighbors: 5\n", "knn.yaml", command)
      refusals += try refusal(command, "train", "--recipe", "knn.yaml", "--workspace", "shop")
      refusals += try refusal(command, "train", "--recipe", "item-kn", "--workspace", "shop")
      let stranger = try command.run(
        "recommend", "--customer", "C99", "--workspace", "shop", "--json")
      #expect(stranger.status == 0 && stranger.output.contains("\"known\":false"))
      try flipBit(in: command.folder.appending(path: "shop/models"))
      refusals += try refusal(command, "recommend", "--customer", "C1", "--workspace", "shop")
      refusals += try refusal(command, "models", "show", "--workspace", "shop")
      expectGolden(refusals, named: "misuse-models.txt")
    }
  }

  @Test func `of campaigns is answered in words`() throws {
    try TillFile.withShop { command in
      let plan = "name: spring\naudience: all\nchannels: [post]\nunitCost: 0.5\nmargin: 0.4\n"
      try write(plan, "spring.yaml", command)
      try write(plan + "asOf: 2001-01-01\n", "early.yaml", command)
      try write(plan + "contorl: 0.1\n", "typo.yaml", command)
      try write(plan + "offers: [{name: tea, products: ['99']}]\n", "goods.yaml", command)
      var refusals = try refusal(command, "campaign", "build", "spring.yaml", "--workspace", "shop")
      try command.run("train", "--recipe", "popularity", "--workspace", "shop")
      for file in ["missing.yaml", "early.yaml", "typo.yaml", "goods.yaml"] {
        refusals += try refusal(command, "campaign", "build", file, "--workspace", "shop")
      }
      refusals += try refusal(command, "campaign", "results", "sprig", "--workspace", "shop")
      expectGolden(refusals, named: "misuse-campaigns.txt")
    }
  }

  @Test func `by a kill leaves the workspace as it was or the import complete`() throws {
    try TillFile.withShop { command in
      try write(TillFile.text(days: 3_000), "years.csv", command)
      func described(_ shop: String) throws -> String {
        let outcome = try command.run("describe", "--workspace", shop, "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
      }
      try FileManager.default.copyItem(
        at: command.folder.appending(path: "shop"), to: command.folder.appending(path: "whole"))
      try command.run("import", "purchases", "years.csv", "--workspace", "whole")
      let (before, complete) = (try described("shop"), try described("whole"))
      try #require(before != complete)
      for seconds in [0.05, 0.3, 0.8] {
        // Between the transaction's end and its own, a killed process has done all of its work.
        try command.run(
          ["import", "purchases", "years.csv", "--workspace", "shop"], killedAfter: seconds)
        let after = try described("shop")
        #expect(after == before || after == complete, "\(seconds) s")
      }
      #expect(
        try command.run("import", "purchases", "years.csv", "--workspace", "shop").status == 0)
      #expect(try described("shop") == complete)
    }
  }

  @Test func `of options is a usage error`() throws {
    try TillFile.withShop { command in
      for arguments in [
        ["recommend"], ["recommend", "--all"], ["train", "--as-of", "2024-02-30"],
        ["describe", "--threads", "0"], ["fly"], ["import", "purchase", "till.csv"],
      ] {
        let outcome = try command.run(arguments)
        #expect(outcome.status == 64 && outcome.output.isEmpty, "\(arguments)")
        #expect(!outcome.errors.isEmpty)
      }
    }
  }

  /// Flips one bit in the middle of the newest model file.
  private func flipBit(in folder: URL) throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    let file = try #require(files.filter { $0.pathExtension == "rapport" }.first)
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 0x10
    try bytes.write(to: file)
  }
}
