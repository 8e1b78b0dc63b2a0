import ArgumentParser
import Foundation
import Measuring
import Rapport

/// The command `speed serving WORKSPACE`: how long one customer waits for a list.
struct ServingLatency: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serving",
    abstract: "Times recommendations for one customer after another from a loaded model.")

  @OptionGroup var options: MeasuringOptions

  @Argument(help: "A workspace with purchases and a live model.")
  var workspace: String

  @Option(help: "How many customers are served.")
  var customers = 1000

  @Flag(help: "Serve those with the longest histories instead of every few of all.")
  var busiest = false

  func run() throws {
    ProgramStart.prepare()
    let shop = try Workspace(at: URL(filePath: workspace, directoryHint: .isDirectory))
    let reading = Stopwatch()
    let log = try shop.purchaseLog()
    let readSeconds = reading.seconds
    var waits: [Double] = []
    for customer in chosen(from: log) {
      let watch = Stopwatch()
      _ = try shop.recommendations(for: log.customers[customer], count: 10)
      waits.append(watch.seconds * 1000)
    }
    waits.sort()
    var table = MarkdownTable(["what", "value"])
    table.add(["log read back, seconds", MarkdownTable.number(readSeconds)])
    table.add(["customers served", "\(waits.count)"])
    table.add(["median, ms", MarkdownTable.number(median(waits), 2)])
    table.add(["p99, ms", MarkdownTable.number(waits[waits.count * 99 / 100], 2)])
    print("\(provenance(commit: options.commit))\n\n\(table.text)")
  }

  private func chosen(from log: PurchaseLog) -> [Int] {
    let everybody = Array(0..<log.customers.count)
    guard busiest else {
      let step = max(1, everybody.count / customers)
      return everybody.filter { $0 % step == 0 }
    }
    return Array(
      everybody.sorted { log.lines(ofCustomer: $0).count > log.lines(ofCustomer: $1).count }
        .prefix(customers))
  }
}
