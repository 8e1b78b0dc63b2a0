import Commerce
import Foundation
import GRDB
import Recommenders

/// What the table of customers says of one, as far as it tells what they might like.
struct RegisteredCustomer {
  let key: Int64?
  let personalise: Bool
  let facts: [String: String]

  init(_ row: Row?) {
    key = row?["id"]
    personalise = row?["personalise"] ?? true
    facts = Self.facts(
      country: row?["country"], region: row?["region"], language: row?["language"],
      attributes: row?["attributes"] ?? "{}")
  }

  /// Named facts: the country, the region, the language and every further column of the customer file.
  static func facts(
    country: String?, region: String?, language: String?, attributes: String
  ) -> [String: String] {
    var facts: [String: String] = [:]
    if attributes != "{}",
      let further = try? JSONDecoder().decode(
        [String: String].self, from: Data(attributes.utf8))
    {
      facts = further
    }
    facts["country"] = country
    facts["region"] = region
    facts["language"] = language
    return facts
  }
}

extension Workspace {
  /// The groups of all customers who may be profiled: by their facts, and by the channels they bought through.
  func customerGroups() throws -> CustomerGroups {
    var groups = try customerFacts()
    try store.read { db in
      let channels = try RawStatement(
        db,
        """
        SELECT DISTINCT customers.code, channel FROM orders
          JOIN customers ON customers.id = orders.customer
        WHERE channel IS NOT NULL AND personalise = 1
        ORDER BY customers.code, channel
        """)
      while try channels.step() {
        groups.add(["channel": channels.text(1)], of: CustomerID(channels.text(0)))
      }
    }
    return groups
  }

  /// What a model may look at besides purchases; nothing, and no reading, for one that does not.
  func groups(for model: any RecommenderModel) throws -> CustomerGroups {
    model.looksAtGroups ? try customerFacts() : CustomerGroups()
  }

  /// The groups of all customers who may be profiled by their facts alone, which are known before any order.
  func customerFacts() throws -> CustomerGroups {
    try store.read { db in
      var groups = CustomerGroups()
      let rows = try RawStatement(
        db,
        """
        SELECT code, country, region, language, attributes FROM customers
        WHERE personalise = 1
          AND (country IS NOT NULL OR region IS NOT NULL OR language IS NOT NULL
            OR attributes <> '{}')
        """)
      while try rows.step() {
        let facts = RegisteredCustomer.facts(
          country: rows.optionalText(1), region: rows.optionalText(2),
          language: rows.optionalText(3), attributes: rows.text(4))
        groups.add(facts, of: CustomerID(rows.text(0)))
      }
      return groups
    }
  }
}
