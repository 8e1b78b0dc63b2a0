/// The fast exact miner: depth first, one branch for each most seldom item of a set.
///
/// A path's baskets are kept as lists of items while they are sparse (occurrence deliver, Uno et al. 2004)
/// and become rows of bits where these cost less: an intersection is then an AND and a population count
/// (vertical layout, Zaki 2000). Rows are closed up to the path's baskets as these become few, and equal
/// baskets are merged where much is searched below long rows. The last rows, up to 16, go through a table of
/// all their subsets where most of these are frequent. Items in every
/// basket of a path are perfect extensions (Borgelt 2003): set aside, counted or written in the end.
/// Which layout a branch gets is decided by its estimated cost, never by where the data came from.
struct BranchSearch<Receiver: ItemsetReceiver> {
  var receiver: Receiver
  /// The count that sets of the branch in hand need.
  var minimum: Int32 = 1
  let maximumLength: Int
  let root: SearchRoot
  let policy: SearchPolicy
  let sparse: UnsafeMutablePointer<SparseLevel>
  let dense: UnsafeMutablePointer<DenseLevel>
  /// One count for each subset of up to 16 items.
  let table: UnsafeMutablePointer<Int32>
  var perfect: PerfectExtensions
  /// Pairs of whole baskets' rows, counted for several branches at a time.
  var pairs = RowPairs()
  /// Merges equal baskets where rows are long and read often.
  var merging = BasketMerging()
  /// The branch of rows that is searched piece by piece.
  var inHand = BranchInHand()
  /// How many words of rows were read so far, as far as that says when merging pays.
  var wordsRead = 0
  /// What closed and maximal sets look for in whole baskets.
  let earlier: EarlierItems
  private let levels: Int

  /// Prepares to search some baskets, whose root level other threads may share.
  init(_ receiver: Receiver, _ root: SearchRoot, _ policy: SearchPolicy) {
    self.receiver = receiver
    self.root = root
    self.policy = policy
    maximumLength = receiver.maximumLength
    levels = root.ranked.longest + 2
    sparse = .allocate(capacity: levels)
    dense = .allocate(capacity: levels)
    sparse.initialize(to: root.sparse.sharingBaskets())
    dense.initialize(to: root.lists == nil ? root.rows : DenseLevel())
    for level in 1..<levels {
      (sparse + level).initialize(to: SparseLevel())
      (dense + level).initialize(to: DenseLevel())
    }
    table = .allocate(capacity: 1 << RowTable.mostRows)
    perfect = PerfectExtensions(capacity: root.branches)
    earlier = EarlierItems(root)
  }

  /// Frees all levels; the value must not be used afterwards.
  func free() {
    sparse[0].freeCounters()
    if root.lists != nil { dense[0].free() }
    for level in 1..<levels {
      sparse[level].free()
      dense[level].free()
    }
    sparse.deallocate()
    dense.deallocate()
    table.deallocate()
    perfect.free()
    pairs.free()
    merging.free()
    earlier.free()
  }
}
