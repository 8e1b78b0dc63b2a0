/// What is known of the products besides their sales.
public struct Catalogue: Sendable {
  /// One product's facts; everything but the name may be unknown.
  public struct Product: Sendable, Equatable {
    /// The name people read; empty where none was imported.
    public var name = ""
    /// The category, the level that policies and caps are set on.
    public var category: String?
    /// The department above the category.
    public var department: String?
    /// The brand.
    public var brand: String?
    /// The present list price.
    public var price: Money?
    /// What one costs the shop.
    public var cost: Money?
    /// How many are in stock; `nil` means not tracked.
    public var stock: Int?
    /// Whether it may still be sold.
    public var isActive = true

    /// A product about which nothing is known.
    public init() {}
  }

  private let facts: [ProductID: Product]

  /// Keeps the facts of some products.
  public init(_ facts: [ProductID: Product] = [:]) { self.facts = facts }

  /// The facts of a product; those of an unknown one are empty.
  public subscript(id: ProductID) -> Product { facts[id] ?? Product() }

  /// The name people read, or the id where there is none.
  public func name(of id: ProductID) -> String {
    let name = self[id].name
    return name.isEmpty ? id.text : name
  }

  /// The ids about which something is known, ascending.
  public var ids: [ProductID] { IDIndex<ProductID>.ordered(Array(facts.keys)) }
}
