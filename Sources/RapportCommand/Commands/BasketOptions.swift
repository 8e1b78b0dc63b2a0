import ArgumentParser
import Foundation
import Rapport

/// Where the baskets come from.
struct BasketOptions: ParsableArguments {
  @Option(help: "A file of baskets (default: the workspace's orders).")
  var baskets: String?

  @Option(help: "How the file is laid out: numbers, names or orders (default: found out).")
  var format: BasketFormat?

  @Option(help: "A CSV with the number and name of each item of the file.")
  var items: String?

  @Option(help: "Leave out baskets with more products than this: bulk purchases.")
  var maxBasketSize: Int?

  @Option(
    help: "Only orders on or after this day, in a workspace.", transform: CommonOptions.day)
  var from: Day?

  @Option(
    help: "Only orders on or before this day, in a workspace.", transform: CommonOptions.day)
  var to: Day?

  func validate() throws {
    if let maxBasketSize, maxBasketSize < 1 {
      throw ValidationError("--max-basket-size must be at least 1.")
    }
    if let from, let to, to < from { throw ValidationError("--to must not be before --from.") }
    if baskets != nil, from != nil || to != nil {
      throw ValidationError(
        "--from and --to need the workspace's orders; a file of baskets has no days.")
    }
    if baskets == nil, format != nil || items != nil {
      throw ValidationError("--format and --items describe a file; name it with --baskets.")
    }
  }

  /// Refuses a file where a question needs customers.
  func validate(_ question: QuestionArguments.Kind) throws {
    guard baskets != nil, question != .rules else { return }
    throw ValidationError(
      question == .highValue
        ? "--high-value needs the workspace's prices; a file of baskets has none."
        : "This question needs the workspace's customers; a file of baskets has none.")
  }

  /// The file that was named.
  func file(_ path: String) -> BasketFile {
    BasketFile(path, format: format, maximumSize: maxBasketSize)
  }

  /// What items are called.
  func names(of baskets: Baskets) throws -> [String: String] {
    try items.map { try BasketFile.names(in: $0, for: baskets) } ?? [:]
  }

  /// Which orders of the workspace are taken.
  func selection() -> BasketSelection {
    BasketSelection(from: from, through: to, maximumSize: maxBasketSize)
  }
}
