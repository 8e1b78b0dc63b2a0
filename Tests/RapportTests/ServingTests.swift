import Commerce
import Foundation
import GRDB
import Recommenders
import TestSupport
import Testing

@testable import Rapport

@Suite struct `Serving` {
  private static let everything = RecommendationOptions(
    count: 9, eligibility: Eligibility(alreadyBought: .allow))

  private func withModel(
    _ algorithm: Algorithm = .itemNeighbours, _ body: (Workspace) throws -> Void
  ) throws {
    try SmallShop.with(days: 60) { shop in
      _ = try shop.train(Recipe(RecommenderConfiguration(algorithm)))
      try body(shop)
    }
  }

  @Test func `ranks a customer's own taste before the other`() throws {
    try withModel { shop in
      let tea = try shop.recommendations(for: "C2", options: Self.everything)
      let products = tea.items.map { Int($0.product.text) ?? 0 }
      #expect(tea.isKnown && tea.isPersonal)
      let lastTea = products.lastIndex { $0 <= 4 }
      let firstCoffee = products.firstIndex { (5...8).contains($0) }
      #expect((lastTea ?? .max) < (firstCoffee ?? .max))
      #expect(tea.items.map(\.rank) == Array(1...tea.items.count))
      #expect(tea.items.allSatisfy { !$0.reasons.isEmpty && $0.reasons.count <= 2 })
    }
  }

  @Test func `gives strangers the popular list and says so`() throws {
    try withModel { shop in
      let list = try shop.recommendations(for: "nobody", count: 3)
      #expect(!list.isKnown && !list.isPersonal)
      #expect(list.items.count == 3 && list.items[0].product == "9")
      #expect(list.items[0].reasons.map(\.kind) == ["popular"])
    }
  }

  @Test func `uses nothing of customers who do not want it`() throws {
    try withModel { shop in
      try shop.store.write {
        try $0.execute(sql: "UPDATE customers SET personalise = 0 WHERE code = 'C2'")
      }
      let list = try shop.recommendations(for: "C2", options: Self.everything)
      let stranger = try shop.recommendations(for: "nobody", options: Self.everything)
      #expect(list.isKnown && !list.isPersonal && list.items == stranger.items)
    }
  }

  @Test func `reads a customer's history as the whole log has it`() throws {
    try withModel { shop in
      let log = try shop.analysisLog()
      let day = try #require(log.lastDay)
      let served = try shop.servedCustomer("C3", asOf: day)
      let position = try #require(log.customers.position(of: "C3"))
      let slow = Histories(log.selecting([position]), for: log.products).log
      let fast = Histories(served.history, for: log.products).log
      #expect(fast.columns.product == slow.columns.product)
      #expect(fast.columns.time == slow.columns.time)
      #expect(fast.columns.amount == slow.columns.amount)
    }
  }

  @Test func `counts yesterday's purchase without training again`() throws {
    try withModel { shop in
      #expect(try !shop.recommendations(for: "new", count: 3).isKnown)
      let day = try shop.lastPurchaseDay().advanced(by: 1)
      try shop.importPurchases([
        PurchaseLine(customer: "new", product: "1", time: Timestamp(day), amount: Money(1))
      ])
      let list = try shop.recommendations(for: "new", count: 3)
      #expect(list.isKnown && list.isPersonal && list.asOf == day)
      #expect(!list.items.contains { $0.product == "1" })
    }
  }

  @Test func `keeps away what was bought, or waits, as the policy says`() throws {
    try withModel { shop in
      func products(_ policy: Eligibility.RepeatPolicy) throws -> Set<ProductID> {
        let options = RecommendationOptions(
          count: 9, eligibility: Eligibility(alreadyBought: policy))
        return Set(try shop.recommendations(for: "C2", options: options).items.map(\.product))
      }
      let (excluded, allowed) = (try products(.exclude), try products(.allow))
      let (waited, waiting) = (
        try products(.coolDown(days: 1)), try products(.coolDown(days: 60))
      )
      #expect(!excluded.contains("9") && allowed.contains("9"))
      #expect(waited.contains("9") && !waiting.contains("9"))
    }
  }

