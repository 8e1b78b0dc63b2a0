/// A sparse matrix in compressed rows: what customers × products always is.
public struct SparseMatrix: Sendable {
  /// Number of rows.
  public let rows: Int
  /// Number of columns.
  public let columns: Int
  /// Row r holds the entries `offsets[r] ..< offsets[r + 1]`.
  public let offsets: [Int]
  /// The columns of the entries, ascending and distinct within a row.
  public let indices: [Int32]
  /// The values of the entries.
  public let values: [Float]

  /// One value at a place.
  public struct Entry: Sendable {
    /// Row of the entry.
    public var row: Int32
    /// Column of the entry.
    public var column: Int32
    /// Its value.
    public var value: Float

    /// A value at a row and a column.
    public init(row: Int32, column: Int32, value: Float) {
      self.row = row
      self.column = column
      self.value = value
    }
  }

  /// Takes parts that are already in order: offsets ascend, columns ascend within a row.
  public init(rows: Int, columns: Int, offsets: [Int], indices: [Int32], values: [Float]) {
    precondition(offsets.count == rows + 1 && indices.count == values.count)
    self.rows = rows
    self.columns = columns
    self.offsets = offsets
    self.indices = indices
    self.values = values
  }

  /// Sorts entries by row and column and adds up those at one place, in the order given.
  ///
  /// - Complexity: O(n + rows + columns): two counting sorts.
  public init(rows: Int, columns: Int, entries: [Entry]) {
    let byColumn = Self.stableOrder(of: entries, by: \.column, buckets: columns)
    let sorted = Self.stableOrder(of: byColumn, by: \.row, buckets: rows)
    var offsets = [Int](repeating: 0, count: rows + 1)
    var indices: [Int32] = []
    var values: [Float] = []
    indices.reserveCapacity(sorted.count)
    values.reserveCapacity(sorted.count)
    var lastRow: Int32 = -1
    for entry in sorted {
      if entry.row == lastRow, indices.last == entry.column {
        values[values.count - 1] += entry.value
      } else {
        indices.append(entry.column)
        values.append(entry.value)
        offsets[Int(entry.row) + 1] += 1
        lastRow = entry.row
      }
    }
    for row in 0..<rows { offsets[row + 1] += offsets[row] }
    self.init(rows: rows, columns: columns, offsets: offsets, indices: indices, values: values)
  }

  /// How many entries there are.
  public var count: Int { indices.count }

  /// The entries of a row, as positions in `indices` and `values`.
  public func entries(ofRow row: Int) -> Range<Int> { offsets[row]..<offsets[row + 1] }

  /// Rows become columns.
  ///
  /// - Complexity: O(n + rows + columns).
  public func transposed() -> SparseMatrix {
    var offsets = [Int](repeating: 0, count: columns + 1)
    for column in indices { offsets[Int(column) + 1] += 1 }
    for column in 0..<columns { offsets[column + 1] += offsets[column] }
    var next = offsets
    var rowsOfEntries = [Int32](repeating: 0, count: count)
    var valuesOfEntries = [Float](repeating: 0, count: count)
    for row in 0..<rows {
      for i in entries(ofRow: row) {
        let column = Int(indices[i])
        rowsOfEntries[next[column]] = Int32(row)
        valuesOfEntries[next[column]] = values[i]
        next[column] += 1
      }
    }
    return SparseMatrix(
      rows: columns, columns: rows, offsets: offsets, indices: rowsOfEntries,
      values: valuesOfEntries)
  }

  /// The same entries with other values, computed from row, column and value.
  public func mapValues(_ transform: (Int, Int, Float) -> Float) -> SparseMatrix {
    var mapped = values
    for row in 0..<rows {
      for i in entries(ofRow: row) { mapped[i] = transform(row, Int(indices[i]), values[i]) }
    }
    return SparseMatrix(
      rows: rows, columns: columns, offsets: offsets, indices: indices, values: mapped)
  }

  private static func stableOrder(
    of entries: [Entry], by key: (Entry) -> Int32, buckets: Int
  ) -> [Entry] {
    var starts = [Int](repeating: 0, count: buckets + 1)
    for entry in entries { starts[Int(key(entry)) + 1] += 1 }
    for bucket in 0..<buckets { starts[bucket + 1] += starts[bucket] }
    var ordered = entries
    for entry in entries {
      let bucket = Int(key(entry))
      ordered[starts[bucket]] = entry
      starts[bucket] += 1
    }
    return ordered
  }
}
