public import Commerce

/// Which products may be recommended to whom: policies that hold before any ranking.
public struct Eligibility: Sendable, Equatable {
  /// What to do with a product the customer has bought already.
  public enum RepeatPolicy: Sendable, Equatable {
    /// Never recommend it again.
    case exclude
    /// Treat it like any other.
    case allow
    /// Not again within so many days of the last purchase.
    case coolDown(days: Int)
  }

  /// The policy for products bought already.
  public var alreadyBought: RepeatPolicy
  /// Policies of categories that differ from it.
  public var alreadyBoughtByCategory: [String: RepeatPolicy] = [:]
  /// Whether products whose stock is tracked and used up are left out.
  public var onlyInStock = true
  /// Whether products that are no longer sold are left out.
  public var onlyActive = true
  /// Only these categories; `nil` means all.
  public var allowedCategories: Set<String>?
  /// None of these categories.
  public var deniedCategories: Set<String> = []
  /// At least this price; products without a price then are left out.
  public var minimumPrice: Money?
  /// At most this price; products without a price then are left out.
  public var maximumPrice: Money?
  /// Only these products; `nil` means all.
  public var allowedProducts: Set<ProductID>?
  /// None of these products.
  public var deniedProducts: Set<ProductID> = []

  /// Leaves out what was bought already, unless told otherwise, and what cannot be sold.
  public init(alreadyBought: RepeatPolicy = .exclude) { self.alreadyBought = alreadyBought }

  /// No filter at all: also what was bought, what is out of stock and what is no longer sold.
  public static var everything: Eligibility {
    var everything = Eligibility(alreadyBought: .allow)
    (everything.onlyInStock, everything.onlyActive) = (false, false)
    return everything
  }

  /// Whether a product may be recommended to anyone.
  public func admits(_ product: ProductID, _ facts: Catalogue.Product) -> Bool {
    if deniedProducts.contains(product) { return false }
    if let allowedProducts, !allowedProducts.contains(product) { return false }
    if onlyActive, !facts.isActive { return false }
    if onlyInStock, let stock = facts.stock, stock <= 0 { return false }
    return admits(category: facts.category) && admits(price: facts.price)
  }

  /// The policy for a product bought already.
  public func repeatPolicy(for facts: Catalogue.Product) -> RepeatPolicy {
    facts.category.flatMap { alreadyBoughtByCategory[$0] } ?? alreadyBought
  }

  private func admits(category: String?) -> Bool {
    if let category, deniedCategories.contains(category) { return false }
    guard let allowedCategories else { return true }
    return category.map(allowedCategories.contains) ?? false
  }

  private func admits(price: Money?) -> Bool {
    guard minimumPrice != nil || maximumPrice != nil else { return true }
    guard let price else { return false }
    return price >= (minimumPrice ?? price) && price <= (maximumPrice ?? price)
  }
}
