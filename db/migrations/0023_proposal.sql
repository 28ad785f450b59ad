-- Rules change by two hands: one proposes a value or a version, another approves
-- it, and only then it is written with the date from which it is in force.

CREATE TABLE rule_proposal (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('setting', 'procedure')),
  key TEXT NOT NULL,
  value TEXT NOT NULL,                 -- the value, or the whole YAML
  version INTEGER NOT NULL DEFAULT 0,  -- procedures: the version it will be
  valid_from INTEGER NOT NULL,         -- day number
  higher_law TEXT NOT NULL DEFAULT '', -- 上位法 and its article, which goes before the rule book
  reason TEXT NOT NULL CHECK (reason <> ''),
  proposed_by INTEGER NOT NULL REFERENCES person (id),
  proposed_role TEXT NOT NULL,         -- in which role: there the answer goes
  proposed_at INTEGER NOT NULL,
  ruled_by INTEGER REFERENCES person (id),
  ruled_at INTEGER,
  approved_yes INTEGER CHECK (approved_yes IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',       -- why it was declined
  withdrawn_at INTEGER,
  CHECK ((ruled_by IS NULL) = (ruled_at IS NULL) AND (ruled_by IS NULL) = (approved_yes IS NULL)),
  CHECK (ruled_by IS NOT proposed_by),
  CHECK (approved_yes IS NOT 0 OR note <> ''),
  CHECK (withdrawn_at IS NULL OR ruled_by IS NULL)
) STRICT;
CREATE INDEX rule_proposal_by_key ON rule_proposal (kind, key, proposed_at, id);
-- One at a time for each key: two that wait would each have been weighed against a value the other replaces.
CREATE UNIQUE INDEX rule_proposal_waiting ON rule_proposal (kind, key) WHERE ruled_by IS NULL AND withdrawn_at IS NULL;

CREATE TRIGGER rule_proposal_born BEFORE INSERT ON rule_proposal
WHEN NEW.ruled_by IS NOT NULL OR NEW.withdrawn_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'proposal: begins unruled'); END;
CREATE TRIGGER rule_proposal_moves BEFORE UPDATE ON rule_proposal BEGIN SELECT CASE
  WHEN NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind OR NEW.key IS NOT OLD.key OR NEW.value IS NOT OLD.value
    OR NEW.version IS NOT OLD.version OR NEW.valid_from IS NOT OLD.valid_from OR NEW.higher_law IS NOT OLD.higher_law
    OR NEW.reason IS NOT OLD.reason OR NEW.proposed_by IS NOT OLD.proposed_by
    OR NEW.proposed_role IS NOT OLD.proposed_role OR NEW.proposed_at IS NOT OLD.proposed_at
    THEN RAISE(ABORT, 'proposal: what was proposed stays')
  WHEN OLD.ruled_by IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
    THEN RAISE(ABORT, 'proposal: over')
  WHEN NEW.ruled_by IS NEW.proposed_by
    THEN RAISE(ABORT, 'proposal: ruled by another')
END; END;
CREATE TRIGGER rule_proposal_kept BEFORE DELETE ON rule_proposal
BEGIN SELECT RAISE(ABORT, 'proposal: never deleted'); END;

-- Values and versions that name a person stand on an approved proposal, word for word.
-- Those that name none come from the command line: set-up, migration, demo data.
ALTER TABLE setting ADD COLUMN higher_law TEXT NOT NULL DEFAULT '';
ALTER TABLE setting ADD COLUMN approved_by INTEGER REFERENCES person (id);
CREATE TRIGGER setting_by_two BEFORE INSERT ON setting
WHEN (NEW.changed_by IS NOT NULL OR NEW.approved_by IS NOT NULL) AND NOT EXISTS (
  SELECT 1 FROM rule_proposal p WHERE p.kind = 'setting' AND p.key = NEW.key AND p.value = NEW.value
     AND p.valid_from = NEW.valid_from AND p.higher_law = NEW.higher_law AND p.approved_yes = 1
     AND p.proposed_by = NEW.changed_by AND p.ruled_by = NEW.approved_by)
BEGIN SELECT RAISE(ABORT, 'setting: changed by two'); END;
CREATE TRIGGER setting_by_two_update BEFORE UPDATE ON setting
WHEN (NEW.changed_by IS NOT NULL OR NEW.approved_by IS NOT NULL OR OLD.changed_by IS NOT NULL) AND NOT EXISTS (
  SELECT 1 FROM rule_proposal p WHERE p.kind = 'setting' AND p.key = NEW.key AND p.value = NEW.value
     AND p.valid_from = NEW.valid_from AND p.higher_law = NEW.higher_law AND p.approved_yes = 1
     AND p.proposed_by = NEW.changed_by AND p.ruled_by = NEW.approved_by)
BEGIN SELECT RAISE(ABORT, 'setting: changed by two'); END;

ALTER TABLE procedure ADD COLUMN approved_by INTEGER REFERENCES person (id);
CREATE TRIGGER procedure_by_two BEFORE INSERT ON procedure
WHEN (NEW.loaded_by IS NOT NULL OR NEW.approved_by IS NOT NULL) AND NOT EXISTS (
  SELECT 1 FROM rule_proposal p WHERE p.kind = 'procedure' AND p.key = NEW.key AND p.value = NEW.body
     AND p.version = NEW.version AND p.valid_from = NEW.valid_from AND p.approved_yes = 1
     AND p.proposed_by = NEW.loaded_by AND p.ruled_by = NEW.approved_by)
BEGIN SELECT RAISE(ABORT, 'procedure: changed by two'); END;
-- Days go forward with the numbers: a version dated before the one it replaces would hide that one for good.
CREATE TRIGGER procedure_in_order BEFORE INSERT ON procedure
WHEN NEW.valid_from < (SELECT max(valid_from) FROM procedure WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'procedure: days go forward with versions'); END;
