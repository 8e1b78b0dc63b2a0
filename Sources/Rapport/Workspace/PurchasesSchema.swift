import GRDB

extension Store {
  /// The tables of customers, products and purchases, and what import remembers.
  ///
  /// Money is counted in 1/10,000 of the currency, quantities in thousandths, times in seconds and days
  /// since 1970-01-01, as everywhere in the project.
  static func registerPurchases(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("purchases-1") { db in
      try db.execute(sql: customersSchema)
      try db.execute(sql: productsSchema)
      try db.execute(sql: purchasesSchema)
      try db.execute(sql: importsSchema)
    }
  }

  /// Everybody the shop knows.
  ///
  /// A row appears with the first purchase, or with the first file that names the customer. Consent is a history of events, never a flag.
  private static let customersSchema = """
    CREATE TABLE customers (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE CHECK (code <> ''),
      email TEXT, phone TEXT, name TEXT, household TEXT,
      address1 TEXT, address2 TEXT, address3 TEXT,
      city TEXT, region TEXT, postcode TEXT, country TEXT,
      address_updated INTEGER,
      language TEXT,
      personalise INTEGER NOT NULL DEFAULT 1 CHECK (personalise IN (0, 1)),
      attributes TEXT NOT NULL DEFAULT '{}'
    ) STRICT;
    CREATE TABLE consent_events (
      id INTEGER PRIMARY KEY,
      customer INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
      channel TEXT NOT NULL,
      purpose TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('granted', 'withdrawn', 'objected')),
      time INTEGER NOT NULL,
      UNIQUE (customer, channel, purpose, time, status)
    ) STRICT;
    """

  /// `descriptions` counts the lines that carry each text, so that the most frequent one can become the
  /// product's name without reading all purchases again.
  private static let productsSchema = """
    CREATE TABLE products (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE CHECK (code <> ''),
      name TEXT NOT NULL DEFAULT '',
      name_is_given INTEGER NOT NULL DEFAULT 0 CHECK (name_is_given IN (0, 1)),
      category TEXT, department TEXT, brand TEXT,
      price INTEGER, cost INTEGER, stock INTEGER,
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      attributes TEXT NOT NULL DEFAULT '{}'
    ) STRICT;
    CREATE TABLE descriptions (
      id INTEGER PRIMARY KEY,
      product INTEGER NOT NULL REFERENCES products (id),
      text TEXT NOT NULL,
      lines INTEGER NOT NULL CHECK (lines >= 0),
      UNIQUE (product, text)
    ) STRICT;
    """

  /// An order without a customer is an anonymous basket.
  ///
  /// The primary key of `purchases` is the line key, and
  /// the table is that index: lines are appended, looked up and read back in its order.
  private static let purchasesSchema = """
    CREATE TABLE orders (
      id INTEGER PRIMARY KEY,
      customer INTEGER REFERENCES customers (id),
      code TEXT NOT NULL,
      channel TEXT, store TEXT
    ) STRICT;
    CREATE UNIQUE INDEX orders_by_key ON orders (coalesce(customer, 0), code);
    CREATE INDEX orders_by_customer ON orders (customer);
    CREATE TABLE purchases (
      order_id INTEGER NOT NULL REFERENCES orders (id),
      product INTEGER NOT NULL REFERENCES products (id),
      occurrence INTEGER NOT NULL CHECK (occurrence > 0),
      time INTEGER NOT NULL,
      quantity INTEGER NOT NULL,
      amount INTEGER NOT NULL,
      cost INTEGER,
      discount INTEGER,
      description INTEGER REFERENCES descriptions (id),
      PRIMARY KEY (order_id, product, occurrence)
    ) STRICT, WITHOUT ROWID;
    """

  /// `imports` is the journal of files that changed something; `column_maps` is what a person said once
  /// about files with a header; `settings` are the workspace's own.
  private static let importsSchema = """
    CREATE TABLE imports (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      file TEXT NOT NULL,
      imported_at TEXT NOT NULL,
      lines INTEGER NOT NULL,
      accepted INTEGER NOT NULL,
      rejected INTEGER NOT NULL,
      unchanged INTEGER NOT NULL,
      updated INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE column_maps (
      kind TEXT NOT NULL,
      header TEXT NOT NULL,
      map TEXT NOT NULL,
      PRIMARY KEY (kind, header)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}
