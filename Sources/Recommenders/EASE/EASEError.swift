public import Commerce

/// Why EASE cannot be solved for a catalogue.
public enum EASEError: ExplainedError, Equatable {
  /// The matrix of all products would not fit into memory.
  case tooLarge(products: Int, gigabytes: Double, allowed: Double, fitting: Int)
  /// The matrix cannot be inverted in single precision.
  case illConditioned(regularisation: Double)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .tooLarge: "ease-too-large"
    case .illConditioned: "ease-ill-conditioned"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .tooLarge(let products, let gigabytes, let allowed, _):
      "The dense form of EASE on \(products) products needs \(Self.text(gigabytes)) GB of memory; "
        + "\(Self.text(allowed)) GB are allowed."
    case .illConditioned(let regularisation):
      "EASE cannot be solved with a regularisation of \(Self.text(regularisation))."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .tooLarge(_, _, _, let fitting):
      "Set 'form: low-rank' in the recipe, which needs no dense matrix, or add "
        + "'maximumProducts: \(fitting)'."
    case .illConditioned: "Raise 'regularisation' in the recipe."
    }
  }

  /// One decimal, rounded.
  private static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
