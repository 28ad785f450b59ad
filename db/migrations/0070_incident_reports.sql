-- Incidents: each report to the authorities is a row that can be put right; of critical infrastructure a party has two lines,
-- one for each of the authorities that have to be told.

DROP VIEW incident_unproved;

-- Each report that a party registered, as corrected since; the event it was registered by says when.
CREATE TABLE incident_told (
  event_id INTEGER PRIMARY KEY REFERENCES event (id),
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- who told
  kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'protector', 'police', 'other')),
  told_at INTEGER NOT NULL,
  authority TEXT NOT NULL,
  channel TEXT NOT NULL DEFAULT '',
  receipt TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX incident_told_by_matter ON incident_told (matter_id, organisation_id, event_id);
CREATE TRIGGER incident_told_kept BEFORE DELETE ON incident_told
BEGIN SELECT RAISE(ABORT, 'incident: reports are kept'); END;

-- Of before: as the events say, the first of each party as its line says, where that was corrected or numbered.
INSERT INTO incident_told (event_id, matter_id, organisation_id, told_at, authority, channel, receipt)
SELECT e.id, e.matter_id, e.organisation_id,
       coalesce(json_extract(e.body, '$.told_day') * 86400 - 28800 + substr(json_extract(e.body, '$.told_time'), 1, 2) * 3600
                + substr(json_extract(e.body, '$.told_time'), 4) * 60, e.at),
       coalesce(json_extract(e.body, '$.authority'), ''), coalesce(json_extract(e.body, '$.channel'), ''),
       coalesce(json_extract(e.body, '$.receipt_no'), '')
  FROM event e WHERE e.action = 'tell_authority' AND e.organisation_id IS NOT NULL;
UPDATE incident_told SET told_at = l.told_at, authority = l.authority, channel = l.channel, receipt = l.receipt
  FROM incident_line l
 WHERE l.matter_id = incident_told.matter_id AND l.organisation_id = incident_told.organisation_id AND l.addressee = 'authority'
   AND l.told_at IS NOT NULL
   AND incident_told.event_id = (SELECT min(f.event_id) FROM incident_told f WHERE f.matter_id = l.matter_id AND f.organisation_id = l.organisation_id);

CREATE TABLE incident_line_by_kind (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- who tells
  addressee TEXT NOT NULL CHECK (addressee IN ('authority', 'center', 'secops')),
  kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'protector', 'police')), -- of critical infrastructure; '': any of them
  due_at INTEGER,                      -- NULL: nobody asks for it, told all the same
  stopped_at INTEGER,                  -- graded down, or a false alarm
  stopped_why TEXT NOT NULL DEFAULT '', -- not '': another line took its place when the first report was corrected
  told_at INTEGER,                     -- by the first report of its kind, likewise below
  told_event INTEGER REFERENCES event (id),
  authority TEXT NOT NULL DEFAULT '',
  channel TEXT NOT NULL DEFAULT '',
  receipt TEXT NOT NULL DEFAULT '',
  warned INTEGER NOT NULL DEFAULT 0,   -- 1: shortly before, 2: too late
  known_at INTEGER,                    -- since when the hours run where it is not discovery
  PRIMARY KEY (matter_id, organisation_id, addressee, kind),
  CHECK (kind = '' OR addressee = 'authority')
) STRICT, WITHOUT ROWID;
INSERT INTO incident_line_by_kind (matter_id, organisation_id, addressee, due_at, stopped_at, told_at, told_event, authority, channel, receipt,
                                   warned, known_at)
SELECT l.matter_id, l.organisation_id, l.addressee, l.due_at, l.stopped_at, l.told_at,
       iif(l.addressee = 'authority' AND l.told_at IS NOT NULL,
           (SELECT min(t.event_id) FROM incident_told t WHERE t.matter_id = l.matter_id AND t.organisation_id = l.organisation_id), NULL),
       l.authority, l.channel, l.receipt, l.warned, l.known_at
  FROM incident_line l;
DROP TABLE incident_line;
ALTER TABLE incident_line_by_kind RENAME TO incident_line;
CREATE INDEX incident_line_running ON incident_line (due_at, matter_id)
 WHERE told_at IS NULL AND stopped_at IS NULL AND due_at IS NOT NULL;
CREATE TRIGGER incident_line_kept BEFORE DELETE ON incident_line
BEGIN SELECT RAISE(ABORT, 'incident: lines are kept'); END;

CREATE VIEW incident_unproved AS
SELECT l.matter_id, l.organisation_id, l.kind, l.told_at, l.authority, l.channel FROM incident_line l
 WHERE l.addressee = 'authority' AND l.told_at IS NOT NULL AND l.receipt = '' AND l.stopped_why = ''
   AND NOT EXISTS (SELECT 1 FROM attachment a JOIN person p ON p.id = a.uploaded_by
                    WHERE a.matter_id = l.matter_id AND a.document = 'told_proof' AND a.withdrawn_at IS NULL
                      AND p.organisation_id = l.organisation_id);
