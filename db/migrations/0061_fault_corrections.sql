-- Facts of a fault that turned out to be wrong once it was over: what stood there before, by the event that corrected it.
CREATE TABLE fault_correction (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES fault (matter_id),
  event_id INTEGER NOT NULL REFERENCES event (id),
  fact TEXT NOT NULL,                  -- its label
  former TEXT NOT NULL,                -- both as pages show them
  corrected TEXT NOT NULL
) STRICT;
CREATE INDEX fault_correction_by_matter ON fault_correction (matter_id, id);
CREATE TRIGGER fault_correction_fixed BEFORE UPDATE ON fault_correction
BEGIN SELECT RAISE(ABORT, 'fault_correction: kept'); END;
CREATE TRIGGER fault_correction_kept BEFORE DELETE ON fault_correction
BEGIN SELECT RAISE(ABORT, 'fault_correction: kept'); END;
-- Who owes the analysis or handed it in, where that is another than who answers for the fault by now; NULL: the same one.
ALTER TABLE fault ADD COLUMN analyst_id INTEGER REFERENCES organisation (id);
