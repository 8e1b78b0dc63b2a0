/// The fields of a file of customers; any further column becomes an attribute.
enum CustomerField: Int, ImportField {
  case customer, email, phone, name, household, address1, address2, address3
  case city, region, postcode, country, addressUpdated, language, personalise

  static let kind = ImportKind.customers
  static let required: [[CustomerField]] = [[.customer]]
  static let keepsOtherColumns = true
  static let dates: [CustomerField] = [.addressUpdated]

  /// The fields that are plain text, and their columns in the store.
  static let texts: [(field: CustomerField, column: String)] = [
    (.email, "email"), (.phone, "phone"), (.name, "name"), (.household, "household"),
    (.address1, "address1"), (.address2, "address2"), (.address3, "address3"), (.city, "city"),
    (.region, "region"), (.postcode, "postcode"), (.country, "country"), (.language, "language"),
  ]

  var synonyms: [String] {
    switch self {
    case .customer: PurchaseField.customer.synonyms.filter { !$0.hasPrefix("household") } + ["id"]
    case .email: ["emailaddress", "mail"]
    case .phone: ["telephone", "phonenumber", "mobile", "tel"]
    case .name: ["fullname", "customername"]
    case .household: ["householdid"]
    case .address1: ["address", "addressline1", "street"]
    case .address2: ["addressline2"]
    case .address3: ["addressline3"]
    case .city: ["town"]
    case .region: ["state", "county", "province"]
    case .postcode: ["zip", "zipcode", "postalcode"]
    case .country: ["countrycode"]
    case .addressUpdated: ["addressupdatedat", "addressdate"]
    case .language: ["lang", "locale"]
    case .personalise: ["personalize", "personalisation", "personalization"]
    }
  }
}
