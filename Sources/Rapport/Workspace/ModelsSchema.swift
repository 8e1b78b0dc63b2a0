import GRDB

extension Store {
  /// The tables of models: the registry and the record of what was decided about it.
  ///
  /// A row is committed only when its file is safe, and one partial index promises that each kind has at
  /// most one live version, whatever the code above believes.
  static func registerModels(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("models-1") { db in
      try db.execute(sql: modelsSchema)
      try db.execute(sql: runsSchema)
    }
  }

  /// Promotions are counted, so that a roll-back knows what was live before.
  ///
  /// `last_import` is the newest file of purchases the version has seen. Numbers are never used twice.
  private static let modelsSchema = """
    CREATE TABLE models (
      version INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('recommender', 'rules', 'value', 'response', 'uplift')),
      status TEXT NOT NULL CHECK (status IN ('live', 'candidate', 'retired')),
      promotion INTEGER UNIQUE,
      card TEXT NOT NULL CHECK (json_valid(card)),
      checksum TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      last_import INTEGER NOT NULL,
      created_at TEXT NOT NULL,
      CHECK (status <> 'live' OR promotion IS NOT NULL)
    ) STRICT;
    CREATE UNIQUE INDEX models_one_live_a_kind ON models (kind) WHERE status = 'live';
    """

  /// What was decided, why, and on which evidence; `model` may be pruned later, the decision stays.
  private static let runsSchema = """
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY,
      task TEXT NOT NULL,
      kind TEXT NOT NULL,
      model INTEGER REFERENCES models (version) ON DELETE SET NULL,
      champion INTEGER REFERENCES models (version) ON DELETE SET NULL,
      decision TEXT NOT NULL,
      reason TEXT NOT NULL,
      comparison TEXT CHECK (comparison IS NULL OR json_valid(comparison)),
      last_import INTEGER NOT NULL,
      ended_at TEXT NOT NULL,
      seconds REAL NOT NULL
    ) STRICT;
    """
}
