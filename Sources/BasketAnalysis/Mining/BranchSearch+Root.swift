extension BranchSearch {
  /// How many branches the search has at its root; every one may be searched by another thread.
  var branches: Int { baskets.counts.count }

  /// Searches one branch: all sets whose most seldom item is that of the branch.
  ///
  /// Branch 0 is that of the most seldom item.
  mutating func searchBranch(_ branch: Int) {
    receiver.begin(branch: branch)
    if !receiver.isFull { searchSparse(0, item: branches - 1 - branch, place: 0) }
    receiver.end(branch: branch)
  }
}
