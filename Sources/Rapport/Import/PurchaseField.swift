/// The fields of a file of purchases.
enum PurchaseField: Int, ImportField {
  case customer, product, order, time, quantity, price, amount
  case cost, discount, description, category, department, brand, channel, store, currency, country

  static let kind = ImportKind.purchases
  static let required: [[PurchaseField]] = [[.product], [.customer, .order]]

  static let dates: [PurchaseField] = [.time]
  static let numbers: [PurchaseField] = [.quantity, .price, .amount, .cost, .discount]

  var synonyms: [String] {
    switch self {
    case .customer:
      [
        "customerid", "customerno", "customernumber", "custid", "client", "clientid", "user",
        "userid", "household", "householdid", "householdkey", "member", "memberid", "cardid",
        "account", "accountid", "donor", "donorid", "buyer", "buyerid", "shopperid",
      ]
    case .product:
      [
        "productid", "productno", "productcode", "item", "itemid", "itemno", "itemcode", "sku",
        "stockcode", "article", "articleid", "articleno", "materialid", "asin", "upc", "ean",
      ]
    case .order:
      [
        "orderid", "orderno", "ordernumber", "invoice", "invoiceno", "invoiceid", "invoicenumber",
        "basket", "basketid", "transaction", "transactionid", "receipt", "receiptid", "receiptno",
        "ticket", "ticketid",
      ]
    case .time:
      [
        "timestamp", "date", "datetime", "day", "invoicedate", "orderdate", "ordertime",
        "orderedat",
        "purchasedate", "purchasedat", "transactiondate", "transactiontime",
        "transactiontimestamp", "createdat",
      ]
    case .quantity: ["qty", "units", "pieces", "count"]
    case .price: ["unitprice", "priceeach", "itemprice", "priceperunit"]
    case .amount:
      [
        "linetotal", "lineamount", "linevalue", "salesvalue", "salesamount", "sales", "revenue",
        "turnover", "spend", "totalprice",
      ]
    case .cost: ["unitcost", "costprice"]
    case .discount: ["retaildisc", "discountamount"]
    case .description: ["productname", "productdescription", "itemname", "itemdescription", "name"]
    case .category: ["productcategory", "itemcategory"]
    case .department: []
    case .brand: []
    case .channel: ["saleschannel"]
    case .store: ["storeid", "shop", "shopid", "branch"]
    case .currency: ["currencycode"]
    case .country: []
    }
  }
}
