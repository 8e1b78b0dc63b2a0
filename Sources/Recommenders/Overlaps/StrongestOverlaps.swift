import Compute

/// The strongest weights from products to others, best first, in compressed rows.
struct StrongestOverlaps: Sendable {
  /// Those of the i-th product are the entries `offsets[i] ..< offsets[i + 1]`.
  let offsets: AlignedBuffer<Int32>
  /// Where they lead.
  let positions: AlignedBuffer<Int32>
  /// How strong they are.
  let weights: AlignedBuffer<Float>
  /// How many places (customers or baskets) lie in between; empty where that is not kept.
  let together: AlignedBuffer<Int32>

  /// Room that must be filled before it is read.
  init(products: Int, room: Int, keepsTogether: Bool) {
    offsets = AlignedBuffer(repeating: 0, count: products + 1)
    positions = AlignedBuffer(unfilled: room)
    weights = AlignedBuffer(unfilled: room)
    together = AlignedBuffer(unfilled: keepsTogether ? room : 0)
  }

  /// Pieces one after the other, without the room they did not need.
  init(joining pieces: [StrongestOverlaps]) {
    self.init(
      products: pieces.reduce(0) { $0 + $1.products }, room: pieces.reduce(0) { $0 + $1.count },
      keepsTogether: pieces.contains { $0.together.count > 0 })
    var (row, place) = (0, 0)
    for piece in pieces {
      for i in 0..<piece.products {
        offsets.pointer[row + i + 1] = Int32(place) + piece.offsets.pointer[i + 1]
      }
      (positions.pointer + place).update(from: piece.positions.pointer, count: piece.count)
      (weights.pointer + place).update(from: piece.weights.pointer, count: piece.count)
      if together.count > 0 {
        (together.pointer + place).update(from: piece.together.pointer, count: piece.count)
      }
      row += piece.products
      place += piece.count
    }
  }

  /// How many products they start from.
  var products: Int { offsets.count - 1 }

  /// How many weights there are.
  var count: Int { Int(offsets.pointer[products]) }
}
