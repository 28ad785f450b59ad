-- Incidents: parties that were named later, and what was typed wrong in the first report or of a report to the authorities.

-- Since when the hours run where it is not discovery: a grade that rose, a party that was added.
ALTER TABLE incident_line ADD COLUMN known_at INTEGER;

CREATE TABLE incident_correction (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  event_id INTEGER NOT NULL REFERENCES event (id),
  organisation_id INTEGER REFERENCES organisation (id), -- whose report to the authorities; NULL: the first report
  what TEXT NOT NULL,
  former TEXT NOT NULL,
  present TEXT NOT NULL,
  by_label TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_correction_by_matter ON incident_correction (matter_id, id);
CREATE TRIGGER incident_correction_fixed BEFORE UPDATE ON incident_correction
BEGIN SELECT RAISE(ABORT, 'incident: corrections are kept'); END;
CREATE TRIGGER incident_correction_kept BEFORE DELETE ON incident_correction
BEGIN SELECT RAISE(ABORT, 'incident: corrections are kept'); END;
