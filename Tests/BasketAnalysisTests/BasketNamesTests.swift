import Commerce
import Compute
import Testing

@testable import BasketAnalysis

@Suite struct `A file of names` {
  private static let names = ["milk", "whole milk", "rolls, dark", "Käse", "7", "07", "a \"b\""]

  private static func quoted(_ name: String) -> String {
    name.contains(where: { $0 == "," || $0 == "\"" })
      ? "\"\(name.replacing("\"", with: "\"\""))\"" : name
  }

  private static func read(_ text: String, _ format: BasketFormat, _ size: Int?) throws -> Baskets {
    try Array(text.utf8).withUnsafeBufferPointer {
      try Baskets(text: $0, format: format, maximumSize: size)
    }
  }

  @Test func `has the baskets that its lines say`() throws {
    for seed in 0..<200 {
      var random = SeededGenerator(seed: UInt64(seed), stream: 8)
      let rows = (0..<1 + random.below(20)).map { row in
        (0..<random.below(5) + (row == 0 ? 1 : 0)).map { _ in Self.names[random.below(7)] }
      }
      let size = seed % 3 == 0 ? 2 : nil
      let text = rows.map { $0.map(Self.quoted).joined(separator: " ,") + " \r\n" }.joined()
      let slow = Baskets(rows.map { $0.map { ProductID($0) } }, maximumSize: size)
      #expect(try Self.read(text, .names, size) == slow, "seed \(seed)")
    }
  }

  @Test func `of orders has the baskets of its orders in the order of their first lines`() throws {
    for seed in 0..<200 {
      var random = SeededGenerator(seed: UInt64(seed), stream: 9)
      let lines = (0..<1 + random.below(30)).map { _ in
        (order: random.below(6), product: Self.names[random.below(7)])
      }
      var orders: [Int] = []
      for line in lines where !orders.contains(line.order) { orders.append(line.order) }
      let rows = orders.map { order in
        lines.filter { $0.order == order }.map { ProductID($0.product) }
      }
      let text = lines.map { "\($0.order), \(Self.quoted($0.product))\n" }.joined(separator: "\n")
      let slow = Baskets(rows, maximumSize: 3)
      #expect(try Self.read("\n,\nOrder,Product\n" + text, .orders, 3) == slow, "seed \(seed)")
    }
  }

  @Test func `whose bytes are no text has each name once`() throws {
    let bytes: [UInt8] = [0xFF, 44, 0xFE, 44, 97, 10]
    let baskets = try bytes.withUnsafeBufferPointer { try Baskets(text: $0, format: .names) }
    #expect(baskets.items.count == 2 && baskets.omitted.duplicates == 1)
  }

  @Test func `of orders names a line that has not two columns`() {
    for line in ["3", "3,", ",milk", "3,milk,4"] {
      #expect(throws: BasketTextError.notTwoColumns(line: 4)) {
        try Self.read("order,product\n1,milk\n\n\(line)\n", .orders, nil)
      }
    }
  }
}
