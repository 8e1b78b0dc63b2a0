import GRDB

/// Brings a batch of purchases into the store: finds what is there, writes only what differs.
///
/// Lines are compared by their key: order, product, and the occurrence number of that pair in the source's
/// order. Orders that are new are appended without a look; of the others the present lines are read in key
/// order and merged with the batch's.
struct PurchaseWriter {
  /// What a run changed.
  struct Outcome {
    var added = 0
    var updated = 0
    var unchanged = 0
    var removed = 0
    var duplicatesDropped = 0

    /// Whether the store is another one now.
    var hasChanges: Bool { added + updated + removed > 0 }
  }

  private struct Line {
    var product: Int64
    var occurrence: Int64
    var source: Int32
  }

  private let db: Database
  private let batch: PurchaseBatch
  private let options: ImportOptions
  private let progress: (Int) -> Void
  private var ids: PurchaseIdentities
  private var statements: PurchaseStatements
  private var pending: [(line: Line, order: Int64)] = []
  private var outcome = Outcome()
  private var descriptionLines: [Int64]

  /// Writes a batch inside the present transaction.
  ///
  /// `progress` is told how many lines are done, every few thousand.
  static func write(
    _ batch: PurchaseBatch, options: ImportOptions, to db: Database,
    progress: @escaping (Int) -> Void = { _ in }
  ) throws -> Outcome {
    var writer = try PurchaseWriter(batch, options: options, db: db, progress: progress)
    try writer.writeLines()
    try writer.writePending()
    try writer.ids.settleDescriptions(writer.descriptionLines)
    return writer.outcome
  }

  private init(
    _ batch: PurchaseBatch, options: ImportOptions, db: Database, progress: @escaping (Int) -> Void
  ) throws {
    self.db = db
    self.batch = batch
    self.options = options
    self.progress = progress
    ids = try PurchaseIdentities(batch, db: db)
    statements = try PurchaseStatements(db, batch)
    descriptionLines = Array(repeating: 0, count: batch.descriptions.count)
  }

  /// Walks the orders by ascending database id, so that new lines are appended at the table's end.
  private mutating func writeLines() throws {
    let byOrder = linesByOrder()
    let ascending = ids.orders.indices.sorted { ids.orders[$0] < ids.orders[$1] }
    var lines: [Line] = []
    var done = 0
    for order in ascending {
      let range = byOrder.offsets[order]..<byOrder.offsets[order + 1]
      keyed(byOrder.lines[range], into: &lines)
      if ids.isNewOrder[order] {
        for line in lines { try insert(line, order: ids.orders[order]) }
      } else {
        try merge(lines, order: ids.orders[order])
      }
      if done >> 13 != (done + range.count) >> 13 { progress(done + range.count) }
      done += range.count
    }
  }

  /// The lines of each order, in the source's order.
  private func linesByOrder() -> (lines: [Int32], offsets: [Int]) {
    var offsets = [Int](repeating: 0, count: batch.orders.count + 1)
    for order in batch.order { offsets[Int(order) + 1] += 1 }
    for order in 0..<batch.orders.count { offsets[order + 1] += offsets[order] }
    var next = offsets
    var lines = [Int32](repeating: 0, count: batch.count)
    for (line, order) in batch.order.enumerated() {
      lines[next[Int(order)]] = Int32(line)
      next[Int(order)] += 1
    }
    return (lines, offsets)
  }

  /// Sorts an order's lines by product and numbers the occurrences of each.
  private mutating func keyed(_ sources: ArraySlice<Int32>, into lines: inout [Line]) {
    lines.removeAll(keepingCapacity: true)
    for source in sources {
      let product = ids.products[Int(batch.product[Int(source)])]
      lines.append(Line(product: product, occurrence: 1, source: source))
    }
    lines.sort { $0.product != $1.product ? $0.product < $1.product : $0.source < $1.source }
    if options.dropDuplicates { dropDuplicates(&lines) }
    for i in lines.indices.dropFirst() where lines[i].product == lines[i - 1].product {
      lines[i].occurrence = lines[i - 1].occurrence + 1
    }
  }

  private mutating func dropDuplicates(_ lines: inout [Line]) {
    var kept: [Line] = []
    var first = 0
    for line in lines {
      if let last = kept.last, last.product != line.product { first = kept.count }
      if kept[first...].contains(where: { areEqual($0.source, line.source) }) {
        outcome.duplicatesDropped += 1
      } else {
        kept.append(line)
      }
    }
    lines = kept
  }

  private func areEqual(_ a: Int32, _ b: Int32) -> Bool {
    let (a, b) = (Int(a), Int(b))
    return batch.time[a] == batch.time[b] && batch.quantity[a] == batch.quantity[b]
      && batch.amount[a] == batch.amount[b] && batch.cost?[a] == batch.cost?[b]
      && batch.discount?[a] == batch.discount?[b] && batch.description?[a] == batch.description?[b]
  }

