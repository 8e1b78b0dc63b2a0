import ArgumentParser
import Commerce
import Foundation
import TestSupport
import Testing

@testable import Rapport
@testable import RapportCommand

/// Bad input, given as a person gives it: files and a command line.
///
/// One clear sentence each.
@Suite struct `What the value commands refuse` {
  private let header = "customer,product,order,time,quantity,price,currency\n"

  /// The sentences that a command line ends with, paths left out.
  private func refusal(_ arguments: [String], in folder: URL) throws -> String {
    let path = folder.path(percentEncoded: false)
    let arguments = arguments.map { $0.replacingOccurrences(of: "FOLDER/", with: path) }
    do {
      var command = try RapportCommand.parseAsRoot(arguments)
      try command.run()
    } catch let error as any ExplainedError {
      return "\(error.code)\n  \(error.message)\n  \(error.hint)\n"
        .replacingOccurrences(of: path, with: "FOLDER/")
    } catch {
      return "usage\n  \(RapportCommand.message(for: error).split(separator: "\n")[0])\n"
    }
    return "(accepted)\n"
  }

  private static let summaries: [(name: String, text: String, model: String)] = [
    ("x below 0", "x,t_x,T\n2,5,9\n-1,0,9\n", "pareto-nbd"),
    ("t_x after T", "x,t_x,T\n2,5,9\n1,10,9\n", "bg-nbd"),
    ("T below 0", "x,t_x,T\n0,0,-1\n", "bg-nbd"),
    ("t_x below 0", "x,t_x,T\n1,-2,9\n", "bg-nbd"),
    ("no repeats but a time", "x,t_x,T\n0,3,9\n", "mbg-nbd"),
    ("x not whole", "x,t_x,T\n1.5,3,9\n", "bg-nbd"),
    ("a cell that is no number", "x,t_x,T\n1,soon,9\n", "bg-nbd"),
    ("x = 0 for all", "x,t_x,T\n0,0,9\n0,0,5\n", "pareto-nbd"),
    ("a missing column", "x,t_x\n1,3\n", "bg-nbd"),
    ("no customers", "x,t_x,T\n", "bg-nbd"),
    ("a negative spend", "x,mean\n2,-5\n", "gamma-gamma"),
    ("no spend at all", "x,mean\n2,0\n", "gamma-gamma"),
    ("more purchases than occasions", "frequency,recency,periods\n4,3,6\n", "bg-bb"),
  ]

  @Test func `are summary files that cannot be`() throws {
    try withTemporaryFolder { folder in
      var text = ""
      for (name, content, model) in Self.summaries {
        try Data(content.utf8).write(to: folder.appending(path: "summary.csv"))
        text += "== \(name)\n"
        text += try refusal(
          ["value", "fit", "--summary", "FOLDER/summary.csv", "--model", model], in: folder)
      }
      let saved = SavedValueModel(
        try BGNBDModel(parameters: [0.25, 4, 0.8, 2.5], unit: .weeks))
      try saved.write(to: folder.appending(path: "model.json"))
      try Data("x,t_x,T\n2,5,9\n".utf8).write(to: folder.appending(path: "summary.csv"))
      text += "== another unit of time than the model's\n"
      text += try refusal(
        [
          "value", "predict", "--model", "FOLDER/model.json", "--summary", "FOLDER/summary.csv",
          "--unit", "days", "--horizon", "52 weeks",
        ], in: folder)
      text += "== a horizon without a unit\n"
      text += try refusal(
        [
          "value", "predict", "--model", "FOLDER/model.json", "--summary", "FOLDER/summary.csv",
          "--unit", "weeks", "--horizon", "52",
        ], in: folder)
      text += "== a model that is none\n"
      text += try refusal(
        [
          "value", "predict", "--model", "FOLDER/summary.csv", "--summary", "FOLDER/summary.csv",
          "--unit", "weeks", "--horizon", "52 weeks",
        ], in: folder)
      text += "== a model's name that is none\n"
      text += try refusal(
        ["value", "fit", "--summary", "FOLDER/summary.csv", "--model", "bg-nbt"], in: folder)
      expectGolden(text, named: "value-summary-refusals.txt")
    }
  }

