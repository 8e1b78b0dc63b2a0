import ArgumentParser
import Foundation
import Rapport

/// What rules are made of, and how they are listed.
struct RuleArguments: ParsableArguments {
  @Option(help: "The least confidence of rules, as in 0.5 or 50%.")
  var minConfidence: String?

  @Option(help: "The fewest products both sides have together.")
  var minLength = 2

  @Option(help: "The most products both sides have together.")
  var maxLength: Int?

  @Flag(help: "Allow several products on the right-hand side.")
  var anyConsequent = false

  @Option(
    help: "What the list is sorted by, highest first: a measure, or the revenue or margin touched.")
  var sort = RuleSort.measure(.lift)

  @Option(help: "How to search: auto or apriori; the rules are the same.")
  var algorithm: MiningAlgorithm = .auto

  @Option(
    help: "Groups that stand beside the products: category, department, brand, with commas.",
    transform: Self.levels)
  var levels: [GoodsLevel] = []

  @Option(
    help: "A lower (or higher) support for a group or a product, as in Tea=0.1% or Tea=5.")
  var minSupportOf: [String] = []

  @Option(
    help: "Find rules in the orders up to this day and measure them again in the later ones.",
    transform: CommonOptions.day)
  var holdOut: Day?

  func validate() throws {
    if minLength < 1 { throw ValidationError("--min-length must be at least 1.") }
    if let maxLength, maxLength < minLength {
      throw ValidationError("--max-length must be at least --min-length.")
    }
    _ = try groupSupports()
  }

  /// Refuses what a file of baskets cannot tell.
  func validate(hasBaskets: Bool) throws {
    guard hasBaskets else { return }
    if holdOut != nil {
      throw ValidationError(
        "--hold-out needs the workspace's orders; a file of baskets has no days.")
    }
    if !levels.isEmpty || !minSupportOf.isEmpty {
      throw ValidationError(
        "--levels and --min-support-of need the workspace's catalogue; a file of baskets has none.")
    }
    if sort.order != nil {
      throw ValidationError(
        "--sort \(sort) needs the workspace's prices; a file of baskets has none.")
    }
  }

  /// Refuses what only rules have.
  func refuse(except allowed: [String], with flag: String) throws {
    let given = [
      ("--min-confidence", minConfidence != nil), ("--min-length", minLength != 2),
      ("--max-length", maxLength != nil), ("--any-consequent", anyConsequent),
      ("--levels", !levels.isEmpty), ("--min-support-of", !minSupportOf.isEmpty),
      ("--hold-out", holdOut != nil), ("--sort", sort != .measure(.lift)),
      ("--algorithm", algorithm != .auto),
    ]
    if let first = given.first(where: { $0.1 && !allowed.contains($0.0) }) {
      throw ValidationError("\(first.0) is about rules and means nothing with \(flag).")
    }
  }

  /// The least confidence that was typed.
  func confidence() throws -> ExactShare {
    guard let minConfidence else {
      throw ValidationError("Give --min-confidence, as in 0.5 or 50%.")
    }
    guard let share = ExactShare(minConfidence) else {
      throw ValidationError("--min-confidence must be a share such as 0.5 or 50%.")
    }
    return share
  }

  /// The supports of groups: `Tea=0.1%` is a share, `Tea=5` a number of baskets.
  func groupSupports() throws -> [GroupSupport] {
    try minSupportOf.map { text in
      let parts = text.split(separator: "=", omittingEmptySubsequences: false)
      let (group, value) = (parts.dropLast().joined(separator: "="), String(parts.last ?? ""))
      if parts.count >= 2, !group.isEmpty {
        if let count = Int(value), count >= 1 {
          return GroupSupport(group: group, support: .count(count))
        }
        if let share = ExactShare(value) {
          return GroupSupport(group: group, support: .share(share))
        }
      }
      throw ValidationError(
        "--min-support-of must name a group and a support, as in Tea=0.1% or Tea=5.")
    }
  }

  private static func levels(_ text: String) throws -> [GoodsLevel] {
    try text.split(separator: ",").map { word in
      let name = word.trimmingCharacters(in: .whitespaces)
      guard let level = GoodsLevel(rawValue: name) else {
        throw ValidationError("--levels are category, department and brand, not '\(name)'.")
      }
      return level
    }
  }
}

extension SupportOptions {
  /// The threshold that was typed, or a usual share.
  func support(default share: String) throws -> SupportThreshold {
    guard minCount == nil, minSupport == nil, let share = ExactShare(share) else {
      return try support()
    }
    return .share(share)
  }

  /// Refuses a threshold where a question counts customers.
  func refuse(with flag: String) throws {
    if minCount != nil || minSupport != nil {
      throw ValidationError("With \(flag) give --min-customers instead of a support.")
    }
  }
}
