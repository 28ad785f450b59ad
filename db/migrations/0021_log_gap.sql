-- Days for which logs are missing, as attested (第三十一条: six months without a break).
CREATE TABLE log_gap (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  line INTEGER NOT NULL,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  subject TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('operation', 'system', 'security', 'database', 'network')),
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (matter_id, line),
  CHECK (last_day >= first_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_gap_by_organisation ON log_gap (organisation_id, last_day);
CREATE INDEX log_gap_by_day ON log_gap (last_day);
CREATE TRIGGER log_gap_fixed BEFORE UPDATE ON log_gap
BEGIN SELECT RAISE(ABORT, 'log_gap: attested, never changed'); END;
CREATE TRIGGER log_gap_kept BEFORE DELETE ON log_gap
BEGIN SELECT RAISE(ABORT, 'log_gap: kept'); END;
