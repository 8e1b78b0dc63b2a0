/// A part of a branch that one thread searches: branches of rows are cut so that threads share long ones.
struct BranchPiece {
  /// The branch; 0 is that of the most seldom item.
  let branch: Int
  /// Which piece of the branch.
  let piece: Int
  /// Into how many pieces the branch is cut.
  let pieces: Int

  /// Which of some units of work belong to this piece.
  @inline(__always)
  func share(of units: Int) -> Range<Int> {
    units &* piece / pieces..<units &* (piece &+ 1) / pieces
  }
}

extension BranchSearch {
  /// Searches a part of one branch: sets whose most seldom item is that of the branch.
  ///
  /// The pieces of a branch one after another give the same sets in the same order as the whole.
  mutating func search(_ part: BranchPiece) {
    guard begins(part) else { return }
    if root.lists == nil {
      searchRootRow(part)
    } else {
      searchSparse(0, item: root.branches - 1 - part.branch, place: 0)
    }
  }

  /// Sets the minimum of a branch; false where its item is too seldom for it, or a budget is spent.
  mutating func begins(_ part: BranchPiece) -> Bool {
    let rank = root.branches - 1 - part.branch
    minimum = root.ranked.minimums[rank]
    return !receiver.isFull && root.ranked.counts[rank] >= minimum
  }

  private mutating func searchRootRow(_ part: BranchPiece) {
    let (items, words) = (root.branches, root.words)
    dense[1].reserve(items: items, words: words)
    searchRow(
      0, root.rows, part.branch, of: items, words: RowWords(words), place: 0,
      canExtend: maximumLength > 1,
      known: pairs.counts(of: part.branch, in: root), part: part)
  }
}
