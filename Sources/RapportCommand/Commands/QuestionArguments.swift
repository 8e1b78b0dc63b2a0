public import ArgumentParser
import Rapport

/// Questions that are asked instead of rules.
struct QuestionArguments: ParsableArguments {
  /// Which question is asked.
  enum Kind {
    case rules, contrast, sequences, bundles, highValue

    /// The flag that asks it.
    var flag: String {
      switch self {
      case .rules: "rules"
      case .contrast: "--contrast"
      case .sequences: "--sequences"
      case .bundles: "--bundles"
      case .highValue: "--high-value"
      }
    }
  }

  @Option(help: "What customers of a condition buy together that others do not.")
  var contrast: String?

  @Flag(help: "What customers buy after something else.")
  var sequences = false

  @Flag(help: "Sets to offer as one: products that belong together but have different customers.")
  var bundles = false

  @Option(help: "The sets that earn most together: by revenue or margin.")
  var highValue: ValueOrder?

  @Option(help: "The days within which a sequence is looked for (default: 30).")
  var within: Int?

  @Option(help: "The fewest customers of a sequence (default: 10), contrast (5) or bundle (3).")
  var minCustomers: Int?

  /// Which question is asked.
  var kind: Kind {
    if contrast != nil { return .contrast }
    if highValue != nil { return .highValue }
    return sequences ? .sequences : bundles ? .bundles : .rules
  }

  func validate() throws {
    if [contrast != nil, sequences, bundles, highValue != nil].count(where: { $0 }) > 1 {
      throw ValidationError(
        "Ask one of --contrast, --sequences, --bundles and --high-value at a time.")
    }
    if let within, within < 1 { throw ValidationError("--within must be at least 1 day.") }
    if within != nil, !sequences { throw ValidationError("--within goes with --sequences.") }
    if let minCustomers, minCustomers < 1 {
      throw ValidationError("--min-customers must be at least 1.")
    }
    if minCustomers != nil, kind == .rules || kind == .highValue {
      throw ValidationError("--min-customers goes with --sequences, --contrast or --bundles.")
    }
  }
}

extension ValueOrder: ExpressibleByArgument {}
