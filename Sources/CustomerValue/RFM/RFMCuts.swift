/// The values that separate the levels: what makes a score readable and repeatable.
///
/// Scores say nothing without them. They are printed with every result, and can be kept to score the same
/// customers at another date by the same yardstick.
public struct RFMCuts: Sendable, Equatable, Codable {
  /// Days since the newest purchase, ascending: up to the first cut is the best level.
  public let recency: [Double]
  /// Orders, ascending: up to the first cut is level 1.
  public let frequency: [Double]
  /// Money spent, in units of the currency, ascending: up to the first cut is level 1.
  public let monetary: [Double]
  /// Whether a value equal to a cut belongs to the group above it instead of the one below.
  public let boundsBelongAbove: Bool

  /// Takes cut points as they are.
  public init(
    recency: [Double], frequency: [Double], monetary: [Double], boundsBelongAbove: Bool = false
  ) {
    self.recency = recency
    self.frequency = frequency
    self.monetary = monetary
    self.boundsBelongAbove = boundsBelongAbove
  }

  /// How many levels the cuts make.
  public var levels: Int { frequency.count + 1 }

  /// The score of a customer with these values.
  public func score(recencyDays: Double, frequency: Double, monetary: Double) -> RFMScore {
    RFMScore(
      r: recency.count + 2 - level(recencyDays, among: recency),
      f: level(frequency, among: self.frequency), m: level(monetary, among: self.monetary))
  }

  /// One more than the number of cuts below a value.
  func level(_ value: Double, among cuts: [Double]) -> Int {
    // Added up and not branched upon: values fall into levels at random, so branches are guessed wrong.
    var level = 1
    if boundsBelongAbove {
      for cut in cuts { level &+= cut <= value ? 1 : 0 }
    } else {
      for cut in cuts { level &+= cut < value ? 1 : 0 }
    }
    return level
  }
}
