/// Levels that hold nobody because many customers share one value: a fact a score's reader must know.
public struct RFMWarning: Sendable, Equatable {
  /// Which measure: recency, frequency or monetary.
  public let measure: String
  /// How many levels hold somebody.
  public let filled: Int
  /// How many there should be.
  public let levels: Int
  /// The value most customers share.
  public let commonest: Double
  /// The share of customers who have it, 0 to 1.
  public let share: Double

  /// The fact as a sentence.
  public var sentence: String {
    let percent = Int((share * 100).rounded())
    let value =
      commonest == commonest.rounded() ? String(Int(commonest)) : String(commonest)
    return
      "The scores of \(measure) fill only \(filled) of \(levels) levels: \(percent) % of customers "
      + "share the value \(value), and equal values share a level."
  }
}
