public import CustomerValue
public import Foundation

extension CustomerProfiles {
  /// Writes one line a customer, by ascending id: `customer,recencyDays,frequency,monetary,r,f,m,segment`
  /// and every further figure; what could not be worked out is empty.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - threads: Change nothing but the time it takes.
  /// - Throws: `WorkspaceError` where the file cannot be written; an old file is then still there.
  public func write(to url: URL, threads: Int = 1) throws {
    let (fields, profiles) = (ProfileField.table, profiles)
    let header = (["customer"] + fields.map(\.rawValue)).joined(separator: ",")
    try AtomicFile.writeLines(
      to: url, header: header, count: profiles.count, threads: threads
    ) { place, line in
      let profile = profiles[place]
      line.append(contentsOf: CSVCell.text(profile.id.text).utf8)
      for field in fields {
        line.append(UInt8(ascii: ","))
        switch profile[field] {
        case .text(let text): line.append(contentsOf: CSVCell.text(text).utf8)
        case .number(let number): line.append(contentsOf: CSVCell.number(number).utf8)
        case nil: break
        }
      }
    }
  }
}

/// Cells as RFC 4180 wants them, and as spreadsheets may safely open them.
enum CSVCell {
  /// A text: quoted where it must be, and never a formula.
  static func text(_ text: String) -> String {
    var text = text
    if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first), Double(text) == nil {
      text = "'" + text
    }
    let needsQuotes = text.utf8.contains { ",\"\n\r".utf8.contains($0) }
    guard needsQuotes else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  /// A number: whole where it is, else with at most four decimals, or six digits where it is small.
  static func number(_ number: Double) -> String {
    guard number.isFinite else { return "" }
    let scale = abs(number) < 1 ? 1e6 : 1e4
    let scaled = (number * scale).rounded()
    guard abs(scaled) < 9e15 else { return String(number) }
    let whole = Int64(scaled)
    let unit = Int64(scale)
    let (units, rest) = (whole.magnitude / unit.magnitude, whole.magnitude % unit.magnitude)
    let sign = whole < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(units)" }
    var digits = String(rest)
    digits = String(repeating: "0", count: String(unit).count - 1 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(sign)\(units).\(digits)"
  }
}
