-- Document numbers (文号) and dates that an organisation's office gave to a paper
-- after it was issued (decisions.md 36).  Zwy gives its own numbers to matters;
-- these come from outside, so nothing but being used twice can be checked.

CREATE TABLE official_number (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- who issued the paper
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  action TEXT NOT NULL,                -- whose paper it is
  number TEXT NOT NULL CHECK (length(number) BETWEEN 8 AND 60 AND number GLOB '?*〔[0-9][0-9][0-9][0-9]〕[1-9]*号'),
  dated_day INTEGER NOT NULL,          -- 成文日期
  entered_at INTEGER NOT NULL,
  entered_by INTEGER NOT NULL REFERENCES person (id),
  voided_at INTEGER,                   -- entered by mistake, or the paper was withdrawn
  voided_by INTEGER REFERENCES person (id),
  void_reason TEXT CHECK (length(void_reason) BETWEEN 2 AND 200),
  CHECK ((voided_at IS NULL) = (voided_by IS NULL) AND (voided_at IS NULL) = (void_reason IS NULL))
) STRICT;
-- A number is used once, by a voided paper too.
CREATE UNIQUE INDEX official_number_once ON official_number (organisation_id, number);
CREATE UNIQUE INDEX official_number_live ON official_number (matter_id, action) WHERE voided_at IS NULL;
CREATE INDEX official_number_of ON official_number (matter_id, action, id);

CREATE TRIGGER official_number_stays BEFORE DELETE ON official_number
BEGIN SELECT RAISE(ABORT, 'official_number: voided, never removed'); END;
CREATE TRIGGER official_number_voided BEFORE UPDATE ON official_number BEGIN SELECT CASE
  WHEN OLD.voided_at IS NOT NULL THEN RAISE(ABORT, 'official_number: voided once')
  WHEN NEW.voided_at IS NULL OR NEW.id <> OLD.id OR NEW.organisation_id <> OLD.organisation_id OR NEW.matter_id <> OLD.matter_id
    OR NEW.action <> OLD.action OR NEW.number <> OLD.number OR NEW.dated_day <> OLD.dated_day
    OR NEW.entered_at <> OLD.entered_at OR NEW.entered_by <> OLD.entered_by
    THEN RAISE(ABORT, 'official_number: it can only be voided')
END; END;
-- REPLACE removes rows without asking the trigger above.
CREATE TRIGGER official_number_added BEFORE INSERT ON official_number
WHEN EXISTS (SELECT 1 FROM official_number n WHERE n.id = NEW.id OR (n.organisation_id = NEW.organisation_id AND n.number = NEW.number))
  OR EXISTS (SELECT 1 FROM official_number n WHERE n.matter_id = NEW.matter_id AND n.action = NEW.action AND n.voided_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'official_number: used once'); END;