  @Test func `are workspaces without an answer`() throws {
    var text = ""
    func ask(_ name: String, _ rows: String, _ arguments: [String]) throws {
      try withTemporaryFolder { folder in
        text += "== \(name)\n"
        let shop = ["--workspace", "FOLDER/w"]
        if !rows.isEmpty {
          try Data((header + rows).utf8).write(to: folder.appending(path: "till.csv"))
          let refused = try refusal(
            ["import", "purchases", "FOLDER/till.csv"] + shop, in: folder)
          if !refused.hasPrefix("(accepted)") { return text += refused }
        } else {
          _ = try Workspace(at: folder.appending(path: "w", directoryHint: .isDirectory))
        }
        text += try refusal(arguments + shop, in: folder)
      }
    }
    let one = "A,P,1,2024-01-01,1,5,EUR\n"
    try ask("no purchases", "", ["value"])
    try ask("currencies mixed", one + "B,P,2,2024-01-01,1,5,USD\n", ["value"])
    try ask("returns only", "A,P,1,2024-01-01,-1,5,EUR\n", ["value"])
    try ask("everything returned", one + "A,P,2,2024-01-02,-1,5,EUR\n", ["warn"])
    try ask("anonymous baskets only", ",P,1,2024-01-01,1,5,EUR\n", ["value"])
    try ask("a day before the first purchase", one, ["value", "--as-of", "2023-12-31"])
    try ask("one purchase each", one + "B,P,2,2024-01-09,1,5,EUR\n", ["warn"])
    try ask("one purchase each", one + "B,P,2,2024-01-09,1,5,EUR\n", ["value", "fit"])
    try ask("an unknown model", one, ["value", "--forecast", "bg-nbt"])
    try ask("a model that cannot warn", one, ["warn", "--model", "bg-nbd"])
    try ask("one level", one, ["value", "--levels", "1"])
    try ask("a method that does not exist", one, ["value", "--method", "quintile"])
    try ask("a margin of 140 %", one, ["value", "--margin", "1.4"])
    try ask("a segment file that is not there", one, ["value", "--segments", "FOLDER/none.yaml"])
    try ask("cut points that are not there", one, ["value", "--cuts", "FOLDER/none.yaml"])
    try ask(
      "days the wrong way round", one,
      ["value", "migration", "--from", "2024-02-01", "--to", "2024-01-01"])
    try ask(
      "nobody on the earlier day", one,
      ["value", "migration", "--from", "2023-01-01", "--to", "2024-01-01"])
    try ask("a customer nobody knows", one, ["value", "wallet", "--customer", "B"])
    expectGolden(text, named: "value-refusals.txt")
  }

  /// A subcommand's options must not be taken by `rapport value` itself.
  @Test func `are no options of a subcommand`() throws {
    try withTemporaryFolder { folder in
      let path = folder.path(percentEncoded: false)
      let shop = try Workspace(at: folder.appending(path: "w", directoryHint: .isDirectory))
      try shop.importPurchases(ValueShop.lines())
      let from = ValueShop.firstDay.advanced(by: 250).description
      for (name, arguments) in [
        ("migration", ["--from", from]), ("stages", []), ("curve", []), ("wallet", []),
      ] {
        let out = ["--out", "FOLDER/\(name).csv", "--workspace", "FOLDER/w", "--json"]
        #expect(try refusal(["value", name] + arguments + out, in: folder) == "(accepted)\n")
        #expect(FileManager.default.fileExists(atPath: path + "\(name).csv"), "\(name)")
      }
      #expect(
        try refusal(
          ["value", "--out", "FOLDER/c.csv", "--workspace", "FOLDER/w", "--json"], in: folder)
          == "(accepted)\n")
      #expect(FileManager.default.fileExists(atPath: path + "c.csv"))
    }
  }

  /// What is not refused has the right answer.
  @Test func `are not purchases after the day, one purchase each, or all on one day`() throws {
    func profiles(_ rows: String, asOf day: String? = nil) throws -> [CustomerProfile] {
      try withTemporaryFolder { folder in
        let file = folder.appending(path: "till.csv")
        try Data((header + rows).utf8).write(to: file)
        let shop = try Workspace(at: folder.appending(path: "w", directoryHint: .isDirectory))
        _ = try shop.importFile(.purchases, from: file)
        return Array(try shop.customerValue(asOf: day.flatMap { Day($0) }).profiles)
      }
    }
    let rows = "A,P,1,2024-01-01,2,5,EUR\nB,P,2,2024-01-05,1,7,EUR\nA,P,3,2024-03-01,1,5,EUR\n"
    let early = try profiles(rows, asOf: "2024-01-31")
    #expect(early.map(\.frequency) == [1, 1] && early.map(\.monetary) == [Money(10), Money(7)])
    let each = try profiles("A,P,1,2024-01-01,2,5,EUR\nB,P,2,2024-01-05,1,7,EUR\n")
    #expect(each.map(\.pAlive) == [nil, nil] && each.map(\.stage.rawValue).count == 2)
    let once = try profiles("A,P,1,2024-01-01,2,5,EUR\nA,Q,2,2024-01-01,1,7,EUR\n")
    #expect(once.map(\.frequency) == [2] && once.map(\.summary.days) == [1])
    let mixed = try profiles(rows + "C,P,9,2024-01-02,-1,5,EUR\n")
    #expect(mixed.map(\.id) == ["A", "B"], "C only returned")
  }
}
