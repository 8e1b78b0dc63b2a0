import Foundation
import Measuring

/// Rapport and Python `implicit` on the same file, one after the other.
struct ImplicitDuel {
  let rapport: String
  let python: String
  let train: String
  let test: String
  let threads: Int
  let rounds: Int

  /// What both sides fit.
  enum Subject {
    case als(factors: Int, iterations: Int = 8)
    /// The same objective and settings, started from patterns instead of random factors.
    case patterns(factors: Int, iterations: Int)
    /// ALS as Rapport sets it itself.
    case defaults(iterations: Int)
    case neighbours(_ similarity: String)

    fileprivate var factors: Int {
      switch self {
      case .als(let factors, _), .patterns(let factors, _): factors
      case .defaults, .neighbours: 64
      }
    }

    fileprivate var iterations: Int {
      if case .als(_, let iterations) = self { iterations } else { 8 }
    }

    fileprivate var recipe: String {
      switch self {
      case .als(let factors, let iterations):
        """
        algorithm: implicit-als
        factors: \(factors)
        iterations: \(iterations)
        regularisation: 0.01
        confidence: 10
        """
      case .patterns(let factors, let iterations):
        Subject.als(factors: factors, iterations: iterations).recipe + "\nstart: patterns\n"
      case .defaults(let iterations):
        """
        algorithm: implicit-als
        factors: 64
        iterations: \(iterations)
        """
      case .neighbours(let similarity):
        """
        algorithm: item-knn
        similarity: \(similarity)
        neighbours: 100
        """
      }
    }
  }

  /// The figures of both sides, round by round.
  func fought(
    _ task: String, _ subject: Subject
  ) throws -> (ours: [[String: Double]], theirs: [[String: Double]]) {
    var (ours, theirs): ([[String: Double]], [[String: Double]]) = ([], [])
    for _ in 0..<rounds {
      ours.append(try rapport(subject))
      theirs.append(
        try peer(task, subject).json().compactMapValues { ($0 as? NSNumber)?.doubleValue })
    }
    return (ours, theirs)
  }

  /// What `rapport evaluate` says of a recipe.
  func rapport(_ subject: Subject) throws -> [String: Double] {
    let recipe = FileManager.default.temporaryDirectory.appending(
      path: "speed-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: recipe) }
    try subject.recipe.write(to: recipe, atomically: true, encoding: .utf8)
    let result = try MeasuredProcess([
      rapport, "evaluate", "--train", train, "--test", test, "--recipe", recipe.path,
      "--at", "20", "--threads", "\(threads)", "--json",
    ]).json()
    let models = result["models"] as? [[String: Any]] ?? []
    let model = models.last ?? [:]
    var figures = model.compactMapValues { $0 as? Double }
    let metrics = model["metrics"] as? [String: Any]
    figures["ndcg@20"] = (metrics?["ndcg@20"] as? [String: Any])?["value"] as? Double
    return figures
  }

  /// A task of `peers/implicit_peer.py`.
  func peer(_ task: String, _ subject: Subject) throws -> MeasuredProcess {
    try MeasuredProcess(
      [
        python, "peers/implicit_peer.py", train, task, "--factors", "\(subject.factors)",
        "--iterations", "\(subject.iterations)", "--threads", "\(threads)", "--test", test,
      ], environment: ["OPENBLAS_NUM_THREADS": "1"])
  }
}
