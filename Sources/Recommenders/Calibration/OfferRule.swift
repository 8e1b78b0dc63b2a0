/// What one letter offers and how long its reader has to answer: the question a probability answers.
public struct OfferRule: Hashable, Sendable {
  /// How many products stand in a letter.
  public var products: Int
  /// How many days after the letter a purchase still counts.
  public var windowDays: Int
  /// Whether products the customer has bought before may be offered.
  public var offersRepeats: Bool

  /// Offers a number of products for a number of days.
  public init(products: Int = 3, windowDays: Int = 28, offersRepeats: Bool = true) {
    precondition(products > 0 && windowDays > 0, "A letter needs a product and a day.")
    self.products = products
    self.windowDays = windowDays
    self.offersRepeats = offersRepeats
  }
}
