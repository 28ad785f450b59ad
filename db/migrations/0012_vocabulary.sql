-- Approval vocabulary of every procedure: signatures in order and by quorum, added
-- signers, dated delegation, hold, copies with read receipts, bulk decisions.

-- ---- who signed since the state was entered ----

ALTER TABLE matter ADD COLUMN entry INTEGER NOT NULL DEFAULT 0;  -- grows with every state entered
ALTER TABLE task ADD COLUMN entry INTEGER NOT NULL DEFAULT 0;    -- of the matter, when the seat was opened
DROP TRIGGER task_closed;
UPDATE task SET entry = -1
 WHERE closed_at IS NOT NULL AND (state, matter_id) NOT IN (SELECT state, id FROM matter)
    OR opened_at < (SELECT state_at FROM matter WHERE id = task.matter_id);
UPDATE task SET entry = 0 WHERE closed_at IS NULL;
CREATE TRIGGER task_closed BEFORE UPDATE ON task WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'task: closed'); END;

-- ---- 加签: a seat whose holder asked for an opinion waits for it ----

ALTER TABLE task ADD COLUMN parent_id INTEGER REFERENCES task (id); -- the seat whose holder asked
ALTER TABLE task ADD COLUMN asked_by INTEGER REFERENCES person (id);
CREATE INDEX task_by_parent ON task (parent_id) WHERE parent_id IS NOT NULL;
CREATE TRIGGER task_asks BEFORE INSERT ON task WHEN NEW.parent_id IS NOT NULL BEGIN SELECT CASE
  WHEN NEW.person_id IS NULL OR NEW.asked_by IS NULL OR NEW.person_id = NEW.asked_by
    THEN RAISE(ABORT, 'task: somebody asks somebody else')
  WHEN NOT EXISTS (SELECT 1 FROM task p WHERE p.id = NEW.parent_id AND p.matter_id = NEW.matter_id
         AND p.organisation_id = NEW.organisation_id AND p.closed_at IS NULL AND p.parent_id IS NULL)
    THEN RAISE(ABORT, 'task: asked beside an open seat of the same organisation')
END; END;
CREATE TRIGGER task_waits BEFORE UPDATE OF closed_at ON task
WHEN OLD.closed_at IS NULL AND NEW.closed_by IS NOT NULL
 AND EXISTS (SELECT 1 FROM task c WHERE c.parent_id = OLD.id AND c.closed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'task: an added signer has not answered'); END;

-- ---- 授权代办 ----

CREATE TABLE delegation (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  delegate_id INTEGER NOT NULL REFERENCES person (id),
  role TEXT NOT NULL CHECK (role NOT GLOB 'admin.*' AND role NOT IN ('review.expert', 'assessor.clerk')),
  from_day INTEGER NOT NULL,           -- day numbers, both included
  to_day INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 2 AND 200),
  made_at INTEGER NOT NULL,
  ended_at INTEGER,                    -- taken back before its time
  ended_by INTEGER REFERENCES person (id),
  CHECK (person_id <> delegate_id),
  CHECK (to_day BETWEEN from_day AND from_day + 365)
) STRICT;
CREATE INDEX delegation_by_delegate ON delegation (delegate_id, to_day) WHERE ended_at IS NULL;
CREATE INDEX delegation_by_person ON delegation (person_id, role, to_day);
CREATE INDEX delegation_by_organisation ON delegation (organisation_id, made_at, id);
CREATE TRIGGER delegation_lawful BEFORE INSERT ON delegation BEGIN SELECT CASE
  WHEN NOT EXISTS (SELECT 1 FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = NEW.role
         WHERE p.id = NEW.person_id AND p.organisation_id = NEW.organisation_id)
    THEN RAISE(ABORT, 'delegation: only what one has')
  WHEN NOT EXISTS (SELECT 1 FROM person p WHERE p.id = NEW.delegate_id AND p.organisation_id = NEW.organisation_id
         AND p.status = 'active')
    THEN RAISE(ABORT, 'delegation: to a colleague')
  WHEN EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = NEW.delegate_id AND r.role GLOB 'admin.*')
    THEN RAISE(ABORT, 'delegation: administrators act in no matter')
  WHEN EXISTS (SELECT 1 FROM delegation d WHERE d.person_id = NEW.person_id AND d.role = NEW.role
         AND d.ended_at IS NULL AND d.to_day >= NEW.from_day AND d.from_day <= NEW.to_day)
    THEN RAISE(ABORT, 'delegation: one at a time')
