import Commerce
import Foundation
import GRDB
import Recommenders
import TestSupport
import Testing

@testable import Rapport

@Suite struct `Serving more than the ranking` {
  private func withModel(_ body: (Workspace) throws -> Void) throws {
    try SmallShop.with(days: 120) { shop in
      try shop.store.write { db in
        for product in 1...9 {
          let category = product <= 4 ? "tea" : product <= 8 ? "coffee" : "bakery"
          try db.execute(
            sql: "UPDATE products SET category = ?, price = ?, cost = ? WHERE code = ?",
            arguments: [category, 100_000, 100_000 - product * 10_000, "\(product)"])
        }
      }
      _ = try shop.train(Recipe(RecommenderConfiguration(.itemNeighbours)))
      try body(shop)
    }
  }

  private func options(_ change: (inout ListShape) -> Void) -> RecommendationOptions {
    var shape = ListShape()
    change(&shape)
    return RecommendationOptions(
      count: 9, eligibility: Eligibility(alreadyBought: .allow), shape: shape)
  }

  @Test func `tells the chance of each product`() throws {
    try withModel { shop in
      let items = try shop.recommendations(for: "C2", options: options { _ in }).items
      #expect(items.allSatisfy { ($0.probability ?? -1) > 0 && ($0.probability ?? 2) < 1 })
      let coffee = items.filter { (5...8).contains(Int($0.product.text) ?? 0) }
      #expect((items.first?.probability ?? 0) > (coffee.last?.probability ?? 1))
    }
  }

  @Test func `tells the same chance whatever else may be recommended`() throws {
    try withModel { shop in
      let all = try shop.recommendations(for: "C2", options: options { _ in }).items
      for category in ["tea", "coffee"] {
        var filtered = options { _ in }
        filtered.eligibility.allowedCategories = [category]
        let items = try shop.recommendations(for: "C2", options: filtered).items
        #expect(items.count == 4)
        for item in items {
          #expect(item.probability == all.first { $0.product == item.product }?.probability)
        }
      }
    }
  }

