-- Annual plans, contracts of providers and what follows from them, platforms that come and go, interpretations.

-- ---- annual plans (第六条) ----

CREATE TABLE plan_item (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  unit_rank INTEGER NOT NULL,          -- of the organisation, for lists in the official order
  year INTEGER NOT NULL,
  matter_id INTEGER REFERENCES matter (id), -- NULL: taken over
  line INTEGER NOT NULL,
  system_name TEXT NOT NULL CHECK (length(system_name) BETWEEN 2 AND 60),
  kind TEXT NOT NULL CHECK (kind IN ('new', 'migration', 'growth', 'exit')),
  system_id INTEGER REFERENCES system (id), -- of growth and exit
  quarter INTEGER NOT NULL CHECK (quarter BETWEEN 1 AND 4),
  filing_no TEXT NOT NULL DEFAULT '',
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
  zone TEXT NOT NULL DEFAULT '',
  vcpu INTEGER NOT NULL DEFAULT 0 CHECK (vcpu >= 0),
  memory_gb INTEGER NOT NULL DEFAULT 0 CHECK (memory_gb >= 0),
  storage_gb INTEGER NOT NULL DEFAULT 0 CHECK (storage_gb >= 0),
  bandwidth_mbps INTEGER NOT NULL DEFAULT 0 CHECK (bandwidth_mbps >= 0),
  funds INTEGER NOT NULL DEFAULT 0 CHECK (funds >= 0), -- 分
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
  basis TEXT NOT NULL DEFAULT '',
  decision TEXT CHECK (decision IN ('adopted', 'partly', 'refused')), -- NULL: not decided yet
  decided_vcpu INTEGER NOT NULL DEFAULT 0,
  decided_memory_gb INTEGER NOT NULL DEFAULT 0,
  decided_storage_gb INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  issued_at INTEGER,                   -- until then the decision is a proposal
  withdrawn_at INTEGER,                -- by an adjustment
  imported_yes INTEGER NOT NULL DEFAULT 0,
  CHECK (decision IS NULL OR decision = 'adopted' OR length(reason) > 0)
) STRICT;
CREATE INDEX plan_item_by_year ON plan_item (year, unit_rank, id);
CREATE INDEX plan_item_by_organisation ON plan_item (organisation_id, year, unit_rank, id);
CREATE INDEX plan_item_by_matter ON plan_item (matter_id, line);
CREATE UNIQUE INDEX plan_item_once ON plan_item (organisation_id, year, system_name, kind) WHERE withdrawn_at IS NULL;
-- What was issued stays: an adjustment withdraws it or changes its amounts.
CREATE TRIGGER plan_item_kept BEFORE DELETE ON plan_item WHEN OLD.issued_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'plan_item: issued, never deleted'); END;

-- What an application draws on; without an item it was not planned.
CREATE TABLE plan_use (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  year INTEGER NOT NULL,
  plan_item_id INTEGER REFERENCES plan_item (id),
  note TEXT NOT NULL DEFAULT '',       -- why it was not planned
  vcpu INTEGER NOT NULL,
  memory_gb INTEGER NOT NULL,
  storage_gb INTEGER NOT NULL,
  used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_use_by_item ON plan_use (plan_item_id) WHERE plan_item_id IS NOT NULL;
CREATE INDEX plan_use_by_year ON plan_use (year, organisation_id, matter_id);
CREATE INDEX plan_use_by_organisation ON plan_use (organisation_id, year, matter_id);

CREATE TABLE plan_progress (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  quarter INTEGER NOT NULL CHECK (quarter BETWEEN 1 AND 4),
  progress TEXT NOT NULL,
  reported_at INTEGER NOT NULL,
  PRIMARY KEY (matter_id, quarter)
) STRICT, WITHOUT ROWID;

-- ---- contracts (第三条、第三十三条) ----

CREATE TABLE contract (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id),
  provider_id INTEGER NOT NULL REFERENCES organisation (id),
  number TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  starts_day INTEGER NOT NULL,
  ends_day INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0), -- 分 a year
  state TEXT NOT NULL CHECK (state IN ('in_force', 'ended', 'terminated')),
  version INTEGER NOT NULL DEFAULT 1,  -- newest terms
  ended_day INTEGER,
  ended_reason TEXT NOT NULL DEFAULT '',
  CHECK (ends_day >= starts_day)
) STRICT;
CREATE INDEX contract_by_provider ON contract (provider_id, ends_day, id);
CREATE INDEX contract_by_end ON contract (ends_day, id);

