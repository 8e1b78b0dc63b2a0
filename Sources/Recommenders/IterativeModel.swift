/// A model that was made by repeated improvement and can say how far it got.
///
/// `rapport evaluate` reports both numbers; a model read back from a file may have forgotten its loss.
public protocol IterativeModel: RecommenderModel {
  /// How many iterations were made.
  var iterations: Int { get }
  /// The loss that was reached, as the algorithm defines it, or `nil` where it is not known.
  var loss: Double? { get }
}
