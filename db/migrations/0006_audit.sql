-- The audit log: append-only, hash-chained, at least 184 days (第三十一条).
-- One unique key only: a second one would let INSERT OR REPLACE remove a row.

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  ts INTEGER NOT NULL,                 -- max(last ts, now): never goes back
  wall INTEGER NOT NULL,               -- the raw clock
  person_id INTEGER,
  organisation_id INTEGER,
  actor TEXT NOT NULL,                 -- 单位 岗位 (login)
  role TEXT NOT NULL,
  source TEXT NOT NULL,
  action TEXT NOT NULL,                -- "matter.accept", "session.sign_in", "attachment.open" …
  object TEXT NOT NULL,                -- kind: "matter", "attachment" …
  object_id INTEGER,
  outcome TEXT NOT NULL,               -- "ok", "refused", "failed"
  detail TEXT NOT NULL,                -- JSON, sorted keys
  request TEXT NOT NULL,
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  d BLOB NOT NULL CHECK (length(d) = 32),     -- digest of the row
  prev BLOB NOT NULL CHECK (length(prev) = 32),
  h BLOB NOT NULL CHECK (length(h) = 32)      -- digest of prev and d
) STRICT;
CREATE INDEX audit_by_person ON audit (person_id, seq);
CREATE INDEX audit_by_object ON audit (object, object_id, seq);
CREATE INDEX audit_by_action ON audit (action, seq);
CREATE INDEX audit_by_time ON audit (ts, seq);

CREATE TABLE audit_anchor (            -- the row before the oldest one present
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  h BLOB NOT NULL
) STRICT;
INSERT INTO audit_anchor VALUES (1, 0, zeroblob(32));

CREATE TABLE audit_checkpoint (        -- written and signed by the keeper
  seq INTEGER PRIMARY KEY,
  ts INTEGER NOT NULL,
  h BLOB NOT NULL CHECK (length(h) = 32),
  root BLOB NOT NULL CHECK (length(root) = 32), -- Merkle root of the d since the last
  signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;

CREATE TRIGGER audit_insert BEFORE INSERT ON audit BEGIN SELECT CASE
  WHEN NEW.seq IS NOT coalesce((SELECT max(seq) FROM audit), (SELECT seq FROM audit_anchor)) + 1
    THEN RAISE(ABORT, 'audit: sequence')
  WHEN NEW.prev IS NOT coalesce((SELECT h FROM audit ORDER BY seq DESC LIMIT 1), (SELECT h FROM audit_anchor))
    THEN RAISE(ABORT, 'audit: chain')
  WHEN NEW.ts < coalesce((SELECT ts FROM audit ORDER BY seq DESC LIMIT 1), 0)
    THEN RAISE(ABORT, 'audit: time')
  WHEN NEW.ts > max(unixepoch() + 300, coalesce((SELECT ts FROM audit ORDER BY seq DESC LIMIT 1), 0))
    THEN RAISE(ABORT, 'audit: future')
END; END;
CREATE TRIGGER audit_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit: immutable'); END;
CREATE TRIGGER audit_delete BEFORE DELETE ON audit BEGIN SELECT CASE
  WHEN OLD.seq IS NOT (SELECT min(seq) FROM audit) THEN RAISE(ABORT, 'audit: prune oldest first')
  WHEN OLD.ts > unixepoch() - 184 * 86400 THEN RAISE(ABORT, 'audit: retention')
  WHEN (SELECT count(DISTINCT ts / 86400) FROM audit_checkpoint WHERE seq >= OLD.seq) < 184
    THEN RAISE(ABORT, 'audit: fewer than 184 signed days')
END; END;
CREATE TRIGGER audit_delete_anchor AFTER DELETE ON audit
BEGIN UPDATE audit_anchor SET seq = OLD.seq, h = OLD.h WHERE id = 1; END;
CREATE TRIGGER audit_anchor_update BEFORE UPDATE ON audit_anchor
WHEN NEW.seq IS NOT coalesce((SELECT min(seq) - 1 FROM audit), OLD.seq + 1)
  OR (EXISTS (SELECT 1 FROM audit) AND NEW.h IS NOT (SELECT prev FROM audit ORDER BY seq LIMIT 1))
BEGIN SELECT RAISE(ABORT, 'audit: anchor'); END;
CREATE TRIGGER audit_anchor_insert BEFORE INSERT ON audit_anchor
BEGIN SELECT RAISE(ABORT, 'audit: anchor'); END;
CREATE TRIGGER audit_anchor_delete BEFORE DELETE ON audit_anchor
BEGIN SELECT RAISE(ABORT, 'audit: anchor'); END;
CREATE TRIGGER audit_checkpoint_update BEFORE UPDATE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoint: immutable'); END;
CREATE TRIGGER audit_checkpoint_delete BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoint: never deleted'); END;
CREATE TRIGGER audit_checkpoint_insert BEFORE INSERT ON audit_checkpoint
WHEN NEW.seq <= coalesce((SELECT max(seq) FROM audit_checkpoint), 0)
  OR NEW.h IS NOT (SELECT h FROM audit WHERE seq = NEW.seq)
  OR NEW.ts IS NOT (SELECT ts FROM audit WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'checkpoint: order'); END;

-- Anonymous refusals are counted by the workers in memory-sized rows and become
-- one audit row per source and minute, so that a stranger cannot fill the log.
CREATE TABLE refusal_count (
  source TEXT NOT NULL,
  minute INTEGER NOT NULL,
  action TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (source, minute, action)
) STRICT, WITHOUT ROWID;
