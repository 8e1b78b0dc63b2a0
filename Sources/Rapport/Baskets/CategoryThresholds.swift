public import BasketAnalysis
import Commerce

/// Minimums of their own for some categories of the items of a basket file.
public struct CategoryThresholds: Sendable {
  /// A CSV whose first two columns are the item and its category.
  public let path: String
  /// The minimum of each category that has one of its own.
  public let thresholds: [String: SupportThreshold]

  /// Names the file of categories and their minimums; nothing is read yet.
  public init(_ path: String, thresholds: [String: SupportThreshold]) {
    self.path = path
    self.thresholds = thresholds
  }

  /// Reads which item is of which category.
  ///
  /// - Throws: `BasketFileError` where the file cannot be read or has none of a category.
  func support(for baskets: Baskets) throws -> CategorySupport {
    let categories = try BasketFile.names(in: path, for: baskets)
    let known = Set(categories.values)
    for name in thresholds.keys.sorted() where !known.contains(name) {
      throw BasketFileError.unknownCategory(
        name: name, nearest: NearestMatch.to(name, among: known.sorted()))
    }
    return CategorySupport(
      categories: Dictionary(
        uniqueKeysWithValues: categories.map { (ProductID($0.key), $0.value) }),
      thresholds: thresholds)
  }
}
