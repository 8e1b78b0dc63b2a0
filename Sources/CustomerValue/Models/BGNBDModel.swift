import Compute
import Foundation

/// BG/NBD: customers buy at a rate of their own and may drop out after any repeat purchase.
///
/// Fader, Hardie and Lee (2005), *“Counting Your Customers” the Easy Way*. Rates of purchase are gamma
/// (r, α), the chance of dropping out after a repeat purchase is beta (a, b).
public struct BGNBDModel: PurchaseModel {
  /// The model's name.
  public static let name = "bg-nbd"
  /// The parameters as in the paper.
  public static let parameterNames = ["r", "alpha", "a", "b"]
  /// Nobody can drop out before the first repeat purchase, so P(alive) is 1 for one-time buyers.
  public static let judgesOneTimeBuyers = false
  /// The unit of time.
  public let unit: TimeUnit
  /// r, α, a, b.
  public var parameters: [Double] { [core.r, core.alpha, core.a, core.b] }
  let core: GeometricDropout

  /// Takes r, α, a, b.
  ///
  /// - Throws: `ValueModelError.parameters` unless there are four positive numbers.
  public init(parameters: [Double], unit: TimeUnit) throws {
    core = GeometricDropout(
      try ValueModelError.checked(parameters, Self.name, Self.parameterNames), first: 0)
    self.unit = unit
  }

  /// Estimates the parameters by maximum likelihood.
  ///
  /// - Throws: `HistoryError.noRepeats` where nobody ever bought again.
  public static func fit(_ histories: PurchaseHistories, threads: Int = 1) throws -> (
    model: Self, report: FitReport
  ) {
    try GeometricDropout.fit(BGNBDLikelihood.self, histories, threads: threads)
  }
}

extension BGNBDModel: GeometricDropoutModel {
  static let remark = caution

  /// What everybody who reads P(alive) from this model must know.
  public static let caution =
    "Customers who bought once have P(alive) = 1 by construction of this model; to warn of them "
    + "use mbg-nbd or pareto-nbd."
}
