import Rapport

/// How models and rules of thumb foretold purchases they had not seen, for programs.
struct HoldoutReport: Encodable {
  struct Result: Encodable {
    let name: String
    let expected: Double
    let actual: Double
    let rootMeanSquare: Double
    let meanAbsolute: Double
    let byFrequency: [Group]
    let byDecile: [Group]
  }

  struct Group: Encodable {
    let customers: Int
    let expected: Double
    let actual: Double

    init(_ group: HoldoutGroup) {
      (customers, expected, actual) = (group.customers, group.expected, group.actual)
    }
  }

  struct Point: Encodable {
    let day: Day
    let expected: Double
    let actual: Double
  }

  let split: Day
  let end: Day
  let customers: Int
  let best: String?
  let bestRule: String?
  let verdict: String?
  let results: [Result]
  let tracking: [Point]

  init(_ validation: HoldoutValidation) {
    split = validation.split
    end = validation.end
    customers = validation.customers
    best = validation.best
    bestRule = validation.bestRule?.name
    verdict = validation.verdict
    results = validation.results.map {
      Result(
        name: $0.name, expected: $0.expected, actual: $0.actual,
        rootMeanSquare: $0.rootMeanSquare, meanAbsolute: $0.meanAbsolute,
        byFrequency: $0.byFrequency.map(Group.init), byDecile: $0.byDecile.map(Group.init))
    }
    tracking = validation.tracking.map {
      Point(day: $0.day, expected: $0.expected, actual: $0.actual)
    }
  }
}

/// The same for people.
struct HoldoutText {
  private let validation: HoldoutValidation?
  private let tracking: String?

  init(_ validation: HoldoutValidation?, tracking: String? = nil) {
    self.validation = validation
    self.tracking = tracking
  }

  /// Errors, frequency, deciles and tracking.
  var text: String {
    guard let validation else {
      return "The history is too short to hold anything out; the fit is not tested."
    }
    var parts = [Self.errors(validation)]
    if let best = validation.best, let result = validation.result(best) {
      parts.append(
        Self.groups(
          "By purchases known before, foretold by \(best) (means a customer):", "repeat purchases",
          result.byFrequency, { $0 < 7 ? String($0) : "7+" }))
      parts.append(
        Self.groups(
          "By tenths of customers, most foretold first:", "tenth", result.byDecile,
          { String($0 + 1) }))
      parts.append(Self.track(validation))
    }
    if let tracking { parts.append("The tracking plot's data are in \(tracking).") }
    return parts.joined(separator: "\n\n")
  }

  /// The errors of every model and rule, and what follows from them.
  static func errors(_ validation: HoldoutValidation) -> String {
    var table = Table([
      ("foretelling", .left), ("purchases", .right), ("happened", .right), ("error", .right),
      ("mean miss", .right),
    ])
    for result in validation.results {
      table.add([
        result.name, Figure.decimals(result.expected, 0), Figure.decimals(result.actual, 0),
        Figure.decimals(result.rootMeanSquare, 3), Figure.decimals(result.meanAbsolute, 3),
      ])
    }
    let head =
      "Foretold from what was known on \(validation.split), for \(validation.split.advanced(by: 1)) "
      + "to \(validation.end)\n(days with purchases of \(Figure.grouped(validation.customers)) "
      + "customers; error = root mean square a customer):"
    return [head, table.render(), validation.verdict.map { Paragraph($0).text } ?? ""].filter {
      !$0.isEmpty
    }
    .joined(separator: "\n")
  }

  private static func groups(
    _ title: String, _ column: String, _ groups: [HoldoutGroup], _ name: (Int) -> String
  ) -> String {
    var table = Table([
      (column, .right), ("customers", .right), ("foretold", .right), ("happened", .right),
    ])
    for (place, group) in groups.enumerated() where group.customers > 0 {
      table.add([
        name(place), Figure.grouped(group.customers), Figure.decimals(group.expected, 3),
        Figure.decimals(group.actual, 3),
      ])
    }
    return title + "\n" + table.render()
  }

  private static func track(_ validation: HoldoutValidation) -> String {
    var table = Table([
      ("until", .left), ("foretold", .right), ("happened", .right), ("ratio", .right), ("", .left),
    ])
    for point in validation.tracking {
      table.add([
        point.day.description, Figure.decimals(point.expected, 0),
        Figure.decimals(point.actual, 0),
        point.actual > 0 ? Figure.decimals(point.expected / point.actual, 2) : "–",
        point.day <= validation.split ? "" : "held out",
      ])
    }
    return "Repeat purchases since the beginning, of customers known at the split:\n"
      + table.render()
  }
}
