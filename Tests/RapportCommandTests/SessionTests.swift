import Foundation
import Rapport
import TestSupport
import Testing

/// What a person reads from the first file to the retrained model, command by command.
///
/// Recipes of plain counting only, so that every figure is the same on every processor.
@Suite struct `A session at the command line` {
  /// Runs a command that must succeed and shows it as typed, with what changes from run to run masked.
  private func shown(
    _ command: BuiltCommand, _ arguments: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let outcome = try command.run(arguments + ["--workspace", "shop"])
    #expect(outcome.status == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.errors.isEmpty, sourceLocation: sourceLocation)
    let text = "$ rapport \(arguments.joined(separator: " "))\n\(outcome.output)\n"
    return Self.masked(text.replacingOccurrences(of: command.folder.path + "/", with: "…/"))
  }

  /// Seconds, clock times, checksums and sizes differ from run to run, last digits between processors;
  /// everything else must not.
  private static func masked(_ text: String) -> String {
    text
      .replacing(/\d+\.\d+ s\b/, with: "… s")
      .replacing(/[0-9a-f]{64}/, with: "…")
      .replacing(/20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?/, with: "…")
      .replacing(/[\d,]+ bytes/, with: "… bytes")
      // The last digits of a sum belong to the processor.
      .replacing(/\d+\.\d{5,}/) { Double($0.output).map(fiveDecimals) ?? "" }
      .replacing(/(?m)^(\S+) +\d+\.\d\d +\d+\.\d\d +\d+\.\d\d +\d+\.\d\d +\d+$/) {
        "\($0.output.1)  …"
      }
  }

  private static func fiveDecimals(_ value: Double) -> String { String(format: "%.5f", value) }

  @Test func `says which Rapport it is`() throws {
    try withTemporaryFolder { folder in
      let said = try BuiltCommand(folder: folder).run("--version")
      #expect(said.status == 0 && said.output == "rapport \(LibraryVersion.current)\n")
    }
  }

  @Test func `shows lists, reasons and models as agreed`() throws {
    try TillFile.withShop { command in
      var session = try shown(command, "train", "--recipe", "item-knn")
      session += try shown(command, "recommend", "--customer", "C3", "--count", "3")
      session += try shown(command, "recommend", "--customer", "C99", "--count", "2")
      session += try shown(command, "recommend", "--product", "1", "--customers", "3")
      session += try shown(command, "similar", "--product", "5", "--count", "3")
      session += try shown(command, "explain", "--customer", "C3", "--product", "6")
      session += try shown(command, "models", "show")
      session += try shown(
        command, "recommend", "--all", "--out", "lists.csv", "--count", "2", "--repeats", "allow")
      session += Self.masked(
        try String(contentsOf: command.folder.appending(path: "lists.csv"), encoding: .utf8))
      expectGolden(session, named: "session-serving.txt")
    }
  }

  @Test func `shows a test of recipes as agreed`() throws {
    try TillFile.withShop { command in
      expectGolden(
        try shown(command, "evaluate", "--recipe", "item-knn", "--at", "3"),
        named: "session-evaluate.txt")
    }
  }

  @Test func `shows what retraining decided as agreed`() throws {
    try TillFile.withShop(days: 90) { command in
      var session = try shown(command, "train", "--recipe", "popularity")
      session += try shown(command, "retrain", "--if-due")
      try Data(TillFile.text(days: 120).utf8).write(
        to: command.folder.appending(path: "more.csv"))
      session += try shown(command, "import", "purchases", "more.csv")
      session += try shown(command, "retrain", "--if-due", "--challenger", "item-knn")
      session += try shown(command, "models", "list")
      session += try shown(command, "models", "rollback")
      session += try shown(command, "models", "list")
      expectGolden(session, named: "session-retrain.txt")
    }
  }

  @Test func `shows a campaign from plan to results as agreed`() throws {
    try TillFile.withShop(days: 90) { command in
      try command.run("train", "--recipe", "popularity", "--workspace", "shop")
      let plan = """
        name: spring
        audience: recencyDays < 60
        offers: [letter]
        channels: [{channel: post, unitCost: 0.5, address: elsewhere}]
        margin: 0.4
        control: 0.25
        responseWindow: 28
        seed: 7
        """
      try Data(plan.utf8).write(to: command.folder.appending(path: "spring.yaml"))
      var session = try shown(command, "campaign", "build", "spring.yaml", "--dry-run")
      session += try shown(command, "campaign", "build", "spring.yaml")
      session += try shown(command, "campaign", "list")
      for name in ["spring.csv", "spring.assignment.csv"] {
        session +=
          "\(name)\n"
          + (try String(
            contentsOf: command.folder.appending(path: "shop/lists/\(name)"), encoding: .utf8))
      }
      try Data(TillFile.text(days: 120).utf8).write(
        to: command.folder.appending(path: "more.csv"))
      try command.run("import", "purchases", "more.csv", "--workspace", "shop")
      session += "\n" + (try shown(command, "campaign", "results", "spring"))
      expectGolden(session, named: "session-campaign.txt")
    }
  }
}
