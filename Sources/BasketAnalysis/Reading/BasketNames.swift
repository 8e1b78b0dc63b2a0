import Commerce

/// Reads files of names: one basket a line, or one product of an order a line.
///
/// Fields may be quoted as in RFC 4180; blanks around a field do not belong to it.
struct BasketNames {
  private let text: UnsafeBufferPointer<UInt8>

  /// Takes a text, which must live while it is read.
  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

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
    var (scanner, names) = (FieldScanner(text), NameTable())
    var (entries, ends): ([Int32], [UInt32]) = ([], [])
    while scanner.nextLine({ if !$0.isEmpty { entries.append(names.number(of: $0)) } }) != nil {
      ends.append(UInt32(entries.count))
    }
    return try Self.baskets(&entries, ends, names, maximumSize)
  }

  /// Every line after the header is one product of an order; orders come in order of appearance.
  func productPerLine(maximumSize: Int?) throws -> Baskets {
    var scanner = FieldScanner(text)
    var (orders, products) = (NameTable(), NameTable())
    var lines: [(order: Int32, product: Int32)] = []
    Self.skipHeader(&scanner)
    while true {
      var (count, filled, order, product): (Int, Int, Int32, Int32) = (0, 0, 0, 0)
      let number = scanner.nextLine { field in
        count += 1
        guard !field.isEmpty else { return }
        filled += 1
        if count == 1 { order = orders.number(of: field) }
        if count == 2 { product = products.number(of: field) }
      }
      guard let number else { break }
      guard filled > 0 else { continue }
      guard count == 2, filled == 2 else { throw BasketTextError.notTwoColumns(line: number) }
      lines.append((order, product))
    }
    var (entries, ends) = Self.grouped(lines, orders: orders.count)
    return try Self.baskets(&entries, ends, products, maximumSize)
  }

  /// The header is the first line that is not empty.
  private static func skipHeader(_ scanner: inout FieldScanner) {
    var isEmpty = true
    while isEmpty, scanner.nextLine({ if !$0.isEmpty { isEmpty = false } }) != nil {}
  }

  /// The products of each order one after another, and where those of each end.
  private static func grouped(
    _ lines: [(order: Int32, product: Int32)], orders: Int
  ) -> (entries: [Int32], ends: [UInt32]) {
    var next = [UInt32](repeating: 0, count: orders + 1)
    for line in lines { next[Int(line.order) + 1] += 1 }
    for order in 0..<orders { next[order + 1] += next[order] }
    let ends = Array(next.dropFirst())
    var entries = [Int32](repeating: 0, count: lines.count)
    for line in lines {
      entries[Int(next[Int(line.order)])] = line.product
      next[Int(line.order)] += 1
    }
    return (entries, ends)
  }

  private static func baskets(
    _ entries: inout [Int32], _ ends: [UInt32], _ names: NameTable, _ maximumSize: Int?
  ) throws -> Baskets {
    guard !entries.isEmpty else { throw BasketTextError.noBaskets }
    let ids = names.texts.map { ProductID($0) }
    let products = IDIndex(ids)
    let numbering = ItemNumbering(
      items: products.count, places: ids.map { Int32(products.position(of: $0) ?? 0) })
    let placed = entries.withUnsafeMutableBufferPointer {
      PlacedPiece(
        NumberPiece($0, lineEnds: ends), numbering, maximumSize: maximumSize ?? .max)
    }
    entries.removeLast(entries.count - placed.filled)
    return Baskets(
      items: ItemIndex(products), offsets: [0] + placed.ends.map { Int($0) }, entries: entries,
      omitted: placed.omitted, counts: placed.counts.map { Int($0) })
  }
}
