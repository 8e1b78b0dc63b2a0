public import Commerce

/// What can be wrong with a campaign's plan.
public enum CampaignPlanError: ExplainedError, Equatable {
  /// A key that means nothing.
  case unknownKey(name: String, place: String, nearest: String?, known: [String])
  /// A key that must be there.
  case missing(key: String)
  /// A value of the wrong kind or outside its range.
  case badValue(key: String, value: String, expected: String)
  /// More than one offer or channel.
  case several(key: String, count: Int)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .unknownKey: "plan-unknown-key"
    case .missing: "plan-missing-key"
    case .badValue: "plan-bad-value"
    case .several: "plan-several"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .unknownKey(let name, let place, _, _):
      "The campaign has the key '\(name)'\(place.isEmpty ? "" : " under '\(place)'"), "
        + "which means nothing there."
    case .missing(let key): "The campaign says nothing about '\(key)'."
    case .badValue(let key, let value, let expected):
      "The campaign's \(key) is \(value.isEmpty ? "empty" : "'\(value)'"), but must be \(expected)."
    case .several(let key, let count):
      "The campaign has \(count) \(key), but this version builds with one."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .unknownKey(_, _, let nearest, let known):
      nearest.map { "Did you mean '\($0)'?" } ?? "The keys are: \(known.joined(separator: ", "))."
    case .missing(let key): "Add a line '\(key): …' to the campaign's file."
    case .badValue(let key, _, _): "Correct '\(key)' in the campaign's file and build again."
    case .several(let key, _): "Keep one of the \(key) and make a campaign of each of the others."
    }
  }
}
