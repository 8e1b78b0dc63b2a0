import CKernels
import Compute
import Foundation

/// A linear score learned so that, in each customer's list, what was bought stands above what was not.
///
/// The score of a candidate is w·x, with one w for products new to the customer and another, and a shift, for
/// repeats. The loss of a list is the cross-entropy between the softmax of its scores and the even
/// distribution over what was bought (ListNet's top-one loss: Cao et al. 2007), averaged over lists, plus an
/// L2 penalty on the weights of standardised features. Convex: one best answer.
struct ListwiseRegression {
  /// One customer's candidates.
  struct List: Sendable {
    /// Candidates × features, row by row.
    var features: [Float] = []
    /// Which candidates were bought.
    var isBought: [Bool] = []
    /// Which candidates the customer had bought before.
    var isRepeat: [Bool] = []
    /// Facts of the customer that shift repeats.
    var facts: [Float] = []
  }

  /// λ: how much weights are held near zero.
  var regularisation = 0.001
  /// At most so many steps of the optimiser.
  var iterations = 80

  /// The weights of the features as they came: for new products, for repeats, and of the facts.
  ///
  /// Lists in which nothing was bought teach nothing and are passed over.
  ///
  /// - Returns: `nil` where no list teaches anything.
  /// - Complexity: O(steps · candidates · features).
  func weights(
    of lists: [List], features: Int, facts: Int, parallel: Parallel
  ) -> (new: [Float], repeats: [Float], shift: [Float])? {
    guard
      let weights = path(
        of: lists, strengths: [regularisation], features: features, facts: facts,
        parallel: parallel
      ).first
    else { return nil }
    return (
      Array(weights[..<features]), Array(weights[features..<2 * features]),
      Array(weights[(2 * features)...])
    )
  }

  /// All weights for one λ after the other, each search going on where the last one ended.
  ///
  /// - Returns: The weights of new products, of repeats and of the facts in a row for each strength; empty where
  ///   no list teaches anything.
  func path(
    of lists: [List], strengths: [Double], features: Int, facts: Int, parallel: Parallel
  ) -> [[Float]] {
    let useful = lists.filter { $0.isBought.contains(true) }
    guard !useful.isEmpty else { return [] }
    let scales =
      FeatureScales.of(useful, features: features) + [Float](repeating: 1, count: facts)
    let solver = QuasiNewton(iterations: iterations)
    var point = [Double](repeating: 0, count: 2 * features + facts)
    return strengths.map { strength in
      var own = self
      own.regularisation = strength
      point = solver.minimum(from: point) { weights in
        own.loss(
          of: useful, weights: weights, scales: scales, features: features, parallel: parallel)
      }
      return zip(point, scales).map { Float($0) * $1 }
    }
  }

  /// The cross-entropy of each list under weights of features as they come; zero where nothing was bought.
  static func losses(
    of lists: [List], weights: [Float], features: Int, parallel: Parallel
  ) -> [Double] {
    parallel.mapChunks(of: lists.count, chunk: 64) { piece in
      piece.map { place -> Double in
        guard lists[place].isBought.contains(true) else { return 0 }
        return slope(of: lists[place], weights, features: features).value
      }
    }.flatMap { $0 }
  }

  private func loss(
    of lists: [List], weights: [Double], scales: [Float], features: Int, parallel: Parallel
  ) -> (value: Double, gradient: [Double]) {
    let scaled = zip(weights, scales).map { Float($0) * $1 }
    let parts = parallel.mapChunks(of: lists.count, chunk: 64) { piece in
      var part = (value: 0.0, gradient: [Double](repeating: 0, count: weights.count))
      for i in piece { Self.add(lists[i], scaled, features: features, to: &part) }
      return part
    }
    let n = Double(lists.count)
    var value = regularisation * weights.reduce(0) { $0 + $1 * $1 }
    var gradient = weights.map { 2 * regularisation * $0 }
    for part in parts {
      value += part.value / n
      for k in gradient.indices { gradient[k] += part.gradient[k] / n * Double(scales[k]) }
    }
    return (value, gradient)
  }

