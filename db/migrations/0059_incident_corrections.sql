-- Incidents: parties that were named later, and what was typed wrong in the first report or of a report to the authorities.

-- Since when the hours run where it is not discovery: a grade that rose, a party that was added.
ALTER TABLE incident_line ADD COLUMN known_at INTEGER;

-- Of before: a limit later than discovery and its hours was set by a grade that rose, and counts from where it was set.
UPDATE incident_line SET known_at = due_at - h.seconds
  FROM (SELECT i.matter_id, i.found_at, 3600 * coalesce(
          (SELECT CAST(s.value AS INTEGER) FROM setting s
            WHERE s.key = iif(i.cii_yes = 1, 'inc_ext_cii_h', 'inc_ext_h') AND s.valid_from <= (i.found_at + 28800) / 86400
            ORDER BY s.valid_from DESC LIMIT 1), iif(i.cii_yes = 1, 1, 4)) AS seconds
          FROM incident i) h
 WHERE h.matter_id = incident_line.matter_id AND incident_line.addressee = 'authority' AND due_at > h.found_at + h.seconds;

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
