import Commerce
import Testing

@Suite struct `The nearest match` {
  @Test(arguments: [
    ("factor", "factors"), ("iteratons", "iterations"), ("FACTORS", "factors"),
    ("regularization", "regularisation"),
  ])
  func `of a mistyped word is the word meant`(_ word: String, _ meant: String) {
    let names = ["factors", "iterations", "regularisation", "confidence"]
    #expect(NearestMatch.to(word, among: names) == meant)
  }

  @Test func `of something else altogether is none`() {
    #expect(NearestMatch.to("colour", among: ["factors", "iterations"]) == nil)
    #expect(NearestMatch.to("x", among: []) == nil)
  }
}
