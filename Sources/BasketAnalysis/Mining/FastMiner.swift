import Compute

/// Runs the fast search over all branches, on one thread or several.
struct FastMiner {
  let ranked: RankedBaskets
  let options: MiningOptions

  /// Ranks the items of the baskets, which are not needed afterwards.
  init(_ baskets: consuming Baskets, _ minimums: ItemMinimums, options: MiningOptions) {
    // Other kinds of sets need to see whole baskets.
    ranked = RankedBaskets(
      consume baskets, minimums, hasSlots: options.kind != .all, threads: options.threads)
    self.options = options
  }

  /// The longest set there can be.
  var longest: Int { max(1, min(ranked.longest, options.maximumLength ?? .max)) }

  /// Lets each thread search branches with a receiver of its own and returns the receivers.
  ///
  /// Branches are taken in order, so that receivers may wait for the branches before theirs. Several threads
  /// cut branches of rows into pieces; the receivers take each piece for a branch.
  func search<Receiver: ItemsetReceiver>(_ prepare: () -> Receiver) -> [Receiver] {
    let kind = options.kind
    let root = SearchRoot(ranked, options.policy, threads: options.threads)
    defer { root.free() }
    let pieces = piecesOfBranch(root, keepsOrder: Receiver.keepsOrder)
    let workers = max(1, min(options.threads, root.branches * pieces))
    let searches = UnsafeMutablePointer<BranchSearch<Receiver>>.allocate(capacity: workers)
    for worker in 0..<workers {
      (searches + worker).initialize(
        to: BranchSearch(prepare(), root, options.policy))
    }
    nonisolated(unsafe) let threadSearches = searches
    let chunk = RowPairs.groupSize(root)
    for group in root.groups {
      root.prepare(group, threads: workers)
      Parallel(threads: workers).forEachChunk(of: group.count * pieces, chunk: chunk) {
        worker, taken in
        for place in taken {
          let part = group.lowerBound * pieces + place
          let piece = BranchPiece(branch: part / pieces, piece: part % pieces, pieces: pieces)
          threadSearches[worker].receiver.begin(branch: part)
          if kind == .all {
            threadSearches[worker].search(piece)
          } else {
            threadSearches[worker].searchClosed(piece, onlyMaximal: kind == .maximal)
          }
          threadSearches[worker].receiver.end(branch: part)
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

  /// Into how many pieces each branch of rows is cut: enough that threads end together.
  ///
  /// Where threads must keep an order, the first rows of every branch are pieces of their own, since most sets are below
  /// them: threads that search pieces of one branch at the same time do not wait long for each other. A thread
  /// makes the rows of a branch once for all of its pieces; for other kinds of sets it makes them for each.
  private func piecesOfBranch(_ root: SearchRoot, keepsOrder: Bool) -> Int {
    guard options.threads > 1, root.lists == nil, RowPairs.groupSize(root) == 1 else { return 1 }
    if keepsOrder, options.kind == .all { return 12 }
    let wanted = 32 * options.threads
    return max(1, min(8, (wanted + root.branches - 1) / max(1, root.branches)))
  }
}
