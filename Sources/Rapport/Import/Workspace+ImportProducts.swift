public import Foundation
import GRDB

extension Workspace {
  /// Takes a file of products: names, categories, prices, stock and any further attributes.
  ///
  /// An empty cell changes nothing. A name given here stands before the descriptions of purchases.
  ///
  /// - Parameters:
  ///   - url: A CSV file.
  ///   - options: How the file is read.
  ///   - settings: Is told how far the task is.
  /// - Returns: What was done.
  /// - Throws: `ImportError` or `WorkspaceError`; nothing is changed then.
  public func importProducts(
    from url: URL, options: ImportOptions = ImportOptions(), settings: RunSettings = RunSettings()
  ) throws -> ImportReport {
    try importTable(ProductField.self, from: url, options: options, settings: settings) {
      row throws(CellProblem) in
      guard let code = row.text(.product) else {
        throw CellProblem(ProductField.product, .missingProduct)
      }
      return (code: code, facts: try Self.facts(row))
    } keep: { lines, report, db in
      let table = FactsTable(
        db, "products",
        columns: [
          "name", "name_is_given", "category", "department", "brand", "price", "cost", "stock",
          "active",
        ])
      for (code, facts) in FactsTable.collected(lines) {
        report.count(try table.keep(code, facts), lines: facts.lines)
        report.products += 1
      }
    }
  }

  private static func facts(
    _ row: TableReader<ProductField>
  ) throws(CellProblem) -> FactsTable.Facts {
    var facts = FactsTable.Facts()
    if let name = row.text(.name) {
      facts.values["name"] = name.databaseValue
      facts.values["name_is_given"] = 1.databaseValue
    }
    let texts: [(ProductField, String)] = [
      (.category, "category"), (.department, "department"), (.brand, "brand"),
    ]
    for (field, column) in texts {
      if let text = row.text(field) { facts.values[column] = text.databaseValue }
    }
    if let price = try row.money(.price) {
      if price < .zero { throw CellProblem(ProductField.price, .negativePrice) }
      facts.values["price"] = price.tenThousandths.databaseValue
    }
    if let cost = try row.money(.cost) {
      facts.values["cost"] = cost.tenThousandths.databaseValue
    }
    if let stock = try row.number(.stock, decimals: 0) {
      facts.values["stock"] = stock.databaseValue
    }
    if let active = try row.flag(.active) {
      facts.values["active"] = (active ? 1 : 0).databaseValue
    }
    facts.attributes = row.attributes
    return facts
  }
}
