import BasketAnalysis

/// A product or a group of products as it is shown.
public struct ShownGoods: Sendable, Hashable, Encodable {
  /// The id.
  public let id: String
  /// The name; the id where there is none.
  public let name: String
}

/// Shows items by their positions.
struct GoodsShowing {
  let items: ItemIndex
  let names: [String: String]

  /// One item.
  func goods(_ item: Int32) -> ShownGoods {
    let id = items[Int(item)].text
    return ShownGoods(id: id, name: names[id] ?? id)
  }

  /// Some items, in their order.
  func goods(_ list: [Int32]) -> [ShownGoods] { list.map(goods) }
}
