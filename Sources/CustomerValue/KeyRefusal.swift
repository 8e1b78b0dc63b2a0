public import Commerce

/// A key that a file may hold; any at all.
private struct AnyKey: CodingKey {
  let stringValue: String
  let intValue: Int? = nil
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// A key in a user's file that means nothing here.
public enum FileKeyError: ExplainedError, Equatable {
  /// The key, where it stands, and the known key most like it.
  case unknown(key: String, known: [String])

  /// A stable word for programs.
  public var code: String { "unknown-key" }

  /// What is wrong.
  public var message: String {
    guard case .unknown(let key, let known) = self else { return "" }
    let nearest = NearestMatch.to(key, among: known).map { "; did you mean '\($0)'?" }
    return "The key '\(key)' means nothing here" + (nearest ?? ".")
  }

  /// What to do.
  public var hint: String {
    guard case .unknown(_, let known) = self else { return "" }
    return "The keys are: \(known.joined(separator: ", "))."
  }
}

extension Decoder {
  /// Throws for a key that is not among the known ones, so that a typing mistake is never ignored.
  func refuseUnknownKeys(_ known: [String]) throws {
    let keys = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted()
    if let key = keys.first(where: { !known.contains($0) }) {
      throw FileKeyError.unknown(key: key, known: known)
    }
  }
}
