extension SegmentTable: Codable {
  private enum Key: String, CodingKey, CaseIterable { case segments, otherwise, levels }

  /// Reads a table; `levels` is 5 and `otherwise` is "others" unless given.
  public init(from decoder: any Decoder) throws {
    try decoder.refuseUnknownKeys(Key.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: Key.self)
    let levels = try values.decodeIfPresent(Int.self, forKey: .levels) ?? 5
    let rows = try values.decode([Row].self, forKey: .segments)
    try self.init(
      rows.map { try $0.segment(levels: levels) },
      otherwise: values.decodeIfPresent(String.self, forKey: .otherwise) ?? "others",
      levels: levels)
  }

  /// Writes the table in the form it is read.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(levels, forKey: .levels)
    try values.encode(otherwise, forKey: .otherwise)
    try values.encode(segments.map(Row.init), forKey: .segments)
  }

  /// A segment as people write it: ranges as `4-5`, or one number.
  private struct Row: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable { case name, r, f, m }

    let name: String
    let r: String?
    let f: String?
    let m: String?

    init(_ segment: Segment) {
      func text(_ range: ClosedRange<Int>) -> String { "\(range.lowerBound)-\(range.upperBound)" }
      name = segment.name
      (r, f, m) = (text(segment.r), text(segment.f), text(segment.m))
    }

    init(from decoder: any Decoder) throws {
      try decoder.refuseUnknownKeys(CodingKeys.allCases.map(\.rawValue))
      let values = try decoder.container(keyedBy: CodingKeys.self)
      func range(_ key: CodingKeys) throws -> String? {
        if let level = try? values.decodeIfPresent(Int.self, forKey: key) { return String(level) }
        return try values.decodeIfPresent(String.self, forKey: key)
      }
      name = try values.decode(String.self, forKey: .name)
      (r, f, m) = (try range(.r), try range(.f), try range(.m))
    }

    func segment(levels: Int) throws -> Segment {
      func range(_ text: String?) throws -> ClosedRange<Int> {
        guard let text else { return 1...levels }
        let ends = text.split(separator: "-").map { Int($0.filter { $0 != " " }) }
        guard let low = ends.first ?? nil, let high = ends.last ?? nil, ends.count <= 2, low <= high
        else { throw CustomerValueError.segmentBounds(name: name, levels: levels) }
        return low...high
      }
      return Segment(name, r: try range(r), f: try range(f), m: try range(m))
    }
  }
}
