import Foundation

/// A table as it stands in `Benchmarks/Results`.
public struct MarkdownTable {
  private var rows: [[String]]

  /// A table with a header.
  public init(_ header: [String]) { rows = [header, header.map { _ in "---" }] }

  /// Adds a row.
  public mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The text of the table.
  public var text: String {
    rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }

  /// A number with so many decimals.
  public static func number(_ value: Double, _ decimals: Int = 3) -> String {
    String(format: "%.\(decimals)f", value)
  }
}

/// What a result must name to be worth keeping: the day, the commit and the machine.
public func provenance(commit: String) -> String {
  let day = ISO8601DateFormatter.string(
    from: Date(), timeZone: TimeZone(secondsFromGMT: 0) ?? .current, formatOptions: [.withFullDate])
  let model =
    (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
    .split(separator: "\n").first { $0.hasPrefix("model name") }?
    .split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
  let cores = ProcessInfo.processInfo.activeProcessorCount
  return "\(day), commit \(commit), \(model ?? "unknown processor"), \(cores) cores"
}
