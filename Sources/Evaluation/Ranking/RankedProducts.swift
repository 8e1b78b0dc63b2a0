/// The recommendations of many customers: one list each, product positions from the best down.
public struct RankedProducts: Sendable, Equatable {
  /// How many places a list has at most.
  public let length: Int
  /// How many customers there are.
  public let count: Int
  /// `length` places a customer; −1 where a list is shorter.
  private var places: [Int32]

  /// Empty lists for so many customers.
  public init(count: Int, length: Int) {
    self.count = count
    self.length = max(0, length)
    places = Array(repeating: -1, count: count * max(0, length))
  }

  /// Lists held as arrays; the longest sets the length.
  public init(_ lists: [[Int32]]) {
    self.init(count: lists.count, length: lists.map(\.count).max() ?? 0)
    for (customer, list) in lists.enumerated() { set(list, for: customer) }
  }

  /// The list of a customer, best first.
  public subscript(customer: Int) -> ArraySlice<Int32> {
    places[customer * length..<(customer + 1) * length].prefix { $0 >= 0 }
  }

  /// Writes a customer's list; what is beyond the length is left out.
  public mutating func set(_ list: some Collection<Int32>, for customer: Int) {
    for (rank, product) in list.prefix(length).enumerated() {
      places[customer * length + rank] = product
    }
    for rank in min(list.count, length)..<length { places[customer * length + rank] = -1 }
  }
}
