public import Commerce
public import Compute

/// A trained model that can tell how well every product fits every customer.
///
/// It keeps the product side only. Customers are folded in from the purchases they have made by the time
/// they are served, so known, new and anonymous customers take one path, and yesterday's purchase counts
/// without retraining.
public protocol RecommenderModel: Sendable {
  /// The products the model knows; scores stand in this order.
  var products: IDIndex<ProductID> { get }

  /// Scores every product for a block of customers: the one primitive, a single customer is a block of one.
  ///
  /// - Parameters:
  ///   - customers: Consecutive customer positions of the histories.
  ///   - histories: Purchases in this model's product positions, no later than `asOf`.
  ///   - asOf: The day that is today.
  /// - Returns: customers.count × products.count finite scores; higher is better, the scale is the model's.
  func scores(for customers: Range<Int>, in histories: Histories, asOf: Day) -> Matrix
}

/// An algorithm with its hyper-parameters, before it has seen any data.
public protocol Recommender: Sendable {
  /// What fitting makes.
  associatedtype Model: RecommenderModel

  /// Learns from purchases up to and including a day.
  ///
  /// The same log, configuration and seed give the same bytes on any number of threads.
  func fit(_ log: PurchaseLog, asOf: Day, environment: FitEnvironment) throws -> Model
}

/// What a fit may use beside the purchases, and whom it tells how far it is.
///
/// Nothing but the facts of products and of customers changes the result, and those only where a recipe has
/// `attributes` or `group-popularity` in it.
public struct FitEnvironment: Sendable {
  /// What is known of the products besides their sales.
  public var catalogue = Catalogue()
  /// What is known of the customers besides their purchases.
  public var groups = CustomerGroups()
  /// How many threads to use.
  public var threads: Int
  /// Told the finished fraction, 0 to 1, and a word for what is being done.
  public var progress: @Sendable (_ fraction: Double, _ what: String) -> Void
  /// Told by iterative algorithms that an iteration has ended.
  ///
  /// The number is 0 right before the first iteration, 1 after it, and so on. Time is measured outside, because nothing down here has a clock.
  public var iterationEnded: @Sendable (_ iteration: Int) -> Void = { _ in }

  /// Uses a number of threads and, unless told otherwise, works in silence.
  public init(
    threads: Int = 1, progress: @escaping @Sendable (Double, String) -> Void = { _, _ in }
  ) {
    self.threads = max(1, threads)
    self.progress = progress
  }
}
