/// Names for groups of customers: what sets each apart, in words, no two alike.
///
/// A group that follows a kept one inherits its name as long as every word of it is still true.
struct ClusterNames: Sendable {
  /// The names, by centre.
  private(set) var names: [String]
  /// What the names say, by centre.
  private(set) var traits: [[ClusterTrait]]

  /// Names groups, in an order in which the earlier ones get the shorter names.
  init(
    _ features: [String], _ crowd: ClusterCrowd, order: [Int], heirs: [KeptClusters.Group?]
  ) {
    names = Array(repeating: "", count: order.count)
    traits = Array(repeating: [], count: order.count)
    var used: Set<String> = []
    for group in order {
      guard let heir = heirs[group], Self.isTrue(heir.traits, crowd.differences(of: group)) else {
        continue
      }
      (names[group], traits[group]) = (heir.name, heir.traits)
      used.insert(heir.name)
    }
    // A name that has just been given up must not turn up for other customers.
    used.formUnion(heirs.compactMap { $0?.name })
    for group in order where names[group].isEmpty {
      let differences = crowd.differences(of: group)
      // Two largest differences name a group; more only where two groups would share a name.
      var length = min(2, features.count)
      var name = Self.name(differences.prefix(length), features)
      while length < features.count, used.contains(name) {
        length += 1
        name = Self.name(differences.prefix(length), features)
      }
      while used.contains(name) { name += " (more)" }
      used.insert(name)
      names[group] = name
      traits[group] = differences.prefix(length).map {
        ClusterTrait(feature: $0.feature, isHigh: $0.by > 0)
      }
    }
  }

  /// Words in the order of the features, so that the same words are the same name.
  private static func name(
    _ differences: ArraySlice<(feature: Int, by: Double)>, _ features: [String]
  ) -> String {
    differences.sorted { $0.feature < $1.feature }
      .map { ($0.by > 0 ? "high " : "low ") + features[$0.feature] }.joined(separator: ", ")
  }

  private static func isTrue(
    _ traits: [ClusterTrait], _ differences: [(feature: Int, by: Double)]
  ) -> Bool {
    traits.allSatisfy { trait in
      differences.contains { $0.feature == trait.feature && ($0.by > 0) == trait.isHigh }
    }
  }

  /// The features that set a group apart most, with its median and, in brackets, that of all customers.
  static func description(
    _ features: [String], _ differences: [(feature: Int, by: Double)], _ medians: [Double],
    all: [Double]
  ) -> String {
    let parts: [String] = differences.prefix(3).map { difference in
      let own = text(medians[difference.feature])
      return "\(features[difference.feature]) \(own) (\(text(all[difference.feature])))"
    }
    return parts.joined(separator: ", ")
  }

  private static func text(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
  }
}
