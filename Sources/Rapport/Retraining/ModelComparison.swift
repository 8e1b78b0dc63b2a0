public import Commerce
public import Evaluation
import Foundation
import Recommenders

/// Two recipes tried on the same customers of the newest window.
public struct ModelComparison: Sendable, Codable, Equatable {
  /// What was compared, as in `ndcg@10`.
  public let metric: String
  /// The last day both knew.
  public let lastTrainDay: Day
  /// How many customers were tested.
  public let customers: Int
  /// The live recipe's name.
  public let champion: String
  /// Its mean.
  public let championValue: Double
  /// The challenging recipe's name.
  public let challenger: String
  /// Its mean.
  public let challengerValue: Double
  /// Challenger minus champion, customer by customer.
  public let difference: Estimate
  /// The probability of so large a difference by chance.
  public let pValue: Double

  /// Whether the challenger is better by more than chance explains.
  public var isChallengerBetter: Bool { difference.low > 0 }

  /// Compares two results of one test in NDCG at 10, or `nil` where there is nothing to compare.
  init?(
    champion: (name: String, scores: RankingScores),
    challenger: (name: String, scores: RankingScores), trial: Trial, bootstrap: Bootstrap
  ) {
    let metric = RankingMetric(.ndcg, at: 10)
    guard let mine = champion.scores.mean(metric), let theirs = challenger.scores.mean(metric),
      let comparison = challenger.scores.comparison(with: champion.scores, in: metric, bootstrap)
    else { return nil }
    self.metric = metric.description
    lastTrainDay = trial.split.lastTrainDay
    customers = trial.evaluation.yardstick.truth.customers.count
    self.champion = champion.name
    championValue = mine
    self.challenger = challenger.name
    challengerValue = theirs
    difference = comparison.difference
    pValue = comparison.pValue
  }

  /// The numbers in one sentence, for people.
  var sentence: String {
    "NDCG@10 after \(lastTrainDay), \(customers) customers: \(champion) "
      + "\(Self.text(championValue)), \(challenger) \(Self.text(challengerValue)), difference "
      + "\(Self.text(difference.value)) (95 %: \(Self.text(difference.low)) to "
      + "\(Self.text(difference.high)))."
  }

  /// The row's JSON.
  var json: String? {
    (try? ModelCard.encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func text(_ value: Double) -> String {
    let scaled = Int((value.magnitude * 10_000).rounded())
    let digits = String(scaled % 10_000)
    let zeros = String(repeating: "0", count: 4 - digits.count)
    return "\(value < 0 && scaled > 0 ? "−" : "")\(scaled / 10_000).\(zeros)\(digits)"
  }
}
