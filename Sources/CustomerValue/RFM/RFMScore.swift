/// A customer's levels of recency, frequency and monetary value; the highest is best in all three.
public struct RFMScore: Hashable, Sendable {
  // A byte each: ten million customers have ten million scores.
  private let recency, frequency, monetary: UInt8

  /// How recently the customer bought; the highest level bought last.
  public var r: Int { Int(recency) }
  /// How often.
  public var f: Int { Int(frequency) }
  /// For how much.
  public var m: Int { Int(monetary) }

  /// Puts the three levels together.
  public init(r: Int, f: Int, m: Int) {
    recency = UInt8(clamping: r)
    frequency = UInt8(clamping: f)
    monetary = UInt8(clamping: m)
  }
}

extension RFMScore: CustomStringConvertible {
  /// The three digits as marketers write them: `545`.
  public var description: String { "\(r)\(f)\(m)" }
}
