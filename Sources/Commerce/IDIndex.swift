/// The one place where string ids meet the dense positions that arrays are indexed by.
///
/// Positions ascend with the ids, as numbers where all ids are digits and by their bytes elsewhere. So
/// "ties by ascending id" is the same as "ties by ascending position" in the whole program, and neither
/// depends on the order in which a file named them.
public struct IDIndex<ID: Identifier>: Sendable {
  /// The ids by position, ascending and distinct.
  public let ids: [ID]
  private let positions: [ID: Int32]

  /// Sorts and numbers the distinct ids.
  ///
  /// - Complexity: O(n log n) for n ids.
  public init(_ ids: some Sequence<ID>) {
    self.init(ascending: Self.ordered(Set(ids)))
  }

  /// Takes ids that are already distinct and in this type's order, as `ordered(_:)` returns them.
  public init(ascending ids: [ID]) {
    self.ids = ids
    var positions = [ID: Int32](minimumCapacity: ids.count)
    for (position, id) in ids.enumerated() { positions[id] = Int32(position) }
    self.positions = positions
  }

  /// How many ids there are.
  public var count: Int { ids.count }

  /// The id at a position.
  public subscript(position: Int) -> ID { ids[position] }

  /// The position of an id, or `nil` where it is unknown.
  public func position(of id: ID) -> Int? { positions[id].map(Int.init) }

  /// The distinct ids in ascending order: as numbers if all are digits, by their bytes otherwise.
  public static func ordered(_ ids: some Collection<ID>) -> [ID] {
    let allNumbers = ids.allSatisfy { id in
      !id.text.isEmpty && id.text.utf8.allSatisfy { (48...57).contains($0) }
    }
    guard allNumbers else { return ids.sorted { Self.bytesPrecede($0.text, $1.text) } }
    let keyed = ids.map { id -> (digits: Substring, id: ID) in
      (id.text.drop { $0 == "0" }, id)
    }
    return keyed.sorted { a, b in
      let (aCount, bCount) = (a.digits.utf8.count, b.digits.utf8.count)
      if aCount != bCount { return aCount < bCount }
      if a.digits != b.digits { return a.digits < b.digits }
      return Self.bytesPrecede(a.id.text, b.id.text)
    }.map(\.id)
  }

  private static func bytesPrecede(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }
}

extension IDIndex: Equatable {
  /// Equal when they number the same ids.
  public static func == (a: Self, b: Self) -> Bool { a.ids == b.ids }
}
