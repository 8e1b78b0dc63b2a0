/// A failure that tells a person what is wrong and what to do, in one sentence each.
///
/// Every error of the project is an enum of facts that conforms; the command line prints both sentences,
/// programs get all three fields.
public protocol ExplainedError: Error, CustomStringConvertible {
  /// A stable word for programs, as in `unknown-column`.
  var code: String { get }
  /// One sentence: what is wrong.
  var message: String { get }
  /// One sentence: what to do about it.
  var hint: String { get }
}

extension ExplainedError {
  /// Both sentences.
  public var description: String { "\(message) \(hint)" }
}
