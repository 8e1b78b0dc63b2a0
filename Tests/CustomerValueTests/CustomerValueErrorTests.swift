import Commerce
import CustomerValue
import Testing

@Suite struct `An error about customer value` {
  @Test(
    arguments: [
      (
        .noPurchases(asOf: Shop.day(0)),
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
    ] as [(CustomerValueError, String)]) func `says what is wrong and what to do`(
      error: CustomerValueError, sentence: String
    )
  {
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

  @Test(
    arguments: [
      (
        .moreThanOccasions(row: 0, purchases: 4, recency: 3),
        "Row 1 has 4 purchases by occasion 3, more than one each. "
          + "An occasion counts once; frequency ≤ recency ≤ periods."
      ),
      (.noCustomers, "The table has no customers. Check that the file is the right one."),
      (
        .value(row: 1, column: "frequency", value: -1),
        "Row 2 has frequency -1, which cannot be. "
          + "Counts are whole and at least 0, times and spends at least 0; correct the row."
      ),
      (
        .recencyAfterEnd(row: 0, recency: 40, age: 39.5),
        "Row 1 has its last purchase at 40, after the end of observation at 39.5. "
          + "Recency and T count from the first purchase, recency ≤ T."
      ),
      (
        .recencyWithoutRepeats(row: 0, repeats: 0, recency: 3),
        "Row 1 has 0 repeat purchases but its last one at time 3. "
          + "Frequency counts purchases after the first; recency is 0 exactly where it is 0."
      ),
      (
        .noRepeats(customers: 7),
        "None of the 7 customers ever bought again, so there is nothing to learn about repeat "
          + "purchases. Wait for repeat purchases, or include a longer period."
      ),
      (
        .noSpend,
        "No customer has repeat purchases with an average spend above 0. "
          + "Give the mean spend of repeat purchases, and leave out free ones."
      ),
      (
        .units(model: .weeks, data: .days),
        "The model counts time in weeks, the histories in days. "
          + "Make the histories in the model's unit, or fit the model anew."
      ),
    ] as [(HistoryError, String)]) func `about histories says what is wrong and what to do`(
      error: HistoryError, sentence: String
    )
  {
    #expect(error.description == sentence)
  }

  @Test(
    arguments: [
      (-1, 0, 5, "history-value"), (1, -1, 5, "history-value"), (1, 1, -5, "history-value"),
      (1, 6, 5, "recency-after-end"), (1, 0, 5, "recency-without-repeats"),
      (1, .nan, 5, "history-value"), (1, 1, .infinity, "history-value"),
    ] as [(Int32, Double, Double, String)]) func `refuses histories that cannot be`(
      x: Int32, recency: Double, age: Double, code: String
    )
  {
    do {
      _ = try PurchaseHistories(repeats: [x], recency: [recency], age: [age], unit: .weeks)
      Issue.record("The history was accepted.")
    } catch {
      #expect((error as? HistoryError)?.code == code)
    }
  }
}
