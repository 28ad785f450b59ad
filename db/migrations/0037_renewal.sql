-- What a renewal moved: the period of use as it ended before and as it ends now, for the paper that tells of it.
CREATE TABLE renewal (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  system_id INTEGER NOT NULL REFERENCES system (id),
  from_day INTEGER NOT NULL,  -- 0: the system had no end
  until_day INTEGER NOT NULL
) STRICT;
CREATE TRIGGER renewal_fixed BEFORE UPDATE ON renewal
BEGIN SELECT RAISE(ABORT, 'renewal: never changes'); END;
CREATE TRIGGER renewal_kept BEFORE DELETE ON renewal
BEGIN SELECT RAISE(ABORT, 'renewal: kept'); END;
