import ArgumentParser
import Rapport

/// What rules can be sorted by.
enum RuleSort: ExpressibleByArgument, Equatable, CustomStringConvertible {
  case measure(RuleMeasure)
  case value(ValueOrder)

  init?(argument: String) {
    if let measure = RuleMeasure(rawValue: argument) {
      self = .measure(measure)
    } else if let order = ValueOrder(rawValue: argument) {
      self = .value(order)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] {
    RuleMeasure.allCases.map(\.rawValue) + ValueOrder.allCases.map(\.rawValue)
  }

  var description: String {
    switch self {
    case .measure(let measure): measure.rawValue
    case .value(let order): order.rawValue
    }
  }

  var defaultValueDescription: String { description }

  /// The measure; lift orders what money does not.
  var measure: RuleMeasure {
    if case .measure(let measure) = self { measure } else { .lift }
  }

  /// The money, where it was asked for.
  var order: ValueOrder? { if case .value(let order) = self { order } else { nil } }
}
