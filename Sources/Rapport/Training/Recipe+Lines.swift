public import Recommenders
import Yams

extension Recipe {
  /// The recipe as the lines of a YAML file that would train the same.
  public var lines: [String] {
    let encoder = YAMLEncoder()
    encoder.options.sortKeys = true
    let text = (try? encoder.encode(self)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }
}
