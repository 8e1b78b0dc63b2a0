import Commerce

/// Reads files of names: one basket a line, or one product of an order a line.
///
/// Fields may be quoted as in RFC 4180; blanks around a field do not belong to it.
struct BasketNames {
  private let lines: [(number: Int, fields: [String])]

  /// Splits the text into lines and fields.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    var lines: [(Int, [String])] = []
    var scanner = FieldScanner(text: text)
    while let line = scanner.nextLine() { lines.append(line) }
    self.lines = lines
  }

  /// What the first line that is not empty looks like.
  static func layout(of text: UnsafeBufferPointer<UInt8>) -> BasketFormat {
    let start = text.firstIndex { $0 > 32 } ?? text.endIndex
    let line = text[start...].prefix { $0 != 10 && $0 != 13 }
    let isNumeric = line.allSatisfy {
      (48...57).contains($0) || $0 == 32 || $0 == 9 || $0 == 45 || $0 == 43 || $0 == 46
    }
    if isNumeric { return .numbers }
    let header = String(decoding: line, as: UTF8.self).lowercased().split(separator: ",").map {
      $0.filter { !$0.isWhitespace && $0 != "\"" && $0 != "_" }
    }
    let orders = ["order", "orderid", "invoice", "invoiceno", "basket", "basketid", "transaction"]
    let products = ["product", "productid", "item", "itemid", "stockcode", "sku", "name"]
    let isHeader = header.count == 2 && orders.contains(header[0]) && products.contains(header[1])
    return isHeader ? .orders : .names
  }

  /// Every line is a basket.
  func basketPerLine(maximumSize: Int?) throws -> Baskets {
    let lists = lines.map { $0.fields.filter { !$0.isEmpty }.map { ProductID($0) } }
    guard lists.contains(where: { !$0.isEmpty }) else { throw BasketTextError.noBaskets }
    return Baskets(lists, maximumSize: maximumSize)
  }

  /// Every line after the header is one product of an order; orders come in order of appearance.
  func productPerLine(maximumSize: Int?) throws -> Baskets {
    var places: [String: Int] = [:]
    var lists: [[ProductID]] = []
    for line in lines.drop(while: { $0.fields.allSatisfy(\.isEmpty) }).dropFirst() {
      guard !line.fields.allSatisfy(\.isEmpty) else { continue }
      guard line.fields.count == 2, line.fields.allSatisfy({ !$0.isEmpty }) else {
        throw BasketTextError.notTwoColumns(line: line.number)
      }
      let place = places[line.fields[0], default: lists.count]
      if place == lists.count {
        places[line.fields[0]] = place
        lists.append([])
      }
      lists[place].append(ProductID(line.fields[1]))
    }
    guard !lists.isEmpty else { throw BasketTextError.noBaskets }
    return Baskets(lists, maximumSize: maximumSize)
  }
}

/// Takes one line of comma-separated fields after another from bytes.
private struct FieldScanner {
  let text: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var line = 0

  init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// The next line's number and fields, or `nil` at the end.
  mutating func nextLine() -> (number: Int, fields: [String])? {
    guard place < text.count else { return nil }
    line += 1
    let number = line
    var fields: [String] = []
    while true {
      fields.append(nextField())
      guard place < text.count else { return (number, fields) }
      let separator = text[place]
      place += 1
      if separator == 10 { return (number, fields) }
    }
  }

  private mutating func nextField() -> String {
    var bytes: [UInt8] = []
    while place < text.count, text[place] == 32 || text[place] == 9 { place += 1 }
    if place < text.count, text[place] == 34 { readQuoted(into: &bytes) }
    while place < text.count, text[place] != 44, text[place] != 10 {
      bytes.append(text[place])
      place += 1
    }
    while let last = bytes.last, last <= 32 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func readQuoted(into bytes: inout [UInt8]) {
    place += 1
    while place < text.count {
      let byte = text[place]
      place += 1
      if byte == 34 {
        guard place < text.count, text[place] == 34 else { return }
        place += 1
      }
      if byte == 10 { line += 1 }
      bytes.append(byte)
    }
  }
}
