import Campaigns
import Commerce
import Crypto
import Foundation

/// Sums up texts into a checksum, each with its length so that no two lists look alike.
struct InputFingerprint {
  private var hash = SHA256()

  /// Adds texts; a missing one differs from an empty one.
  mutating func add(_ texts: String?...) {
    for text in texts {
      let length = text.map { Int64($0.utf8.count) } ?? -1
      withUnsafeBytes(of: length.littleEndian) { hash.update(bufferPointer: $0) }
      hash.update(data: Array((text ?? "").utf8))
    }
  }

  /// The checksum as 64 hexadecimal digits.
  var text: String { Self.hexadecimal(hash.finalize()) }

  /// The checksum of a file's bytes.
  static func of(_ bytes: some DataProtocol) -> String { hexadecimal(SHA256.hash(data: bytes)) }

  private static func hexadecimal(_ digest: SHA256.Digest) -> String {
    digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}

extension InputFingerprint {
  /// What the directory knows of the customers who had bought by the day.
  static func of(_ directory: CustomerDirectory, customers: IDIndex<CustomerID>) -> String {
    var sum = InputFingerprint()
    for id in customers.ids {
      guard let facts = directory[id] else { continue }
      sum.add(
        id.text, facts.email, facts.phone, facts.name, facts.household, facts.address1,
        facts.address2, facts.address3, facts.city, facts.region, facts.postcode, facts.country,
        facts.addressUpdated?.description, facts.language, facts.personalise ? "1" : "0")
      for (name, value) in facts.attributes.sorted(by: { $0.key < $1.key }) {
        sum.add(name, value)
      }
    }
    return sum.text
  }

  /// What customers had said by the day.
  static func of(_ events: [ConsentEvent], asOf day: Day) -> String {
    var sum = InputFingerprint()
    for event in events where event.time.day <= day {
      sum.add(
        event.customer.text, event.channel, event.purpose, event.status.rawValue,
        event.time.description)
    }
    return sum.text
  }

  /// The facts of the products that had been bought by the day.
  static func of(_ catalogue: Catalogue, products: IDIndex<ProductID>) -> String {
    var sum = InputFingerprint()
    for id in products.ids {
      let facts = catalogue[id]
      sum.add(
        id.text, facts.name, facts.category, facts.department, facts.brand,
        facts.stock.map { $0 > 0 ? "in stock" : "sold out" }, facts.isActive ? "1" : "0")
    }
    return sum.text
  }
}
