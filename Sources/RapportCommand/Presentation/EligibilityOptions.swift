import ArgumentParser
import Rapport

/// The options that say which products may be recommended to whom.
struct EligibilityOptions: ParsableArguments {
  @Option(help: "Products bought before: exclude (default), allow, or a number of days to wait.")
  var repeats: String?

  @Option(
    help: ArgumentHelp(
      "The same for one category, as in milk=allow or shoes=90; may be repeated.",
      valueName: "category=policy"))
  var repeatsIn: [String] = []

  @Option(help: "Only this category; may be repeated.")
  var category: [String] = []

  @Option(help: "Not this category; may be repeated.")
  var notCategory: [String] = []

  @Flag(help: "Also products whose stock is used up.")
  var ignoreStock = false

  @Option(help: "At least this price.")
  var priceMin: Double?

  @Option(help: "At most this price.")
  var priceMax: Double?

  func validate() throws {
    try validatePrices()
    if let both = Set(category).intersection(notCategory).min() {
      throw ValidationError("--category and --not-category both name '\(both)'; no product passes.")
    }
    _ = try eligibility()
  }

  private func validatePrices() throws {
    for (option, price) in [("--price-min", priceMin), ("--price-max", priceMax)] {
      guard let price, !(0...1e12).contains(price) else { continue }
      throw ValidationError("\(option) must be a price from 0 upwards, not \(price).")
    }
    if let priceMin, let priceMax, priceMin > priceMax {
      throw ValidationError(
        "--price-min \(priceMin) is above --price-max \(priceMax); no product passes.")
    }
  }

  /// Whether anything but the repeats was asked for.
  var chooseProducts: Bool {
    !category.isEmpty || !notCategory.isEmpty || ignoreStock || priceMin != nil || priceMax != nil
  }

  /// The policies together.
  func eligibility() throws -> Eligibility {
    var eligibility = Eligibility(alreadyBought: try RepeatsOption.served(repeats ?? "exclude"))
    for pair in repeatsIn {
      guard let sign = pair.lastIndex(of: "="), sign > pair.startIndex else {
        throw ValidationError("--repeats-in wants CATEGORY=POLICY, not '\(pair)'.")
      }
      eligibility.alreadyBoughtByCategory[String(pair[..<sign])] = try RepeatsOption.served(
        String(pair[pair.index(after: sign)...]), option: "--repeats-in")
    }
    eligibility.allowedCategories = category.isEmpty ? nil : Set(category)
    eligibility.deniedCategories = Set(notCategory)
    eligibility.onlyInStock = !ignoreStock
    eligibility.minimumPrice = priceMin.map { Money(rounding: $0) }
    eligibility.maximumPrice = priceMax.map { Money(rounding: $0) }
    return eligibility
  }
}

/// What `--repeats` may say.
enum RepeatsOption {
  /// In a test: both sides or neither.
  static func tested(_ word: String) throws -> TestedRepeats {
    guard let policy = TestedRepeats(rawValue: word) else {
      throw ValidationError("--repeats is 'allow' or 'exclude', not '\(word)'.")
    }
    return policy
  }

  /// In a list: never, always, or after some days.
  static func served(
    _ word: String, option: String = "--repeats"
  ) throws -> Eligibility.RepeatPolicy {
    switch word {
    case "exclude": return .exclude
    case "allow": return .allow
    default:
      guard let days = Int(word), days > 0 else {
        throw ValidationError(
          "\(option) is 'exclude', 'allow' or a number of days to wait, not '\(word)'.")
      }
      return .coolDown(days: days)
    }
  }
}
