/// Which Rapport this is.
public enum LibraryVersion {
  /// The version as it stands in model cards and manifests.
  public static let current = "0.1.0"
}
