import CustomerValue
import Foundation
import Testing

@Suite struct `A segment table` {
  @Test func `that is built in names each of the 125 scores`() {
    for r in 1...5 {
      for f in 1...5 {
        for m in 1...5 {
          #expect(SegmentTable.standard.name(of: RFMScore(r: r, f: f, m: m), levels: 5) != "others")
        }
      }
    }
  }

  @Test func `takes the first segment that fits`() throws {
    let table = try SegmentTable([
      .init("best", r: 5...5, f: 5...5), .init("recent", r: 5...5, f: 1...5),
    ])
    #expect(table.name(of: RFMScore(r: 5, f: 5, m: 1), levels: 5) == "best")
    #expect(table.name(of: RFMScore(r: 5, f: 4, m: 1), levels: 5) == "recent")
    #expect(table.name(of: RFMScore(r: 1, f: 4, m: 1), levels: 5) == "others")
    #expect(table.names == ["best", "recent", "others"])
  }

  @Test func `brings scores of other levels to its own`() {
    #expect(SegmentTable.standard.name(of: RFMScore(r: 3, f: 3, m: 3), levels: 3) == "champions")
    #expect(SegmentTable.standard.name(of: RFMScore(r: 1, f: 1, m: 1), levels: 10) == "lost")
  }

  @Test func `is read from a file and written back`() throws {
    let text = #"{"segments": [{"name": "top", "r": "4-5", "f": 5}, {"name": "rest"}]}"#
    let table = try JSONDecoder().decode(SegmentTable.self, from: Data(text.utf8))
    #expect(
      table.segments == [.init("top", r: 4...5, f: 5...5), .init("rest", r: 1...5, f: 1...5)])
    let again = try JSONDecoder().decode(
      SegmentTable.self, from: JSONEncoder().encode(SegmentTable.standard))
    #expect(again == .standard)
  }

  @Test(arguments: [
    (#"{"segments": [{"name": "top", "r": "5-4"}]}"#, "segment-bounds"),
    (#"{"segments": [{"name": "top", "r": "0-4"}]}"#, "segment-bounds"),
    (#"{"segments": [{"name": "top", "r": "lots"}]}"#, "segment-bounds"),
    (#"{"segments": []}"#, "no-segments"),
    (#"{"segments": [{"name": "top", "g": 3}]}"#, "unknown-key"),
    (#"{"segmnets": [], "segments": [{"name": "top"}]}"#, "unknown-key"),
  ]) func `with a mistake is refused`(text: String, code: String) {
    do {
      _ = try JSONDecoder().decode(SegmentTable.self, from: Data(text.utf8))
      Issue.record("The table was accepted.")
    } catch {
      #expect((error as? CustomerValueError)?.code ?? (error as? FileKeyError)?.code == code)
    }
  }
}
