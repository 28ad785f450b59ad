-- Matters (办件): form revisions, seats, events, parties, reviews, rulings, work orders.

CREATE TABLE matter (
  id INTEGER PRIMARY KEY,
  procedure_id INTEGER NOT NULL REFERENCES procedure (id), -- the version it began with
  procedure_key TEXT NOT NULL,
  number TEXT UNIQUE,                  -- given at first submission
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  system_id INTEGER REFERENCES system (id),
  base_matter_id INTEGER REFERENCES matter (id),
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  step INTEGER NOT NULL DEFAULT 0,     -- grows with every move: the conditional update's guard
  revision INTEGER NOT NULL DEFAULT 0, -- newest form revision
  holder TEXT NOT NULL DEFAULT '',     -- who holds it, for lists
  opened_by INTEGER NOT NULL REFERENCES person (id),
  opened_at INTEGER NOT NULL,
  submitted_at INTEGER,
  state_at INTEGER NOT NULL,           -- since when in this state
  due_at INTEGER,                      -- last second of the deadline, NULL without one
  due_rule TEXT NOT NULL DEFAULT '',   -- the arithmetic, in words
  paused_at INTEGER,                   -- the whole clock stands since
  paused_days INTEGER NOT NULL DEFAULT 0, -- working days it stood before
  reminded INTEGER NOT NULL DEFAULT 0, -- 50, 80, 100: reminders raised in this state
  returned_from TEXT,                  -- state and person it goes straight back to
  returned_by INTEGER REFERENCES person (id),
  returned_revision INTEGER,
  rounds INTEGER NOT NULL DEFAULT 0,   -- plan adjustments so far
  closed_at INTEGER
) STRICT;
CREATE INDEX matter_by_organisation ON matter (organisation_id, opened_at, id);
CREATE INDEX matter_by_system ON matter (system_id, id);
CREATE INDEX matter_by_procedure ON matter (procedure_id, closed_at);
CREATE INDEX matter_by_due ON matter (due_at, id) WHERE due_at IS NOT NULL AND closed_at IS NULL;
CREATE TRIGGER matter_kept BEFORE DELETE ON matter
BEGIN SELECT RAISE(ABORT, 'matter: nothing is deleted'); END;
CREATE TRIGGER matter_closed BEFORE UPDATE ON matter WHEN OLD.closed_at IS NOT NULL AND NEW.state <> OLD.state
BEGIN SELECT RAISE(ABORT, 'matter: closed'); END;

