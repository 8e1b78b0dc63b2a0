import TestSupport
import Testing

@testable import Rapport

@Suite struct `What errors of basket files say` {
  @Test func `of every kind`() {
    let errors: [BasketFileError] = [
      .missing(path: "b.dat"), .isFolder(path: "b"),
      .notReadable(path: "b.dat", reason: "Permission denied"),
      .notWritable(path: "sets.txt", reason: "No space left on device"),
      .unknownProduct(id: "mlk", nearest: "milk"), .unknownProduct(id: "x", nearest: nil),
      .unknownCategory(name: "diary", nearest: "dairy"),
      .unknownCategory(name: "x", nearest: nil),
    ]
    let sentences = errors.map { "\($0.code)\n  \($0.message)\n  \($0.hint)\n" }.joined()
    expectGolden(sentences, named: "basket-file-errors.txt")
  }
}