  /// Merges an order's lines with those of the store; both ascend by (product, occurrence).
  private mutating func merge(_ lines: [Line], order: Int64) throws {
    var changes = Changes()
    var next = 0
    let present = statements.select
    present.bind(order, at: 1)
    while try present.step() {
      let key = (product: present.int(0), occurrence: present.int(1))
      while next < lines.count, isBefore(lines[next], key.product, key.occurrence) {
        changes.new.append(lines[next])
        next += 1
      }
      let description = present.optionalInt(7)
      guard next < lines.count, lines[next].product == key.product,
        lines[next].occurrence == key.occurrence
      else {
        changes.vanished.append((key.product, key.occurrence, description))
        continue
      }
      if isUnchanged(Int(lines[next].source), present) {
        outcome.unchanged += 1
      } else {
        changes.changed.append((lines[next], description))
      }
      next += 1
    }
    present.reset()
    changes.new.append(contentsOf: lines[next...])
    try apply(changes, order: order)
  }

  /// What differs between an order of the batch and the store's.
  private struct Changes {
    var new: [Line] = []
    var changed: [(line: Line, oldDescription: Int64?)] = []
    var vanished: [(product: Int64, occurrence: Int64, description: Int64?)] = []
  }

  private mutating func apply(_ changes: Changes, order: Int64) throws {
    for line in changes.new { try insert(line, order: order) }
    for (line, old) in changes.changed { try update(line, order: order, oldDescription: old) }
    guard options.replaceOrders else { return }
    for (product, occurrence, description) in changes.vanished {
      statements.delete.bind(order, at: 1)
      statements.delete.bind(product, at: 2)
      statements.delete.bind(occurrence, at: 3)
      try statements.delete.run()
      if let description { try ids.forget(description) }
      outcome.removed += 1
    }
  }

  private func isBefore(_ line: Line, _ product: Int64, _ occurrence: Int64) -> Bool {
    line.product != product ? line.product < product : line.occurrence < occurrence
  }

  private func isUnchanged(_ i: Int, _ row: RawStatement) -> Bool {
    guard row.int(2) == batch.time[i], row.int(3) == batch.quantity[i],
      row.int(4) == batch.amount[i]
    else { return false }
    if let cost = batch.cost, row.optionalInt(5) != value(cost[i]) { return false }
    if let discount = batch.discount, row.optionalInt(6) != value(discount[i]) { return false }
    if let description = batch.description, row.optionalInt(7) != ids.description(description[i]) {
      return false
    }
    return true
  }

  private func value(_ number: Int64) -> Int64? { number == PurchaseBatch.noValue ? nil : number }

  /// Adds a line to those that are written several at a time, which costs half of one at a time.
  private mutating func insert(_ line: Line, order: Int64) throws {
    let i = Int(line.source)
    if let description = batch.description, description[i] >= 0 {
      descriptionLines[Int(description[i])] += 1
    }
    outcome.added += 1
    pending.append((line, order))
    guard pending.count == PurchaseStatements.rowsAtOnce else { return }
    var next: Int32 = 1
    for (line, order) in pending { next = bind(line, order, statements.insertRows, from: next) }
    try statements.insertRows.run()
    pending.removeAll(keepingCapacity: true)
  }

  /// Writes the last few lines, one at a time.
  private mutating func writePending() throws {
    for (line, order) in pending {
      bind(line, order, statements.insert, from: 1)
      try statements.insert.run()
    }
    pending.removeAll()
  }

  @discardableResult
  private func bind(
    _ line: Line, _ order: Int64, _ statement: RawStatement, from first: Int32
  ) -> Int32 {
    statement.bind(order, at: first)
    statement.bind(line.product, at: first + 1)
    statement.bind(line.occurrence, at: first + 2)
    return bindValues(Int(line.source), statement, from: first + 3)
  }

  private mutating func update(_ line: Line, order: Int64, oldDescription: Int64?) throws {
    let (i, statement) = (Int(line.source), statements.update)
    let next = bindValues(i, statement, from: 1)
    statement.bind(order, at: next)
    statement.bind(line.product, at: next + 1)
    statement.bind(line.occurrence, at: next + 2)
    try statement.run()
    outcome.updated += 1
    guard let description = batch.description else { return }
    if let oldDescription { try ids.forget(oldDescription) }
    if description[i] >= 0 { descriptionLines[Int(description[i])] += 1 }
  }

  /// Binds the values that the batch has, and returns the number of the next parameter.
  @discardableResult
  private func bindValues(_ i: Int, _ statement: RawStatement, from first: Int32) -> Int32 {
    statement.bind(batch.time[i], at: first)
    statement.bind(batch.quantity[i], at: first + 1)
    statement.bind(batch.amount[i], at: first + 2)
    var next = first + 3
    for column in [batch.cost, batch.discount] {
      guard let column else { continue }
      statement.bind(value(column[i]), at: next)
      next += 1
    }
    if let description = batch.description {
      statement.bind(ids.description(description[i]), at: next)
      next += 1
    }
    return next
  }
}