CREATE TABLE contract_platform (
  contract_id INTEGER NOT NULL REFERENCES contract (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  PRIMARY KEY (contract_id, platform_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contract_platform_by_platform ON contract_platform (platform_id, contract_id);

-- One row per version: the contract as signed, then each supplement.  What a quarter was judged by stays.
CREATE TABLE contract_terms (
  contract_id INTEGER NOT NULL REFERENCES contract (id),
  version INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',       -- the supplement's number and subject
  catalogue TEXT NOT NULL,
  availability INTEGER NOT NULL CHECK (availability BETWEEN 0 AND 10000), -- percent times 100
  penalty_terms TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (contract_id, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE contract_limit (          -- minutes to respond and to restore, by level of fault
  contract_id INTEGER NOT NULL REFERENCES contract (id),
  version INTEGER NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
  respond_min INTEGER NOT NULL,
  restore_min INTEGER NOT NULL,
  PRIMARY KEY (contract_id, version, level)
) STRICT, WITHOUT ROWID;
CREATE TABLE contract_coefficient (    -- of the yearly settlement, by grade; a grade without a row is not set
  contract_id INTEGER NOT NULL REFERENCES contract (id),
  version INTEGER NOT NULL,
  grade TEXT NOT NULL CHECK (grade IN ('excellent', 'good', 'passed', 'failed')),
  coefficient INTEGER NOT NULL CHECK (coefficient BETWEEN 0 AND 200), -- times 100
  PRIMARY KEY (contract_id, version, grade)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER contract_terms_fixed BEFORE UPDATE ON contract_terms
BEGIN SELECT RAISE(ABORT, 'contract: terms never change, a supplement adds a version'); END;
CREATE TRIGGER contract_terms_kept BEFORE DELETE ON contract_terms
BEGIN SELECT RAISE(ABORT, 'contract: terms are kept'); END;
CREATE TRIGGER contract_limit_fixed BEFORE UPDATE ON contract_limit
BEGIN SELECT RAISE(ABORT, 'contract: terms never change, a supplement adds a version'); END;
CREATE TRIGGER contract_limit_kept BEFORE DELETE ON contract_limit
BEGIN SELECT RAISE(ABORT, 'contract: terms are kept'); END;
CREATE TRIGGER contract_coefficient_fixed BEFORE UPDATE ON contract_coefficient
BEGIN SELECT RAISE(ABORT, 'contract: terms never change, a supplement adds a version'); END;
CREATE TRIGGER contract_coefficient_kept BEFORE DELETE ON contract_coefficient
BEGIN SELECT RAISE(ABORT, 'contract: terms are kept'); END;
CREATE TRIGGER contract_kept BEFORE DELETE ON contract
BEGIN SELECT RAISE(ABORT, 'contract: kept'); END;

-- ---- penalties and revocation (第三十三条) ----

CREATE TABLE penalty (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id),
  provider_id INTEGER NOT NULL REFERENCES organisation (id),
  contract_id INTEGER REFERENCES contract (id),
  kind TEXT NOT NULL CHECK (kind IN ('talk', 'criticism', 'deduction', 'rectification', 'revocation')),
  amount INTEGER NOT NULL DEFAULT 0,   -- 分, of a deduction
  clause TEXT NOT NULL,
  decided_at INTEGER NOT NULL
) STRICT;
CREATE INDEX penalty_by_provider ON penalty (provider_id, decided_at, id);
CREATE TRIGGER penalty_fixed BEFORE UPDATE ON penalty
BEGIN SELECT RAISE(ABORT, 'penalty: decided'); END;
CREATE TRIGGER penalty_kept BEFORE DELETE ON penalty
BEGIN SELECT RAISE(ABORT, 'penalty: kept'); END;

-- Systems on the platforms of a provider that is leaving; whether one is still there is asked of allocation.
CREATE TABLE resettlement (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  system_id INTEGER NOT NULL REFERENCES system (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  target_platform_id INTEGER REFERENCES platform (id),
  due_day INTEGER,
  since INTEGER NOT NULL,
  PRIMARY KEY (matter_id, system_id, platform_id)
) STRICT, WITHOUT ROWID;

-- ---- platforms that leave (第四条、第三十三条) ----

ALTER TABLE platform ADD COLUMN ended_at INTEGER; -- no longer one of the province's platforms

-- ---- interpretations (第三十五条) ----

CREATE TABLE interpretation (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id),
  article INTEGER NOT NULL CHECK (article BETWEEN 1 AND 37 AND article <> 11),
  question TEXT NOT NULL,              -- as published: without who asked
  answer TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  withdrawn_at INTEGER,
  withdrawn_reason TEXT NOT NULL DEFAULT '',
  CHECK (withdrawn_at IS NULL OR length(withdrawn_reason) > 0)
) STRICT;
CREATE INDEX interpretation_by_time ON interpretation (published_at, id);
CREATE INDEX interpretation_by_article ON interpretation (article, published_at, id);
CREATE TRIGGER interpretation_fixed BEFORE UPDATE ON interpretation
WHEN NEW.question <> OLD.question OR NEW.answer <> OLD.answer OR NEW.article <> OLD.article OR OLD.withdrawn_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'interpretation: published words never change'); END;
CREATE TRIGGER interpretation_kept BEFORE DELETE ON interpretation
BEGIN SELECT RAISE(ABORT, 'interpretation: kept'); END;

-- ---- reminders before something ends ----

CREATE TABLE expiry_reminder (
  object TEXT NOT NULL,                -- contract, assessor …
  object_id INTEGER NOT NULL,
  ends_day INTEGER NOT NULL,           -- a new end is reminded of anew
  days INTEGER NOT NULL,               -- this many days ahead
  reminded_at INTEGER NOT NULL,
  PRIMARY KEY (object, object_id, ends_day, days)
) STRICT, WITHOUT ROWID;
