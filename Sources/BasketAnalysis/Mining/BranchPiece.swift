/// A part of a branch that one thread searches: branches of rows are cut so that threads share long ones.
struct BranchPiece {
  /// The branch; 0 is that of the most seldom item.
  let branch: Int
  /// Which piece of the branch.
  let piece: Int
  /// Into how many pieces the branch is cut.
  let pieces: Int

  /// Which of some units of work belong to this piece: one each at first, then more and more.
  ///
  /// The first rows of a branch have the most sets below them, about half, a quarter, an eighth where it is dense.
  @inline(__always)
  func share(of units: Int) -> Range<Int> {
    let first = min(units, Self.begin(piece))
    return first..<(piece &+ 1 == pieces ? units : min(units, Self.begin(piece &+ 1)))
  }

  /// Where a piece begins: 0, 1, 2, 3, 4, 6, 8, 12, 16, 24 and so on.
  private static func begin(_ piece: Int) -> Int {
    piece < 2 ? piece : (2 &+ piece & 1) &<< (piece &>> 1 &- 1)
  }
}
