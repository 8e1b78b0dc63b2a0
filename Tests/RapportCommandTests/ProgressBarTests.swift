import Rapport
import Testing

@testable import RapportCommand

@Suite struct `A progress bar` {
  private func line(_ done: Int, of total: Int, _ unit: String, after seconds: Double) -> String {
    ProgressBar.line(
      ProgressUpdate(what: "Writing", done: done, total: total, unit: unit),
      elapsed: .milliseconds(Int(seconds * 1000)))
  }

  @Test func `shows how far, how fast and how long still`() {
    #expect(
      line(250_000, of: 1_000_000, "lines", after: 2)
        == "Writing ██████·················· 25 %  125,000 lines/s  6 s left")
    #expect(
      line(30_000_000, of: 60_000_000, "bytes", after: 1)
        == "Writing ████████████············ 50 %  30.0 MB/s  1 s left")
  }

  @Test func `promises nothing before it knows`() {
    #expect(line(1, of: 1_000, "", after: 0.1) == "Writing ························ 0 %")
    #expect(line(0, of: 0, "lines", after: 0.1).hasPrefix("Writing"))
  }
}
