-- Settings with effective dates, the working calendar, procedures, counters of numbers.

CREATE TABLE setting (
  key TEXT NOT NULL,
  valid_from INTEGER NOT NULL,         -- day number
  value TEXT NOT NULL,
  changed_by INTEGER REFERENCES person (id),
  changed_at INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (key, valid_from)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER setting_kept BEFORE DELETE ON setting
BEGIN SELECT RAISE(ABORT, 'setting: history is kept'); END;
-- 第三十一条: at least six months; 184 days are never less than six calendar months.
CREATE TRIGGER setting_retention BEFORE INSERT ON setting
WHEN NEW.key = 'audit_keep_days' AND (CAST(NEW.value AS INTEGER) < 184 OR CAST(NEW.value AS INTEGER) < coalesce(
  (SELECT max(CAST(value AS INTEGER)) FROM setting WHERE key = 'audit_keep_days'), 184))
BEGIN SELECT RAISE(ABORT, 'setting: retention may only grow'); END;
CREATE TRIGGER setting_retention_update BEFORE UPDATE ON setting
WHEN NEW.key = 'audit_keep_days' OR OLD.key = 'audit_keep_days'
BEGIN SELECT RAISE(ABORT, 'setting: retention may only grow'); END;

-- Workers compare this number per request and load the rules again when it changed.
CREATE TABLE rules_version (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT;
INSERT INTO rules_version VALUES (1, 1);
CREATE TRIGGER setting_counts AFTER INSERT ON setting
BEGIN UPDATE rules_version SET version = version + 1; END;
CREATE TRIGGER setting_counts_update AFTER UPDATE ON setting
BEGIN UPDATE rules_version SET version = version + 1; END;

CREATE TABLE workday (
  day INTEGER PRIMARY KEY,             -- day number
  is_workday_yes INTEGER NOT NULL CHECK (is_workday_yes IN (0, 1)),
  name TEXT NOT NULL,
  source TEXT NOT NULL
) STRICT;
CREATE TRIGGER workday_counts AFTER INSERT ON workday
BEGIN UPDATE rules_version SET version = version + 1; END;

CREATE TABLE procedure (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  body TEXT NOT NULL,                  -- the YAML as loaded
  valid_from INTEGER NOT NULL,         -- day number
  loaded_by INTEGER REFERENCES person (id),
  loaded_at INTEGER NOT NULL,
  UNIQUE (key, version)
) STRICT;
CREATE TRIGGER procedure_fixed BEFORE UPDATE ON procedure
BEGIN SELECT RAISE(ABORT, 'procedure: a loaded version never changes'); END;
CREATE TRIGGER procedure_kept BEFORE DELETE ON procedure
BEGIN SELECT RAISE(ABORT, 'procedure: versions are kept'); END;
CREATE TRIGGER procedure_counts AFTER INSERT ON procedure
BEGIN UPDATE rules_version SET version = version + 1; END;

-- Numbers such as SQ-2026-0001: one row per prefix and year.
CREATE TABLE number_series (
  series TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What this database is: demo or real, when it was made.
CREATE TABLE installation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  demo_yes INTEGER NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
