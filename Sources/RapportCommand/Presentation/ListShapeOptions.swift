import ArgumentParser
import Rapport

/// The options that say what a list should be besides the best products one by one.
struct ListShapeOptions: ParsableArguments {
  @Option(help: "How much variety counts against the score, from 0 to 1.")
  var diversity = 0.0

  @Option(help: "At most so many products of one category.")
  var perCategory: Int?

  @Option(
    help: """
      What a place is given for: score (default), or margin, the chance of a purchase times what one \
      sale leaves.
      """)
  var value: String?

  func validate() throws { _ = try shape() }

  /// Whether any of them was given.
  var isAsked: Bool { diversity != 0 || perCategory != nil || value != nil }

  /// The options together.
  func shape() throws -> ListShape {
    var shape = ListShape()
    guard (0...1).contains(diversity) else {
      throw ValidationError("--diversity must be from 0 to 1, not \(diversity).")
    }
    if let perCategory, perCategory < 1 {
      throw ValidationError("--per-category must be at least 1.")
    }
    if let value {
      guard let known = ListShape.Value(rawValue: value) else {
        throw ValidationError("--value is 'score' or 'margin', not '\(value)'.")
      }
      shape.value = known
    }
    shape.diversity = diversity
    shape.perCategory = perCategory
    return shape
  }
}
