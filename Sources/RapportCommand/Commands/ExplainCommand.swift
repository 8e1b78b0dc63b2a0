import ArgumentParser
import Rapport

/// The command `rapport explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a product is recommended to a customer.")

  @OptionGroup var common: CommonOptions

  @Option(help: "The customer.")
  var customer: String

  @Option(help: "The product.")
  var product: String

  @Option(help: "How many reasons at most.")
  var reasons = 5

  @Option(help: "The model version that is asked (default: the live one).")
  var version: Int?

  func validate() throws {
    if reasons < 1 { throw ValidationError("--reasons must be at least 1.") }
  }

  func run() throws {
    let explanation = try common.open().explanation(
      for: CustomerID(customer), product: ProductID(product),
      options: RecommendationOptions(asOf: common.asOf, reasons: reasons, version: version))
    try Output.show(explanation, asJSON: common.json) {
      RecommendationText.explanation(explanation)
    }
  }
}
