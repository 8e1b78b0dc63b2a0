import CKernels

extension BranchSearch {
  /// Whether all subsets of a level's few rows are counted at once: most of all levels are such.
  @inline(__always)
  func isSmall(_ count: Int, _ words: RowWords) -> Bool {
    (count < 4 || count == 4 && words.count <= 64) && policy.usesTables != false
  }

  /// Finds all sets of the path and up to four rows.
  @inline(__always)
  mutating func searchSmall(
    _ here: DenseLevel, count: Int, words: RowWords, place: Int
  ) {
    guard count > 1 else {
      return receiver.report(
        here.items[0], at: place, count: here.counts[0], perfect: perfect.items,
        perfectCount: perfect.count)
    }
    for row in 0..<count { table[1 &<< row] = here.counts[row] }
    rapport_count_subsets(here.rows, count, words.count, words.shifts, table)
    wordsRead &+= words.count &* count
    receiver.reportTable(
      table, of: here.items, count, minimum: minimum, at: place, perfect: perfect.items,
      perfectCount: perfect.count)
  }

  /// Finds all sets of the path and the last rows by a table of all their subsets.
  mutating func searchTable(
    _ here: DenseLevel, _ row: Int, _ inTable: Int, _ words: RowWords, place: Int
  ) {
    rapport_mask_counts(
      here.rows + row &* words.count, inTable, words.count, words.shifts, table)
    rapport_superset_sums(table, inTable)
    // Tallying a word of baskets costs about as much as reading 256 words.
    wordsRead &+= words.count &* 256
    receiver.reportTable(
      table, of: here.items + row, inTable, minimum: minimum, at: place, perfect: perfect.items,
      perfectCount: perfect.count)
  }
}
