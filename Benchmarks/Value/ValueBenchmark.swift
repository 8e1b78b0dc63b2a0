import Foundation
import Rapport

/// Simulates many customers from known parameters, fits, scores, and says how long that took.
///
/// `value bg-nbd 10000000 exact`: purchase times as they are drawn, so that the parameters are exactly
/// those planted; every returning customer is then a history of their own and grouping cannot help.
/// `value bg-nbd 10000000 days`: what a shop's books keep of such customers, whole days; the fit then
/// speaks of days with purchases, of which there are fewer than purchases.
/// `value bg-nbd 100000 exact 40`: fits alone for the seeds 1 to 40, to see whether standard errors are
/// honest; `value bg-nbd 10000000 exact 3 8`: for the three seeds from 8 on.
/// `value table 10000000 pareto-nbd`: every figure of `rapport value` for such customers.
/// `value fit SUMMARY.csv`: CPU seconds of every model on a summary file in weeks.
@main
enum ValueBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().map { $0 }
    let name = arguments.first ?? BGNBDModel.name
    if name == "fit", arguments.count > 1 { return try SummaryFits.run(arguments[1], rounds: 20) }
    let customers = arguments.count > 1 ? Int(arguments[1]) ?? 1_000_000 : 1_000_000
    let books = arguments.count > 2 ? SimulatedShop.Books(rawValue: arguments[2]) ?? .exact : .exact
    let draws = arguments.count > 3 ? Int(arguments[3]) ?? 1 : 1
    let first = arguments.count > 4 ? UInt64(arguments[4]) ?? 1 : 1
    let seeds = draws > 1 || arguments.count > 4 ? first..<first + UInt64(draws) : nil
    switch name {
    case "table":
      try TableOfAll.run(
        .shop(isPareto: arguments.last == ParetoNBDModel.name, books: .days), customers: customers)
    case ParetoNBDModel.name:
      try run(ParetoNBDModel.self, .shop(isPareto: true, books: books), customers, seeds)
    default: try run(BGNBDModel.self, .shop(isPareto: false, books: books), customers, seeds)
    }
    print("peak \(Int(Stopwatch.peakMegabytes)) MB")
  }

  private static func run<Model: PurchaseModel>(
    _ type: Model.Type, _ shop: SimulatedShop, _ customers: Int, _ seeds: Range<UInt64>?
  ) throws {
    guard let seeds else { return try measure(type, shop, customers) }
    var squares = shop.truth.map { _ in 0.0 }
    var (sums, outside) = (squares, squares)
    for seed in seeds {
      let histories = try shop.draw(customers, seed: seed).histories()
      let distances = distances(try Model.fit(histories, threads: 2).report, shop.truth)
      let words = distances.map { String(format: "%.2f", $0) }.joined(separator: " ")
      print("seed \(seed):", words)
      for (place, distance) in distances.enumerated() {
        sums[place] += distance
        squares[place] += distance * distance
        outside[place] += abs(distance) > 2 ? 1 : 0
      }
    }
    print(
      "distance from the truth in standard errors, \(seeds.count) draws of \(customers) customers")
    for (place, name) in Model.parameterNames.enumerated() {
      let mean = sums[place] / Double(seeds.count)
      let spread = (squares[place] / Double(seeds.count) - mean * mean).squareRoot()
      print(
        "  \(name):", String(format: "mean %.2f, spread %.2f,", mean, spread),
        "\(Int(outside[place])) beyond 2")
    }
  }

  /// One draw, fitted and scored with two threads and with one; the results must be the same bits.
  private static func measure<Model: PurchaseModel>(
    _ type: Model.Type, _ shop: SimulatedShop, _ customers: Int
  ) throws {
    let table = timed("drawing") { shop.draw(customers, seed: 7) }
    let histories = try timed("grouping") { try table.histories() }
    print("  \(histories.count) different histories of \(customers) customers")
    var reports: [FitReport] = []
    var scores: [PurchaseScores] = []
    for threads in [2, 1] {
      let fit = try timed("fit, threads: \(threads)") {
        try Model.fit(histories, threads: threads)
      }
      reports.append(fit.report)
      scores.append(
        try timed("scores, threads: \(threads)") {
          try fit.model.scores(of: histories, in: 3 * 365, rate: 0.00026, threads: threads)
        })
    }
    let distances = distances(reports[0], shop.truth)
    for (place, name) in reports[0].names.enumerated() {
      print(
        "  \(name) \(reports[0].values[place]), planted \(shop.truth[place]):",
        String(format: "%.2f standard errors", distances[place]))
    }
    print("  \(reports[0].iterations) steps, slope \(reports[0].slope)")
    let isSame =
      reports[0] == reports[1] && scores[0].alive == scores[1].alive
      && scores[0].expected == scores[1].expected && scores[0].discounted == scores[1].discounted
    print("  the same bits with one thread and two: \(isSame)")
    try values(table, histories, scores[0])
  }

  /// Spend and lifetime value of every customer, as `rapport value` works them out.
  private static func values(
    _ table: SimulatedShop.Table, _ histories: PurchaseHistories, _ scores: PurchaseScores
  ) throws {
    let purchases = table.repeats.map { $0 + 1 }
    let spends = try timed("spends, grouping") {
      try SpendHistories(purchases: purchases, means: table.means)
    }
    let spend = try timed("gamma-gamma fit, threads: 2") {
      try GammaGammaModel.fit(spends, threads: 2)
    }
    let sum = timed("lifetime values") {
      var sum = 0.0
      for row in purchases.indices {
        let mean = spend.model.expectedSpend(
          purchases: Int(purchases[row]), mean: table.means[row])
        let historic = table.means[row] * Double(purchases[row])
        sum += historic + scores.discounted[Int(histories.groupOfRow[row])] * mean
      }
      return sum
    }
    print("  lifetime value of all: \(Int(sum))")
  }

  private static func distances(_ report: FitReport, _ truth: [Double]) -> [Double] {
    truth.indices.map { place in
      guard let errors = report.standardErrors else { return .nan }
      return (report.values[place] - truth[place]) / errors[place]
    }
  }
}
