-- What is counted by procedure and time: compliance now, the duties calendar.
CREATE INDEX matter_by_key ON matter (procedure_key, opened_at, closed_at, due_at);
CREATE INDEX system_by_state ON system (state, id);

-- What an organisation says it holds of logs and since when (第三十一条).
CREATE TABLE log_holding (
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  period TEXT NOT NULL,
  line INTEGER NOT NULL,
  subject TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('operation', 'system', 'security', 'database', 'network')),
  place TEXT NOT NULL,
  earliest_day INTEGER NOT NULL,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  UNIQUE (organisation_id, period, line)
) STRICT;
CREATE TRIGGER log_holding_fixed BEFORE UPDATE ON log_holding
BEGIN SELECT RAISE(ABORT, 'log_holding: attested, never changed'); END;
CREATE TRIGGER log_holding_kept BEFORE DELETE ON log_holding
BEGIN SELECT RAISE(ABORT, 'log_holding: kept'); END;
