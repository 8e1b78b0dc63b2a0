import Foundation
import TestSupport
import Testing

@testable import Rapport

/// Figures of real data that are known exactly; skipped with a word where the data is not there.
@Suite struct `Known answers` {
  private static let retail = "online-retail/online_retail.csv"
  private static let taFeng = "tafeng/history.csv"

  @Test(
    .enabled(
      if: RealData.has(retail), "UCI Online Retail is not here; name its folder with RAPPORT_DATA.")
  )
  func `of a year of a real retailer are what import and describe say`() throws {
    try withTemporaryFolder { folder in
      let workspace = try Workspace(at: folder)
      let file = RealData.file(Self.retail)
      let report = try workspace.importPurchases(from: file)
      #expect(report.lines == 541_909 && report.accepted == 541_907)
      #expect(report.rejectedByReason == ["negative-price": 2])
      #expect(report.anonymous == 135_078 && report.returns == 10_624)
      #expect(report.customers == 4_372 && report.orders == 25_898 && report.products == 4_070)
      let known = try workspace.describe()
      #expect(known.lines == 541_907 && known.anonymousLines == 135_078)
      #expect(known.cancelledOrders == 3_836 && known.cancelledLines == 9_288)
      // Three adjustments, two of which are the lines refused for their price.
      #expect(known.adjustedOrders + report.rejected == 3)
      #expect(known.returns == 10_624 && known.returnsOfCustomers == 8_905)
      // 2,517 prices of at most zero, two of them below.
      #expect(known.zeroPrices + report.rejected == 2_517)
      #expect(known.duplicateLines == 5_268)
      #expect(known.text == DescribeReport.Text(nonASCII: 32, quotes: 1_239, commas: 4_796))
      #expect(known.paid.lines == 397_884 && known.paid.customers == 4_338)
      #expect(known.paid.orders == 18_532)
      #expect(known.paid.revenue == Money(tenThousandths: 89_114_079_040))
      #expect(known.from?.description == "2010-12-01" && known.to?.description == "2011-12-09")
      let again = try workspace.importPurchases(from: file)
      #expect(again.unchanged == 541_907 && again.added == 0 && again.updated == 0)
    }
  }

  @Test(
    .enabled(if: RealData.has(taFeng), "Ta-Feng is not here; name its folder with RAPPORT_DATA."))
  func `of popularity on Ta-Feng are what evaluate says`() throws {
    let options = EvaluationOptions(
      cutoffs: [10, 20], repeats: .allow, ideal: .full, resamples: 10)
    let report = try EvaluationReport(
      recipes: [Recipe(RecommenderConfiguration(.popularity))],
      trainFile: RealData.file(Self.taFeng), testFile: RealData.file("tafeng/future.csv"),
      options: options)
    let popularity = try #require(report.models.first)
    #expect(report.customers == 13_858)
    let answers: [(RankingMetric.Kind, Int, Double)] = [
      (.recall, 10, 0.0803), (.ndcg, 10, 0.0842), (.hit, 10, 0.2489),
      (.recall, 20, 0.1071), (.ndcg, 20, 0.0937), (.hit, 20, 0.3284),
    ]
    for (kind, cutoff, answer) in answers {
      let value = try #require(popularity.estimate(RankingMetric(kind, at: cutoff))).value
      #expect((value * 10_000).rounded() / 10_000 == answer, "\(kind)@\(cutoff)")
    }
  }
}
