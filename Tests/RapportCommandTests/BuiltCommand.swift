import Foundation
import TestSupport

/// The built `rapport`, run as people and timers run it: its own process, its exit code, its two streams.
struct BuiltCommand {
  /// Where it runs; the workspace and the files it reads are named relative to this.
  let folder: URL

  /// What a run came to.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs with arguments, in silence and in the tests' own environment without a workspace of its own.
  @discardableResult
  func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  /// Runs with a list of arguments; killed, as by the power, after a time if one is given.
  @discardableResult
  func run(_ arguments: [String], killedAfter seconds: Double? = nil) throws -> Outcome {
    let streams = ["out", "err"].map {
      folder.appending(path: ".\($0)-\(UInt32.random(in: 0...(.max)))")
    }
    defer { for file in streams { try? FileManager.default.removeItem(at: file) } }
    for file in streams { try Data().write(to: file) }
    let process = Process()
    process.executableURL = try Self.binary()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("RAPPORT_")
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: streams[0])
    process.standardError = try FileHandle(forWritingTo: streams[1])
    try process.run()
    if let seconds {
      Thread.sleep(forTimeInterval: seconds)
      kill(process.processIdentifier, SIGKILL)
    }
    process.waitUntilExit()
    let texts = try streams.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Outcome(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }

  /// The executable stands beside the tests' own.
  private static func binary() throws -> URL {
    let tests = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    let beside = [tests.deletingLastPathComponent(), Bundle.main.bundleURL]
      .map { $0.appending(path: "rapport") }
    guard let found = beside.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
    else { throw CocoaError(.fileNoSuchFile) }
    return found
  }
}

/// A small shop's till, as a CSV file: two tastes, a weekly rhythm, bread for everybody.
enum TillFile {
  static let customers = 24

  /// Lines of the first days; a longer file begins with the same lines.
  static func text(days: Int) -> String {
    let first = 15_000
    var lines = ["customer,order,product,description,time,quantity,price"]
    for customer in 0..<customers {
      for day in stride(from: customer % 7, to: days, by: 7) {
        for product in products(of: customer, visit: day / 7) {
          let date = Date(timeIntervalSince1970: Double(first + day) * 86_400)
          let text = date.ISO8601Format(.iso8601.year().month().day())
          lines.append(
            "C\(customer),\(customer)-\(day),\(product),\(names[product - 1]),\(text),1,\(product).50"
          )
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let names = [
    "Assam", "Darjeeling", "Ceylon", "Sencha", "Espresso", "Mocha", "Robusta", "Arabica", "Bread",
  ]

  private static func products(of customer: Int, visit: Int) -> [Int] {
    let first = customer % 2 == 0 ? 1 : 5
    return [9, first + (visit + customer) % 4, first + (visit + customer / 2 + 1) % 4]
  }

  /// Gives a body a folder in which `till.csv` was imported into the workspace `shop`.
  static func withShop(days: Int = 120, _ body: (BuiltCommand) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let command = BuiltCommand(folder: folder)
      try Data(text(days: days).utf8).write(to: folder.appending(path: "till.csv"))
      try command.run("import", "purchases", "till.csv", "--workspace", "shop")
      try body(command)
    }
  }
}
