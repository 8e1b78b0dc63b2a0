/// A sentence or two broken into lines that fit a terminal.
struct Paragraph {
  /// The lines, joined.
  let text: String

  /// Breaks between words; a word longer than a line stands alone.
  init(_ sentence: String, width: Int = 96, indent: Int = 0) {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in sentence.split(separator: " ") {
      if !line.isEmpty, indent + line.count + 1 + word.count > width {
        lines.append(margin + line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " " + word
    }
    if !line.isEmpty { lines.append(margin + line) }
    text = lines.joined(separator: "\n")
  }
}
