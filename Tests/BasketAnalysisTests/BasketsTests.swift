import BasketAnalysis
import Commerce
import Testing

@Suite struct `The baskets` {
  private func read(
    _ text: String, format: BasketFormat? = nil, maximumSize: Int? = nil
  ) throws -> Baskets {
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBufferPointer {
      try Baskets(text: $0, format: format, maximumSize: maximumSize)
    }
  }

  @Test func `are rows of ascending distinct positions`() throws {
    let baskets = try read("3 1 2\n7 7 1\n")
    #expect(baskets.count == 2)
    #expect(baskets.items.count == 4)
    #expect(Array(baskets[0]) == [0, 1, 2])
    #expect(Array(baskets[1]) == [0, 3])
    #expect(baskets.items[3] == "7")
    #expect(baskets.items.position(of: "7") == 3)
    #expect(baskets.items.position(of: "4") == nil)
    #expect(baskets.omitted.duplicates == 1)
  }

  @Test(arguments: ["1 2\n\n3\n", "1 2 \r\n \r\n3", "\n1 2\t\n3\n\n", "\u{FEFF}1 2\n3"])
  func `do not depend on line ends, blanks and empty lines`(text: String) throws {
    let baskets = try read(text)
    #expect(baskets.count == 2)
    #expect(baskets.items.count == 3)
    #expect(baskets.entries == [0, 1, 2])
  }

  @Test func `of names keep names with blanks, commas and quotes`() throws {
    let baskets = try read(
      "whole milk, rolls\r\n\"jam, \"\"red\"\"\",rolls,rolls\n", format: .names)
    #expect((0..<3).map { baskets.items[$0].text } == ["jam, \"red\"", "rolls", "whole milk"])
    #expect(Array(baskets[0]) == [1, 2])
    #expect(Array(baskets[1]) == [0, 1])
  }

  @Test func `of an order,product file gather the lines of an order`() throws {
    let baskets = try read("order,product\n1,milk\n2,rolls\n1,rolls\n")
    #expect(baskets.count == 2)
    #expect(Array(baskets[0]) == [0, 1])
    #expect(Array(baskets[1]) == [1])
  }

  @Test func `over the size limit are counted and left out`() throws {
    let baskets = try read("1 2 3 4\n1 2\n", maximumSize: 3)
    #expect(baskets.count == 1)
    #expect(baskets.omitted.large == 1)
  }

  @Test(arguments: [
    ("1 2\n3 -5\n", "Line 2 has '-5', which is not an item number (0, 1, 2, …)."),
    ("1 2.5\n", "Line 1 has '2.5', which is not an item number (0, 1, 2, …)."),
    ("1\n2\n3 x\n", "Line 3 has 'x', which is not an item number (0, 1, 2, …)."),
    ("", "There is no basket in the file."),
    ("\n \r\n", "There is no basket in the file."),
    ("1\u{0}2", "The file is not text."),
    ("order,product\n1\n", "Line 2 does not have an order and a product."),
  ]) func `say in one sentence what is wrong with a file`(text: String, sentence: String) {
    let error = #expect(throws: BasketTextError.self) { try read(text) }
    #expect(error?.message == sentence)
    #expect(error?.hint.isEmpty == false)
  }

  @Test func `of a log are its orders' bought products`() throws {
    let day = try #require(Day("2011-12-01"))
    func line(
      _ customer: CustomerID?, _ order: OrderID, _ product: ProductID, _ later: Int = 0,
      quantity: Double = 1
    ) -> PurchaseLine {
      PurchaseLine(
        customer: customer, product: product, order: order,
        time: Timestamp(day.advanced(by: later)), quantity: quantity)
    }
    let log = PurchaseLog([
      line("a", "1", "milk"), line("a", "1", "rolls"), line("a", "1", "milk"),
      line("b", "1", "milk"), line(nil, "9", "rolls", 3), line("b", "2", "rolls", 5, quantity: -1),
    ])
    let all = Baskets(log)
    #expect(all.count == 3)
    #expect(all.omitted.duplicates == 1)
    #expect(all.itemCounts() == [2, 2])
    #expect(Baskets(log, selection: .init(customers: ["a"])).count == 1)
    #expect(Baskets(log, selection: .init(from: day.advanced(by: 1))).count == 1)
    #expect(Baskets(log, selection: .init(through: day)).count == 2)
    #expect(Baskets(log, selection: .init(maximumSize: 1)).omitted.large == 1)
  }
}
