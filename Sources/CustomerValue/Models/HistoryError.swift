public import Commerce

/// What can be wrong with a table of purchase histories.
public enum HistoryError: ExplainedError, Equatable {
  /// There are no rows.
  case noCustomers
  /// A number that cannot be: negative, not finite, or (for counts) not whole.
  case value(row: Int, column: String, value: Double)
  /// The last purchase is after the end of observation.
  case recencyAfterEnd(row: Int, recency: Double, age: Double)
  /// Repeat purchases at the moment of the first one, or a last purchase without repeats.
  case recencyWithoutRepeats(row: Int, repeats: Int, recency: Double)
  /// More purchases than occasions until the last of them.
  case moreThanOccasions(row: Int, purchases: Int, recency: Int)
  /// Nobody ever came back.
  case noRepeats(customers: Int)
  /// Nobody has an average spend to learn from.
  case noSpend
  /// A model in one unit of time was asked about histories in another.
  case units(model: TimeUnit, data: TimeUnit)

  /// A stable word for programs.
  public var code: String {
    switch self {
    case .noCustomers: "no-customers"
    case .value: "history-value"
    case .recencyAfterEnd: "recency-after-end"
    case .recencyWithoutRepeats: "recency-without-repeats"
    case .moreThanOccasions: "more-than-occasions"
    case .noRepeats: "no-repeats"
    case .noSpend: "no-spend"
    case .units: "time-units"
    }
  }

  /// What is wrong.
  public var message: String {
    switch self {
    case .noCustomers: return "The table has no customers."
    case .value(let row, let column, let value):
      return "Row \(row + 1) has \(column) \(Self.text(value)), which cannot be."
    case .recencyAfterEnd(let row, let recency, let age):
      return "Row \(row + 1) has its last purchase at \(Self.text(recency)), after the end of "
        + "observation at \(Self.text(age))."
    case .recencyWithoutRepeats(let row, let repeats, let recency):
      return "Row \(row + 1) has \(repeats) repeat purchases but its last one at time "
        + "\(Self.text(recency))."
    case .moreThanOccasions(let row, let purchases, let recency):
      return "Row \(row + 1) has \(purchases) purchases by occasion \(recency), more than one each."
    case .noRepeats(let customers):
      return "None of the \(customers) customers ever bought again, so there is nothing to learn "
        + "about repeat purchases."
    case .noSpend: return "No customer has repeat purchases with an average spend above 0."
    case .units(let model, let data):
      return "The model counts time in \(model.rawValue), the histories in \(data.rawValue)."
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .noCustomers: "Check that the file is the right one."
    case .value: "Counts are whole and at least 0, times and spends at least 0; correct the row."
    case .recencyAfterEnd: "Recency and T count from the first purchase, recency ≤ T."
    case .recencyWithoutRepeats:
      "Frequency counts purchases after the first; recency is 0 exactly where it is 0."
    case .moreThanOccasions: "An occasion counts once; frequency ≤ recency ≤ periods."
    case .noRepeats: "Wait for repeat purchases, or include a longer period."
    case .noSpend: "Give the mean spend of repeat purchases, and leave out free ones."
    case .units: "Make the histories in the model's unit, or fit the model anew."
    }
  }

  /// Throws for a row that no customer can have.
  static func check(
    row: Int, repeats: Int32, recency: Double, age: Double, weight: Double
  ) throws {
    if repeats < 0 { throw value(row: row, column: "frequency", value: Double(repeats)) }
    if !(age >= 0 && age.isFinite) { throw value(row: row, column: "T", value: age) }
    if !(recency >= 0 && recency.isFinite) {
      throw value(row: row, column: "recency", value: recency)
    }
    if !(weight >= 0 && weight.isFinite) { throw value(row: row, column: "weights", value: weight) }
    if recency > age { throw recencyAfterEnd(row: row, recency: recency, age: age) }
    if (repeats == 0) != (recency == 0) {
      throw recencyWithoutRepeats(row: row, repeats: Int(repeats), recency: recency)
    }
  }

  /// Throws for a mean spend that no customer can have.
  package static func checkSpend(row: Int, purchases: Int32, mean: Double) throws {
    if purchases < 0 { throw value(row: row, column: "frequency", value: Double(purchases)) }
    if !(mean >= 0 && mean.isFinite) { throw value(row: row, column: "mean spend", value: mean) }
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}
