-- Security: incidents with their report clocks, hazards, suspensions, the register of compliance filings.

CREATE TABLE incident (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  found_at INTEGER NOT NULL,           -- discovery: the clocks run from here
  reported_at INTEGER NOT NULL,
  cii_yes INTEGER NOT NULL,            -- 关键信息基础设施: one hour instead of four
  grade TEXT NOT NULL CHECK (grade IN ('general', 'larger', 'major', 'special')), -- in force
  outage_object TEXT NOT NULL DEFAULT '',
  outage_min INTEGER, people INTEGER, records INTEGER, loss_wan INTEGER,
  home_min INTEGER, page_min INTEGER, forwards INTEGER, views INTEGER, -- NULL: not known
  updated_at INTEGER NOT NULL,         -- of the newest report
  handled_at INTEGER,
  false_yes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX incident_by_grade ON incident (grade, found_at, matter_id);

-- Every grade it ever had is kept.
CREATE TABLE incident_grade (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  step TEXT NOT NULL CHECK (step IN ('suspected', 'judged', 'confirmed', 'regraded')),
  grade TEXT NOT NULL CHECK (grade IN ('general', 'larger', 'major', 'special')),
  by_label TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_grade_by_matter ON incident_grade (matter_id, id);
CREATE TRIGGER incident_grade_fixed BEFORE UPDATE ON incident_grade
BEGIN SELECT RAISE(ABORT, 'incident: grades are kept'); END;
CREATE TRIGGER incident_grade_kept BEFORE DELETE ON incident_grade
BEGIN SELECT RAISE(ABORT, 'incident: grades are kept'); END;

-- Who has to tell whom, until when: a line for each party and the authority, two for the center and secops.
CREATE TABLE incident_line (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- who tells
  addressee TEXT NOT NULL CHECK (addressee IN ('authority', 'center', 'secops')),
  due_at INTEGER,                      -- NULL: nobody asks for it, told all the same
  stopped_at INTEGER,                  -- graded down, or a false alarm
  told_at INTEGER,
  authority TEXT NOT NULL DEFAULT '',
  channel TEXT NOT NULL DEFAULT '',
  receipt TEXT NOT NULL DEFAULT '',
  warned INTEGER NOT NULL DEFAULT 0,   -- 1: shortly before, 2: too late
  PRIMARY KEY (matter_id, organisation_id, addressee)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_line_running ON incident_line (due_at, matter_id)
 WHERE told_at IS NULL AND stopped_at IS NULL AND due_at IS NOT NULL;
CREATE TRIGGER incident_line_kept BEFORE DELETE ON incident_line
BEGIN SELECT RAISE(ABORT, 'incident: lines are kept'); END;

CREATE TABLE hazard (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- who has to put it right
  severity TEXT NOT NULL CHECK (severity IN ('critical', 'high', 'mid', 'low')),
  source TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  limit_at INTEGER NOT NULL,           -- of the rectification, as extended
  asked INTEGER NOT NULL DEFAULT 0,    -- extension asked for, in the unit of its limit
  extensions INTEGER NOT NULL DEFAULT 0,
  rounds INTEGER NOT NULL DEFAULT 0,   -- times the re-check was not passed
  accepted_day INTEGER,                -- the risk is borne until
  closed_at INTEGER,
  outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'passed', 'withdrawn'))
) STRICT;
CREATE INDEX hazard_by_organisation ON hazard (organisation_id, issued_at, matter_id);
CREATE INDEX hazard_by_issued ON hazard (issued_at, matter_id);
CREATE INDEX hazard_open_by_limit ON hazard (limit_at, matter_id) WHERE closed_at IS NULL;
CREATE TRIGGER hazard_kept BEFORE DELETE ON hazard
BEGIN SELECT RAISE(ABORT, 'hazard: kept'); END;

CREATE TABLE suspension (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  system_id INTEGER NOT NULL REFERENCES system (id),
  state_before TEXT NOT NULL,          -- of the system, put back at the end
  suspended_at INTEGER NOT NULL,
  resumed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX suspension_one_at_a_time ON suspension (system_id) WHERE resumed_at IS NULL;
CREATE TRIGGER suspension_kept BEFORE DELETE ON suspension
BEGIN SELECT RAISE(ABORT, 'suspension: kept'); END;

CREATE TABLE compliance (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id),
  kind TEXT NOT NULL CHECK (kind IN
    ('classified_protection', 'cryptography', 'cloud_assessment', 'network_review', 'domestic_pilot')),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  system_id INTEGER REFERENCES system (id),
  platform_id INTEGER REFERENCES platform (id),
  level INTEGER,
  certificate_no TEXT NOT NULL,
  result TEXT NOT NULL,
  obtained_day INTEGER NOT NULL,
  valid_day INTEGER,                   -- last day; NULL: without an end
  registered_at INTEGER NOT NULL,
  reminded INTEGER NOT NULL DEFAULT 0, -- 1, 2, 3 reminders; 4: lapsed and told
  replaced_at INTEGER                  -- a newer one of the same kind and object
) STRICT;
CREATE INDEX compliance_by_organisation ON compliance (organisation_id, registered_at, id);
CREATE INDEX compliance_by_registered ON compliance (registered_at, id);
CREATE INDEX compliance_by_system ON compliance (system_id, kind) WHERE system_id IS NOT NULL;
CREATE INDEX compliance_by_platform ON compliance (platform_id, kind) WHERE platform_id IS NOT NULL;
CREATE INDEX compliance_ending ON compliance (valid_day, id) WHERE replaced_at IS NULL AND reminded < 4;
CREATE TRIGGER compliance_kept BEFORE DELETE ON compliance
BEGIN SELECT RAISE(ABORT, 'compliance: kept'); END;