-- Which organisations take part, and so may see it.  state and procedure_key
-- repeat the matter's so that every list has an index.
CREATE TABLE matter_party (
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  part TEXT NOT NULL CHECK (part IN ('owner', 'center', 'operator', 'supervisor', 'secops', 'addressee')),
  since INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  procedure_key TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (organisation_id, matter_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX matter_party_by_opened ON matter_party (organisation_id, opened_at, matter_id);
CREATE INDEX matter_party_by_state ON matter_party (organisation_id, procedure_key, state, opened_at, matter_id);
CREATE INDEX matter_party_by_matter ON matter_party (matter_id);

-- Counts shown on every page are kept in the write transaction, not counted per page.
CREATE TABLE matter_count (
  organisation_id INTEGER NOT NULL,
  procedure_key TEXT NOT NULL,
  state TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (organisation_id, procedure_key, state)
) STRICT, WITHOUT ROWID;
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

-- Invited persons who see one matter alone (review experts, assessors).
CREATE TABLE matter_guest (
  person_id INTEGER NOT NULL REFERENCES person (id),
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  role TEXT NOT NULL,
  conflict TEXT CHECK (conflict IN ('none', 'declared')), -- NULL until declared either way
  since INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (person_id, matter_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX matter_guest_by_matter ON matter_guest (matter_id);

CREATE TABLE matter_form (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  revision INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (body GLOB '{*}'),
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  saved_by INTEGER NOT NULL REFERENCES person (id),
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (matter_id, revision)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER matter_form_fixed BEFORE UPDATE ON matter_form
BEGIN SELECT RAISE(ABORT, 'form: revisions never change'); END;
CREATE TRIGGER matter_form_kept BEFORE DELETE ON matter_form
BEGIN SELECT RAISE(ABORT, 'form: revisions are kept'); END;

-- Half-filled forms: what was typed, valid or not; one per matter.
CREATE TABLE matter_draft (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  body TEXT NOT NULL CHECK (body GLOB '{*}'),
  saves INTEGER NOT NULL DEFAULT 1,
  saved_by INTEGER NOT NULL REFERENCES person (id),
  saved_at INTEGER NOT NULL
) STRICT;

-- One row per open seat: who holds a matter.
CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  state TEXT NOT NULL,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  role TEXT NOT NULL,
  person_id INTEGER REFERENCES person (id),     -- reassigned or invited to one person
  on_behalf_of INTEGER REFERENCES person (id),
  platform_id INTEGER REFERENCES platform (id), -- a work order's seat
  opened_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,                      -- 253402300799 (end of 9999) without a deadline: lists sort by it
  closed_at INTEGER,
  closed_by INTEGER REFERENCES person (id),
  outcome TEXT                                  -- action key, 'moved' when another seat decided
) STRICT;
CREATE INDEX task_open ON task (organisation_id, role, due_at, id) WHERE closed_at IS NULL;
CREATE INDEX task_open_by_matter ON task (matter_id, state) WHERE closed_at IS NULL;
CREATE INDEX task_open_by_person ON task (person_id, due_at, id) WHERE closed_at IS NULL AND person_id IS NOT NULL;
CREATE INDEX task_handled ON task (closed_by, closed_at, id) WHERE closed_by IS NOT NULL;
CREATE INDEX task_by_matter ON task (matter_id, id);

CREATE TABLE task_count (
  organisation_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (organisation_id, role)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER task_opens AFTER INSERT ON task WHEN NEW.closed_at IS NULL BEGIN
  INSERT INTO task_count VALUES (NEW.organisation_id, NEW.role, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER task_closes AFTER UPDATE OF closed_at ON task WHEN OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL BEGIN
  UPDATE task_count SET n = n - 1 WHERE organisation_id = NEW.organisation_id AND role = NEW.role;
END;
CREATE TRIGGER task_closed BEFORE UPDATE ON task WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'task: closed'); END;
CREATE TRIGGER task_kept BEFORE DELETE ON task
BEGIN SELECT RAISE(ABORT, 'task: kept'); END;

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  at INTEGER NOT NULL,
  person_id INTEGER REFERENCES person (id),     -- NULL: the clerk process
  organisation_id INTEGER REFERENCES organisation (id),
  role TEXT NOT NULL,
  actor_label TEXT NOT NULL,                    -- 单位 岗位, as it was then
  action TEXT NOT NULL,
  label TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  opinion TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL DEFAULT '{}' CHECK (body GLOB '{*}'), -- the action's own fields
  revision INTEGER NOT NULL,
  digest BLOB,                                  -- of the form that was decided on
  tone TEXT NOT NULL DEFAULT 'blue',
  audience TEXT NOT NULL DEFAULT 'all' CHECK (audience IN ('all', 'center')), -- individual opinions: the center alone
  audit_seq INTEGER
) STRICT;
CREATE INDEX event_by_matter ON event (matter_id, id);
CREATE INDEX event_by_person ON event (matter_id, person_id);
CREATE TRIGGER event_fixed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'event: never changes'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'event: kept'); END;

-- Review: one row per round; opinions belong to the center alone (decisions.md 13).
CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  round INTEGER NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('meeting', 'letter')),
  held_day INTEGER,
  opened_at INTEGER NOT NULL,
  conclusion TEXT CHECK (conclusion IN ('pass', 'conditional', 'adjust', 'fail')),
  consolidated TEXT NOT NULL DEFAULT '',
  concluded_at INTEGER,
  UNIQUE (matter_id, round)
) STRICT;
CREATE TABLE review_opinion (
  review_id INTEGER NOT NULL REFERENCES review (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'conditional', 'adjust', 'fail')),
  opinion TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  PRIMARY KEY (review_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE matter_condition (        -- of a conditional pass (decisions.md 10)
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  text TEXT NOT NULL,
  owner TEXT NOT NULL CHECK (owner IN ('unit', 'operator')),
  due_day INTEGER NOT NULL,
  met_at INTEGER,                      -- the owner says so
  met_note TEXT NOT NULL DEFAULT '',
  closed_at INTEGER,                   -- the center agrees
  closed_by INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX matter_condition_by_matter ON matter_condition (matter_id, id);

CREATE TABLE ruling_line (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  line INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  class TEXT NOT NULL REFERENCES resource_class (key),
  requested INTEGER NOT NULL,
  granted INTEGER NOT NULL CHECK (granted >= 0),
  reason TEXT NOT NULL DEFAULT '',
  CHECK (granted = requested OR length(reason) > 0),
  PRIMARY KEY (matter_id, line, class)
) STRICT, WITHOUT ROWID;

CREATE TABLE work_order (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  operator_id INTEGER NOT NULL REFERENCES organisation (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'short', 'configured', 'monitored', 'received', 'cancelled')),
  opened_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  configured_at INTEGER,
  delivered TEXT NOT NULL DEFAULT '',  -- addresses and specification as handed over; never credentials
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (matter_id, platform_id)
) STRICT;
CREATE INDEX work_order_open ON work_order (state, due_at, id);
CREATE INDEX work_order_by_operator ON work_order (operator_id, state, due_at, id);
