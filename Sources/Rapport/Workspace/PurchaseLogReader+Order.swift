import Commerce

extension PurchaseLogReader {
  /// Puts lines into the order that a log keeps, column after column.
  ///
  /// Orders ascend by customer. So two counting sorts, by product and then by order, leave every line within
  /// its order, and every order with its customer; what remains to be done is little where order numbers
  /// ascend with time.
  ///
  /// - Parameters:
  ///   - columns: Lines with positions of orders and products.
  ///   - owners: The customer of each order by position, −1 for anonymous ones, who come last.
  ///   - products: How many products there are.
  /// - Complexity: O(n) for n lines, and the sorting of those customers whose orders do not ascend with time.
  static func bringIntoLogOrder(
    _ columns: inout PurchaseLog.Columns, owners: [Int32], products: Int
  ) {
    let stored = Array(0..<Int32(columns.order.count))
    let byProduct = countingSort(stored, by: columns.product, below: products)
    let lines = countingSort(byProduct, by: columns.order, below: owners.count)
    columns.product = lines.map { columns.product[Int($0)] }
    columns.order = lines.map { columns.order[Int($0)] }
    columns.time = lines.map { columns.time[Int($0)] }
    columns.quantity = lines.map { columns.quantity[Int($0)] }
    columns.amount = lines.map { columns.amount[Int($0)] }
    columns.customer = columns.order.map { owners[Int($0)] }
    columns.putInLogOrder()
  }

  /// Lines by ascending key; lines of one key stay as they were.
  static func countingSort(_ lines: [Int32], by keys: [Int32], below limit: Int) -> [Int32] {
    var next = [Int](repeating: 0, count: limit + 1)
    for key in keys { next[Int(key) + 1] += 1 }
    for key in 0..<limit { next[key + 1] += next[key] }
    var sorted = [Int32](repeating: 0, count: lines.count)
    for line in lines {
      let key = Int(keys[Int(line)])
      sorted[next[key]] = line
      next[key] += 1
    }
    return sorted
  }
}
