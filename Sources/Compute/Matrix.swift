/// A dense matrix of 32-bit floats, row by row.
///
/// Immutable once it has been handed on; see `AlignedBuffer` for the promise that makes it `Sendable`.
public struct Matrix: Sendable {
  /// Number of rows.
  public let rows: Int
  /// Number of columns.
  public let columns: Int
  /// Row-major storage of rows × columns elements.
  public let storage: AlignedBuffer<Float>

  /// A matrix whose elements all equal one value.
  public init(rows: Int, columns: Int, repeating value: Float = 0) {
    self.rows = rows
    self.columns = columns
    storage = AlignedBuffer(repeating: value, count: rows * columns)
  }

  /// A matrix over elements that are already laid out row by row, as a model file holds them.
  public init(rows: Int, columns: Int, storage: AlignedBuffer<Float>) {
    precondition(storage.count == rows * columns, "A matrix needs rows × columns elements.")
    self.rows = rows
    self.columns = columns
    self.storage = storage
  }

  /// A matrix of the given elements, row by row.
  public init(rows: Int, columns: Int, elements: [Float]) {
    precondition(elements.count == rows * columns, "A matrix needs rows × columns elements.")
    self.init(rows: rows, columns: columns)
    elements.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      storage.pointer.update(from: base, count: source.count)
    }
  }

  /// The element at a row and a column.
  public subscript(row: Int, column: Int) -> Float { storage.pointer[row * columns + column] }

  /// The first element of a row; valid while the matrix lives.
  public func row(_ row: Int) -> UnsafeMutablePointer<Float> { storage.pointer + row * columns }

  /// All elements, row by row, as a copy.
  public var elements: [Float] { Array(storage.elements) }
}
