import ArgumentParser
import Foundation
import Rapport

/// The command `rapport value migration`.
struct ValueMigrationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migration",
    abstract: "Who moved from which segment, level or stage to which between two days.",
    discussion: """
      The cut points of the earlier day count on both days, so that a move means that the customer \
      changed, not the others. Rows sum to the customers of the earlier day.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "The earlier day, as YYYY-MM-DD.", transform: CommonOptions.day)
  var from: Day

  @Option(
    help: "The later day (default: the day of the newest purchase).", transform: CommonOptions.day)
  var to: Day?

  @Option(help: "segment, stage, recency, frequency or monetary.", transform: Self.grouping)
  var by = MigrationGrouping.segment

  @OptionGroup var options: ValueOptions

  @OptionGroup var table: TableOptions

  func run() throws {
    let workspace = try common.open()
    let migration = try workspace.migration(
      from: from, to: to ?? common.asOf, by: by,
      settings: options.preferences(in: workspace).settings())
    if let file = table.file { try migration.write(to: file) }
    try Output.show(MigrationReport(migration, out: table.out), asJSON: common.json) {
      MigrationText(migration, out: table.out).text
    }
  }

  private static func grouping(_ name: String) throws -> MigrationGrouping {
    guard let grouping = MigrationGrouping(rawValue: name) else {
      throw ValidationError("--by must be segment, stage, recency, frequency or monetary.")
    }
    return grouping
  }
}

/// The command `rapport value stages`.
struct ValueStagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages",
    abstract: "How many customers stood in each life-cycle stage over time, and how they passed on."
  )

  @OptionGroup var common: CommonOptions

  @Option(
    help: "The first day (default: 360 days before the last).", transform: CommonOptions.day)
  var from: Day?

  @Option(
    help: "The last day (default: the day of the newest purchase).", transform: CommonOptions.day)
  var to: Day?

  @Option(help: "Days between two looks.")
  var every = 30

  @OptionGroup var table: TableOptions

  func validate() throws {
    if every < 1 { throw ValidationError("--every must be at least 1.") }
  }

  func run() throws {
    let history = try common.open().stageHistory(from: from, to: to ?? common.asOf, every: every)
    if let file = table.file { try history.write(to: file) }
    try Output.show(StageReport(history, out: table.out), asJSON: common.json) {
      StageText(history, out: table.out).text
    }
  }
}

/// The command `rapport value curve`.
struct ValueCurveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curve",
    abstract: "How much of the revenue the best customers make: Pareto curve, ABC, deciles.")

  @OptionGroup var common: CommonOptions

  @OptionGroup var table: TableOptions

  func run() throws {
    let workspace = try common.open()
    let profiles = try workspace.customerValue(
      asOf: common.asOf, settings: .withoutForecast(workspace), run: common.settings)
    if let file = table.file { try profiles.writeCurve(to: file) }
    let report = CurveReport(profiles, out: table.out)
    try Output.show(report, asJSON: common.json) { report.text }
  }
}

/// The command `rapport value matrix`.
struct ValueMatrixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix",
    abstract: "The customer value matrix: how often against how much an order.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    let workspace = try common.open()
    let profiles = try workspace.customerValue(
      asOf: common.asOf, settings: .withoutForecast(workspace), run: common.settings)
    let report = MatrixReport(profiles)
    try Output.show(report, asJSON: common.json) { report.text }
  }
}

/// The command `rapport value wallet`.
struct ValueWalletCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wallet",
    abstract: "What customers spend by category against what comparable customers spend.",
    discussion: """
      Peers are customers who buy equally often (the same level of frequency). In each category \
      the benchmark is what the best quarter of peers spends; the rest up to it is headroom. An \
      estimate: nobody sees what customers spend elsewhere.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "Show one customer's categories.")
  var customer: String?

  @OptionGroup var table: TableOptions

  func run() throws {
    let wallet = try common.open().wallet(
      asOf: common.asOf, of: customer.map { CustomerID($0) })
    if let file = table.file { try wallet.write(to: file) }
    let report = WalletTable(wallet, customer: customer, out: table.out)
    try Output.show(report, asJSON: common.json) { report.text }
  }
}

extension ValueSettings {
  /// What the workspace remembers, without models: nothing that these tables show needs them.
  fileprivate static func withoutForecast(_ workspace: Workspace) throws -> ValueSettings {
    var settings = try workspace.valuePreferences().settings()
    settings.model = "none"
    return settings
  }
}
