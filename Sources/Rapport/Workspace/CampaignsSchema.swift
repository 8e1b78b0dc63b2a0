import GRDB

extension Store {
  /// The tables of campaigns: what was drawn, who was contacted, what came back.
  static func registerCampaigns(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("campaigns-1") { db in
      try db.execute(sql: campaignsSchema)
      try db.execute(sql: assignmentsSchema)
      try db.execute(sql: answersSchema)
    }
  }

  /// The manifest is the campaign; the columns beside it only save reading it.
  private static let campaignsSchema = """
    CREATE TABLE campaigns (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE CHECK (name <> ''),
      as_of INTEGER NOT NULL,
      channel TEXT NOT NULL,
      purpose TEXT NOT NULL,
      manifest TEXT NOT NULL CHECK (json_valid(manifest)),
      built_at TEXT NOT NULL
    ) STRICT;
    """

  /// Everybody of an audience has one line for each offer and channel.
  ///
  /// The second index promises that a
  /// unit is in one arm at most once, the third that a key leads to one contact.
  private static let assignmentsSchema = """
    CREATE TABLE assignments (
      campaign INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
      customer INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
      offer TEXT NOT NULL,
      channel TEXT NOT NULL,
      unit TEXT NOT NULL,
      arm TEXT NOT NULL CHECK (arm IN ('treated', 'control', 'excluded')),
      reason TEXT,
      propensity REAL,
      score REAL,
      code TEXT,
      PRIMARY KEY (campaign, customer, offer, channel),
      CHECK ((arm = 'excluded') = (reason IS NOT NULL)),
      CHECK ((arm = 'excluded') = (propensity IS NULL)),
      CHECK ((arm = 'treated') = (code IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX assignments_by_customer ON assignments (customer);
    CREATE UNIQUE INDEX assignments_one_arm_a_unit
      ON assignments (campaign, unit, offer, channel) WHERE arm <> 'excluded';
    CREATE UNIQUE INDEX assignments_by_code ON assignments (code) WHERE code IS NOT NULL;
    """

  /// A contact is keyed by campaign, unit, offer and channel.
  ///
  /// Campaigns are named, not referenced: contacts
  /// that other programs made count against the caps too.
  private static let answersSchema = """
    CREATE TABLE contacts (
      campaign TEXT NOT NULL CHECK (campaign <> ''),
      unit TEXT NOT NULL,
      offer TEXT NOT NULL,
      channel TEXT NOT NULL,
      customer INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
      status TEXT NOT NULL CHECK (status IN ('planned', 'sent', 'undeliverable')),
      time INTEGER NOT NULL,
      PRIMARY KEY (campaign, unit, offer, channel)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX contacts_by_customer ON contacts (customer);
    CREATE TABLE responses (
      id INTEGER PRIMARY KEY,
      campaign TEXT NOT NULL CHECK (campaign <> ''),
      customer INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
      channel TEXT NOT NULL,
      event TEXT NOT NULL CHECK (event IN
        ('delivered', 'opened', 'clicked', 'unsubscribed', 'bounced', 'complained', 'bought')),
      time INTEGER NOT NULL,
      amount INTEGER,
      UNIQUE (campaign, customer, channel, event, time)
    ) STRICT;
    CREATE INDEX responses_by_customer ON responses (customer);
    """
}
