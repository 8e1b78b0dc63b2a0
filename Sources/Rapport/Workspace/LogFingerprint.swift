public import Commerce
import Crypto
import Foundation

extension PurchaseLog {
  /// A checksum of the purchases themselves: equal for the same purchases, different for any change.
  ///
  /// SHA-256 over the ids (each with its length) and the columns as little-endian numbers, in the log's own
  /// order, as 64 hexadecimal digits. Import order, the database's keys and the machine play no part.
  /// Models and campaigns keep it, so that they can say whether they saw what is there now.
  ///
  /// - Complexity: O(n) for n lines.
  public var fingerprint: String {
    var hash = SHA256()
    Self.add(customers.ids.map(\.text), to: &hash)
    Self.add(products.ids.map(\.text), to: &hash)
    Self.add(orderIDs.map(\.text), to: &hash)
    Self.add(columns.customer.map(\.littleEndian), to: &hash)
    Self.add(columns.product.map(\.littleEndian), to: &hash)
    Self.add(columns.order.map(\.littleEndian), to: &hash)
    Self.add(columns.time.map(\.littleEndian), to: &hash)
    Self.add(columns.quantity.map(\.bitPattern.littleEndian), to: &hash)
    Self.add(columns.amount.map(\.littleEndian), to: &hash)
    return hash.finalize().map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }

  private static func add(_ texts: [String], to hash: inout SHA256) {
    var bytes: [UInt8] = []
    for text in texts {
      withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: text.utf8)
    }
    add(bytes, to: &hash)
  }

  private static func add<Element: BitwiseCopyable>(_ elements: [Element], to hash: inout SHA256) {
    withUnsafeBytes(of: UInt64(elements.count).littleEndian) { hash.update(bufferPointer: $0) }
    elements.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }
}
