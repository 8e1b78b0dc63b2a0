public import Evaluation

/// What a walk through the whole loop found, beside what had been planted.
public struct DemoReport: Sendable, Encodable {
  /// One thing that was planted and looked for.
  public struct Finding: Sendable, Encodable {
    /// What it is about, in a few words.
    public let what: String
    /// What was planted.
    public let planted: String
    /// What the analysis found.
    public let found: String
    /// Whether the two agree.
    public let agrees: Bool
  }

  /// One step of the walk.
  public struct Step: Sendable, Encodable {
    /// Its name.
    public let name: String
    /// What came of it, in a sentence.
    public let outcome: String
    /// Wall seconds it took.
    public let seconds: Double
  }

  /// Recall of a model on the purchases it has not seen.
  public struct Recall: Sendable, Encodable {
    /// The model.
    public let model: String
    /// Recall@10 with its interval.
    public let recall: Estimate
  }

  /// A planted rule and what was found of it.
  public struct RuleFinding: Sendable, Encodable {
    /// What is bought.
    public let product: String
    /// What is taken with it.
    public let companion: String
    /// How often, as planted beyond chance.
    public let planted: Double
    /// The confidence found, or `nil` where the rule was not.
    public let found: Double?
    /// Its place in the list by lift.
    public let rank: Int?
  }

  /// A parameter of the life cycle.
  public struct ParameterFinding: Sendable, Encodable {
    /// Its letter in the paper.
    public let name: String
    /// As planted.
    public let planted: Double
    /// As estimated.
    public let found: Double
    /// Its standard error, where it has one.
    public let standardError: Double?
  }

  /// The steps in order.
  public internal(set) var steps: [Step] = []
  /// Models on unseen purchases, popularity first.
  public internal(set) var recalls: [Recall] = []
  /// The share of recommended products in categories the customer was made to like.
  public internal(set) var tasteShare = 0.0
  /// The same share for the popular list.
  public internal(set) var popularTasteShare = 0.0
  /// The planted rules.
  public internal(set) var rules: [RuleFinding] = []
  /// The parameters of the life cycle.
  public internal(set) var parameters: [ParameterFinding] = []
  /// How well P(alive) tells those who left from those who did not: 0.5 is guessing, 1 is perfect.
  public internal(set) var aliveRanking = 0.5
  /// The share of customers still active, as planted.
  public internal(set) var activeShare = 0.0
  /// The mean of P(alive).
  public internal(set) var meanAlive = 0.0
  /// The planted rise of the share of buyers among the treated.
  public internal(set) var plantedUplift = 0.0
  /// The rise that the control group shows.
  public internal(set) var uplift = Estimate(exactly: 0)
  /// What the retraining decided, and why.
  public internal(set) var decision = ""
  /// The list of one customer, for people to look at.
  public internal(set) var example: [String] = []
  /// All of it, as planted against found.
  public internal(set) var findings: [Finding] = []
  /// Wall seconds of the whole walk.
  public internal(set) var seconds = 0.0

  /// A report that is still empty.
  public init() {}
}
