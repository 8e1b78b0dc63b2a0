public import Recommenders
import Yams

extension Recipe {
  /// The recipe as the lines of a YAML file that would train the same.
  public var lines: [String] {
    let encoder = YAMLEncoder()
    encoder.options.sortKeys = true
    let text = (try? encoder.encode(self)) ?? ""
    return text.split(separator: "\n").map { Self.plain(String($0)) }
  }

  /// A line with its number as people write it: 0.75, not 7.5e-1.
  private static func plain(_ line: String) -> String {
    guard let blank = line.lastIndex(of: " ") else { return line }
    let word = line[line.index(after: blank)...]
    guard word.contains("e"), let number = Double(word) else { return line }
    let text = Int(exactly: number).map(String.init) ?? "\(number)"
    return line[...blank] + text
  }
}
