public import Commerce

/// What can be wrong with a recipe.
public enum RecipeError: ExplainedError, Equatable {
  /// The recipe names no algorithm.
  case missingAlgorithm
  /// The algorithm is none of those that exist.
  case unknownAlgorithm(name: String, suggestion: String?)
  /// An algorithm of the field that is left out, because others here do the same better.
  case leftOut(name: String, better: String)
  /// The name is neither a file nor a built-in recipe.
  case unknownRecipe(name: String, suggestion: String?)
  /// A key that the algorithm does not have.
  case unknownKey(key: String, algorithm: String, suggestion: String?)
  /// A value of another kind than the key needs.
  case illTyped(key: String, expected: String)
  /// A number outside the range that makes sense.
  case outOfRange(key: String, value: String, allowed: String)
  /// A word that is none of the choices.
  case unknownChoice(key: String, value: String, choices: [String])

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .missingAlgorithm: "recipe-without-algorithm"
    case .unknownAlgorithm: "unknown-algorithm"
    case .leftOut: "algorithm-left-out"
    case .unknownRecipe: "unknown-recipe"
    case .unknownKey: "unknown-recipe-key"
    case .illTyped: "ill-typed-recipe-value"
    case .outOfRange: "recipe-value-out-of-range"
    case .unknownChoice: "unknown-recipe-choice"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .missingAlgorithm: "The recipe does not say which algorithm to train."
    case .unknownAlgorithm(let name, _): "There is no algorithm '\(name)'."
    case .leftOut(let name, _): "The algorithm '\(name)' is left out on purpose."
    case .unknownRecipe(let name, _): "There is no recipe '\(name)'."
    case .unknownKey(let key, let algorithm, _):
      "A recipe for '\(algorithm)' has no key '\(key)'."
    case .illTyped(let key, let expected): "The recipe's '\(key)' must be \(expected)."
    case .outOfRange(let key, let value, let allowed):
      "The recipe's '\(key)' is \(value), but must be \(allowed)."
    case .unknownChoice(let key, let value, _): "The recipe's '\(key)' cannot be '\(value)'."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .missingAlgorithm: "Add a line such as 'algorithm: implicit-als'."
    case .unknownAlgorithm(_, let suggestion?), .unknownRecipe(_, let suggestion?),
      .unknownKey(_, _, let suggestion?):
      "Did you mean '\(suggestion)'?"
    case .unknownAlgorithm:
      "Use one of \(Algorithm.allCases.map(\.rawValue).joined(separator: ", "))."
    case .leftOut(_, let better):
      "Use '\(better)', which learns the same kind of hidden tastes, ranks better and trains faster."
    case .unknownRecipe:
      "Name a YAML file or one of \(Recipe.builtInNames.joined(separator: ", "))."
    case .unknownKey: "Remove the line; the recipes in Models show the keys there are."
    case .illTyped(let key, _): "Correct the line that begins with '\(key):'."
    case .outOfRange(let key, _, _): "Change the line that begins with '\(key):'."
    case .unknownChoice(_, _, let choices): "Use one of \(choices.joined(separator: ", "))."
    }
  }

  /// The recipe error inside an error that a decoder has wrapped, or `nil`.
  ///
  /// YAML and JSON decoders wrap what an initialiser throws; people should read the sentence inside.
  public static func within(_ error: any Error) -> RecipeError? {
    if let error = error as? RecipeError { return error }
    guard case .dataCorrupted(let context) = error as? DecodingError else { return nil }
    return context.underlyingError.flatMap(within)
  }
}
