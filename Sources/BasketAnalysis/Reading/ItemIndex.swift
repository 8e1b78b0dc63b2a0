public import Commerce

/// What stands in the baskets, by position: products by name, or the bare numbers of a research file.
///
/// Positions ascend with the ids, as everywhere in the program. Files of bare numbers keep them as numbers,
/// so that reading a million of them makes no strings.
public struct ItemIndex: Sendable, Equatable {
  private enum Storage: Sendable, Equatable {
    case numbers([Int64])
    case products(IDIndex<ProductID>)
  }

  private let storage: Storage

  /// Takes distinct item numbers in ascending order.
  public init(numbers: [Int64]) { storage = .numbers(numbers) }

  /// Takes the products of a log or a catalogue.
  public init(_ products: IDIndex<ProductID>) { storage = .products(products) }

  /// How many items there are, whether or not they occur in a basket.
  public var count: Int {
    switch storage {
    case .numbers(let numbers): numbers.count
    case .products(let products): products.count
    }
  }

  /// The id of the item at a position.
  public subscript(position: Int) -> ProductID {
    switch storage {
    case .numbers(let numbers): ProductID(String(numbers[position]))
    case .products(let products): products[position]
    }
  }

  /// The position of an item, or `nil` where it is unknown.
  ///
  /// - Complexity: O(1) for products, O(log n) for numbers.
  public func position(of id: ProductID) -> Int? {
    switch storage {
    case .products(let products): return products.position(of: id)
    case .numbers(let numbers):
      guard let wanted = Int64(id.text) else { return nil }
      var (low, high) = (0, numbers.count)
      while low < high {
        let middle = (low + high) / 2
        if numbers[middle] < wanted { low = middle + 1 } else { high = middle }
      }
      return low < numbers.count && numbers[low] == wanted ? low : nil
    }
  }
}
