import Compute

/// Runs the fast search over all branches, on one thread or several.
struct FastMiner {
  let baskets: RankedBaskets
  let minimumCount: Int
  let options: MiningOptions

  init(_ baskets: Baskets, minimumCount: Int, options: MiningOptions) {
    self.baskets = RankedBaskets(baskets, minimumCount: minimumCount)
    self.minimumCount = minimumCount
    self.options = options
  }

  /// The longest set there can be.
  var longest: Int { max(1, min(baskets.longest, options.maximumLength ?? .max)) }

  /// Lets each thread search branches with a receiver of its own and returns the receivers.
  ///
  /// Branches are taken in order, so that receivers may wait for the branches before theirs.
  func search<Receiver: ItemsetReceiver>(_ prepare: () -> Receiver) -> [Receiver] {
    let root = SparseLevel(baskets)
    defer { root.free() }
    let lists = options.kind == .all ? nil : BasketsByRank(baskets)
    let isMaximal = options.kind == .maximal
    let branches = baskets.counts.count
    let workers = max(1, min(options.threads, branches))
    let searches = UnsafeMutablePointer<BranchSearch<Receiver>>.allocate(capacity: workers)
    for worker in 0..<workers {
      (searches + worker).initialize(
        to: BranchSearch(prepare(), baskets, root: root, minimum: minimumCount))
    }
    nonisolated(unsafe) let threadSearches = searches
    Parallel(threads: workers).forEachChunk(of: branches, chunk: 1) { worker, piece in
      for branch in piece {
        if let lists {
          threadSearches[worker].searchClosedBranch(branch, lists, onlyMaximal: isMaximal)
        } else {
          threadSearches[worker].searchBranch(branch)
        }
      }
    }
    defer {
      for worker in 0..<workers { searches[worker].free() }
      searches.deinitialize(count: workers)
      searches.deallocate()
    }
    return (0..<workers).map { searches[$0].receiver }
  }
}
