/// Level-wise search for frequent sets (Agrawal and Srikant 1994).
///
/// Sets of length k + 1 are made by joining two frequent sets of length k that differ in their last item,
/// dropped if any part of length k is not frequent, and counted by intersecting basket lists. It is written to
/// be read: every faster path of the program is compared with it.
struct Apriori {
  let baskets: Baskets
  let minimumCount: Int
  let maximumLength: Int

  /// One frequent set and the baskets it is in.
  private struct Candidate {
    let items: [Int32]
    let baskets: [Int32]
  }

  /// Calls back with each frequent set, shortest first.
  func mine(_ report: (_ items: [Int32], _ count: Int) throws -> Void) rethrows {
    var level = singles()
    var length = 1
    while !level.isEmpty, length <= maximumLength {
      for set in level { try report(set.items, set.baskets.count) }
      guard length < maximumLength else { return }
      level = joined(level)
      length += 1
    }
  }

  private func singles() -> [Candidate] {
    let lists = baskets.basketsByItem()
    return (0..<baskets.items.count).compactMap { item in
      let range = lists.offsets[item]..<lists.offsets[item + 1]
      guard range.count >= minimumCount else { return nil }
      return Candidate(items: [Int32(item)], baskets: Array(lists.baskets[range]))
    }
  }

  private func joined(_ level: [Candidate]) -> [Candidate] {
    let known = Set(level.map(\.items))
    var next: [Candidate] = []
    for i in level.indices {
      for j in level.indices.dropFirst(i + 1) {
        guard level[i].items.dropLast() == level[j].items.dropLast() else { break }
        let items = level[i].items + level[j].items.suffix(1)
        guard hasOnlyFrequentParts(items, known: known) else { continue }
        let shared = Self.intersection(level[i].baskets, level[j].baskets)
        if shared.count >= minimumCount { next.append(Candidate(items: items, baskets: shared)) }
      }
    }
    return next
  }

  private func hasOnlyFrequentParts(_ items: [Int32], known: Set<[Int32]>) -> Bool {
    items.indices.dropLast(2).allSatisfy { left in
      var part = items
      part.remove(at: left)
      return known.contains(part)
    }
  }

  private static func intersection(_ a: [Int32], _ b: [Int32]) -> [Int32] {
    var shared: [Int32] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] { shared.append(a[i]) }
      let (x, y) = (a[i], b[j])
      if x <= y { i += 1 }
      if y <= x { j += 1 }
    }
    return shared
  }
}
