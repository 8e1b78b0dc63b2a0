public import Foundation
import Recommenders

/// The whole loop on a synthetic shop: from CSV files to a measured campaign and a retrained model.
///
/// Uses nothing but what every user of the library can call.
public struct ShopWalk {
  /// The shop.
  public let shop: SyntheticShop
  /// Where its data are kept.
  public let workspace: Workspace
  /// The folder of its files.
  let folder: URL
  /// Threads and progress.
  let settings: RunSettings
  /// Is told what each step came to, as soon as it is done.
  private let tell: (DemoReport.Step) -> Void

  /// What is trained: fewer factors where there are few products.
  let recipe: Recipe

  /// What is being found out.
  var report = DemoReport()
  /// The campaign's name.
  static let campaign = "welcome-back"
  /// How long answers to the campaign count.
  static let window = 28

  /// Prepares a walk in an empty workspace.
  ///
  /// - Parameters:
  ///   - shop: The shop.
  ///   - folder: A folder for the workspace and the shop's files.
  ///   - settings: Threads and progress.
  ///   - tell: Is told what each step came to.
  /// - Throws: `DemoError.notEmpty` where the workspace has purchases already, `WorkspaceError`.
  public init(
    _ shop: SyntheticShop, in folder: URL, settings: RunSettings = RunSettings(),
    tell: @escaping (DemoReport.Step) -> Void = { _ in }
  ) throws {
    self.shop = shop
    self.folder = folder
    self.settings = settings
    self.tell = tell
    var factors = ImplicitALS()
    factors.iterations = 15
    factors.regularisation = 0.01
    factors.confidence = 10
    factors.strength = PurchaseStrength(.orders)
    factors.factors = shop.products.count < 500 ? 16 : 64
    recipe = Recipe(.implicitALS(factors))
    workspace = try Workspace(at: folder)
    guard try workspace.purchaseLog().count == 0 else {
      throw DemoError.notEmpty(path: folder.path(percentEncoded: false))
    }
  }

  /// Walks all steps and compares what was found with what was planted.
  ///
  /// - Throws: Whatever a step throws.
  public mutating func run() throws -> DemoReport {
    let watch = Stopwatch()
    let files = try step("generate") { try $0.generate() }
    try step("import") { try $0.importFiles(files) }
    try step("describe") { try $0.describe() }
    try step("evaluate") { try $0.evaluate() }
    try step("train") { try $0.train() }
    try step("recommend") { try $0.recommend() }
    try step("rules") { try $0.findRules() }
    try step("value") { try $0.value() }
    let treated = try step("campaign") { try $0.buildCampaign() }
    try step("respond") { try $0.letTimeGoOn(treated) }
    try step("results") { try $0.measureCampaign() }
    try step("retrain") { try $0.retrain() }
    report.findings = findings()
    report.seconds = watch.seconds
    return report
  }

  /// Runs a step, which says in a sentence what came of it.
  @discardableResult
  private mutating func step<Value>(
    _ name: String, _ body: (inout ShopWalk) throws -> (value: Value, outcome: String)
  ) throws -> Value {
    let watch = Stopwatch()
    let (value, outcome) = try body(&self)
    let step = DemoReport.Step(name: name, outcome: outcome, seconds: watch.seconds)
    report.steps.append(step)
    tell(step)
    return value
  }
}
