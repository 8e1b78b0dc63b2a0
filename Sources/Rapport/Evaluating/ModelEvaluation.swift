public import Evaluation
public import Recommenders

/// How one recipe did in a test.
public struct ModelEvaluation: Sendable {
  /// What was fitted.
  public let recipe: Recipe
  /// What the fit made; it has seen nothing of the test.
  public let model: any StoredModel
  /// How it did with every tested customer.
  public let scores: RankingScores
  /// How long it took.
  public let timing: Timing
  /// Peak resident memory of the process up to the end of this model's test, in megabytes of 2²⁰ bytes.
  public let peakMegabytes: Double

  /// Seconds of each phase: of the wall's clock, and of the process's CPU over all threads.
  public struct Timing: Sendable {
    /// Fitting.
    public var fitSeconds: Double
    /// Fitting.
    public var fitCpuSeconds: Double
    /// One iteration on average, where the algorithm has any.
    public var iterationSeconds: Double?
    /// One iteration on average, where the algorithm has any.
    public var iterationCpuSeconds: Double?
    /// Ranking the longest list for all tested customers.
    public var scoreSeconds = 0.0
    /// Ranking the longest list for all tested customers.
    public var scoreCpuSeconds = 0.0

    init(fitSeconds: Double, fitCpuSeconds: Double) {
      self.fitSeconds = fitSeconds
      self.fitCpuSeconds = fitCpuSeconds
    }
  }

  /// The model's name in every output; it begins with the algorithm.
  public var name: String { recipe.modelName }

  /// How many iterations were made, where the algorithm has any.
  public var iterations: Int? { (model as? any IterativeModel)?.iterations }

  /// The loss that was reached, where the algorithm has one.
  public var loss: Double? { (model as? any IterativeModel)?.loss }
}
