/// Names for groups of RFM scores, in order: a customer belongs to the first segment that fits.
///
/// A table is data, not code: write your own as YAML and pass it in.
///
/// ```yaml
/// levels: 5
/// otherwise: others
/// segments:
///   - {name: champions, r: 4-5, f: 4-5, m: 4-5}
///   - {name: lost, r: 1, f: 1-2}
/// ```
public struct SegmentTable: Sendable, Equatable {
  /// One named group of scores.
  public struct Segment: Sendable, Equatable {
    /// What marketers call it.
    public let name: String
    /// The levels of recency it covers.
    public let r: ClosedRange<Int>
    /// The levels of frequency it covers.
    public let f: ClosedRange<Int>
    /// The levels of monetary value it covers.
    public let m: ClosedRange<Int>

    /// Names a group of scores.
    public init(
      _ name: String, r: ClosedRange<Int>, f: ClosedRange<Int>, m: ClosedRange<Int> = 1...5
    ) {
      self.name = name
      self.r = r
      self.f = f
      self.m = m
    }

    /// Whether a score belongs here.
    public func contains(_ score: RFMScore) -> Bool {
      r.contains(score.r) && f.contains(score.f) && m.contains(score.m)
    }
  }

  /// The segments; the first that fits counts.
  public let segments: [Segment]
  /// The name for scores that fit none.
  public let otherwise: String
  /// How many levels the segments' scores presume.
  public let levels: Int

  /// Makes a table.
  ///
  /// - Throws: `CustomerValueError` for no segments, or scores outside the levels.
  public init(_ segments: [Segment], otherwise: String = "others", levels: Int = 5) throws {
    guard !segments.isEmpty else { throw CustomerValueError.noSegments }
    for segment in segments {
      let bounds = [segment.r, segment.f, segment.m]
      guard bounds.allSatisfy({ $0.lowerBound >= 1 && $0.upperBound <= levels }) else {
        throw CustomerValueError.segmentBounds(name: segment.name, levels: levels)
      }
    }
    self.init(unchecked: segments, otherwise: otherwise, levels: levels)
  }

  init(unchecked segments: [Segment], otherwise: String, levels: Int) {
    self.segments = segments
    self.otherwise = otherwise
    self.levels = levels
  }

  /// The segment of a score that was made with a number of levels.
  ///
  /// Scores of another number of levels are brought to the table's by ⌈score · table levels / levels⌉.
  public func name(of score: RFMScore, levels: Int) -> String {
    func scaled(_ level: Int) -> Int { (level * self.levels + levels - 1) / levels }
    let score =
      levels == self.levels
      ? score : RFMScore(r: scaled(score.r), f: scaled(score.f), m: scaled(score.m))
    return segments.first { $0.contains(score) }?.name ?? otherwise
  }

  /// Every name the table can give, in its order, the last one being `otherwise`.
  public var names: [String] {
    var names: [String] = []
    for name in segments.map(\.name) + [otherwise] where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  /// The segments of the article of the R package `rfm`, to reproduce its tables.
  ///
  /// Use it with `RFMAnalysis.Method.rfmPackage`.
  public static let rfmPackage = SegmentTable(
    unchecked: [
      Segment("Champions", r: 5...5, f: 5...5, m: 5...5),
      Segment("Potential Loyalist", r: 3...5, f: 3...5, m: 2...5),
      Segment("Loyal Customers", r: 2...4, f: 2...4, m: 2...4),
      Segment("Promising", r: 3...4, f: 1...3, m: 3...5),
      Segment("New Customers", r: 4...5, f: 1...3),
      Segment("Can't Lose Them", r: 1...2, f: 3...4, m: 4...5),
      Segment("At Risk", r: 1...2, f: 2...5, m: 4...5),
      Segment("Need Attention", r: 1...3, f: 3...5, m: 3...5),
      Segment("About To Sleep", r: 2...3, f: 1...3, m: 1...4),
      Segment("Lost", r: 1...1, f: 1...5),
    ], otherwise: "Others", levels: 5)

  /// The built-in table of a name: `standard` or `rfm-package`; `nil` for any other.
  public static func named(_ name: String) -> SegmentTable? {
    switch name {
    case "standard": standard
    case "rfm-package": rfmPackage
    default: nil
    }
  }

  /// The built-in table: eleven segments that cover all 125 scores of five levels.
  public static let standard = SegmentTable(
    unchecked: [
      Segment("champions", r: 4...5, f: 4...5, m: 4...5),
      Segment("loyal", r: 3...5, f: 4...5),
      Segment("potential loyalists", r: 4...5, f: 2...3),
      Segment("new", r: 5...5, f: 1...1),
      Segment("promising", r: 4...4, f: 1...1),
      Segment("need attention", r: 3...3, f: 3...3),
      Segment("about to sleep", r: 3...3, f: 1...2),
      Segment("cannot lose", r: 1...2, f: 4...5, m: 4...5),
      Segment("at risk", r: 1...2, f: 3...5),
      Segment("hibernating", r: 2...2, f: 1...2),
      Segment("lost", r: 1...1, f: 1...2),
    ], otherwise: "others", levels: 5)
}
