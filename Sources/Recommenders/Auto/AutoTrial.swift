import Foundation

/// One line of the table that says what `auto` tried and why it chose what it chose.
public struct AutoTrial: Sendable, Equatable, Codable {
  /// What became of an alternative.
  public enum Verdict: String, Sendable, Codable {
    /// It is part of the result.
    case chosen
    /// Others of its side were better after a first look.
    case droppedEarly = "dropped early"
    /// Another of its side was a little better.
    case secondBest = "second best"
    /// It did not fit into the minutes.
    case tooExpensive = "too expensive"
    /// It is the best of its side, but what was chosen does better without it.
    case outdone
    /// There was nothing to test it on.
    case untested
  }

  /// From which side it looks: habits, crowd, customers in common and so on.
  public let side: String
  /// What was tried.
  public let configuration: RecommenderConfiguration
  /// NDCG@20 on customers whose latest purchases were kept back; `nil` where it was not tested.
  public let score: Double?
  /// What became of it.
  public let verdict: Verdict

  /// A line of the table.
  public init(
    side: String, configuration: RecommenderConfiguration, score: Double?, verdict: Verdict
  ) {
    self.side = side
    self.configuration = configuration
    self.score = score
    self.verdict = verdict
  }
}

extension AutoTrial {
  /// The lines as JSON texts, for a model's arrays.
  static func texts(_ trials: [AutoTrial]) -> [String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return trials.map { trial in
      (try? encoder.encode(trial)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
  }

  /// Reads the lines back.
  static func trials(_ texts: [String], array: String) throws -> [AutoTrial] {
    try texts.map { text in
      guard let trial = try? JSONDecoder().decode(AutoTrial.self, from: Data(text.utf8)) else {
        throw ModelArraysError.misfit(array: array)
      }
      return trial
    }
  }
}
