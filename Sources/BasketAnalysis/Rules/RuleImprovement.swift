extension RuleLattice {
  /// What the best simpler rule gives: for each item y of each set S, the highest confidence of X' ⇒ y over all
  /// X' that are part of S without y, not empty and not all of it; 0 where there is none.
  ///
  /// The result is parallel to the items of all sets. Shorter sets come first, so each needs only the sets one
  /// item smaller (Bayardo, Agrawal and Gunopulos 2000).
  ///
  /// - Complexity: O(Σ length²) over all sets.
  func bestSimplerConfidence() -> [Double] {
    var best = [Double](repeating: 0, count: sets.items.count)
    for set in byLength() {
      let (first, end) = (sets.starts[set], sets.starts[set + 1])
      guard end - first > 2 else { continue }
      for y in first..<end {
        var highest = 0.0
        for x in first..<end where x != y {
          let smaller = Int(parents[x])
          let slot = sets.starts[smaller] + y - first - (x < y ? 1 : 0)
          let without = count(ofSet: parents[slot])
          highest = max(highest, best[slot], Double(sets.counts[smaller]) / Double(without))
        }
        best[y] = highest
      }
    }
    return best
  }

  /// Positions of all sets, shorter ones first.
  private func byLength() -> [Int] {
    var buckets: [[Int]] = []
    for set in 0..<sets.count {
      while buckets.count <= length(of: set) { buckets.append([]) }
      buckets[length(of: set)].append(set)
    }
    return Array(buckets.joined())
  }

  /// The highest confidence of a simpler rule with the same consequent, for a consequent of any size.
  ///
  /// - Complexity: O(2^length of the antecedent).
  func bestSimplerConfidence(set: Int, consequentMask mask: UInt64) -> Double {
    var best = 0.0
    let antecedent = (0..<length(of: set)).filter { mask >> UInt64($0) & 1 == 0 }
    let consequent = (0..<length(of: set)).filter { mask >> UInt64($0) & 1 == 1 }
    let items = sets.items[sets.starts[set]..<sets.starts[set + 1]].map { $0 }
    for choice in 1..<max(1, (1 << antecedent.count) - 1) {
      let kept = antecedent.enumerated().filter { choice >> $0.offset & 1 == 1 }.map(\.element)
      let both = index.position(of: (kept + consequent).sorted().map { items[$0] })
      let alone = index.position(of: kept.map { items[$0] })
      best = max(
        best, Double(count(ofSet: Int32(both))) / Double(count(ofSet: Int32(alone))))
    }
    return best
  }
}
