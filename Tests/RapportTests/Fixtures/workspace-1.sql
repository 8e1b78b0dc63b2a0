PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('purchases-1');
INSERT INTO grdb_migrations VALUES('models-1');
INSERT INTO grdb_migrations VALUES('campaigns-1');
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
INSERT INTO customers VALUES(1,'C1','c1@example.com',NULL,NULL,'H1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'{"tier":"gold"}');
INSERT INTO customers VALUES(2,'C2','c2@example.com',NULL,NULL,'H1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'{}');
CREATE TABLE consent_events (
  id INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  purpose TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('granted', 'withdrawn', 'objected')),
  time INTEGER NOT NULL,
  UNIQUE (customer, channel, purpose, time, status)
) STRICT;
INSERT INTO consent_events VALUES(1,1,'email','marketing','granted',1704067200);
INSERT INTO consent_events VALUES(2,1,'email','marketing','withdrawn',1706745600);
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
INSERT INTO products VALUES(1,'P1','Red lamp',1,'Lamps',NULL,NULL,15000,NULL,7,1,'{}');
INSERT INTO products VALUES(2,'P2','Screw',0,NULL,NULL,NULL,NULL,NULL,NULL,1,'{}');
CREATE TABLE descriptions (
  id INTEGER PRIMARY KEY,
  product INTEGER NOT NULL REFERENCES products (id),
  text TEXT NOT NULL,
  lines INTEGER NOT NULL CHECK (lines >= 0),
  UNIQUE (product, text)
) STRICT;
INSERT INTO descriptions VALUES(1,1,'Red lamp',2);
INSERT INTO descriptions VALUES(2,2,'Screw',1);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  customer INTEGER REFERENCES customers (id),
  code TEXT NOT NULL,
  channel TEXT, store TEXT
) STRICT;
INSERT INTO orders VALUES(1,1,'1','web',NULL);
INSERT INTO orders VALUES(2,NULL,'2','till','Main street');
INSERT INTO orders VALUES(3,1,'3',NULL,NULL);
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
INSERT INTO purchases VALUES(1,1,1,1704448800,2000,30000,7500,1000,1);
INSERT INTO purchases VALUES(1,2,1,1704448800,1000,10,NULL,NULL,2);
INSERT INTO purchases VALUES(2,1,1,1704499200,1000,15000,NULL,NULL,1);
INSERT INTO purchases VALUES(3,1,1,1704585600,-1000,-15000,NULL,NULL,NULL);
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
INSERT INTO imports VALUES(1,'purchases','fp.csv','2026-01-01T00:00:00Z',4,4,0,0,0);
INSERT INTO imports VALUES(2,'customers','fc.csv','2026-01-01T00:00:00Z',2,2,0,0,1);
INSERT INTO imports VALUES(3,'consent','fs.csv','2026-01-01T00:00:00Z',2,2,0,0,0);
INSERT INTO imports VALUES(4,'products','fpr.csv','2026-01-01T00:00:00Z',1,1,0,0,1);
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
INSERT INTO settings VALUES('excluded-products','POST');
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
CREATE TABLE campaigns (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  as_of INTEGER NOT NULL,
  channel TEXT NOT NULL,
  purpose TEXT NOT NULL,
  manifest TEXT NOT NULL CHECK (json_valid(manifest)),
  built_at TEXT NOT NULL
) STRICT;
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
DELETE FROM sqlite_sequence;
CREATE UNIQUE INDEX orders_by_key ON orders (coalesce(customer, 0), code);
CREATE INDEX orders_by_customer ON orders (customer);
CREATE UNIQUE INDEX models_one_live_a_kind ON models (kind) WHERE status = 'live';
CREATE INDEX assignments_by_customer ON assignments (customer);
CREATE UNIQUE INDEX assignments_one_arm_a_unit
  ON assignments (campaign, unit, offer, channel) WHERE arm <> 'excluded';
CREATE UNIQUE INDEX assignments_by_code ON assignments (code) WHERE code IS NOT NULL;
CREATE INDEX contacts_by_customer ON contacts (customer);
CREATE INDEX responses_by_customer ON responses (customer);
COMMIT;
