-- Old rows of the audit log leave by two hands: the system administrator asks,
-- the audit administrator, another person, consents, the clerk carries it out.

CREATE TABLE audit_archive (
  id INTEGER PRIMARY KEY,
  asked_by INTEGER NOT NULL REFERENCES person (id),
  asked_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  until_day INTEGER NOT NULL,          -- the last day that is to leave
  first_seq INTEGER NOT NULL,          -- what was asked and consented to: never more than this
  last_seq INTEGER NOT NULL CHECK (last_seq >= first_seq),
  ruled_by INTEGER REFERENCES person (id),
  ruled_at INTEGER,
  consent_yes INTEGER CHECK (consent_yes IN (0, 1)),
  note TEXT,                           -- why it was refused
  file TEXT,                           -- written, read back and signed: rows may go
  row_count INTEGER,
  digest BLOB CHECK (length(digest) = 32),
  ended_at INTEGER,
  failure TEXT,                        -- why it was given up; NULL: it is done
  CHECK ((ruled_by IS NULL) = (ruled_at IS NULL) AND (ruled_by IS NULL) = (consent_yes IS NULL)),
  CHECK (ruled_by IS NOT asked_by),
  CHECK (file IS NULL OR (consent_yes = 1 AND digest IS NOT NULL AND row_count IS NOT NULL)),
  CHECK (ended_at IS NULL OR consent_yes = 1),
  CHECK (failure IS NULL OR ended_at IS NOT NULL)
) STRICT;
CREATE INDEX audit_archive_by_time ON audit_archive (asked_at, id);
-- One at a time: two requests for the same rows would be two archives of them.
CREATE UNIQUE INDEX audit_archive_open ON audit_archive ((1))
 WHERE consent_yes IS NOT 0 AND ended_at IS NULL;

CREATE TRIGGER audit_archive_born BEFORE INSERT ON audit_archive
WHEN NEW.ruled_by IS NOT NULL OR NEW.file IS NOT NULL OR NEW.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'archive: begins unruled'); END;
CREATE TRIGGER audit_archive_moves BEFORE UPDATE ON audit_archive BEGIN SELECT CASE
  WHEN NEW.id IS NOT OLD.id OR NEW.asked_by IS NOT OLD.asked_by OR NEW.asked_at IS NOT OLD.asked_at
    OR NEW.reason IS NOT OLD.reason OR NEW.until_day IS NOT OLD.until_day
    OR NEW.first_seq IS NOT OLD.first_seq OR NEW.last_seq IS NOT OLD.last_seq
    THEN RAISE(ABORT, 'archive: what was asked stays')
  WHEN OLD.ruled_by IS NOT NULL AND (NEW.ruled_by IS NOT OLD.ruled_by OR NEW.ruled_at IS NOT OLD.ruled_at
    OR NEW.consent_yes IS NOT OLD.consent_yes OR NEW.note IS NOT OLD.note)
    THEN RAISE(ABORT, 'archive: ruled once')
  WHEN OLD.file IS NOT NULL AND (NEW.file IS NOT OLD.file OR NEW.row_count IS NOT OLD.row_count
    OR NEW.digest IS NOT OLD.digest)
    THEN RAISE(ABORT, 'archive: written once')
  WHEN OLD.ended_at IS NOT NULL OR OLD.consent_yes IS 0
    THEN RAISE(ABORT, 'archive: over')
END; END;
CREATE TRIGGER audit_archive_stays BEFORE DELETE ON audit_archive
BEGIN SELECT RAISE(ABORT, 'archive: never deleted'); END;

-- The days on which something was signed are found by index.  Counting them anew
-- for each row that leaves read every checkpoint of half a year each time, under
-- the writer lock.
CREATE INDEX audit_checkpoint_by_day ON audit_checkpoint (ts / 86400);
DROP TRIGGER audit_delete;
CREATE TRIGGER audit_delete BEFORE DELETE ON audit BEGIN SELECT CASE
  WHEN OLD.seq IS NOT (SELECT min(seq) FROM audit) THEN RAISE(ABORT, 'audit: prune oldest first')
  WHEN OLD.ts > unixepoch() - 184 * 86400 THEN RAISE(ABORT, 'audit: retention')
  -- the 184th signed day, counted from the newest back, must end at this row or after it
  WHEN coalesce((SELECT max(seq) FROM audit_checkpoint WHERE ts / 86400 = (
    WITH RECURSIVE signed (day, n) AS (
      SELECT max(ts / 86400), 1 FROM audit_checkpoint
      UNION ALL
      SELECT (SELECT max(ts / 86400) FROM audit_checkpoint WHERE ts / 86400 < day), n + 1
        FROM signed WHERE n < 184 AND day IS NOT NULL)
    SELECT day FROM signed WHERE n = 184)), 0) < OLD.seq
    THEN RAISE(ABORT, 'audit: fewer than 184 signed days')
END; END;

-- What a version keeps inside the center, written beside its text when it is
-- loaded: the keeper decides on a file by this, and reads no procedures itself.
CREATE TABLE procedure_internal (
  procedure_id INTEGER NOT NULL REFERENCES procedure (id),
  document TEXT NOT NULL,
  PRIMARY KEY (procedure_id, document)
) STRICT, WITHOUT ROWID;
-- The one such document of the versions loaded so far.
INSERT INTO procedure_internal SELECT id, 'review_record' FROM procedure WHERE key = 'application';
CREATE TRIGGER procedure_internal_fixed BEFORE UPDATE ON procedure_internal
BEGIN SELECT RAISE(ABORT, 'procedure: a loaded version never changes'); END;
CREATE TRIGGER procedure_internal_kept BEFORE DELETE ON procedure_internal
BEGIN SELECT RAISE(ABORT, 'procedure: versions are kept'); END;
