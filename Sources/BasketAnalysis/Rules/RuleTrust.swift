import Compute

/// How the trust in rules is judged.
public struct TrustOptions: Sendable {
  /// The level at which a rule counts as significant.
  public var significance: Double
  /// How p-values are corrected.
  public var correction: TestCorrection
  /// Which rules are corrected for.
  public var family: TestFamily
  /// How many threads to use; the result does not depend on it.
  public var threads: Int

  /// Judges at 0.01 by Benjamini and Hochberg over every rule that has the support, unless told otherwise.
  public init(
    significance: Double = 0.01, correction: TestCorrection = .bh,
    family: TestFamily = .supported, threads: Int = 1
  ) {
    self.significance = significance
    self.correction = correction
    self.family = family
    self.threads = max(1, threads)
  }
}

/// Rules with what keeps a marketer from acting on chance: corrected p-values and improvement.
public struct TrustedRules: Sendable {
  /// The rules that reached the confidence.
  public let rules: AssociationRules
  /// Fisher's exact p-value of each rule, one-sided.
  public let pValues: [Double]
  /// The p-values after correction.
  public let adjustedPValues: [Double]
  /// Confidence above that of the best simpler rule with the same consequent (no empty antecedent).
  public let improvements: [Double]
  /// The level that was asked for.
  public let significance: Double
  /// The sets that the rules split, with the ways down to their parts.
  let lattice: RuleLattice

  /// Whether a rule is significant after correction.
  public func isSignificant(_ rule: Int) -> Bool { adjustedPValues[rule] <= significance }

  /// Whether a simpler rule with the same consequent is at least as confident.
  public func isRedundant(_ rule: Int) -> Bool { improvements[rule] <= 0 }

  /// How many rules are significant.
  public var significantCount: Int { rules.indices.count { isSignificant($0) } }

  /// How many rules are redundant.
  public var redundantCount: Int { rules.indices.count { isRedundant($0) } }
}

extension RuleMiner {
  /// The rules of frequent sets together with their p-values and their improvement over simpler rules.
  ///
  /// - Parameters:
  ///   - sets: All frequent sets up to some length.
  ///   - trust: The level and the correction.
  /// - Returns: The rules in the order of the sets, with parallel columns.
  /// - Complexity: O(Σ length²) over all sets, and sorting the family's p-values.
  public func trustedRules(from sets: FrequentItemsets, _ trust: TrustOptions = .init())
    -> TrustedRules
  {
    let lattice = RuleLattice(sets)
    let test = FisherExact(baskets: sets.baskets)
    let (reported, pValues, adjusted) = tested(lattice, test, trust)
    return TrustedRules(
      rules: reported, pValues: pValues, adjustedPValues: adjusted,
      improvements: improvements(reported, lattice), significance: trust.significance,
      lattice: lattice)
  }

  private func tested(
    _ lattice: RuleLattice, _ test: FisherExact, _ trust: TrustOptions
  ) -> (rules: AssociationRules, pValues: [Double], adjusted: [Double]) {
    guard trust.family == .supported, trust.correction != .none else {
      let reported = rules(from: lattice)
      let pValues = Self.pValues(reported, test, threads: trust.threads)
      return (reported, pValues, trust.correction.adjusted(pValues))
    }
    // The reported rules are those of the family that reach the confidence, in the same order.
    var everything = self
    everything.options.minimumConfidence = ExactShare(0)
    let family = everything.rules(from: lattice)
    let pValues = Self.pValues(family, test, threads: trust.threads)
    let adjusted = trust.correction.adjusted(pValues)
    let kept = family.indices.filter { rule in
      let counts = family.counts(of: rule)
      return counts.both >= options.minimumConfidence.ceiling(of: counts.antecedent)
    }
    return (family.picking(kept), kept.map { pValues[$0] }, kept.map { adjusted[$0] })
  }

  private static func pValues(_ rules: AssociationRules, _ test: FisherExact, threads: Int)
    -> [Double]
  {
    let parts = Parallel(threads: threads).mapChunks(of: rules.count, chunk: 4096) { piece in
      piece.map { test.upperTail(rules.counts(of: $0)) }
    }
    return Array(parts.joined())
  }

  private func improvements(_ rules: AssociationRules, _ lattice: RuleLattice) -> [Double] {
    let best = options.allowsAnyConsequent ? [] : lattice.bestSimplerConfidence()
    return rules.indices.map { rule in
      let set = Int(rules.setOfRule[rule])
      let mask = rules.consequentMask[rule]
      let simpler =
        options.allowsAnyConsequent
        ? lattice.bestSimplerConfidence(set: set, consequentMask: mask)
        : best[lattice.sets.starts[set] + mask.trailingZeroBitCount]
      return rules.counts(of: rule).confidence - simpler
    }
  }
}
