extension RecommenderModel {
  /// Whether the facts of customers have a say in the scores, so that they have to be read.
  public var looksAtGroups: Bool {
    switch self {
    case is GroupPopularityModel: true
    case let blend as BlendModel: blend.models.contains { $0.looksAtGroups }
    case let auto as AutoModel: auto.blend.looksAtGroups
    default: false
    }
  }
}
