import ArgumentParser
import Foundation
import Measuring

/// The command `speed loop FILE`: every step a retailer walks, as processes of their own.
struct WholeLoop: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loop",
    abstract: "Times import, train, recommend, rules, value and a campaign on a purchases CSV.")

  @OptionGroup var options: MeasuringOptions

  @Argument(help: "A purchases CSV, as Online Retail.")
  var purchases: String

  @Option(help: "Minimum support of the rules.")
  var support = "0.01"

  func run() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "loop-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.campaign.write(
      to: folder.appending(path: "campaign.yaml"), atomically: true, encoding: .utf8)
    try Self.recipe.write(
      to: folder.appending(path: "als.yaml"), atomically: true, encoding: .utf8)
    var table = MarkdownTable(["step", "seconds", "CPU seconds", "peak MB"])
    var (seconds, cpu, peak) = (0.0, 0.0, 0.0)
    for (name, arguments) in steps(in: folder) {
      let step = try MeasuredProcess(
        [options.rapport] + arguments + ["--json"],
        environment: ["RAPPORT_WORKSPACE": folder.appending(path: "shop").path])
      table.add([name] + Self.cells(step.seconds, step.cpuSeconds, step.peakMegabytes))
      seconds += step.seconds
      cpu += step.cpuSeconds
      peak = max(peak, step.peakMegabytes)
    }
    table.add(["**whole loop**"] + Self.cells(seconds, cpu, peak))
    print("\(provenance(commit: options.commit))\n\n\(table.text)")
  }

  private func steps(in folder: URL) -> [(String, [String])] {
    func file(_ name: String) -> String { folder.appending(path: name).path }
    return [
      ("import", ["import", "purchases", purchases]),
      ("describe", ["describe"]),
      ("train ALS 64", ["train", "--recipe", file("als.yaml")]),
      ("recommend 10 to all", ["recommend", "--all", "--count", "10", "--out", file("all.csv")]),
      ("rules \(support)", ["rules", "--min-support", support, "--min-confidence", "0.5"]),
      ("value", ["value", "--out", file("customers.csv")]),
      ("campaign", ["campaign", "build", file("campaign.yaml")]),
    ]
  }

  private static func cells(_ seconds: Double, _ cpu: Double, _ peak: Double) -> [String] {
    [
      MarkdownTable.number(seconds, 2), MarkdownTable.number(cpu, 2),
      MarkdownTable.number(peak, 0),
    ]
  }

  private static let recipe = "algorithm: implicit-als\nfactors: 64\n"
  private static let campaign = """
    name: spring
    audience: recencyDays < 400
    offers: [{ name: catalogue }]
    productsPerLetter: 3
    channels: [{ channel: post, unitCost: 0.55, address: elsewhere }]
    margin: 0.3
    size: 1000
    control: 0.1
    responseWindow: 30
    seed: 7
    """
}
