import ArgumentParser
import Foundation
import Rapport

/// The command `rapport demo`.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract:
      "Walk the whole loop on a made-up shop and compare what was found with what was planted.",
    discussion: """
      Without --workspace everything happens in a temporary folder, which is removed afterwards. With \
      --files the shop's CSV files are written and nothing else is done.
      """)

  /// How large the shop is.
  enum Size: String, CaseIterable, ExpressibleByArgument {
    case tiny, demo, huge

    var shop: SyntheticShop.Size {
      switch self {
      case .tiny: .tiny
      case .demo: .demo
      case .huge: .huge
      }
    }
  }

  @OptionGroup var common: CommonOptions

  @Option(
    help: "How large the shop is: tiny, demo, or huge (ten million lines; only with --files).")
  var size = Size.demo

  @Option(
    help: ArgumentHelp(
      "Only write the shop's CSV files into this folder, for benchmarks.", valueName: "folder"))
  var files: String?

  func validate() throws {
    if size == .huge, files == nil {
      throw ValidationError("The huge shop is for benchmarks: name a folder with --files.")
    }
  }

  func run() throws {
    let shop = SyntheticShop(size.shop, seed: common.seed ?? 1)
    if let files {
      let written = try shop.writeFiles(
        to: URL(filePath: files, directoryHint: .isDirectory), progress: common.settings.progress)
      return print("\(written.lines) lines in \(files).")
    }
    let report = try walk(shop)
    try Output.show(report, asJSON: common.json) { DemoSummary(report).text }
  }

  private func walk(_ shop: SyntheticShop) throws -> DemoReport {
    if let workspace = common.workspace {
      return try walk(shop, in: URL(filePath: workspace, directoryHint: .isDirectory))
    }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rapport-demo-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try walk(shop, in: folder)
  }

  private func walk(_ shop: SyntheticShop, in folder: URL) throws -> DemoReport {
    var walk = try ShopWalk(shop, in: folder, settings: common.settings) { step in
      Output.warn(DemoSummary.line(step))
    }
    return try walk.run()
  }
}
