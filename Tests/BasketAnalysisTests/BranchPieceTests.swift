import Testing

@testable import BasketAnalysis

@Suite struct `The pieces of a branch` {
  @Test func `share its units, each in one piece and in order`() {
    for pieces in 1...14 {
      for units in 0...300 {
        let shares = (0..<pieces).map {
          BranchPiece(branch: 0, piece: $0, pieces: pieces).share(of: units)
        }
        let isWhole = shares.flatMap { Array($0) } == Array(0..<units)
        #expect(isWhole, "\(pieces) pieces of \(units) units")
      }
    }
  }

  @Test func `begin with one unit each`() {
    let shares = (0..<8).map { BranchPiece(branch: 0, piece: $0, pieces: 12).share(of: 100) }
    #expect(shares == [0..<1, 1..<2, 2..<3, 3..<4, 4..<6, 6..<8, 8..<12, 12..<16])
  }
}
