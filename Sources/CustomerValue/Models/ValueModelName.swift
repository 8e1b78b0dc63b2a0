import Commerce

/// The value models by name, as the command line writes them.
public enum ValueModelName: String, CaseIterable, Codable, Sendable {
  case bgNBD = "bg-nbd"
  case mbgNBD = "mbg-nbd"
  case paretoNBD = "pareto-nbd"
  case gammaGamma = "gamma-gamma"
  case bgBB = "bg-bb"

  /// Whether it is a model of purchase times, whose parameters have a unit.
  public var countsTime: Bool { self != .gammaGamma && self != .bgBB }

  /// The model of a name.
  ///
  /// - Throws: `ValueModelError.unknownModel` with the nearest name.
  public static func named(_ name: String) throws -> ValueModelName {
    if let model = ValueModelName(rawValue: name) { return model }
    let known = allCases.map(\.rawValue)
    throw ValueModelError.unknownModel(
      name: name, nearest: NearestMatch.to(name, among: known), known: known)
  }
}
