public import Commerce
public import Evaluation
public import Recommenders

/// What retraining compares, and when it is due.
public struct RetrainingOptions: Sendable {
  /// The recipe that challenges the live one; where none is named, neighbours challenge factors and factors
  /// everything else.
  public var challenger: Recipe?
  /// Whether to do nothing unless there is enough that is new.
  public var onlyIfDue: Bool
  /// The share of new lines from which on it is due, whatever their day; see ``Workspace/isRetrainingDue(_:)``.
  public var minimumNewShare: Double
  /// The day that is today; the day of the newest purchase where none is given.
  public var asOf: Day?
  /// The seed of the test's intervals.
  public var seed: UInt64
  /// Whether products bought before may be recommended again, in the test.
  public var repeats: Evaluation.RepeatPolicy

  /// Retrains whether due or not, unless told otherwise; one new line in a hundred makes it due.
  public init(
    challenger: Recipe? = nil, onlyIfDue: Bool = false, minimumNewShare: Double = 0.01,
    asOf: Day? = nil, seed: UInt64 = 1, repeats: Evaluation.RepeatPolicy = .allow
  ) {
    self.challenger = challenger
    self.onlyIfDue = onlyIfDue
    self.minimumNewShare = minimumNewShare
    self.asOf = asOf
    self.seed = seed
    self.repeats = repeats
  }

  /// The same options in the words of training.
  var training: TrainingOptions {
    TrainingOptions(asOf: asOf, seed: seed, repeats: repeats)
  }
}
