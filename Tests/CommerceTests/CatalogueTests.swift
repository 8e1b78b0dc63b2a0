import Commerce
import Testing

@Suite struct `A catalogue` {
  @Test func `names a product, or gives its id where it has no name`() {
    var mug = Catalogue.Product()
    mug.name = "RED MUG"
    let catalogue = Catalogue(["P1": mug])
    #expect(catalogue.name(of: "P1") == "RED MUG")
    #expect(catalogue.name(of: "P2") == "P2")
    #expect(catalogue["P2"].isActive)
    #expect(catalogue.ids == ["P1"])
  }
}
