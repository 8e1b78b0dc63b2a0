import Foundation
import TestSupport
import Testing

@Suite struct `Misuse of recommend` {
  /// What is said of options that contradict each other, or would be passed over in silence.
  private func answer(_ arguments: String...) throws -> String {
    let command = BuiltCommand(folder: .temporaryDirectory)
    let outcome = try command.run(["recommend"] + arguments)
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    return outcome.errors.split(separator: "\n").first.map(String.init) ?? ""
  }

  @Test(arguments: ["nan", "inf", "1e30"])
  func `by a price that is none is refused`(price: String) throws {
    #expect(
      try answer("--customer", "C1", "--price-max", price)
        .hasPrefix("Error: --price-max must be a price from 0 upwards, not "))
  }

  @Test func `by limits that nothing passes is refused`() throws {
    #expect(
      try answer("--customer", "C1", "--price-min=-5")
        == "Error: --price-min must be a price from 0 upwards, not -5.0.")
    #expect(
      try answer("--customer", "C1", "--price-min", "10", "--price-max", "5")
        == "Error: --price-min 10.0 is above --price-max 5.0; no product passes.")
    #expect(
      try answer("--customer", "C1", "--category", "tea", "--not-category", "tea")
        == "Error: --category and --not-category both name 'tea'; no product passes.")
  }

  @Test func `by a policy that is none names the option it was said to`() throws {
    #expect(
      try answer("--customer", "C1", "--repeats-in", "tea=often")
        == "Error: --repeats-in is 'exclude', 'allow' or a number of days to wait, not 'often'.")
  }

  @Test func `by options of another question is refused`() throws {
    #expect(
      try answer("--product", "1", "--count", "3")
        == "Error: --count belongs to a list of products; --product has --customers.")
    #expect(
      try answer("--customer", "C1", "--customers", "3")
        == "Error: --customers belongs to --product; a list of products has --count.")
    #expect(
      try answer("--product", "1", "--diversity", "0.5")
        == "Error: --diversity, --per-category and --value shape a list of products, not of customers."
    )
    #expect(
      try answer("--product", "1", "--category", "tea")
        == "Error: With --product the product is chosen; filters of category, price and stock do not apply."
    )
    #expect(
      try answer("--product", "1", "--known", "country=France")
        == "Error: --known belongs to --customer.")
  }

  @Test func `by an empty id is refused`() throws {
    #expect(try answer("--customer", "") == "Error: An id must not be empty.")
  }

  @Test func `by a model that cannot tell customers apart is said`() throws {
    try TillFile.withShop { command in
      try command.run("train", "--recipe", "popularity", "--workspace", "shop")
      let outcome = try command.run(
        "recommend", "--product", "1", "--customers", "3", "--repeats", "allow", "--workspace",
        "shop")
      #expect(outcome.output.contains("All have the same score"))
    }
  }
}
