-- Where hazards come from and where they end: results that failed, platforms that get no new systems.

-- ---- results that failed and that nothing has replaced (第二十七条) ----

CREATE INDEX compliance_failed ON compliance (id) WHERE replaced_at IS NULL AND passed_yes = 0;

-- ---- platforms to which nothing new is given, by decision (第二十五条) ----

CREATE TABLE platform_suspension (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  before_yes INTEGER NOT NULL,         -- whether it was closed already, for another reason than such a decision
  suspended_at INTEGER NOT NULL,
  resumed_at INTEGER
) STRICT;
CREATE INDEX platform_suspension_open ON platform_suspension (platform_id) WHERE resumed_at IS NULL;
CREATE TRIGGER platform_suspension_kept BEFORE DELETE ON platform_suspension
BEGIN SELECT RAISE(ABORT, 'platform_suspension: kept'); END;
