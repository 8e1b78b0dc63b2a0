public import Commerce
import Foundation
import GRDB

extension Workspace {
  /// What is known of the products besides their sales.
  ///
  /// - Throws: `WorkspaceError` where the store cannot be read.
  public func catalogue() throws -> Catalogue {
    try store.read { db in
      var facts: [ProductID: Catalogue.Product] = [:]
      let rows = try RawStatement(
        db,
        "SELECT code, name, category, department, brand, price, cost, stock, active FROM products")
      while try rows.step() {
        var product = Catalogue.Product()
        product.name = rows.text(1)
        product.category = rows.optionalText(2)
        product.department = rows.optionalText(3)
        product.brand = rows.optionalText(4)
        product.price = rows.optionalInt(5).map(Money.init(tenThousandths:))
        product.cost = rows.optionalInt(6).map(Money.init(tenThousandths:))
        product.stock = rows.optionalInt(7).map(Int.init)
        product.isActive = rows.int(8) != 0
        facts[ProductID(rows.text(0))] = product
      }
      return Catalogue(facts)
    }
  }

  /// What is known of the customers besides their purchases.
  ///
  /// - Throws: `WorkspaceError` where the store cannot be read.
  public func customerDirectory() throws -> CustomerDirectory {
    try store.read { db in
      var facts: [CustomerID: CustomerDirectory.Customer] = [:]
      let rows = try RawStatement(
        db,
        """
        SELECT code, email, phone, name, household, address1, address2, address3, city, region,
          postcode, country, address_updated, language, personalise, attributes,
          EXISTS (SELECT 1 FROM orders WHERE orders.customer = customers.id)
        FROM customers
        """)
      while try rows.step() { facts[CustomerID(rows.text(0))] = try Self.customer(rows) }
      return CustomerDirectory(facts)
    }
  }

  /// Everything customers said about being contacted, oldest first.
  ///
  /// - Throws: `WorkspaceError` where the store cannot be read.
  public func consentEvents() throws -> [ConsentEvent] {
    try store.read { db in
      var events: [ConsentEvent] = []
      let rows = try RawStatement(
        db,
        """
        SELECT customers.code, channel, purpose, status, time
        FROM consent_events JOIN customers ON customers.id = customer
        ORDER BY time, customers.code, channel, purpose, status
        """)
      while try rows.step() {
        guard let status = ConsentEvent.Status(rawValue: rows.text(3)) else { continue }
        events.append(
          ConsentEvent(
            customer: CustomerID(rows.text(0)), channel: rows.text(1), purpose: rows.text(2),
            status: status, time: Timestamp(seconds: rows.int(4))))
      }
      return events
    }
  }

  private static func customer(_ row: RawStatement) throws -> CustomerDirectory.Customer {
    var customer = CustomerDirectory.Customer()
    customer.email = row.optionalText(1)
    customer.phone = row.optionalText(2)
    customer.name = row.optionalText(3)
    customer.household = row.optionalText(4)
    customer.address1 = row.optionalText(5)
    customer.address2 = row.optionalText(6)
    customer.address3 = row.optionalText(7)
    customer.city = row.optionalText(8)
    customer.region = row.optionalText(9)
    customer.postcode = row.optionalText(10)
    customer.country = row.optionalText(11)
    customer.addressUpdated = row.optionalInt(12).map { Day(number: Int32(truncatingIfNeeded: $0)) }
    customer.language = row.optionalText(13)
    customer.personalise = row.int(14) != 0
    let attributes = row.text(15)
    if attributes != "{}" {
      customer.attributes = try JSONDecoder().decode(
        [String: String].self, from: Data(attributes.utf8))
    }
    customer.hasBought = row.int(16) != 0
    return customer
  }
}
