/// Groups of similar customers as they were found once, kept so that later runs know them again.
///
/// Customers are compared with the centres by the yardstick of that time, so that a customer changes groups
/// only by changing, and "loyal since March" means in May what it meant in April.
public struct KeptClusters: Sendable, Codable, Equatable {
  /// One group.
  struct Group: Sendable, Codable, Equatable {
    /// Its name.
    let name: String
    /// What the name says of it.
    let traits: [ClusterTrait]
    /// Its centre, in scaled features.
    let centre: [Double]
  }

  /// What customers are compared by.
  public let features: [String]
  /// The groups' names, largest group first when they were found.
  public var names: [String] { groups.map(\.name) }
  let scaling: RobustScaling
  let groups: [Group]
  let silhouette, stability: Double

  /// The centres by another yardstick.
  func centres(in other: RobustScaling) -> [[Double]] {
    groups.map { group in
      group.centre.indices.map { other.rescaled(scaling.unscaled(group.centre[$0], $0), $0) }
    }
  }
}

/// A feature by which a group stands above or below the other customers.
struct ClusterTrait: Sendable, Codable, Equatable {
  let feature: Int
  let isHigh: Bool
}
