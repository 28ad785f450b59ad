-- Rules that did not agree on a quarter's last day (weights that are not 100) score nobody: the freezing waits for the
-- first later day on which they do, and the sheet says which day that was.
ALTER TABLE assessment ADD COLUMN rules_day INTEGER; -- NULL: of the quarter's last day
CREATE TRIGGER assessment_rules_day_frozen BEFORE UPDATE ON assessment
WHEN OLD.frozen_at IS NOT NULL AND NEW.rules_day IS NOT OLD.rules_day
BEGIN SELECT RAISE(ABORT, 'assessment: frozen'); END;
