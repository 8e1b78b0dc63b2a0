import CKernels

/// The pairs of rows of whole baskets, counted for a group of neighbouring branches at once.
///
/// Long rows of many items are more than the processor keeps near: each is fetched once for the whole group.
struct RowPairs {
  private var counts: UnsafeMutablePointer<Int32>?
  private var group = -1

  /// How many branches one thread should take at a time: those whose pairs are counted together.
  static func groupSize(_ root: SearchRoot) -> Int {
    guard root.lists == nil, root.branches >= 128, root.words >= 16 else { return 1 }
    return root.branches >= 512 ? 16 : 8
  }

  /// The baskets of a branch's row together with each row after it; `nil` where they are counted one by one.
  ///
  /// - Complexity: O(group · rows · words) for the first branch of a group.
  mutating func counts(of branch: Int, in root: SearchRoot) -> UnsafePointer<Int32>? {
    let size = Self.groupSize(root)
    guard size > 1 else { return nil }
    let counts = self.counts ?? .allocate(capacity: size * root.branches)
    self.counts = counts
    let first = branch / size * size
    if group != first {
      group = first
      rapport_count_pairs(
        root.rows.rows, first, min(size, root.branches - first), root.branches, root.words, counts)
    }
    return UnsafePointer(counts + (branch - first) * root.branches + branch + 1)
  }

  /// Frees the memory; the value must not be used afterwards.
  func free() { counts?.deallocate() }
}
