/// The fields of a file of products; any further column becomes an attribute.
enum ProductField: Int, ImportField {
  case product, name, category, department, brand, price, cost, stock, active

  static let kind = ImportKind.products
  static let required: [[ProductField]] = [[.product]]
  static let keepsOtherColumns = true
  static let numbers: [ProductField] = [.price, .cost, .stock]

  var synonyms: [String] {
    switch self {
    case .product: PurchaseField.product.synonyms + ["id"]
    case .name: ["productname", "description", "title", "itemname"]
    case .category: ["productcategory"]
    case .department: []
    case .brand: ["manufacturer"]
    case .price: ["unitprice", "listprice"]
    case .cost: ["unitcost", "costprice"]
    case .stock: ["instock", "onhand", "inventory"]
    case .active: ["isactive", "available"]
    }
  }
}
