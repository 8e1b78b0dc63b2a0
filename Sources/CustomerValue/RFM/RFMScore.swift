/// A customer's levels of recency, frequency and monetary value; the highest is best in all three.
public struct RFMScore: Hashable, Sendable {
  /// How recently the customer bought; the highest level bought last.
  public let r: Int
  /// How often.
  public let f: Int
  /// For how much.
  public let m: Int

  /// Puts the three levels together.
  public init(r: Int, f: Int, m: Int) {
    self.r = r
    self.f = f
    self.m = m
  }
}

extension RFMScore: CustomStringConvertible {
  /// The three digits as marketers write them: `545`.
  public var description: String { "\(r)\(f)\(m)" }
}
