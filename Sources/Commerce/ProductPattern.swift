/// A pattern of product codes, as given to `--exclude-products`.
///
/// A regular expression that must match the whole code, as in `POST|DOT|gift_.*`. A text without any of
/// `| ( ) [ ] { } + ^ $ \` and without `.*` is read as file names are: `*` stands for anything, `?` for one
/// character, as in `gift_*`. Case matters, because codes that differ only in case are different products.
public struct ProductPattern {
  /// What can be wrong with a pattern.
  public enum Problem: ExplainedError, Equatable {
    /// The text is no regular expression.
    case unreadable(pattern: String)

    /// A stable word for programs.
    public var code: String { "bad-product-pattern" }
    /// What is wrong.
    public var message: String {
      switch self {
      case .unreadable(let pattern): "The product pattern '\(pattern)' is no regular expression."
      }
    }
    /// What to do.
    public var hint: String {
      "Write codes with | between them, as in 'POST|DOT|gift_.*', or a prefix with a star, as in 'gift_*'."
    }
  }

  /// The pattern as it was given.
  public let text: String
  private let expression: Regex<AnyRegexOutput>

  /// Reads a pattern.
  ///
  /// - Throws: `Problem.unreadable`.
  public init(_ text: String) throws {
    self.text = text
    do {
      expression = try Regex(Self.isExpression(text) ? text : Self.expression(ofGlob: text))
    } catch {
      throw Problem.unreadable(pattern: text)
    }
  }

  /// Whether the pattern matches the whole of a code.
  public func matches(_ code: String) -> Bool { (try? expression.wholeMatch(in: code)) != nil }

  private static func isExpression(_ text: String) -> Bool {
    text.contains { "|()[]{}+^$\\".contains($0) } || text.contains(".*")
  }

  private static func expression(ofGlob text: String) -> String {
    text.map { character in
      switch character {
      case "*": ".*"
      case "?": "."
      case _ where character.isLetter || character.isNumber: String(character)
      default: "\\u{\(String(character.unicodeScalars.first?.value ?? 32, radix: 16))}"
      }
    }.joined()
  }
}
