import Foundation

/// When the last rows of a level are better counted all at once, in a table of all their subsets.
enum RowTable {
  /// The most rows of a table.
  static let mostRows = 16

  /// How many of the last rows should go through a table; 0 where one by one costs less.
  ///
  /// The frequent subsets are estimated as if items were somewhat positively related: a share q of the path's
  /// baskets for each item leaves sets of up to 1.2 · log(minimum ÷ baskets) ÷ log q items frequent. A
  /// table costs its 2ᵏ entries and the baskets once, one by one costs the words of a row for each subset.
  ///
  /// - Parameters:
  ///   - counts: The baskets of each row, more or less ascending.
  ///   - count: How many rows there are.
  ///   - words: The words of a row.
  ///   - baskets: The baskets of the path.
  ///   - minimum: How many baskets make a set frequent.
  ///   - longest: The most items that sets may get from the rows.
  /// - Returns: A number from 5 to 16, or 0.
  static func rows(
    _ counts: UnsafePointer<Int32>, of count: Int, words: Int, baskets: Int32, minimum: Int32,
    longest: Int
  ) -> Int {
    var rows = min(count, mostRows)
    while rows >= 5 {
      var total = 0
      for i in count &- rows..<count { total &+= Int(counts[i]) }
      let share = Double(total) / (Double(rows) * Double(baskets))
      // Where triples are not expected to be frequent there is nothing to win.
      if share * share * share * Double(baskets) < Double(minimum) { return 0 }
      let depth = share < 1 ? 1.2 * log(Double(minimum) / Double(baskets)) / log(share) : 16
      let sets = subsets(of: rows, upTo: min(Double(longest), depth))
      let oneByOne = sets * (3 + 0.4 * Double(words))
      let entries = Double(1 &<< rows)
      let table = 60 + 100 * Double(words) + entries * (0.1 + 0.03 * Double(rows))
      if table < oneByOne { return rows }
      rows -= 3
    }
    return 0
  }

  private static func subsets(of rows: Int, upTo longest: Double) -> Double {
    var (sum, ways, length) = (0.0, 1.0, 1.0)
    while length <= longest, length <= Double(rows) {
      ways *= (Double(rows) - length + 1) / length
      sum += ways
      length += 1
    }
    return sum
  }
}
