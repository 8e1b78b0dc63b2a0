import Foundation

extension RecommenderConfiguration {
  /// The algorithm and whatever differs from its defaults, as in `random-walk pathExponent 1`.
  ///
  /// One line for tables; a recipe file says everything.
  public var summary: String {
    let standard = RecommenderConfiguration(algorithm).values
    let own = values
    let differences = own.keys.sorted().filter { own[$0] != standard[$0] }
    let texts = differences.map { "\($0) \(own[$0] ?? "")" }
    guard !texts.isEmpty else { return algorithm.rawValue }
    return "\(algorithm.rawValue) \(texts.joined(separator: ", "))"
  }

  /// The hyper-parameters by name, as texts.
  private var values: [String: String] {
    guard let data = try? JSONEncoder().encode(self),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return [:] }
    return object.mapValues { "\($0)" }
  }
}
