-- Platforms that change and leave whatever their beginning, platforms that a contract brings, how far a platform is
-- overcommitted, when a fault was reported and attended to, shares of the population an incident hit.

-- ---- platforms (第四条、第七条、第八条) ----

ALTER TABLE platform ADD COLUMN service_scope TEXT NOT NULL DEFAULT '';   -- whom it serves, with what
ALTER TABLE platform ADD COLUMN operation_post TEXT NOT NULL DEFAULT '';  -- who answers for running it, and the line
ALTER TABLE platform ADD COLUMN operation_phone TEXT NOT NULL DEFAULT '';

-- How a platform conforms to the norms, as the center last found it.
CREATE TABLE platform_conformity (
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  item TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('passed', 'partly')),
  note TEXT NOT NULL DEFAULT '',
  checked_at INTEGER NOT NULL,
  PRIMARY KEY (platform_id, item)
) STRICT, WITHOUT ROWID;

-- What an agreed change did: before and after, in the words of the page.
CREATE TABLE platform_change (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  item TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX platform_change_by_platform ON platform_change (platform_id, id);
CREATE INDEX platform_change_by_matter ON platform_change (matter_id, id);
CREATE TRIGGER platform_change_fixed BEFORE UPDATE ON platform_change
BEGIN SELECT RAISE(ABORT, 'platform_change: recorded, never changed'); END;
CREATE TRIGGER platform_change_kept BEFORE DELETE ON platform_change
BEGIN SELECT RAISE(ABORT, 'platform_change: kept'); END;

-- ---- overcommitment (第七条) ----

CREATE TABLE contract_overcommit (     -- allocatable to physical at most, in percent; a class without a row: the rule's own
  contract_id INTEGER NOT NULL REFERENCES contract (id),
  version INTEGER NOT NULL,
  class TEXT NOT NULL REFERENCES resource_class (key),
  most INTEGER NOT NULL CHECK (most BETWEEN 1 AND 10000),
  PRIMARY KEY (contract_id, version, class)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER contract_overcommit_fixed BEFORE UPDATE ON contract_overcommit
BEGIN SELECT RAISE(ABORT, 'contract: terms never change, a supplement adds a version'); END;
CREATE TRIGGER contract_overcommit_kept BEFORE DELETE ON contract_overcommit
BEGIN SELECT RAISE(ABORT, 'contract: terms are kept'); END;

ALTER TABLE verification_line ADD COLUMN overcommit_most INTEGER; -- percent, as in force for the month; NULL: no limit, or from before

-- ---- faults (第二十条、第二十三条、第二十四条) ----

ALTER TABLE fault ADD COLUMN report_due_at INTEGER;  -- from the finding, by the level as reported; NULL: from before
ALTER TABLE fault ADD COLUMN arrive_due_at INTEGER;  -- from the report, likewise
ALTER TABLE fault ADD COLUMN arrived_at INTEGER;     -- on site, or remotely at work
ALTER TABLE fault ADD COLUMN remote_yes INTEGER NOT NULL DEFAULT 0 CHECK (remote_yes IN (0, 1));

-- ---- incidents (第三十条) ----

ALTER TABLE incident ADD COLUMN province_pct INTEGER; -- share of the province's population that was hit
ALTER TABLE incident ADD COLUMN city_pct INTEGER;     -- of one city's
