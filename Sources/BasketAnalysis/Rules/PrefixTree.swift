/// Some sets and what they begin with, as a tree: the parent of a set is the set without its last item.
///
/// Whatever is looked up for many sets in many baskets is looked up along it, so that sets which begin alike share
/// the search. A branch is a single item with all sets that begin with it; only the baskets of that item matter
/// there, and only the items of those sets.
struct PrefixTree {
  private let sets: FrequentItemsets
  /// Children of set s are `children[firsts[s + 1] ..< firsts[s + 2]]`; the empty set's are at 0.
  private let firsts: [Int32]
  private let children: [Int32]

  /// Arranges some sets of a lattice, which has all their parts.
  ///
  /// - Complexity: O(sets of the lattice).
  init(_ lattice: RuleLattice, _ wanted: some Sequence<Int>) {
    sets = lattice.sets
    let starts = sets.starts
    func parent(_ set: Int) -> Int { Int(lattice.parents[starts[set + 1] - 1]) }
    var isNeeded = [Bool](repeating: false, count: sets.count)
    for set in wanted {
      var set = set
      while set >= 0, !isNeeded[set] {
        isNeeded[set] = true
        set = parent(set)
      }
    }
    var firsts = [Int32](repeating: 0, count: sets.count + 2)
    for set in 0..<sets.count where isNeeded[set] { firsts[parent(set) + 2] += 1 }
    for place in 1..<firsts.count { firsts[place] += firsts[place - 1] }
    var next = firsts
    var children = [Int32](repeating: 0, count: Int(firsts[firsts.count - 1]))
    for set in 0..<sets.count where isNeeded[set] {
      children[Int(next[parent(set) + 1])] = Int32(set)
      next[parent(set) + 1] += 1
    }
    self.firsts = firsts
    self.children = children
  }

  /// The sets that begin with a set and have one item more; −1 is the empty set.
  func children(of set: Int) -> ArraySlice<Int32> {
    children[Int(firsts[set + 1])..<Int(firsts[set + 2])]
  }

  /// The last item of a set.
  func lastItem(of set: Int) -> Int { Int(sets.items[sets.starts[set + 1] - 1]) }

  /// How many sets the lattice has.
  var count: Int { sets.count }

  /// The items of all sets below a set, each once; marks them with their place among these.
  ///
  /// `places` is −1 for every other item; the caller takes the marks back.
  func itemsBelow(_ set: Int, marking places: inout [Int32]) -> [Int32] {
    var (found, pending): ([Int32], [Int]) = ([], [set])
    while let set = pending.popLast() {
      for child in children(of: set) {
        let item = lastItem(of: Int(child))
        if places[item] < 0 {
          places[item] = Int32(found.count)
          found.append(Int32(item))
        }
        pending.append(Int(child))
      }
    }
    return found
  }
}

extension PrefixTree {
  /// In how many of some baskets each set of the tree is; 0 for sets that are not in it.
  ///
  /// The baskets must have the item index of the sets.
  ///
  /// - Complexity: O(Σ baskets / 64) over the sets, and the sizes of the baskets of each single item.
  func counts(in baskets: Baskets) -> [Int32] {
    var counter = BranchCounter(tree: self, baskets)
    for child in children(of: -1) { counter.count(branch: Int(child)) }
    return counter.counts
  }
}

/// Counts the sets of one branch after another with rows of bits.
private struct BranchCounter {
  let tree: PrefixTree
  private let baskets: Baskets
  private let lists: (offsets: [Int], baskets: [Int32])
  private(set) var counts: [Int32]
  private var places: [Int32]
  /// The baskets of each item of the branch.
  private var rows: [UInt64] = []
  /// The baskets of each set of the path in hand.
  private var path: [UInt64] = []
  private var words = 0

  init(tree: PrefixTree, _ baskets: Baskets) {
    self.tree = tree
    self.baskets = baskets
    lists = baskets.basketsByItem()
    counts = [Int32](repeating: 0, count: tree.count)
    places = [Int32](repeating: -1, count: baskets.items.count)
  }

  mutating func count(branch set: Int) {
    let item = tree.lastItem(of: set)
    let members = lists.baskets[lists.offsets[item]..<lists.offsets[item + 1]]
    counts[set] = Int32(members.count)
    guard !members.isEmpty, !tree.children(of: set).isEmpty else { return }
    let items = tree.itemsBelow(set, marking: &places)
    defer { for item in items { places[Int(item)] = -1 } }
    words = (members.count + 63) / 64
    rows = [UInt64](repeating: 0, count: items.count * words)
    for (bit, basket) in members.enumerated() {
      let range = baskets.offsets[Int(basket)]..<baskets.offsets[Int(basket) + 1]
      for entry in range {
        let place = Int(places[Int(baskets.entries[entry])])
        if place >= 0 { rows[place * words + bit >> 6] |= 1 << UInt64(bit & 63) }
      }
    }
    if path.count < words { path = [UInt64](repeating: 0, count: words) }
    for word in 0..<words { path[word] = .max }
    count(below: set, at: 0)
  }

  private mutating func count(below set: Int, at level: Int) {
    let (from, to) = (level * words, (level + 1) * words)
    while path.count < to + words { path.append(0) }
    for child in tree.children(of: set).lazy.map(Int.init) {
      let row = Int(places[tree.lastItem(of: child)]) * words
      var sum = 0
      for word in 0..<words {
        let both = path[from + word] & rows[row + word]
        path[to + word] = both
        sum += both.nonzeroBitCount
      }
      counts[child] = Int32(sum)
      if sum > 0 { count(below: child, at: level + 1) }
    }
  }
}