  @Test func `refuses a category that nobody sells, with the nearest`() throws {
    try withModel { shop in
      try shop.store.write {
        try $0.execute(sql: "UPDATE products SET category = 'bakery' WHERE code = '9'")
      }
      var options = Self.everything
      options.eligibility.allowedCategories = ["bakery"]
      #expect(
        try shop.recommendations(for: "C2", options: options).items.map(\.product) == ["9"])
      options.eligibility.allowedCategories = ["bakkery"]
      #expect(throws: ServingError.unknownCategory(name: "bakkery", suggestion: "bakery")) {
        try shop.recommendations(for: "C2", options: options)
      }
    }
  }

  @Test func `writes for all what it says for each`() throws {
    try withModel { shop in
      let file = shop.folder.appending(path: "lists.csv")
      let options = RecommendationOptions(count: 4)
      let run = try shop.recommendAll(
        to: file, options: options, settings: RunSettings(threads: 2))
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      #expect(lines[0] == "customer,rank,product,name,score,reason")
      #expect(run.customers == SmallShop.customers && run.rows == lines.count - 1)
      let one = try shop.recommendations(for: "C5", options: options)
      let expected = one.items.map { "C5,\($0.rank),\($0.product)," }
      let found = lines.filter { $0.hasPrefix("C5,") }
      #expect(found.count == expected.count)
      for (line, start) in zip(found, expected) { #expect(line.hasPrefix(start)) }
    }
  }

  @Test func `writes the same file on any number of threads`() throws {
    try withModel { shop in
      let files = try [1, 2].map { threads in
        let file = shop.folder.appending(path: "\(threads).csv")
        _ = try shop.recommendAll(to: file, settings: RunSettings(threads: threads))
        return try Data(contentsOf: file)
      }
      #expect(files[0] == files[1] && files[0].count > 100)
    }
  }

  @Test func `finds products alike and customers for a product`() throws {
    try withModel { shop in
      let similar = try shop.similarProducts(to: "1", count: 8)
      #expect(similar.items.first.map { ["2", "3", "4", "9"].contains($0.product) } == true)
      #expect(!similar.items.contains { $0.product == "1" })
      let options = RecommendationOptions(eligibility: Eligibility(alreadyBought: .allow))
      let audience = try shop.audience(for: "1", count: 5, options: options)
      let numbers = audience.items.compactMap { Int($0.customer.text.dropFirst()) }
      #expect(numbers.count == 5 && numbers.allSatisfy { $0 % 2 == 0 })
      #expect(try shop.audience(for: "9").items.isEmpty)
    }
  }

  @Test func `explains, and says who or what does not exist`() throws {
    try withModel { shop in
      let explanation = try shop.explanation(for: "C2", product: "1")
      #expect(!explanation.reasons.isEmpty && explanation.rank >= 1)
      #expect(throws: ServingError.unknownCustomer(id: "C9x", suggestion: "C9")) {
        try shop.explanation(for: "C9x", product: "1")
      }
      #expect(throws: ServingError.unknownProduct(id: "99", suggestion: "9")) {
        try shop.explanation(for: "C2", product: "99")
      }
      try shop.importPurchases([
        PurchaseLine(
          customer: "C2", product: "brand-new", time: Timestamp(SmallShop.firstDay),
          amount: Money(1))
      ])
      #expect(throws: ServingError.productNotInModel(id: "brand-new", version: 1)) {
        try shop.explanation(for: "C2", product: "brand-new")
      }
    }
  }

  @Test func `says that popularity cannot compare products`() throws {
    try withModel(.popularity) { shop in
      #expect(throws: ServingError.cannotCompare(model: "popularity")) {
        try shop.similarProducts(to: "1")
      }
    }
  }

  @Test func `needs a model, and a whole file`() throws {
    try SmallShop.with(days: 10) { shop in
      #expect(throws: ModelError.noLiveModel(kind: .recommender)) {
        try shop.recommendations(for: "C1", count: 1)
      }
      _ = try shop.train(Recipe(RecommenderConfiguration(.popularity)))
      let file = ModelFolder(shop.modelsFolder).file(of: 1)
      var bytes = try Data(contentsOf: file)
      bytes[bytes.count / 2] ^= 16
      try bytes.write(to: file)
      #expect { try shop.recommendations(for: "C1", count: 1) } throws: { error in
        (error as? ModelFileError)?.code == "model-file-damaged"
      }
      try FileManager.default.removeItem(at: file)
      #expect(throws: ModelFileError.missing(path: file.path(percentEncoded: false))) {
        try shop.recommendations(for: "C1", count: 1)
      }
    }
  }
}

@Suite struct `Lines of a CSV file` {
  @Test func `quote what would be misread`() {
    var lines = CSVLines()
    lines.append(["plain", "a,b", "say \"hi\"", "two\nlines", ""])
    #expect(
      String(decoding: lines.bytes, as: UTF8.self)
        == "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\n")
    #expect(lines.count == 1)
  }
}
