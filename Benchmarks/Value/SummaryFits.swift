import Foundation
import Rapport

/// Fits the models to a summary file as `Benchmarks/peers/lifetimes-fit.py` writes one, over and over.
///
/// Grouping equal customers, three starts and standard errors are part of every fit; reading is not.
enum SummaryFits {
  static func run(_ path: String, rounds: Int) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",").compactMap { Double($0) }
    }.filter { $0.count == 3 }
    let (repeats, recency, age) = (
      rows.map { Int32($0[0]) }, rows.map { $0[1] }, rows.map { $0[2] }
    )
    func fit<Model: PurchaseModel>(_ type: Model.Type) throws {
      var (best, report) = (Double.infinity, FitReport?.none)
      for _ in 0..<rounds {
        let watch = Stopwatch()
        let histories = try PurchaseHistories(
          repeats: repeats, recency: recency, age: age, unit: .weeks)
        report = try Model.fit(histories, threads: 1).report
        best = min(best, watch.cpuSeconds)
      }
      guard let report else { return }
      print(
        Model.name, "\(rows.count) customers:", String(format: "%.4f s cpu,", best),
        String(format: "log-likelihood %.8f,", report.logLikelihood), report.values)
    }
    try fit(BGNBDModel.self)
    try fit(MBGNBDModel.self)
    try fit(ParetoNBDModel.self)
  }
}
