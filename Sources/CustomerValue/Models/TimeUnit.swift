/// The unit in which a model counts time; part of the model, since its parameters mean nothing without it.
public enum TimeUnit: String, Codable, CaseIterable, Sendable {
  case days, weeks, months, years

  /// How many days one unit has; a month is a twelfth of 365.25 days.
  public var days: Double {
    switch self {
    case .days: 1
    case .weeks: 7
    case .months: 365.25 / 12
    case .years: 365.25
    }
  }
}

/// A length of time with its unit, so that weeks can never be taken for days.
public struct TimeSpan: Hashable, Sendable {
  /// How many units.
  public let length: Double
  /// Of what.
  public let unit: TimeUnit

  /// Makes a length of time.
  public init(_ length: Double, _ unit: TimeUnit) {
    self.length = length
    self.unit = unit
  }

  /// The same time counted in another unit.
  public func converted(to unit: TimeUnit) -> TimeSpan {
    unit == self.unit ? self : TimeSpan(length * self.unit.days / unit.days, unit)
  }
}