  @Test func `refuses to keep out a category that nobody sells`() throws {
    try withModel { shop in
      var asked = options { _ in }
      asked.eligibility.deniedCategories = ["coffe"]
      #expect(throws: ServingError.unknownCategory(name: "coffe", suggestion: "coffee")) {
        try shop.recommendations(for: "C2", options: asked)
      }
    }
  }

  @Test func `says what stands against a product whose customers are asked for`() throws {
    try withModel { shop in
      #expect(try shop.audience(for: "1").obstacle == nil)
      try shop.store.write {
        try $0.execute(sql: "UPDATE products SET stock = 0 WHERE code = '1'")
        try $0.execute(sql: "UPDATE products SET active = 0 WHERE code = '2'")
      }
      #expect(try shop.audience(for: "1").obstacle == "out of stock")
      #expect(try shop.audience(for: "2").obstacle == "no longer sold")
    }
  }

  @Test func `names what was said of a newcomer and tells nothing`() throws {
    try withModel { shop in
      var asked = options { _ in }
      asked.known = ["country": "Atlantis"]
      let stranger = try shop.recommendations(for: "nobody", options: asked)
      #expect(stranger.unknownFacts == ["country=Atlantis"])
      let known = try shop.recommendations(for: "C2", options: asked)
      #expect(known.unknownFacts.isEmpty)
    }
  }

  @Test func `caps categories and goes by margin`() throws {
    try withModel { shop in
      let capped = try shop.recommendations(for: "C2", options: options { $0.perCategory = 1 })
      #expect(capped.items.count == 3)
      let margin = try shop.recommendations(for: "C2", options: options { $0.value = .margin })
      let expected = margin.items.compactMap(\.expectedMargin)
      #expect(expected.count == 9 && expected == expected.sorted(by: >))
      #expect(margin.items.map(\.rank) == Array(1...9))
    }
  }

  @Test func `writes the same shape for all`() throws {
    try withModel { shop in
      let file = shop.folder.appending(path: "lists.csv")
      let shape = options { $0.perCategory = 1 }
      _ = try shop.recommendAll(to: file, options: shape)
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      let one = try shop.recommendations(for: "C2", options: shape)
      let found = lines.filter { $0.hasPrefix("C2,") }
      #expect(found.count == one.items.count)
      for (line, item) in zip(found, one.items) {
        #expect(line.hasPrefix("C2,\(item.rank),\(item.product),"))
      }
    }
  }

  @Test func `needs margins to go by them`() throws {
    try SmallShop.with(days: 120) { shop in
      _ = try shop.train(Recipe(RecommenderConfiguration(.popularity)))
      #expect(throws: ServingError.noMargins) {
        try shop.recommendations(for: "C2", options: options { $0.value = .margin })
      }
    }
  }

  @Test func `sees what was committed after the last list`() throws {
    try withModel { shop in
      let all = options { _ in }
      #expect(try shop.recommendations(for: "C2", options: all).items.count == 9)
      try shop.store.write {
        try $0.execute(sql: "UPDATE products SET active = 0 WHERE code = '9'")
      }
      #expect(try shop.recommendations(for: "C2", options: all).items.count == 8)
      let other = try Workspace(at: shop.folder)
      try other.store.write {
        try $0.execute(sql: "UPDATE products SET active = 0 WHERE code = '8'")
      }
      #expect(try shop.recommendations(for: "C2", options: all).items.count == 7)
    }
  }

  @Test func `judges a new product by what it is like`() throws {
    try withModel { shop in
      try shop.store.write {
        try $0.execute(
          sql: "INSERT INTO products (code, category, price) VALUES ('new tea', 'tea', 100000)")
        try $0.execute(sql: "INSERT INTO products (code) VALUES ('unknown')")
      }
      let audience = try shop.audience(for: "new tea", count: 5)
      let numbers = audience.items.compactMap { Int($0.customer.text.dropFirst()) }
      #expect(numbers.count == 5 && numbers.allSatisfy { $0 % 2 == 0 })
      #expect(Set(audience.standIns.prefix(4)) == ["1", "2", "3", "4"])
      let similar = try shop.similarProducts(to: "new tea", count: 4)
      #expect(Set(similar.items.map(\.product)) == ["1", "2", "3", "4"])
      #expect(throws: ServingError.productNotInModel(id: "unknown", version: 1)) {
        try shop.audience(for: "unknown")
      }
    }
  }

  @Test func `gives a newcomer what their groups buy`() throws {
    try SmallShop.with(days: 60) { shop in
      var lines: [PurchaseLine] = []
      for customer in 0..<60 {
        lines.append(
          PurchaseLine(
            customer: CustomerID("N\(customer)"), product: customer < 30 ? "wine" : "beer",
            order: "1", time: Timestamp(SmallShop.firstDay.advanced(by: 3)), amount: Money(4)))
      }
      try shop.importPurchases(lines)
      try shop.store.write { db in
        for customer in 0..<60 {
          try db.execute(
            sql: "UPDATE customers SET country = ? WHERE code = ?",
            arguments: [customer < 30 ? "France" : "Norway", "N\(customer)"])
        }
        try db.execute(sql: "INSERT INTO customers (code, country) VALUES ('F', 'France')")
      }
      _ = try shop.train(Recipe(RecommenderConfiguration(.popularity)))
      let french = try shop.recommendations(for: "F", count: 9)
      #expect(!french.isKnown && french.groups == ["country=France"])
      func rank(_ product: ProductID, _ list: CustomerRecommendations) -> Int {
        list.items.first { $0.product == product }?.rank ?? .max
      }
      #expect(rank("wine", french) < rank("beer", french))
      var options = RecommendationOptions(count: 9)
      options.known = ["country": "Norway"]
      let stranger = try shop.recommendations(for: "nobody", options: options)
      #expect(rank("beer", stranger) < rank("wine", stranger))
    }
  }
}
