import Commerce
import Testing

@Suite struct `An index of ids` {
  @Test func `orders ids as numbers where all are numbers`() {
    let index = IDIndex<ProductID>(["10", "9", "100", "2"])
    #expect(index.ids.map(\.text) == ["2", "9", "10", "100"])
  }

  @Test func `orders ids by their bytes where one is no number`() {
    let index = IDIndex<ProductID>(["10", "9", "85123A", "a", "B"])
    #expect(index.ids.map(\.text) == ["10", "85123A", "9", "B", "a"])
  }

  @Test func `keeps ids apart that are equal as numbers`() {
    let index = IDIndex<CustomerID>(["007", "7", "07", "8"])
    #expect(index.ids.map(\.text) == ["007", "07", "7", "8"])
    #expect(index.position(of: "07") == 1)
  }

  @Test func `finds every id it numbers and no other`() {
    let index = IDIndex<CustomerID>(["a", "b", "b", "c"])
    #expect(index.count == 3)
    #expect(index.ids.indices.allSatisfy { index.position(of: index[$0]) == $0 })
    #expect(index.position(of: "d") == nil)
  }

  @Test func `of no ids is empty`() {
    #expect(IDIndex<ProductID>([]).count == 0)
  }
}
