import Foundation
import Rapport

/// Where results go: one JSON object for programs, text for people, sentences on standard error.
enum Output {
  /// Prints a result as JSON or as text.
  static func show(_ result: some Encodable, asJSON: Bool, text: () -> String) throws {
    guard asJSON else { return print(text()) }
    print(String(decoding: try encoder.encode(result), as: UTF8.self))
  }

  /// Prints an error's sentences and ends the process with 1.
  static func fail(_ error: any ExplainedError, asJSON: Bool) -> Never {
    if asJSON {
      let failure = ["error": ["code": error.code, "message": error.message, "hint": error.hint]]
      print(String(decoding: (try? encoder.encode(failure)) ?? Data(), as: UTF8.self))
    } else {
      warn("Error: \(error.message)\n\(error.hint)")
    }
    exit(1)
  }

  /// A line on standard error.
  static func warn(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return encoder
  }
}
