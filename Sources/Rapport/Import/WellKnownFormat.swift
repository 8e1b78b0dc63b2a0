/// A public layout of files that needs no `--map`.
struct WellKnownFormat: Sendable {
  /// What `--format` calls it.
  let name: String
  let kind: ImportKind
  /// Which column holds a field; columns as `comparableHeader` writes them.
  let columns: [String: String]
  /// Further columns that tell the layout from others; attributes where the kind keeps them.
  var marks: [String] = []

  /// Every layout that is recognised.
  static let all = [
    WellKnownFormat(
      name: "online-retail", kind: .purchases,
      columns: [
        "order": "invoiceno", "product": "stockcode", "description": "description",
        "quantity": "quantity", "time": "invoicedate", "price": "unitprice",
        "customer": "customerid", "country": "country",
      ]),
    WellKnownFormat(
      name: "online-retail-2", kind: .purchases,
      columns: [
        "order": "invoice", "product": "stockcode", "description": "description",
        "quantity": "quantity", "time": "invoicedate", "price": "price",
        "customer": "customerid", "country": "country",
      ]),
    WellKnownFormat(
      name: "complete-journey", kind: .purchases,
      columns: [
        "customer": "householdid", "order": "basketid", "product": "productid",
        "quantity": "quantity", "amount": "salesvalue", "discount": "retaildisc",
        "store": "storeid", "time": "transactiontimestamp",
      ]),
    WellKnownFormat(
      name: "complete-journey", kind: .customers, columns: ["customer": "householdid"],
      marks: ["income", "homeownership", "householdcomp", "kidscount"]),
    WellKnownFormat(
      name: "complete-journey", kind: .products,
      columns: [
        "product": "productid", "name": "producttype", "category": "productcategory",
        "department": "department", "brand": "brand",
      ]),
  ]

  /// Every column that a file of this layout has, sorted.
  var headers: [String] { (columns.values + marks).sorted() }

  /// The layout a header has, if it has all columns of one.
  static func recognised(_ header: [String], kind: ImportKind) -> WellKnownFormat? {
    let present = Set(header.map(comparableHeader))
    return all.first { $0.kind == kind && $0.headers.allSatisfy(present.contains) }
  }
}
