import Compute
import Foundation

/// MBG/NBD: customers buy at a rate of their own and may drop out after any purchase, even the first.
///
/// Batislam, Denizel and Filiztekin (2007), *Empirical validation and comparison of models for customer base
/// analysis*. As BG/NBD, but the first purchase can be the last as well.
public struct MBGNBDModel: PurchaseModel {
  /// The model's name.
  public static let name = "mbg-nbd"
  /// The parameters as in the paper.
  public static let parameterNames = ["r", "alpha", "a", "b"]
  /// One-time buyers may have dropped out at once.
  public static let judgesOneTimeBuyers = true
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
      try ValueModelError.checked(parameters, Self.name, Self.parameterNames), first: 1)
    self.unit = unit
  }

  /// Estimates the parameters by maximum likelihood.
  ///
  /// - Throws: `HistoryError.noRepeats` where nobody ever bought again.
  public static func fit(_ histories: PurchaseHistories, threads: Int = 1) throws -> (
    model: Self, report: FitReport
  ) {
    try GeometricDropout.fit(MBGNBDLikelihood.self, histories, threads: threads)
  }
}

extension MBGNBDModel: GeometricDropoutModel {
  static let remark = ""
}
