extension PurchaseLog {
  /// The lines of each order, since one receipt may span two minutes and so is not always one run of lines.
  public struct OrderLines: Sendable {
    /// Line numbers grouped by order, ascending within each.
    public let lines: [Int32]
    /// The lines of order o are `lines[offsets[o] ..< offsets[o + 1]]`.
    public let offsets: [Int]

    /// The line numbers of one order.
    public subscript(order: Int) -> ArraySlice<Int32> { lines[offsets[order]..<offsets[order + 1]] }
  }

  /// Groups the lines by order, anonymous baskets included.
  ///
  /// - Complexity: O(n + orders).
  public func linesByOrder() -> OrderLines {
    var offsets = [Int](repeating: 0, count: orderIDs.count + 1)
    for order in columns.order { offsets[Int(order) + 1] += 1 }
    for order in 0..<orderIDs.count { offsets[order + 1] += offsets[order] }
    var next = offsets
    var lines = [Int32](repeating: 0, count: count)
    for i in 0..<count {
      let order = Int(columns.order[i])
      lines[next[order]] = Int32(i)
      next[order] += 1
    }
    return OrderLines(lines: lines, offsets: offsets)
  }
}
