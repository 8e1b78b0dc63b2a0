import CustomerValue

/// The words an audience may use in a workspace: fields, and the values of fields that have few.
///
/// A word outside the vocabulary is a typing mistake, and a mailing must not go out on one.
public struct AudienceVocabulary: Sendable, Equatable {
  /// Fields that hold numbers.
  public var numbers: [String]
  /// Fields that hold texts or days.
  public var texts: [String]
  /// The possible values of a field, where they are known in advance.
  public var values: [String: [String]]

  /// Lists the words.
  public init(numbers: [String], texts: [String], values: [String: [String]] = [:]) {
    self.numbers = numbers
    self.texts = texts
    self.values = values
  }

  /// The words that hold in every workspace, with the attributes of this one.
  ///
  /// - Parameters:
  ///   - segments: The names of segments that are in use.
  ///   - attributes: Further columns of the customer file; named as they are, or as `attribute.NAME`.
  /// - Returns: Profile fields, directory fields and attributes.
  public static func standard(
    segments: [String], attributes: [String] = []
  ) -> AudienceVocabulary {
    let words: [ProfileField] = [
      .segment, .segmentBefore, .stage, .abc, .matrix, .tier, .cluster, .warning, .reason,
    ]
    let fields = ProfileField.allCases
    return AudienceVocabulary(
      numbers: fields.filter { !words.contains($0) }.map(\.rawValue),
      texts: words.map(\.rawValue) + directoryFields + attributes.sorted()
        + attributes.sorted().map { "attribute.\($0)" },
      values: [
        "segment": segments, "segmentBefore": segments,
        "stage": LifecycleStage.allCases.map(\.rawValue),
        "abc": ABCClass.allCases.map(\.rawValue), "matrix": ValueMatrix.allCases.map(\.rawValue),
        "tier": ValueTier.allCases.map(\.rawValue), "warning": ["yes", "no"],
      ])
  }

  /// The fields of the customer directory that audiences can name.
  public static let directoryFields = [
    "customer", "country", "region", "city", "postcode", "language", "household", "email", "phone",
    "addressUpdated", "personalise",
  ]

  /// Every field, numbers first.
  public var fields: [String] { numbers + texts }
}
