/// Numbers names in the order in which they first appear, by their bytes.
///
/// One block of bytes and a table with open addressing: millions of fields are looked up without making a string.
struct NameTable {
  private var bytes: [UInt8] = []
  /// Where each name begins, and where the last one ends.
  private var starts = [0]
  private var hashes: [UInt64] = []
  /// The number of a name at each slot, −1 where there is none; a power of two of them.
  private var slots = [Int32](repeating: -1, count: 64)

  /// How many names there are.
  var count: Int { hashes.count }

  /// The number of a name, which is the next one where the name is new.
  ///
  /// - Complexity: O(length of the name).
  mutating func number(of name: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = Self.hash(of: name)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = slots[slot]
      if hashes[Int(number)] == hash, isEqual(Int(number), name) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return add(name, hash, at: slot)
  }

  /// The names as text, what is no UTF-8 mended.
  var texts: [String] {
    (0..<count).map { String(decoding: bytes[starts[$0]..<starts[$0 + 1]], as: UTF8.self) }
  }

  private func isEqual(_ number: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = starts[number]
    guard starts[number + 1] - start == name.count else { return false }
    for i in 0..<name.count where bytes[start + i] != name[i] { return false }
    return true
  }

  private mutating func add(
    _ name: UnsafeBufferPointer<UInt8>, _ hash: UInt64, at slot: Int
  ) -> Int32 {
    let number = Int32(count)
    slots[slot] = number
    bytes += name
    starts.append(bytes.count)
    hashes.append(hash)
    if count * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  /// Multiplies and mixes eight bytes at a time.
  private static func hash(of name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(name)
    var (hash, place) = (UInt64(name.count), 0)
    while place < raw.count {
      var word: UInt64 = 0
      if place + 8 <= raw.count {
        word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      } else {
        for i in place..<raw.count { word = word << 8 | UInt64(raw[i]) }
      }
      hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
      place += 8
    }
    return hash
  }
}
