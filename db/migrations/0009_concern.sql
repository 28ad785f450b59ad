-- What a matter is about besides a system: a platform, a period of a monthly or
-- quarterly round, organisations it is addressed to or that answer for it.  A
-- round is opened by the clerk process, so a matter need not have an opener.

CREATE TABLE matter_wider (
  id INTEGER PRIMARY KEY,
  procedure_id INTEGER NOT NULL REFERENCES procedure (id), -- the version it began with
  procedure_key TEXT NOT NULL,
  number TEXT UNIQUE,                  -- given at first submission
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  owner_role TEXT NOT NULL DEFAULT '', -- in which role its organisation opened it
  system_id INTEGER REFERENCES system (id),
  platform_id INTEGER REFERENCES platform (id),
  base_matter_id INTEGER REFERENCES matter (id),
  period TEXT NOT NULL DEFAULT '',     -- 2026-10, 2026Q3, 2026H1, 2026; empty: no round
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  step INTEGER NOT NULL DEFAULT 0,     -- grows with every move: the conditional update's guard
  revision INTEGER NOT NULL DEFAULT 0, -- newest form revision
  holder TEXT NOT NULL DEFAULT '',     -- who holds it, for lists
  opened_by INTEGER REFERENCES person (id), -- NULL: the clerk process
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
INSERT INTO matter_wider (id, procedure_id, procedure_key, number, organisation_id, owner_role, system_id,
  base_matter_id, title, state, step, revision, holder, opened_by, opened_at, submitted_at, state_at, due_at, due_rule,
  paused_at, paused_days, reminded, returned_from, returned_by, returned_revision, rounds, closed_at)
SELECT id, procedure_id, procedure_key, number, organisation_id, 'unit.clerk', system_id,
  base_matter_id, title, state, step, revision, holder, opened_by, opened_at, submitted_at, state_at, due_at, due_rule,
  paused_at, paused_days, reminded, returned_from, returned_by, returned_revision, rounds, closed_at FROM matter;
DROP TABLE matter;
ALTER TABLE matter_wider RENAME TO matter;

CREATE INDEX matter_by_organisation ON matter (organisation_id, opened_at, id);
CREATE INDEX matter_by_system ON matter (system_id, id);
CREATE INDEX matter_by_platform ON matter (platform_id, id) WHERE platform_id IS NOT NULL;
CREATE INDEX matter_by_base ON matter (base_matter_id, id) WHERE base_matter_id IS NOT NULL;
CREATE INDEX matter_by_procedure ON matter (procedure_id, closed_at);
CREATE INDEX matter_by_due ON matter (due_at, id) WHERE due_at IS NOT NULL AND closed_at IS NULL;
-- One duty is owed once, whoever opens it.
CREATE UNIQUE INDEX matter_one_per_period
    ON matter (procedure_key, period, organisation_id, coalesce(platform_id, 0), coalesce(system_id, 0))
 WHERE period <> '';
CREATE TRIGGER matter_kept BEFORE DELETE ON matter
BEGIN SELECT RAISE(ABORT, 'matter: nothing is deleted'); END;
CREATE TRIGGER matter_closed BEFORE UPDATE ON matter WHEN OLD.closed_at IS NOT NULL AND NEW.state <> OLD.state
BEGIN SELECT RAISE(ABORT, 'matter: closed'); END;

CREATE TABLE matter_concern (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  part TEXT NOT NULL CHECK (part IN ('addressee', 'responsible')),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  since INTEGER NOT NULL,
  PRIMARY KEY (matter_id, part, organisation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX matter_concern_by_organisation ON matter_concern (organisation_id, part, matter_id);

-- A relative holder (addressee.clerk) is a seat of a concrete role; the procedure's word is kept beside it.
ALTER TABLE task ADD COLUMN holder TEXT NOT NULL DEFAULT '';

-- What the program filled in has no person behind it.
CREATE TABLE matter_form_wider (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  revision INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (body GLOB '{*}'),
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  saved_by INTEGER REFERENCES person (id),
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (matter_id, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO matter_form_wider SELECT matter_id, revision, body, digest, saved_by, saved_at FROM matter_form;
DROP TABLE matter_form;
ALTER TABLE matter_form_wider RENAME TO matter_form;
CREATE TRIGGER matter_form_fixed BEFORE UPDATE ON matter_form
BEGIN SELECT RAISE(ABORT, 'form: revisions never change'); END;
CREATE TRIGGER matter_form_kept BEFORE DELETE ON matter_form
BEGIN SELECT RAISE(ABORT, 'form: revisions are kept'); END;

CREATE TABLE matter_draft_wider (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  body TEXT NOT NULL CHECK (body GLOB '{*}'),
  saves INTEGER NOT NULL DEFAULT 1,
  saved_by INTEGER REFERENCES person (id),
  saved_at INTEGER NOT NULL
) STRICT;
INSERT INTO matter_draft_wider SELECT matter_id, body, saves, saved_by, saved_at FROM matter_draft;
DROP TABLE matter_draft;
ALTER TABLE matter_draft_wider RENAME TO matter_draft;
