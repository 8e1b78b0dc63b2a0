import Compute
import Testing

@testable import CustomerValue

@Suite struct `Several things at once` {
  private struct Refusal: Error, Equatable { let number: Int }

  @Test(arguments: [1, 2, 5])
  func `come back in the order they were asked for`(threads: Int) throws {
    let (number, text, list) = try Parallel(threads: threads).together(
      { (0..<10_000).reduce(0, +) }, { "two" }, { [3.0] })
    #expect(number == 49_995_000)
    #expect(text == "two")
    #expect(list == [3.0])
  }

  @Test(arguments: [1, 2, 5])
  func `throw what the first of those that failed has thrown`(threads: Int) {
    #expect(throws: Refusal(number: 2)) {
      try Parallel(threads: threads).together(
        { 1 }, { () throws -> Int in throw Refusal(number: 2) },
        { () throws -> Int in throw Refusal(number: 3) })
    }
  }
}