END; END;
CREATE TRIGGER delegation_fixed BEFORE UPDATE ON delegation
WHEN OLD.ended_at IS NOT NULL OR (OLD.person_id, OLD.delegate_id, OLD.role, OLD.from_day, OLD.to_day, OLD.reason, OLD.made_at)
  IS NOT (NEW.person_id, NEW.delegate_id, NEW.role, NEW.from_day, NEW.to_day, NEW.reason, NEW.made_at)
BEGIN SELECT RAISE(ABORT, 'delegation: is ended, never changed'); END;
CREATE TRIGGER delegation_kept BEFORE DELETE ON delegation
BEGIN SELECT RAISE(ABORT, 'delegation: kept'); END;

-- What is done for another says so, and only while that lasts.
ALTER TABLE event ADD COLUMN on_behalf_of INTEGER REFERENCES person (id);
CREATE INDEX event_by_behalf ON event (matter_id, on_behalf_of) WHERE on_behalf_of IS NOT NULL;
CREATE TRIGGER event_on_behalf BEFORE INSERT ON event WHEN NEW.on_behalf_of IS NOT NULL AND NOT EXISTS
  (SELECT 1 FROM delegation d WHERE d.person_id = NEW.on_behalf_of AND d.delegate_id = NEW.person_id
      AND d.role = NEW.role AND d.ended_at IS NULL AND (NEW.at + 28800) / 86400 BETWEEN d.from_day AND d.to_day)
BEGIN SELECT RAISE(ABORT, 'event: nobody delegated this'); END;

-- ---- 挂起 ----

ALTER TABLE matter ADD COLUMN held_at INTEGER;
ALTER TABLE matter ADD COLUMN held_until INTEGER;                -- day number: resumed by the clerk process after it
ALTER TABLE matter ADD COLUMN held_seconds INTEGER NOT NULL DEFAULT 0; -- in this state, before
CREATE INDEX matter_by_held ON matter (held_until, id) WHERE held_at IS NOT NULL;
CREATE TRIGGER matter_held BEFORE UPDATE OF held_at ON matter
WHEN NEW.held_at IS NOT NULL AND (NEW.held_until IS NULL OR NEW.closed_at IS NOT NULL OR OLD.held_seconds > 0)
BEGIN SELECT RAISE(ABORT, 'matter: held once in a state, until a day'); END;

-- ---- 抄送、传阅 ----

