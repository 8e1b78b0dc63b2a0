import Commerce
import CustomerValue
import Testing

@Suite struct `An error about customer value` {
  @Test(arguments: [
    (
      CustomerValueError.noPurchases(asOf: Shop.day(0)),
      "No named customer has bought anything by 2011-01-26. "
        + "Import purchases with customer ids, or choose a later day with --as-of."
    ),
    (
      .levels(1),
      "1 is not a number of levels that scores can have. Use from 2 to 10 levels; 5 is usual."
    ),
    (
      .cuts(measure: "recency", count: 2, levels: 5),
      "The 2 fixed cut points of recency do not make 5 ascending levels. "
        + "Give 4 different cut points in ascending order."
    ),
    (
      .segmentBounds(name: "top", levels: 5),
      "The scores of segment 'top' are not ranges within 1 to 5. "
        + "Write each of r, f and m as a range such as 4-5, the lower score first."
    ),
    (
      .noSegments,
      "The segment table has no segments. "
        + "Add at least one segment with its scores, or leave the table out."
    ),
  ]) func `says what is wrong and what to do`(error: CustomerValueError, sentence: String) {
    #expect(error.description == sentence)
  }

  @Test func `about a field offers the nearest and lists all`() {
    let error = CustomerValueError.unknownField(name: "teir", nearest: "tier")
    #expect(error.message == "Customers have no field 'teir'; did you mean 'tier'?")
    #expect(error.hint.hasPrefix("The fields are: recencyDays, frequency, monetary, r, f, m,"))
  }

  @Test func `about a key of a file offers the nearest`() {
    let error = FileKeyError.unknown(key: "segmnets", known: ["segments", "levels"])
    #expect(
      error.description == "The key 'segmnets' means nothing here; did you mean 'segments'? "
        + "The keys are: segments, levels.")
  }
}
