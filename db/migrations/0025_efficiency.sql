-- Fairness of what figures decide: systems and machines that are exempt from
-- advice for a reason and a time (第十七条), and the quarterly efficiency of each
-- unit as it was decided (第三十二条).  Points and shares are hundredths.

CREATE TABLE usage_exemption (
  id INTEGER PRIMARY KEY,
  system_id INTEGER NOT NULL REFERENCES system (id),
  machine TEXT NOT NULL DEFAULT '',    -- its code; '': all of the system's
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  since_day INTEGER NOT NULL,
  until_day INTEGER NOT NULL CHECK (until_day >= since_day), -- the last day, unless ended before
  created_at INTEGER NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person (id),
  ended_at INTEGER,
  ended_by INTEGER REFERENCES person (id),
  end_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX usage_exemption_by_system ON usage_exemption (system_id, until_day);
CREATE TRIGGER usage_exemption_kept BEFORE DELETE ON usage_exemption
BEGIN SELECT RAISE(ABORT, 'exemption: ended, not removed'); END;
CREATE TRIGGER usage_exemption_fixed BEFORE UPDATE OF system_id, machine, reason, since_day, until_day, created_at, created_by
ON usage_exemption
BEGIN SELECT RAISE(ABORT, 'exemption: what was granted does not change'); END;
CREATE TRIGGER usage_exemption_ended BEFORE UPDATE OF ended_at, ended_by, end_reason ON usage_exemption WHEN OLD.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'exemption: ended for good'); END;

-- A quarter of a unit, as agreed to or decided.
CREATE TABLE unit_efficiency (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]Q[1-4]'),
  total INTEGER CHECK (total BETWEEN 0 AND 10000),  -- NULL: nothing to judge by
  grade TEXT NOT NULL CHECK (grade IN ('A', 'B', 'C', 'D', '')),
  frozen_at INTEGER NOT NULL,
  UNIQUE (organisation_id, period)
) STRICT;
CREATE INDEX unit_efficiency_by_period ON unit_efficiency (period, organisation_id);
CREATE TABLE unit_efficiency_item (
  matter_id INTEGER NOT NULL REFERENCES unit_efficiency (matter_id),
  item TEXT NOT NULL CHECK (item IN ('cpu', 'memory', 'storage', 'answer', 'timely')),
  measured TEXT NOT NULL,              -- the figure and where it is from, in words
  full INTEGER NOT NULL CHECK (full >= 0),
  drafted INTEGER CHECK (drafted BETWEEN 0 AND full), -- NULL: not scored; likewise points
  points INTEGER CHECK (points BETWEEN 0 AND full),
  reason TEXT NOT NULL DEFAULT '',     -- why it was adjusted
  PRIMARY KEY (matter_id, item)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER unit_efficiency_fixed BEFORE UPDATE ON unit_efficiency
BEGIN SELECT RAISE(ABORT, 'efficiency: frozen'); END;
CREATE TRIGGER unit_efficiency_kept BEFORE DELETE ON unit_efficiency
BEGIN SELECT RAISE(ABORT, 'efficiency: frozen'); END;
-- INSERT OR REPLACE would remove the row without the trigger above, unless recursive triggers are on.
CREATE TRIGGER unit_efficiency_once BEFORE INSERT ON unit_efficiency
WHEN EXISTS (SELECT 1 FROM unit_efficiency WHERE matter_id = NEW.matter_id
              OR (organisation_id = NEW.organisation_id AND period = NEW.period))
BEGIN SELECT RAISE(ABORT, 'efficiency: frozen'); END;
CREATE TRIGGER unit_efficiency_item_fixed BEFORE UPDATE ON unit_efficiency_item
BEGIN SELECT RAISE(ABORT, 'efficiency: frozen'); END;
CREATE TRIGGER unit_efficiency_item_kept BEFORE DELETE ON unit_efficiency_item
BEGIN SELECT RAISE(ABORT, 'efficiency: frozen'); END;
CREATE TRIGGER unit_efficiency_item_closed BEFORE INSERT ON unit_efficiency_item
WHEN (SELECT count(*) FROM unit_efficiency_item WHERE matter_id = NEW.matter_id) >= 5
BEGIN SELECT RAISE(ABORT, 'efficiency: frozen'); END;
