-- What changes of a system granted, line by line; emergency growth; which expiry was told.

CREATE TABLE change_line (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  class TEXT NOT NULL REFERENCES resource_class (key),
  before INTEGER NOT NULL CHECK (before >= 0),
  asked INTEGER NOT NULL CHECK (asked >= 0),
  granted INTEGER NOT NULL CHECK (granted >= 0), -- what there is afterwards
  reason TEXT NOT NULL DEFAULT '',
  granted_at INTEGER NOT NULL,
  executed_at INTEGER,
  PRIMARY KEY (matter_id, platform_id, class)
) STRICT, WITHOUT ROWID;

CREATE TABLE emergency_growth (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  expires_day INTEGER NOT NULL,
  told INTEGER NOT NULL DEFAULT 99 -- days before the end that were told last
) STRICT;
CREATE INDEX emergency_growth_by_end ON emergency_growth (expires_day, matter_id);

CREATE TABLE expiry_told (
  system_id INTEGER NOT NULL REFERENCES system (id),
  expires_day INTEGER NOT NULL,
  stage INTEGER NOT NULL CHECK (stage IN (1, 2, 3)), -- first and second reminder, past
  told_at INTEGER NOT NULL,
  PRIMARY KEY (system_id, expires_day, stage)
) STRICT, WITHOUT ROWID;
CREATE INDEX system_by_expiry ON system (expires_day, id) WHERE expires_day IS NOT NULL AND state <> 'ended';
