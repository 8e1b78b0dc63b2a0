import Commerce

extension PurchaseLogReader {
  /// Lines laid out by customer, anonymous ones last; within a customer as they are stored.
  struct Groups {
    /// The lines of group g are `lines[offsets[g] ..< offsets[g + 1]]`; the last group is the anonymous.
    var offsets: [Int]
    var lines: [Int32]
  }

  /// What decides the place of a line among its customer's.
  private struct Key {
    let time: Int64
    let order: Int32
    let product: Int32
    let line: Int32
  }

  /// Lays lines out with a counting sort.
  ///
  /// - Parameters:
  ///   - orders: The database id of each line's order.
  ///   - owner: The customer position of each order, −1 for anonymous ones.
  ///   - count: How many customers there are.
  /// - Returns: As many groups as customers, and one.
  static func groups(orders: [Int32], owner: [Int32], count: Int) -> Groups {
    func group(_ order: Int32) -> Int {
      let customer = owner[Int(order)]
      return customer < 0 ? count : Int(customer)
    }
    var offsets = [Int](repeating: 0, count: count + 2)
    for order in orders { offsets[group(order) + 1] += 1 }
    for i in 0...count { offsets[i + 1] += offsets[i] }
    var next = offsets
    var lines = [Int32](repeating: 0, count: orders.count)
    for (line, order) in orders.enumerated() {
      lines[next[group(order)]] = Int32(line)
      next[group(order)] += 1
    }
    return Groups(offsets: offsets, lines: lines)
  }

  /// Puts the columns of grouped lines into the order that a log keeps, one column after another.
  ///
  /// - Complexity: O(n log m) for n lines, m of them of one customer.
  static func bringIntoLogOrder(_ columns: inout PurchaseLog.Columns, _ groups: Groups) {
    let lines = sorted(groups, columns)
    columns.product = lines.map { columns.product[Int($0)] }
    columns.order = lines.map { columns.order[Int($0)] }
    columns.time = lines.map { columns.time[Int($0)] }
    columns.quantity = lines.map { columns.quantity[Int($0)] }
    columns.amount = lines.map { columns.amount[Int($0)] }
    columns.customer = Array(repeating: -1, count: lines.count)
    for customer in 0..<groups.offsets.count - 2 {
      for line in groups.offsets[customer]..<groups.offsets[customer + 1] {
        columns.customer[line] = Int32(customer)
      }
    }
  }

  private static func sorted(_ groups: Groups, _ columns: PurchaseLog.Columns) -> [Int32] {
    var lines = groups.lines
    var keys: [Key] = []
    for (start, end) in zip(groups.offsets, groups.offsets.dropFirst()) where end - start > 1 {
      keys.removeAll(keepingCapacity: true)
      for line in lines[start..<end] {
        let i = Int(line)
        keys.append(
          Key(
            time: columns.time[i], order: columns.order[i], product: columns.product[i], line: line)
        )
      }
      keys.sort { precedes($0, $1, columns) }
      for (place, key) in zip(start..<end, keys) { lines[place] = key.line }
    }
    return lines
  }

  private static func precedes(_ a: Key, _ b: Key, _ columns: PurchaseLog.Columns) -> Bool {
    if a.time != b.time { return a.time < b.time }
    if a.order != b.order { return a.order < b.order }
    if a.product != b.product { return a.product < b.product }
    let (i, j) = (Int(a.line), Int(b.line))
    let (quantities, amounts) = (columns.quantity, columns.amount)
    return quantities[i] != quantities[j]
      ? quantities[i] < quantities[j] : amounts[i] < amounts[j]
  }
}
