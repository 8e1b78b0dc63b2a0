/// Which column of a file holds which field.
struct ColumnMap<Field: ImportField> {
  /// The column of each field by the field's number, −1 for none.
  let columns: [Int]
  /// The columns that are no field, for kinds that keep them.
  let others: [Int]

  /// The one value that a field was given instead of a column, by the field's number.
  let fixed: [String?]

  /// Finds the columns: what the person said, then a well-known layout, then headers that mean a field.
  ///
  /// - Throws: `ImportError` for an unknown field, column or format and for a header that lacks a field.
  init(_ file: DelimitedFile, said: RememberedFile) throws {
    var columns = [Int](repeating: -1, count: Field.allCases.count)
    let comparable = file.header.map(comparableHeader)
    if let layout = try Self.layout(said.format, file) {
      for (name, header) in layout.columns {
        guard let field = Field.named(name), let column = comparable.firstIndex(of: header) else {
          continue
        }
        columns[field.rawValue] = column
      }
    } else {
      for field in Field.allCases {
        let names = [comparableHeader(field.name)] + field.synonyms
        let found = names.lazy.compactMap { comparable.firstIndex(of: $0) }.first
        columns[field.rawValue] = found ?? -1
      }
    }
    for (name, header) in said.map.sorted(by: { $0.key < $1.key }) {
      let field = try Self.field(name)
      let column = Self.column(header, in: file.header)
      guard let column else {
        throw ImportError.unknownColumn(file: file.path, column: header, columns: file.header)
      }
      // A column serves one field: the person's word takes it from the field it was guessed for.
      for other in columns.indices where columns[other] == column { columns[other] = -1 }
      columns[field.rawValue] = column
    }
    var fixed = [String?](repeating: nil, count: Field.allCases.count)
    for (name, value) in said.values ?? [:] {
      let field = try Self.field(name)
      columns[field.rawValue] = -1
      fixed[field.rawValue] = value
    }
    self.columns = columns
    self.fixed = fixed
    others =
      Field.keepsOtherColumns ? file.header.indices.filter { !columns.contains($0) } : []
    func isMissing(_ field: Field) -> Bool {
      columns[field.rawValue] < 0 && fixed[field.rawValue] == nil
    }
    for group in Field.required where group.allSatisfy(isMissing) {
      throw ImportError.missingColumn(
        file: file.path, fields: group.map(\.name), columns: file.header)
    }
  }

  private static func field(_ name: String) throws -> Field {
    guard let field = Field.named(name) else {
      throw ImportError.unknownField(
        field: name, kind: Field.kind, fields: Field.allCases.map(\.name))
    }
    return field
  }

  private static func layout(_ name: String?, _ file: DelimitedFile) throws -> WellKnownFormat? {
    guard let name else { return WellKnownFormat.recognised(file.header, kind: Field.kind) }
    let known = WellKnownFormat.all.filter { $0.kind == Field.kind }
    guard let layout = known.first(where: { $0.name == name.lowercased() }) else {
      throw ImportError.unknownFormat(
        name: name, kind: Field.kind, known: known.map(\.name))
    }
    let comparable = file.header.map(comparableHeader)
    let missing = layout.headers.first { !comparable.contains($0) }
    if let missing {
      throw ImportError.notInFormat(file: file.path, format: layout.name, column: missing)
    }
    return layout
  }

  private static func column(_ name: String, in header: [String]) -> Int? {
    header.firstIndex(of: name)
      ?? header.firstIndex { comparableHeader($0) == comparableHeader(name) }
  }
}
