/// The branch that the pieces in hand belong to: its rows are made once for all of them.
struct BranchInHand {
  /// The branch; −1 at first.
  var branch = -1
  /// How many rows extend it.
  var kept = 0
  /// How far these are searched.
  var progress = RowProgress(words: RowWords(0), inTable: 0, readBefore: 0)
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

  /// Searches a piece of a branch of rows; pieces of one branch must come in order.
  private mutating func searchRootRow(_ part: BranchPiece) {
    if inHand.branch != part.branch { takeInHand(part.branch) }
    let (item, support) = (root.rows.items[part.branch], root.rows.counts[part.branch])
    if part.piece == 0 {
      receiver.report(
        item, at: 0, count: support, perfect: perfect.items, perfectCount: perfect.count)
    }
    guard inHand.kept > 0 else { return }
    receiver.enter(item, at: 0)
    searchRows(part)
  }

  private mutating func takeInHand(_ branch: Int) {
    let (items, support) = (root.branches, root.rows.counts[branch])
    dense[1].reserve(items: items, words: root.words)
    perfect.truncate(to: 0)
    inHand = BranchInHand(branch: branch)
    guard maximumLength > 1, branch &+ 1 < items else { return }
    let (kept, words) = extend(
      0, root.rows, branch, of: items, words: RowWords(root.words),
      known: pairs.counts(of: branch, in: root))
    dense[2].reserve(items: kept, words: words.count)
    inHand.kept = kept
    inHand.progress = RowProgress(
      words: words,
      inTable: rowsInTable(
        dense[1], kept, words: words.count, support, longest: maximumLength &- 1),
      readBefore: wordsRead)
  }

  private mutating func searchRows(_ part: BranchPiece) {
    var progress = inHand.progress
    let units = inHand.kept &- progress.inTable &+ (progress.inTable > 0 ? 1 : 0)
    searchRows(1, part.share(of: units), of: inHand.kept, place: 1, &progress, support: nil)
    inHand.progress = progress
  }
}