  /// Adds one list's cross-entropy and its gradient.
  private static func add(
    _ list: List, _ weights: [Float], features: Int,
    to part: inout (value: Double, gradient: [Double])
  ) {
    let (value, errors, errorOfRepeats) = slope(of: list, weights, features: features)
    part.value += value
    addSlopes(of: list, errors, features: features, to: &part.gradient)
    for (k, fact) in list.facts.enumerated() {
      part.gradient[2 * features + k] += Double(errorOfRepeats * fact)
    }
  }

  /// One list's cross-entropy and its derivatives by the scores of the candidates and by the shift of repeats.
  private static func slope(
    of list: List, _ weights: [Float], features: Int
  ) -> (value: Double, errors: [Float], errorOfRepeats: Float) {
    let count = list.isBought.count
    let shift = zip(list.facts, weights[(2 * features)...]).reduce(Float(0)) { $0 + $1.0 * $1.1 }
    var scores = scores(of: list, weights, features: features)
    for row in 0..<count where list.isRepeat[row] { scores[row] += shift }
    let largest = scores.max() ?? 0
    let powers = scores.map { exp($0 - largest) }
    // In double precision: the search compares values that differ in the eighth digit.
    let total = powers.reduce(0.0) { $0 + Double($1) }
    let (logTotal, inverse) = (log(total) + Double(largest), Float(1 / total))
    let share = 1 / Float(max(1, list.isBought.count { $0 }))
    var (value, errorOfRepeats) = (0.0, Float(0))
    let errors = (0..<count).map { row in
      let isBought = list.isBought[row]
      if isBought { value += Double(share) * (logTotal - Double(scores[row])) }
      let error = powers[row] * inverse - (isBought ? share : 0)
      if list.isRepeat[row] { errorOfRepeats += error }
      return error
    }
    return (value, errors, errorOfRepeats)
  }

  /// w·x of every candidate, without the shift of repeats.
  private static func scores(of list: List, _ weights: [Float], features: Int) -> [Float] {
    let count = list.isBought.count
    return [Float](unsafeUninitializedCapacity: count) { scores, filled in
      filled = count
      list.features.withUnsafeBufferPointer { x in
        weights.withUnsafeBufferPointer { w in
          guard let x = x.baseAddress, let w = w.baseAddress, let scores = scores.baseAddress
          else { return }
          forEachRun(of: list.isRepeat) { rows, isRepeat in
            rapport_dots(
              w + (isRepeat ? features : 0), x + rows.lowerBound * features, features, rows.count,
              scores + rows.lowerBound)
          }
        }
      }
    }
  }

  /// Adds every candidate's features times its error.
  private static func addSlopes(
    of list: List, _ errors: [Float], features: Int, to gradient: inout [Double]
  ) {
    var slopes = [Float](repeating: 0, count: 2 * features)
    list.features.withUnsafeBufferPointer { x in
      errors.withUnsafeBufferPointer { errors in
        slopes.withUnsafeMutableBufferPointer { slopes in
          guard let x = x.baseAddress, let errors = errors.baseAddress,
            let slopes = slopes.baseAddress
          else { return }
          forEachRun(of: list.isRepeat) { rows, isRepeat in
            rapport_add_rows(
              errors + rows.lowerBound, x + rows.lowerBound * features, features, rows.count,
              slopes + (isRepeat ? features : 0))
          }
        }
      }
    }
    for k in slopes.indices { gradient[k] += Double(slopes[k]) }
  }

  /// Neighbouring candidates with the same weights, which a kernel takes at once.
  private static func forEachRun(of isRepeat: [Bool], _ body: (Range<Int>, Bool) -> Void) {
    var start = 0
    while start < isRepeat.count {
      var end = start + 1
      while end < isRepeat.count, isRepeat[end] == isRepeat[start] { end += 1 }
      body(start..<end, isRepeat[start])
      start = end
    }
  }
}