CREATE TABLE matter_party_wider (
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  part TEXT NOT NULL CHECK (part IN ('owner', 'center', 'operator', 'supervisor', 'secops', 'addressee', 'copied')),
  since INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  procedure_key TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (organisation_id, matter_id)
) STRICT, WITHOUT ROWID;
INSERT INTO matter_party_wider SELECT organisation_id, matter_id, part, since, opened_at, procedure_key, state FROM matter_party;
DROP TABLE matter_party;
ALTER TABLE matter_party_wider RENAME TO matter_party;
CREATE INDEX matter_party_by_opened ON matter_party (organisation_id, opened_at, matter_id);
CREATE INDEX matter_party_by_state ON matter_party (organisation_id, procedure_key, state, opened_at, matter_id);
CREATE INDEX matter_party_by_matter ON matter_party (matter_id);
CREATE TRIGGER matter_party_counts AFTER INSERT ON matter_party BEGIN
  INSERT INTO matter_count VALUES (NEW.organisation_id, NEW.procedure_key, NEW.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER matter_party_counts_move AFTER UPDATE OF state ON matter_party WHEN NEW.state <> OLD.state BEGIN
  UPDATE matter_count SET n = n - 1 WHERE organisation_id = OLD.organisation_id
    AND procedure_key = OLD.procedure_key AND state = OLD.state;
  INSERT INTO matter_count VALUES (NEW.organisation_id, NEW.procedure_key, NEW.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE matter_copy (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  role TEXT NOT NULL,                  -- '': whoever is there
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 200),
  sent_by INTEGER NOT NULL REFERENCES person (id),
  sender TEXT NOT NULL,                -- 单位 岗位, as it was then
  sent_at INTEGER NOT NULL,
  UNIQUE (matter_id, organisation_id, role)
) STRICT;
CREATE INDEX matter_copy_by_organisation ON matter_copy (organisation_id, sent_at, id);
CREATE TRIGGER matter_copy_seen BEFORE INSERT ON matter_copy WHEN NOT EXISTS
  (SELECT 1 FROM matter_party p WHERE p.matter_id = NEW.matter_id AND p.organisation_id = NEW.organisation_id)
BEGIN SELECT RAISE(ABORT, 'copy: to those who may see it'); END;
CREATE TRIGGER matter_copy_fixed BEFORE UPDATE ON matter_copy BEGIN SELECT RAISE(ABORT, 'copy: never changes'); END;
CREATE TRIGGER matter_copy_kept BEFORE DELETE ON matter_copy BEGIN SELECT RAISE(ABORT, 'copy: kept'); END;
CREATE TABLE copy_read (
  copy_id INTEGER NOT NULL REFERENCES matter_copy (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  reader TEXT NOT NULL,                -- 单位 岗位, as it was then
  read_at INTEGER NOT NULL,
  PRIMARY KEY (copy_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER copy_read_own BEFORE INSERT ON copy_read WHEN NOT EXISTS
  (SELECT 1 FROM matter_copy c JOIN person p ON p.organisation_id = c.organisation_id
    WHERE c.id = NEW.copy_id AND p.id = NEW.person_id
      AND (c.role = '' OR EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = p.id AND r.role = c.role)))
BEGIN SELECT RAISE(ABORT, 'copy: read by those it was sent to'); END;
CREATE TRIGGER copy_read_fixed BEFORE UPDATE ON copy_read BEGIN SELECT RAISE(ABORT, 'copy: read once'); END;
CREATE TRIGGER copy_read_kept BEFORE DELETE ON copy_read BEGIN SELECT RAISE(ABORT, 'copy: kept'); END;

-- ---- 成批办理 ----

CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  role TEXT NOT NULL,
  procedure_id INTEGER NOT NULL REFERENCES procedure (id),
  state TEXT NOT NULL,
  action TEXT NOT NULL DEFAULT '',     -- '': not yet chosen
  opinion TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL,
  asked_at INTEGER,                    -- a second person is asked
  confirmed_by INTEGER REFERENCES person (id),
  confirmed_at INTEGER,
  run_at INTEGER,
  dropped_at INTEGER,
  dropped_by INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX batch_by_person ON batch (person_id, made_at, id);
CREATE TABLE batch_item (
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  task_id INTEGER NOT NULL REFERENCES task (id),
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  step INTEGER NOT NULL,               -- of the matter, when it was put in
  outcome TEXT CHECK (outcome IN ('done', 'refused')),
  sentence TEXT NOT NULL DEFAULT '',
  done_at INTEGER,
  PRIMARY KEY (batch_id, line),
  UNIQUE (batch_id, task_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER batch_fixed BEFORE UPDATE OF action, opinion ON batch
WHEN OLD.asked_at IS NOT NULL OR OLD.run_at IS NOT NULL OR OLD.dropped_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'batch: what a second person sees does not change'); END;
CREATE TRIGGER batch_second BEFORE UPDATE OF confirmed_by ON batch WHEN NEW.confirmed_by IS NOT NULL AND
  (OLD.asked_at IS NULL OR OLD.confirmed_by IS NOT NULL OR OLD.dropped_at IS NOT NULL OR NEW.confirmed_by = OLD.person_id
   OR NOT EXISTS (SELECT 1 FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = OLD.role
                   WHERE p.id = NEW.confirmed_by AND p.organisation_id = OLD.organisation_id))
BEGIN SELECT RAISE(ABORT, 'batch: confirmed by a second person of the same role'); END;
CREATE TRIGGER batch_runs BEFORE UPDATE OF run_at ON batch WHEN NEW.run_at IS NOT NULL AND
  (OLD.run_at IS NOT NULL OR OLD.dropped_at IS NOT NULL OR OLD.action = ''
   OR (OLD.asked_at IS NOT NULL AND OLD.confirmed_by IS NULL))
BEGIN SELECT RAISE(ABORT, 'batch: once, after it was confirmed'); END;
CREATE TRIGGER batch_kept BEFORE DELETE ON batch BEGIN SELECT RAISE(ABORT, 'batch: kept'); END;
CREATE TRIGGER batch_item_before BEFORE INSERT ON batch_item
WHEN EXISTS (SELECT 1 FROM batch b WHERE b.id = NEW.batch_id AND (b.asked_at IS NOT NULL OR b.run_at IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'batch: what a second person sees does not change'); END;
CREATE TRIGGER batch_item_once BEFORE UPDATE ON batch_item
WHEN OLD.outcome IS NOT NULL OR (OLD.task_id, OLD.matter_id, OLD.step) IS NOT (NEW.task_id, NEW.matter_id, NEW.step)
BEGIN SELECT RAISE(ABORT, 'batch: done once'); END;
CREATE TRIGGER batch_item_kept BEFORE DELETE ON batch_item BEGIN SELECT RAISE(ABORT, 'batch: kept'); END;
