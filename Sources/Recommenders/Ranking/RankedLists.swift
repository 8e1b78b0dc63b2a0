public import Commerce
public import Compute

/// The lists of consecutive customers, compactly: 8 bytes a line.
public struct RankedLists: Sendable {
  /// The customers, as positions of the histories.
  public let customers: Range<Int>
  /// The model's products.
  public let products: IDIndex<ProductID>
  private let offsets: [Int]
  private let elements: [TopSelection.Element]

  init(
    customers: Range<Int>, products: IDIndex<ProductID>, lists: [[TopSelection.Element]]
  ) {
    self.customers = customers
    self.products = products
    var offsets = [0]
    offsets.reserveCapacity(lists.count + 1)
    for list in lists { offsets.append(offsets[offsets.count - 1] + list.count) }
    self.offsets = offsets
    elements = Array(lists.joined())
  }

  /// Positions and scores of a customer's list, best first.
  public func elements(of customer: Int) -> ArraySlice<TopSelection.Element> {
    let row = customer - customers.lowerBound
    return elements[offsets[row]..<offsets[row + 1]]
  }

  /// A customer's list, best first.
  public subscript(customer: Int) -> [Recommendation] {
    elements(of: customer).enumerated().map { index, element in
      Recommendation(
        product: products[Int(element.position)], position: Int(element.position),
        score: element.score, rank: index + 1)
    }
  }
}
