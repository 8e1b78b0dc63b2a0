import Commerce

/// What a person should look at before training, in sentences.
enum DescribeWarnings {
  /// The sentences that apply to a report.
  static func sentences(_ report: DescribeReport, _ calendar: DescribeCalendar) -> [String] {
    var sentences: [String] = []
    func add(_ condition: Bool, _ sentence: @autoclosure () -> String) {
      if condition { sentences.append(sentence()) }
    }
    if let pattern = report.suggestedExclusion, report.excludedProducts == nil {
      sentences.append(
        "Some products look like services; analyses leave them out after an import with "
          + "--exclude-products '\(pattern)'.")
    }
    if let first = report.from, first.number <= 0, let last = report.to, last.number > 0 {
      sentences.append("Some lines are dated \(first); their date was probably missing.")
    }
    add(
      report.from == report.to,
      "All lines are of one day, so nothing can be said about time: no life cycles, no testing.")
    add(
      report.customers == 0,
      "No line names a customer: rules and similar products work, personal recommendations do not.")
    add(
      report.anonymousLines * 2 > report.lines && report.customers > 0,
      "More than half of the lines name no customer.")
    add(
      report.oneTimeCustomers * 2 > report.customers,
      "More than half of the customers bought only once.")
    add(
      report.duplicateLines * 200 > report.lines,
      (report.duplicateLines == 1
        ? "1 line repeats an earlier line of its order exactly; if the shop does not write it so, "
        : "\(report.duplicateLines) lines repeat an earlier line of their order exactly; if the shop "
          + "does not write them so, ")
        + "import again with --drop-duplicates --replace-orders.")
    add(
      report.zeroPrices * 20 > report.lines,
      "More than one line in twenty has no price; amounts of customers will be too low.")
    if let gap = calendar.longestGap {
      sentences.append("Nothing was sold from \(gap.from) to \(gap.to); is a file missing?")
    }
    if !calendar.closedWeekdays.isEmpty {
      let days = calendar.closedWeekdays.joined(separator: " and ")
      sentences.append("The shop seems closed on \(days).")
    }
    return sentences
  }
}
