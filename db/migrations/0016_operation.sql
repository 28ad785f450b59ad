-- Running the platforms, as figures that later scores and lists ask for: faults,
-- maintenance, contacts, service requests, complaints, measurements, drills, surveys.
-- Instants are UTC seconds; written by the effects of moves alone.

CREATE TABLE fault (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),          -- now
  reported_level INTEGER NOT NULL CHECK (reported_level BETWEEN 1 AND 4),
  raised INTEGER NOT NULL DEFAULT 0,   -- how often it rose because somebody was late
  platform_id INTEGER REFERENCES platform (id),
  system_id INTEGER REFERENCES system (id),
  side TEXT NOT NULL CHECK (side IN ('provider', 'recovery', 'supervisor', 'integrator', 'unit', 'outside')),
  handler_id INTEGER NOT NULL REFERENCES organisation (id),
  responsible_id INTEGER REFERENCES organisation (id),           -- NULL: nobody here (power, carriers)
  planned_yes INTEGER NOT NULL CHECK (planned_yes IN (0, 1)),    -- maintenance that was noticed in time: no downtime
  interrupted_yes INTEGER NOT NULL CHECK (interrupted_yes IN (0, 1)),
  data_loss_yes INTEGER NOT NULL CHECK (data_loss_yes IN (0, 1)),
  affected_systems INTEGER NOT NULL CHECK (affected_systems >= 0),
  affected_vcpu INTEGER NOT NULL CHECK (affected_vcpu >= 0),
  cause TEXT NOT NULL DEFAULT '',
  began_at INTEGER NOT NULL,
  found_at INTEGER NOT NULL,
  reported_at INTEGER NOT NULL,
  respond_due_at INTEGER NOT NULL,     -- by the level as it was reported: later ones do not pardon
  responded_at INTEGER,
  restore_due_at INTEGER,
  restored_at INTEGER,
  temporary_yes INTEGER NOT NULL DEFAULT 0,
  reopened INTEGER NOT NULL DEFAULT 0,
  confirmed_at INTEGER,
  analysis_due_at INTEGER,
  analysis_at INTEGER,                 -- first handed in
  analysis_returned INTEGER NOT NULL DEFAULT 0,
  analysis_accepted_at INTEGER,
  closed_at INTEGER,
  dismissed_yes INTEGER NOT NULL DEFAULT 0,                      -- no fault after all
  CHECK (began_at <= found_at AND found_at <= reported_at),
  CHECK (responded_at IS NULL OR responded_at >= reported_at),
  CHECK (restored_at IS NULL OR (restored_at >= began_at AND responded_at IS NOT NULL)),
  CHECK (confirmed_at IS NULL OR (restored_at IS NOT NULL AND confirmed_at >= restored_at))
) STRICT;
CREATE INDEX fault_by_began ON fault (began_at, matter_id);
CREATE INDEX fault_by_platform ON fault (platform_id, began_at);
CREATE INDEX fault_by_responsible ON fault (responsible_id, began_at);
CREATE TRIGGER fault_kept BEFORE DELETE ON fault
BEGIN SELECT RAISE(ABORT, 'fault: kept'); END;
CREATE TRIGGER fault_closed BEFORE UPDATE ON fault WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'fault: closed'); END;

CREATE TABLE maintenance (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  operator_id INTEGER NOT NULL REFERENCES organisation (id),
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  noticed_at INTEGER NOT NULL,         -- when those affected were told of this window
  in_time_yes INTEGER NOT NULL CHECK (in_time_yes IN (0, 1)),
  agreed_at INTEGER,
  finished_at INTEGER,
  outcome TEXT CHECK (outcome IN ('done', 'overrun', 'cancelled', 'lapsed')),
  CHECK (ends_at > starts_at),
  CHECK (finished_at IS NULL OR finished_at >= starts_at)
) STRICT;
CREATE INDEX maintenance_by_platform ON maintenance (platform_id, starts_at);
CREATE TRIGGER maintenance_kept BEFORE DELETE ON maintenance
BEGIN SELECT RAISE(ABORT, 'maintenance: kept'); END;

