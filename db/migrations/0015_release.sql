-- Giving back and counting: exits (第十八条), downsizing (第十七条), monthly verification (第七条), half-yearly
-- confirmation of the ledger.  What is here is asked by indicators, lists and certificates; the papers are the matters.

-- One per accepted exit: what the system was before, and the instants the clearing is judged by.
CREATE TABLE exit_case (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  system_id INTEGER NOT NULL REFERENCES system (id),
  state_before TEXT NOT NULL,          -- of the system, should it come back
  passive_yes INTEGER NOT NULL,        -- begun by the center
  accepted_at INTEGER NOT NULL,
  clear_from INTEGER,                  -- the hold is over, the clearing counts from here
  signed_at INTEGER,                   -- by the unit, or by the center in its place
  restored_at INTEGER,
  closed_at INTEGER
) STRICT;
CREATE INDEX exit_case_by_system ON exit_case (system_id, matter_id);

-- One per platform the system lay on.
CREATE TABLE exit_wipe (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  operator_id INTEGER NOT NULL REFERENCES organisation (id),
  snapshot TEXT NOT NULL DEFAULT '',   -- name and place of the snapshot held
  snapshot_at INTEGER,
  method TEXT NOT NULL DEFAULT '',
  scope TEXT NOT NULL DEFAULT '',
  resources TEXT NOT NULL DEFAULT '',
  logs_until INTEGER,                  -- day the logs are kept until
  wiped_day INTEGER,
  cleared_at INTEGER,
  signed_at INTEGER,
  freed_at INTEGER,
  PRIMARY KEY (matter_id, platform_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX exit_wipe_by_operator ON exit_wipe (operator_id, matter_id);
CREATE TRIGGER exit_wipe_kept BEFORE DELETE ON exit_wipe
BEGIN SELECT RAISE(ABORT, 'exit: kept'); END;
CREATE TRIGGER exit_case_kept BEFORE DELETE ON exit_case
BEGIN SELECT RAISE(ABORT, 'exit: kept'); END;

-- What downsizing and reclaim brought back, once the operator had released it.
CREATE TABLE saving (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  system_id INTEGER NOT NULL REFERENCES system (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  class TEXT NOT NULL REFERENCES resource_class (key),
  kind TEXT NOT NULL CHECK (kind IN ('downsize', 'reclaim')),
  before INTEGER NOT NULL,
  after INTEGER NOT NULL CHECK (after >= 0 AND after < before),
  saved_at INTEGER NOT NULL,
  UNIQUE (matter_id, class)
) STRICT;
CREATE INDEX saving_by_time ON saving (saved_at, id);
CREATE TRIGGER saving_fixed BEFORE UPDATE ON saving
BEGIN SELECT RAISE(ABORT, 'saving: recorded, never changed'); END;
CREATE TRIGGER saving_kept BEFORE DELETE ON saving
BEGIN SELECT RAISE(ABORT, 'saving: kept'); END;

-- A month's verification of a platform as confirmed by the center.
CREATE TABLE verification (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  period TEXT NOT NULL,
  submitted_at INTEGER NOT NULL,
  confirmed_at INTEGER NOT NULL,
  difference INTEGER NOT NULL,         -- the largest of its classes, in hundredths of a percent
  enough_yes INTEGER NOT NULL,
  planned_at INTEGER,                  -- an expansion plan was accepted
  UNIQUE (platform_id, period)
) STRICT;
CREATE TABLE verification_line (
  matter_id INTEGER NOT NULL REFERENCES verification (matter_id),
  class TEXT NOT NULL REFERENCES resource_class (key),
  physical INTEGER NOT NULL,
  allocatable INTEGER NOT NULL,
  allocated INTEGER NOT NULL,
  used INTEGER NOT NULL,
  granted INTEGER NOT NULL,            -- the ledger's side, as of the confirmation
  ledger INTEGER NOT NULL,
  collected INTEGER NOT NULL,          -- what the supervisor found
  PRIMARY KEY (matter_id, class)
) STRICT, WITHOUT ROWID;

-- What a unit said of each of its systems, once the center had accepted it.
CREATE TABLE ledger_check (
  system_id INTEGER NOT NULL REFERENCES system (id),
  period TEXT NOT NULL,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  result TEXT NOT NULL CHECK (result IN ('right', 'corrected', 'unused')),
  responsible_title TEXT NOT NULL,
  responsible_phone TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  checked_at INTEGER NOT NULL,
  PRIMARY KEY (system_id, period)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_check_by_matter ON ledger_check (matter_id);
-- Systems nobody answers for.
CREATE INDEX system_without_owner ON system (created_at, id)
 WHERE state <> 'ended' AND (responsible_title = '' OR responsible_phone = '');
-- The books of a platform as of a past day: what was freed since counts too.  The hot sums keep allocation_live.
CREATE INDEX allocation_freed ON allocation (platform_id, freed_at) WHERE freed_at IS NOT NULL;
