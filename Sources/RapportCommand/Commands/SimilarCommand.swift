import ArgumentParser
import Rapport

/// The command `rapport similar`.
struct SimilarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "similar",
    abstract: "List the products most like a product.")

  @OptionGroup var common: CommonOptions

  @Option(help: "The product to compare with.")
  var product: String

  @Option(help: "How many products at most.")
  var count = 10

  @Option(help: "The model version that is asked (default: the live one).")
  var version: Int?

  func validate() throws {
    if count < 1 { throw ValidationError("--count must be at least 1.") }
  }

  func run() throws {
    let similar = try common.open().similarProducts(
      to: ProductID(product), count: count, version: version)
    try Output.show(similar, asJSON: common.json) { RecommendationText.similar(similar) }
  }
}