-- Who answers the telephone: one row per pair, side and tier; replaced by the next confirmed roster.
CREATE TABLE contact (
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL REFERENCES organisation (id),
  operator_id INTEGER NOT NULL REFERENCES organisation (id),
  side TEXT NOT NULL CHECK (side IN ('unit', 'operator')),
  tier INTEGER NOT NULL CHECK (tier BETWEEN 1 AND 3),
  title TEXT NOT NULL,
  duty_line TEXT NOT NULL DEFAULT '',
  mobile TEXT NOT NULL DEFAULT '',     -- shown masked; each reveal is in the audit log
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  confirmed_at INTEGER NOT NULL,
  UNIQUE (unit_id, operator_id, side, tier)
) STRICT;
CREATE INDEX contact_by_operator ON contact (operator_id, unit_id);

CREATE TABLE service_request (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  system_id INTEGER NOT NULL REFERENCES system (id),
  unit_id INTEGER NOT NULL REFERENCES organisation (id),
  operator_id INTEGER REFERENCES organisation (id),              -- who took it
  kind TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  accepted_at INTEGER,
  due_at INTEGER,
  delivered_at INTEGER,
  confirmed_at INTEGER,
  reworked INTEGER NOT NULL DEFAULT 0,
  rating INTEGER CHECK (rating BETWEEN 1 AND 5),
  outcome TEXT CHECK (outcome IN ('done', 'refused', 'withdrawn')),
  CHECK (delivered_at IS NULL OR delivered_at >= accepted_at)
) STRICT;
CREATE INDEX service_request_by_operator ON service_request (operator_id, opened_at);

CREATE TABLE complaint (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  unit_id INTEGER NOT NULL REFERENCES organisation (id),
  provider_id INTEGER NOT NULL REFERENCES organisation (id),
  raised_at INTEGER NOT NULL,
  answered_at INTEGER,
  judged_at INTEGER,
  valid_yes INTEGER CHECK (valid_yes IN (0, 1)),                 -- NULL: not judged, or withdrawn
  withdrawn_yes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX complaint_by_provider ON complaint (provider_id, judged_at);

-- So many of so many: backups, samples of a performance test, logs and data looked at.
CREATE TABLE measurement (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  kind TEXT NOT NULL CHECK (kind IN ('backup', 'performance', 'log', 'data')),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  operator_id INTEGER NOT NULL REFERENCES organisation (id),
  period TEXT NOT NULL,                -- 2026-10
  total INTEGER NOT NULL CHECK (total > 0),
  passed INTEGER NOT NULL CHECK (passed >= 0),
  objected_yes INTEGER NOT NULL DEFAULT 0,
  settled_at INTEGER NOT NULL,
  CHECK (passed <= total)
) STRICT;
CREATE INDEX measurement_by_platform ON measurement (platform_id, kind, period);

CREATE TABLE recovery_drill (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  operator_id INTEGER NOT NULL REFERENCES organisation (id),
  period TEXT NOT NULL,                -- 2026H2
  held_day INTEGER NOT NULL,
  rto_met_yes INTEGER NOT NULL CHECK (rto_met_yes IN (0, 1)),
  rpo_met_yes INTEGER NOT NULL CHECK (rpo_met_yes IN (0, 1)),
  settled_at INTEGER NOT NULL
) STRICT;
CREATE INDEX recovery_drill_by_platform ON recovery_drill (platform_id, period);

CREATE TABLE survey_answer (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  unit_id INTEGER NOT NULL REFERENCES organisation (id),
  provider_id INTEGER NOT NULL REFERENCES organisation (id),
  period TEXT NOT NULL,                -- 2026Q3
  stability INTEGER NOT NULL CHECK (stability BETWEEN 1 AND 5),
  response INTEGER NOT NULL CHECK (response BETWEEN 1 AND 5),
  delivery INTEGER NOT NULL CHECK (delivery BETWEEN 1 AND 5),
  attitude INTEGER NOT NULL CHECK (attitude BETWEEN 1 AND 5),
  overall INTEGER NOT NULL CHECK (overall BETWEEN 1 AND 5),
  PRIMARY KEY (matter_id, provider_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_answer_by_provider ON survey_answer (provider_id, period);

-- Receipts are read by notice, not only by person.
CREATE INDEX notice_read_by_notice ON notice_read (notice_id, read_at);
CREATE INDEX fault_open ON fault (began_at, matter_id) WHERE closed_at IS NULL;
CREATE INDEX contact_by_unit ON contact (unit_id, id);
