import CKernels
import Foundation

/// Weighted sums over the way from a last purchase to now, of v = (log(α + u), 1/(α + u), log(β + u),
/// 1/(β + u)): everything that the likelihood of Pareto/NBD and its derivatives need of the integral.
struct DropoutSums {
  /// Σ w.
  var weight = 0.0
  /// Σ w v.
  var first = SIMD4<Double>.zero
  /// Σ w v vᵀ, row by row.
  var rows = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
}

extension ParetoNBDLikelihood.Path {
  /// The sums by the kernel, four nodes at a time.
  @inline(__always)
  func sums(_ rules: UnsafeBufferPointer<Double>) -> DropoutSums {
    var path = rapport_dropout_path(
      length: length, low: low, log_low: logLow, gap: gap,
      near_power: alphaFirst ? k - 1 : s, far_power: alphaFirst ? s + 1 : k, start: start)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 15) { out in
      if let shelf = rules.baseAddress, let out = out.baseAddress {
        let nodes = shelf + rule.start
        rapport_dropout_sums(nodes, nodes + rule.count, rule.count, &path, out)
      }
      return DropoutSums(kernel: out, alphaFirst: alphaFirst)
    }
  }

  /// The same node by node, as the formula is written; what the kernel is tested against.
  func plainSums() -> DropoutSums {
    var sums = DropoutSums()
    for j in 0..<rule.count {
      let node = node(RuleShelf.numbers[rule.start + j])
      let weight =
        RuleShelf.numbers[rule.start + rule.count + j] * exp(node.height - start)
      let v = SIMD4(node.logAlpha, 1 / node.alphaPlus, node.logBeta, 1 / node.betaPlus)
      sums.weight += weight
      sums.first += weight * v
      sums.rows.0 += weight * v[0] * v
      sums.rows.1 += weight * v[1] * v
      sums.rows.2 += weight * v[2] * v
      sums.rows.3 += weight * v[3] * v
    }
    return sums
  }
}

extension DropoutSums {
  /// Puts what the kernel wrote, near factor first, into the order of α and β.
  @inline(__always)
  fileprivate init(kernel s: UnsafeMutableBufferPointer<Double>, alphaFirst: Bool) {
    weight = s[0]
    if alphaFirst {
      first = SIMD4(s[1], s[2], s[3], s[4])
      rows.0 = SIMD4(s[5], s[6], s[7], s[8])
      rows.1 = SIMD4(s[6], s[9], s[10], s[11])
      rows.2 = SIMD4(s[7], s[10], s[12], s[13])
      rows.3 = SIMD4(s[8], s[11], s[13], s[14])
    } else {
      first = SIMD4(s[3], s[4], s[1], s[2])
      rows.0 = SIMD4(s[12], s[13], s[7], s[10])
      rows.1 = SIMD4(s[13], s[14], s[8], s[11])
      rows.2 = SIMD4(s[7], s[8], s[5], s[6])
      rows.3 = SIMD4(s[10], s[11], s[6], s[9])
    }
  }
}
