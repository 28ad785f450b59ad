-- Rules that did not agree on a quarter's last day (weights that are not 100) score nobody: the freezing waits for the
-- first later day on which they do, and the sheet says which day that was.
ALTER TABLE assessment ADD COLUMN rules_day INTEGER; -- NULL: of the quarter's last day
CREATE TRIGGER assessment_rules_day_frozen BEFORE UPDATE ON assessment
WHEN OLD.frozen_at IS NOT NULL AND NEW.rules_day IS NOT OLD.rules_day
BEGIN SELECT RAISE(ABORT, 'assessment: frozen'); END;

-- What the machines of a system used in each of its last twelve months, platform by platform, kept with its standing
-- (0032) and good for as long: sums, each weighed as on every page, so that any part of the platforms can be told.
CREATE TABLE usage_standing_month (
  system_id INTEGER NOT NULL REFERENCES system (id),
  period TEXT NOT NULL,
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  machines INTEGER NOT NULL,
  vcpu INTEGER NOT NULL,
  memory_gb INTEGER NOT NULL,
  disk_gb INTEGER NOT NULL,      -- at least 1 for each machine, as its weight
  cpu_avg INTEGER NOT NULL,      -- hundredths of a percent times processors
  cpu_p95 INTEGER NOT NULL,
  mem_avg INTEGER NOT NULL,      -- times memory
  mem_p95 INTEGER NOT NULL,
  storage INTEGER NOT NULL,      -- times disk_gb
  bandwidth INTEGER NOT NULL,
  coverage INTEGER NOT NULL,     -- the sum
  from_days INTEGER NOT NULL,
  PRIMARY KEY (system_id, period, platform_id)
) STRICT, WITHOUT ROWID;
UPDATE usage_standing SET day = 0;
