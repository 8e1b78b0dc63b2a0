/// The cells of fields that a file has no column for and a person gave one value, the same in every record.
///
/// A donor list has no products and a list of letters no day; without this their owners would have to write
/// a column into the file first.
final class FixedCells {
  private let cells: [UnsafeMutableBufferPointer<UInt8>?]

  /// Keeps the values by the number of their field, `nil` where a field was given none.
  init(_ values: [String?]) {
    cells = values.map { value in
      guard let bytes = value?.utf8 else { return nil }
      let cell = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
      _ = cell.initialize(from: bytes)
      return cell
    }
  }

  deinit { for cell in cells { cell?.deallocate() } }

  /// The cell of a field, valid as long as this is; empty where the field was given no value.
  subscript(field: Int) -> UnsafeBufferPointer<UInt8> {
    cells[field].map { UnsafeBufferPointer($0) } ?? UnsafeBufferPointer(start: nil, count: 0)
  }
}
