import ArgumentParser
import Foundation
import Rapport

/// The command `rapport recommend`.
struct RecommendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recommend",
    abstract: "Rank products for one customer, or for all of them into a file.",
    discussion: """
      rapport recommend --customer C42
      rapport recommend --all --out lists.csv --count 5
      rapport recommend --product P7 --customers 100
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "Whom to serve; a customer never seen gets the popular list.")
  var customer: String?

  @Flag(help: "Serve every customer who has bought; needs --out.")
  var all = false

  @Option(help: "Find the customers to whom this product fits best.")
  var product: String?

  @Option(help: "How many customers to find for --product. (default: 10)")
  var customers: Int?

  @Option(help: "How many products a list has at most. (default: 10)")
  var count: Int?

  @Option(help: ArgumentHelp("The CSV file to write.", valueName: "file.csv"))
  var out: String?

  @Option(help: "The model version that serves (default: the live one).")
  var version: Int?

  @Option(help: "How many reasons a product has at most; 0 makes --all faster.")
  var reasons = 2

  @Option(
    help: ArgumentHelp(
      "What is known of a customer who never bought, as in country=France; may be repeated.",
      valueName: "fact=value"))
  var known: [String] = []

  @OptionGroup(title: "What may be recommended") var policies: EligibilityOptions

  @OptionGroup(title: "What the list should be") var shape: ListShapeOptions

  func validate() throws {
    let asked = [customer != nil, all, product != nil].filter { $0 }.count
    guard asked == 1 else {
      throw ValidationError("Give one of --customer ID, --all --out FILE.csv, or --product ID.")
    }
    if all, out == nil { throw ValidationError("--all needs --out FILE.csv.") }
    if !all, out != nil { throw ValidationError("--out belongs to --all.") }
    if customer == "" || product == "" {
      throw ValidationError("An id must not be empty.")
    }
    try refuseWhatDoesNotBelong()
    if let count, count < 1 { throw ValidationError("--count must be at least 1.") }
    if let customers, customers < 1 { throw ValidationError("--customers must be at least 1.") }
    _ = try facts()
    if reasons < 0 { throw ValidationError("--reasons must not be negative.") }
  }

  /// An option that would be passed over in silence is a misunderstanding.
  private func refuseWhatDoesNotBelong() throws {
    if product == nil, customers != nil {
      throw ValidationError("--customers belongs to --product; a list of products has --count.")
    }
    if customer == nil, !known.isEmpty { throw ValidationError("--known belongs to --customer.") }
    guard product != nil else { return }
    if count != nil {
      throw ValidationError("--count belongs to a list of products; --product has --customers.")
    }
    if shape.isAsked {
      throw ValidationError(
        "--diversity, --per-category and --value shape a list of products, not of customers.")
    }
    if policies.chooseProducts {
      throw ValidationError(
        "With --product the product is chosen; filters of category, price and stock do not apply.")
    }
  }

  private func facts() throws -> [String: String] {
    var facts: [String: String] = [:]
    for pair in known {
      guard let sign = pair.firstIndex(of: "="), sign > pair.startIndex else {
        throw ValidationError("--known wants FACT=VALUE, not '\(pair)'.")
      }
      facts[String(pair[..<sign])] = String(pair[pair.index(after: sign)...])
    }
    return facts
  }

  func run() throws {
    let workspace = try common.open()
    var options = RecommendationOptions(
      count: count ?? 10, asOf: common.asOf, eligibility: try policies.eligibility(),
      shape: try shape.shape(), reasons: reasons, version: version)
    options.known = try facts()
    if let customer {
      let list = try workspace.recommendations(for: CustomerID(customer), options: options)
      try Output.show(list, asJSON: common.json) { RecommendationText.list(list) }
    } else if let product {
      let audience = try workspace.audience(
        for: ProductID(product), count: customers ?? 10, options: options, settings: common.settings
      )
      try Output.show(audience, asJSON: common.json) { RecommendationText.audience(audience) }
    } else if let out {
      let run = try workspace.recommendAll(
        to: URL(filePath: out), options: options, settings: common.settings)
      try Output.show(run, asJSON: common.json) {
        "\(Figure.grouped(run.rows)) recommendations for \(Figure.grouped(run.customers)) customers "
          + "in \(out), \(Figure.decimals(run.seconds, 1)) s"
      }
    }
  }
}
