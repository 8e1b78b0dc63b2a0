/// One word, text or sign of an audience, and where it stands.
struct AudienceToken: Equatable {
  enum Kind: Equatable {
    /// A bare word: a field, a keyword, a number, or part of a value.
    case word(String)
    /// A text between quotation marks.
    case quoted(String)
    /// A sign such as `<=` or `(`.
    case sign(String)
  }

  let kind: Kind
  /// The character it begins at, counted from 1.
  let column: Int

  /// The word in lower case if it is a bare one.
  var keyword: String? {
    guard case .word(let word) = kind else { return nil }
    return word.lowercased()
  }

  /// How a message quotes it.
  var description: String {
    switch kind {
    case .word(let text), .sign(let text): "'\(text)'"
    case .quoted(let text): "\"\(text)\""
    }
  }

  /// Splits a text into tokens.
  static func tokens(of text: String) throws(AudienceError) -> [AudienceToken] {
    let characters = Array(text)
    var (tokens, at): ([AudienceToken], Int) = ([], 0)
    while at < characters.count {
      let column = at + 1
      let character = characters[at]
      if character.isWhitespace {
        at += 1
      } else if character == "\"" || character == "'" {
        tokens.append(
          AudienceToken(kind: .quoted(try quoted(characters, &at)), column: column))
      } else if let sign = sign(characters, at) {
        tokens.append(AudienceToken(kind: .sign(sign), column: column))
        at += sign.count
      } else {
        var word = ""
        while at < characters.count, !characters[at].isWhitespace, sign(characters, at) == nil {
          word.append(characters[at])
          at += 1
        }
        tokens.append(AudienceToken(kind: .word(word), column: column))
      }
    }
    return tokens
  }

  /// The sign that begins at a place, the longer one first.
  private static func sign(_ characters: [Character], _ at: Int) -> String? {
    if at + 1 < characters.count {
      let pair = String(characters[at...(at + 1)])
      if ["<=", ">=", "!=", "==", "<>"].contains(pair) { return pair }
    }
    return "()[],:=<>".contains(characters[at]) ? String(characters[at]) : nil
  }

  /// Reads a quoted text; a doubled mark stands for one.
  private static func quoted(
    _ characters: [Character], _ at: inout Int
  ) throws(AudienceError) -> String {
    let (mark, start) = (characters[at], at)
    var text = ""
    at += 1
    while at < characters.count {
      if characters[at] != mark {
        text.append(characters[at])
      } else if at + 1 < characters.count, characters[at + 1] == mark {
        text.append(mark)
        at += 1
      } else {
        at += 1
        return text
      }
      at += 1
    }
    throw .openQuote(column: start + 1)
  }
}
