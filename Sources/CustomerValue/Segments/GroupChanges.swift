/// What became of kept groups of similar customers when they were looked for again.
public struct GroupChanges: Sendable, Equatable {
  /// Names that are kept.
  public let kept: [String]
  /// Names of new kinds of customers.
  public let new: [String]
  /// Names that nobody bears any more.
  public let gone: [String]

  /// Compares the names of groups, each in its own order.
  public init(from before: KeptClusters?, to after: KeptClusters?) {
    let (old, now) = (before?.names ?? [], after?.names ?? [])
    kept = now.filter(old.contains)
    new = now.filter { !old.contains($0) }
    gone = old.filter { !now.contains($0) }
  }

  /// The changes in words; `nil` where no groups were known before and none are now.
  public var sentence: String? {
    if kept.isEmpty, gone.isEmpty {
      return new.isEmpty ? nil : "\(new.count) groups of similar customers were found."
    }
    if new.isEmpty, gone.isEmpty {
      return "All \(kept.count) groups of customers kept their names."
    }
    let parts = [
      kept.isEmpty ? nil : "kept: \(Self.list(kept))", new.isEmpty ? nil : "new: \(Self.list(new))",
      gone.isEmpty ? nil : "gone: \(Self.list(gone))",
    ]
    return "Groups of customers changed; \(parts.compactMap(\.self).joined(separator: "; "))."
  }

  private static func list(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}
