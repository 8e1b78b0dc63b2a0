public import Commerce

/// What can be wrong with a question about the value of customers.
public enum CustomerValueError: ExplainedError, Equatable {
  /// No named customer has bought anything by the day asked for.
  case noPurchases(asOf: Day)
  /// A number of RFM levels outside 2 to 10.
  case levels(Int)
  /// Fixed cut points that do not ascend, or are not one fewer than the levels.
  case cuts(measure: String, count: Int, levels: Int)
  /// A way of finding cut points that does not exist.
  case unknownMethod(name: String)
  /// A segment whose scores lie outside the table's levels, or are the wrong way round.
  case segmentBounds(name: String, levels: Int)
  /// A segment table without segments.
  case noSegments
  /// A field that customers do not have, and the nearest one they have.
  case unknownField(name: String, nearest: String?)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .noPurchases: "no-purchases"
    case .levels: "rfm-levels"
    case .cuts: "rfm-cuts"
    case .unknownMethod: "rfm-method"
    case .segmentBounds: "segment-bounds"
    case .noSegments: "no-segments"
    case .unknownField: "unknown-field"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .noPurchases(let day): "No named customer has bought anything by \(day)."
    case .levels(let count): "\(count) is not a number of levels that scores can have."
    case .cuts(let measure, let count, let levels):
      "The \(count) fixed cut points of \(measure) do not make \(levels) ascending levels."
    case .unknownMethod(let name): "There is no way '\(name)' of cutting levels."
    case .segmentBounds(let name, let levels):
      "The scores of segment '\(name)' are not ranges within 1 to \(levels)."
    case .noSegments: "The segment table has no segments."
    case .unknownField(let name, let nearest):
      "Customers have no field '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ".")
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .noPurchases:
      "Import purchases with customer ids, or choose a later day with --as-of."
    case .levels: "Use from 2 to 10 levels; 5 is usual."
    case .cuts(_, _, let levels): "Give \(levels - 1) different cut points in ascending order."
    case .unknownMethod: "Use quantile, rank or rfm-package, or give fixed cut points with --cuts."
    case .segmentBounds(_, let levels):
      "Write each of r, f and m as a range such as 4-\(levels), the lower score first."
    case .noSegments: "Add at least one segment with its scores, or leave the table out."
    case .unknownField:
      "The fields are: \(ProfileField.allCases.map(\.rawValue).joined(separator: ", "))."
    }
  }
}
