public import Commerce
public import CustomerValue
public import Evaluation
public import Recommenders

/// What a model file says about itself: how it was made, from what, and how good it was.
public struct ModelCard: Codable, Sendable, Equatable {
  /// What the model is for.
  public var kind: ModelKind
  /// The name in every output; it begins with the algorithm.
  public var name: String
  /// The recipe with every hyper-parameter; nothing for other kinds than recommenders.
  public var recipe: Recipe?
  /// The seed of everything that was drawn by chance.
  public var seed: UInt64
  /// The day that was today.
  public var asOf: Day
  /// The day of the newest purchase it has seen.
  public var lastDay: Day
  /// The fingerprint of the purchases it was fitted on.
  public var fingerprint: String
  /// How many lines those were.
  public var lines: Int
  /// How many products it knows.
  public var products: Int
  /// What was measured on the newest window, before the model was fitted on everything.
  public var metrics: [String: Estimate]
  /// The window that was tested, or `nil` where there were too few purchases to test on.
  public var test: TestWindow?
  /// What `auto` tried and why it chose what it chose; `nil` for other recipes.
  public var trials: [AutoTrial]?
  /// The models of customers' value; `nil` for other kinds.
  public var value: FittedValueModel?
  /// The groups of similar customers; `nil` for other kinds than value, and where there are none.
  public var groups: KeptClusters?
  /// What the test on held-out purchases said, in a sentence; `nil` for other kinds than value.
  public var verdict: String?
  /// The version it was made to follow.
  public var parent: Int?
  /// The Rapport that wrote it.
  public var library = LibraryVersion.current

  /// The purchases that metrics were measured on.
  public struct TestWindow: Codable, Sendable, Equatable {
    /// The last day the tested model knew.
    public var lastTrainDay: Day
    /// The last day that was tested.
    public var lastTestDay: Day
    /// How many customers were tested.
    public var customers: Int
    /// Whether products bought before may be recommended again.
    public var repeats: RepeatPolicy
  }
}
