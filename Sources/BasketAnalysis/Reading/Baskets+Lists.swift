public import Commerce

extension Baskets {
  /// Makes baskets from lists of product ids, in any order and with duplicates.
  ///
  /// ```swift
  /// let baskets = Baskets([["bread", "milk"], ["bread", "butter"], ["milk"]])
  /// ```
  ///
  /// - Parameters:
  ///   - lists: The products of each basket; a product named twice counts once.
  ///   - maximumSize: Baskets with more distinct products are counted and left out.
  /// - Complexity: O(n log n) for n entries.
  public init(_ lists: [[ProductID]], maximumSize: Int? = nil) {
    let products = IDIndex(lists.joined())
    var rows = BasketRows()
    rows.maximumSize = maximumSize ?? .max
    for list in lists {
      rows.append(unsorted: list.compactMap { products.position(of: $0).map(Int32.init) })
    }
    self = rows.baskets(items: ItemIndex(products))
  }

  /// Makes baskets from lists of item numbers, in any order and with duplicates.
  ///
  /// - Parameters:
  ///   - lists: The item numbers of each basket.
  ///   - maximumSize: Baskets with more distinct items are counted and left out.
  /// - Complexity: O(n log n) for n entries.
  public init(numbers lists: [[Int]], maximumSize: Int? = nil) {
    let numbers = Set(lists.joined()).sorted()
    let positions = Dictionary(
      uniqueKeysWithValues: numbers.enumerated().map { ($1, Int32($0)) })
    var rows = BasketRows()
    rows.maximumSize = maximumSize ?? .max
    for list in lists { rows.append(unsorted: list.compactMap { positions[$0] }) }
    self = rows.baskets(items: ItemIndex(numbers: numbers.map(Int64.init)))
  }
}
