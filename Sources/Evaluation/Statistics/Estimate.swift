/// An estimated number with the interval it probably lies in.
///
/// Every number a person sees that comes from a sample carries its uncertainty; this is the form it takes in
/// tables and in JSON.
public struct Estimate: Sendable, Equatable, Codable {
  /// The best single guess.
  public var value: Double
  /// The lower end of the interval.
  public var low: Double
  /// The upper end of the interval.
  public var high: Double

  /// Joins a value and its interval.
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// A number that is known exactly: a count over everybody, not a sample.
  public init(exactly value: Double) { self.init(value: value, low: value, high: value) }

  /// Whether a number lies within the interval, its ends included.
  public func contains(_ number: Double) -> Bool { low <= number && number <= high }

  /// The same estimate in another unit, as in basis points or money for a thousand contacts.
  public func scaled(by factor: Double) -> Estimate {
    let (a, b) = (low * factor, high * factor)
    return Estimate(value: value * factor, low: min(a, b), high: max(a, b))
  }
}
