import Commerce
import Foundation
import TestSupport
import Testing

@testable import Rapport
@testable import RapportCommand

@Suite struct `What people read about customers' value` {
  private func with(_ body: (Workspace) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let shop = try Workspace(at: folder.appending(path: "shop", directoryHint: .isDirectory))
      try shop.importPurchases(ValueShop.lines())
      for (kind, text) in [
        (ImportKind.products, ValueShop.products), (.contacts, ValueShop.contacts),
      ] {
        let file = folder.appending(path: "\(kind.rawValue).csv")
        try Data(text.utf8).write(to: file)
        _ = try shop.importFile(kind, from: file)
      }
      try body(shop)
    }
  }

  @Test func `is segments, cut points, stages, tiers, groups and what is to come`() throws {
    try with { shop in
      var preferences = ValuePreferences()
      (preferences.margin, preferences.costPerContact) = (0.5, 0.7)
      let profiles = try shop.customerValue(settings: preferences.settings())
      expectGolden(ValueSummary(profiles, out: "customers.csv").text + "\n", named: "value.txt")
    }
  }

  @Test func `is a list of those who slip away`() throws {
    try with { shop in
      let warnings = try shop.earlyWarnings()
      expectGolden(WarnReport(warnings, top: 5, seconds: 0).text + "\n", named: "warn.txt")
    }
  }

  @Test func `is a fit`() throws {
    // CDNOW's numbers, written down: digits of a fit may differ in the last place between machines.
    let report = try JSONDecoder().decode(
      FitReport.self,
      from: Data(
        """
        {"model": "bg-nbd", "customers": 2357, "names": ["r", "alpha", "a", "b"],
        "values": [0.242593, 4.413532, 0.792886, 2.425753],
        "standardErrors": [0.012557, 0.378221, 0.185719, 0.705346],
        "logLikelihood": -9582.42556, "converged": true, "iterations": 9, "slope": 1e-12,
        "starts": 3, "agreed": 3, "remarks": ["Customers who bought once have P(alive) = 1."]}
        """.utf8))
    expectGolden(ValueFitReport.text(report, seconds: 0.0123) + "\n", named: "value-fit.txt")
  }

  @Test func `is the test of a fit on held-out purchases`() throws {
    try with { shop in
      let fit = try shop.fitValue()
      expectGolden(
        HoldoutText(fit.validation, tracking: "tracking.csv").text + "\n",
        named: "value-holdout.txt")
    }
  }

  @Test func `is a matrix of moves`() throws {
    try with { shop in
      let from = ValueShop.firstDay.advanced(by: 250)
      let moves = try shop.migration(from: from)
      expectGolden(MigrationText(moves, out: "moves.csv").text + "\n", named: "value-migration.txt")
      let levels = try shop.migration(from: from, by: .recency)
      expectGolden(MigrationText(levels, out: nil).text + "\n", named: "value-recency.txt")
    }
  }

  @Test func `is stages over time`() throws {
    try with { shop in
      let history = try shop.stageHistory(every: 60)
      expectGolden(StageText(history, out: "stages.csv").text + "\n", named: "value-stages.txt")
    }
  }

  @Test func `is the curve, the matrix and the wallets`() throws {
    try with { shop in
      let profiles = try shop.customerValue()
      expectGolden(CurveReport(profiles, out: nil).text + "\n", named: "value-curve.txt")
      expectGolden(MatrixReport(profiles).text + "\n", named: "value-matrix.txt")
      expectGolden(
        WalletTable(try shop.wallet(), customer: nil, out: nil).text + "\n\n"
          + WalletTable(try shop.wallet(of: "C1001"), customer: "C1001", out: nil).text + "\n",
        named: "value-wallet.txt")
    }
  }

  @Test func `is a prediction`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "summary.csv")
      try Data("x,t_x,T\n2,30.43,38.86\n26,30.86,31\n0,0,39\n".utf8).write(to: file)
      let saved = SavedValueModel(
        try BGNBDModel(parameters: [0.242593, 4.413532, 0.792886, 2.425754], unit: .weeks))
      let prediction = try ValuePrediction(
        saved, ofSummary: file, unit: .weeks, horizon: TimeSpan(39, .weeks), chances: 2)
      expectGolden(PredictionReport.text(prediction, out: nil) + "\n", named: "value-predict.txt")
    }
  }

  @Test func `is a prediction of spend and of occasions`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "summary.csv")
      try Data("x,zbar\n2,22.35\n1,11.77\n0,0\n9,40\n3,8\n".utf8).write(to: file)
      let spend = try ValueFit(.gammaGamma, toSummary: file)
      let spends = try SpendPrediction(spend.model, ofSummary: file)
      let text = SpendPredictionReport(spends, out: nil).text(spends)
      try Data(
        "x,t_x,periods,weights\n0,0,6,30\n1,2,6,10\n3,6,6,5\n2,3,6,7\n".utf8
      ).write(to: file)
      let donors = try OccasionPrediction(
        try ValueFit(.bgBB, toSummary: file).model, ofSummary: file, ahead: 5)
      expectGolden(
        text + "\n\n" + OccasionPredictionReport(donors, out: "o.csv").text(donors) + "\n",
        named: "value-predict-others.txt")
    }
  }

  @Test func `has the same figures as the JSON`() throws {
    try with { shop in
      let moves = try shop.migration(from: ValueShop.firstDay.advanced(by: 250))
      let report = MigrationReport(moves, out: nil)
      #expect(report.matrix.joined().reduce(0, +) == report.customers)
      let curve = CurveReport(try shop.customerValue(), out: nil)
      #expect(curve.abc.map(\.customers).reduce(0, +) == curve.customers)
      #expect(curve.deciles.map(\.customers).reduce(0, +) == curve.customers)
      #expect(abs((curve.deciles.last?.cumulativeShare ?? 0) - 1) < 1e-12)
      let validation = try #require(try shop.fitValue().validation)
      #expect(HoldoutReport(validation).results.map(\.name) == validation.results.map(\.name))
    }
  }
}
