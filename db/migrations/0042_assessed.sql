-- What counts against the availability of a platform, the same for every month's report and for the assessment: an
-- interruption that was a fault after all, on that platform and its own operator's, from where it counts (fault_counts).
-- Minutes are whole and told once: it begins with the minute it began in and lasts the minutes it took, a started one
-- whole.  Periods begin and end with a minute, so what is cut out of it by any of them adds up to all of it.
CREATE VIEW platform_outage AS
SELECT f.matter_id, f.platform_id, p.operator_id, p.kind, c.counts_from / 60 * 60 AS starts_at,
       coalesce(c.counts_from / 60 * 60 + (f.restored_at - c.counts_from + 59) / 60 * 60, 253402300800) AS ends_at,
       f.affected_vcpu, f.began_at, f.restored_at, f.planned_yes
  FROM fault f JOIN platform p ON p.id = f.platform_id AND p.operator_id = f.responsible_id
  JOIN fault_counts c ON c.matter_id = f.matter_id
 WHERE f.interrupted_yes = 1 AND f.dismissed_yes = 0 AND coalesce(f.restored_at, 253402300800) > c.counts_from;

-- A peak that is registered again or taken back changes nothing of a quarter that is over: what was registered then is
-- kept.  A registration holds until it is ended or lapses; one more of the same month goes on beside it.
CREATE TABLE system_season_kept (
  system_id INTEGER NOT NULL REFERENCES system (id),
  first_month INTEGER NOT NULL CHECK (first_month BETWEEN 1 AND 12),
  last_month INTEGER NOT NULL CHECK (last_month BETWEEN 1 AND 12),
  note TEXT NOT NULL DEFAULT '',
  since_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (system_id, first_month, since_at)
) STRICT, WITHOUT ROWID;
INSERT INTO system_season_kept SELECT system_id, first_month, last_month, note, since_at, NULL FROM system_season;
DROP TABLE system_season;
ALTER TABLE system_season_kept RENAME TO system_season;
CREATE TRIGGER usage_standing_season_added AFTER INSERT ON system_season
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id = NEW.system_id AND day <> 0; END;
CREATE TRIGGER usage_standing_season_changed AFTER UPDATE ON system_season
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id = NEW.system_id AND day <> 0; END;
CREATE TRIGGER system_season_stays BEFORE DELETE ON system_season
BEGIN SELECT RAISE(ABORT, 'season: ended, not removed'); END;

-- What the coefficient of a published sheet and the slip of a year were reckoned from, kept with them: they are told again
-- from these rows, whatever contracts say by now.  Of what was published before, the coefficient of its grade is known.
CREATE TABLE assessment_term (
  matter_id INTEGER NOT NULL REFERENCES assessment (matter_id),
  grade TEXT NOT NULL CHECK (grade IN ('excellent', 'good', 'passed', 'failed')),
  coefficient INTEGER NOT NULL CHECK (coefficient BETWEEN 0 AND 200), -- times 100; a grade without a row is not set
  PRIMARY KEY (matter_id, grade)
) STRICT, WITHOUT ROWID;
INSERT INTO assessment_term SELECT matter_id, grade, coefficient FROM assessment WHERE coefficient IS NOT NULL AND grade <> '';
CREATE TRIGGER assessment_term_published BEFORE INSERT ON assessment_term
WHEN (SELECT published_at FROM assessment WHERE matter_id = NEW.matter_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'assessment: published'); END;
CREATE TRIGGER assessment_term_fixed BEFORE UPDATE ON assessment_term
BEGIN SELECT RAISE(ABORT, 'assessment: published'); END;
CREATE TRIGGER assessment_term_kept BEFORE DELETE ON assessment_term
BEGIN SELECT RAISE(ABORT, 'assessment: published'); END;

CREATE TABLE settlement (
  matter_id INTEGER PRIMARY KEY REFERENCES assessment (matter_id), -- the sheet of the year's fourth quarter
  mean INTEGER,                        -- hundredths; NULL: the year is not formed
  grade TEXT NOT NULL CHECK (grade IN ('', 'excellent', 'good', 'passed', 'failed')),
  amount INTEGER NOT NULL,             -- 分, as are the next ones
  by_coefficient INTEGER NOT NULL,
  deducted INTEGER NOT NULL,
  due INTEGER CHECK (due >= 0)         -- NULL: there is no sum
) STRICT;
CREATE TABLE settlement_item (
  matter_id INTEGER NOT NULL REFERENCES settlement (matter_id),
  kind TEXT NOT NULL CHECK (kind IN ('contract', 'deduction')),
  line INTEGER NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,                  -- of a deduction its clause
  day TEXT NOT NULL,                   -- of a deduction, as it is written; '' of a contract
  amount INTEGER NOT NULL,
  coefficient INTEGER,                 -- of contracts; NULL: not set
  PRIMARY KEY (matter_id, kind, line)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER settlement_fixed BEFORE UPDATE ON settlement BEGIN SELECT RAISE(ABORT, 'settlement: closed'); END;
CREATE TRIGGER settlement_kept BEFORE DELETE ON settlement BEGIN SELECT RAISE(ABORT, 'settlement: closed'); END;
CREATE TRIGGER settlement_once BEFORE INSERT ON settlement WHEN EXISTS (SELECT 1 FROM settlement WHERE matter_id = NEW.matter_id)
BEGIN SELECT RAISE(ABORT, 'settlement: closed'); END;
CREATE TRIGGER settlement_item_fixed BEFORE UPDATE ON settlement_item BEGIN SELECT RAISE(ABORT, 'settlement: closed'); END;
CREATE TRIGGER settlement_item_kept BEFORE DELETE ON settlement_item BEGIN SELECT RAISE(ABORT, 'settlement: closed'); END;
CREATE TRIGGER settlement_item_closed BEFORE INSERT ON settlement_item
WHEN EXISTS (SELECT 1 FROM closing c WHERE c.subject = 'settlement' AND c.subject_id = NEW.matter_id)
BEGIN SELECT RAISE(ABORT, 'settlement: closed'); END;

-- A paper that was closed without a move of its own (the slip of a year, the yearly list of units) gets its document number
-- as any other: the number is of a matter's action or of a closing.
CREATE TABLE official_number_of_any (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- who issued the paper
  matter_id INTEGER REFERENCES matter (id),
  action TEXT NOT NULL,                -- whose paper it is; '' of a closing
  closing_id INTEGER REFERENCES closing (id),
  number TEXT NOT NULL CHECK (length(number) BETWEEN 8 AND 60 AND number GLOB '?*〔[0-9][0-9][0-9][0-9]〕[1-9]*号'),
  dated_day INTEGER NOT NULL,          -- 成文日期
  entered_at INTEGER NOT NULL,
  entered_by INTEGER NOT NULL REFERENCES person (id),
  voided_at INTEGER,                   -- entered by mistake, or the paper was withdrawn
  voided_by INTEGER REFERENCES person (id),
  void_reason TEXT CHECK (length(void_reason) BETWEEN 2 AND 200),
  CHECK ((matter_id IS NULL) = (action = '') AND (matter_id IS NULL) <> (closing_id IS NULL)),
  CHECK ((voided_at IS NULL) = (voided_by IS NULL) AND (voided_at IS NULL) = (void_reason IS NULL))
) STRICT;
INSERT INTO official_number_of_any SELECT id, organisation_id, matter_id, action, NULL, number, dated_day, entered_at, entered_by,
       voided_at, voided_by, void_reason FROM official_number;
DROP TABLE official_number;
ALTER TABLE official_number_of_any RENAME TO official_number;
CREATE UNIQUE INDEX official_number_once ON official_number (organisation_id, number);
CREATE UNIQUE INDEX official_number_live ON official_number (matter_id, action) WHERE voided_at IS NULL;
CREATE UNIQUE INDEX official_number_of_closing ON official_number (closing_id) WHERE closing_id IS NOT NULL AND voided_at IS NULL;
CREATE INDEX official_number_of ON official_number (matter_id, action, closing_id, id);
CREATE TRIGGER official_number_stays BEFORE DELETE ON official_number
BEGIN SELECT RAISE(ABORT, 'official_number: voided, never removed'); END;
CREATE TRIGGER official_number_voided BEFORE UPDATE ON official_number BEGIN SELECT CASE
  WHEN OLD.voided_at IS NOT NULL THEN RAISE(ABORT, 'official_number: voided once')
  WHEN NEW.voided_at IS NULL OR NEW.id <> OLD.id OR NEW.organisation_id <> OLD.organisation_id OR NEW.matter_id IS NOT OLD.matter_id
    OR NEW.action <> OLD.action OR NEW.closing_id IS NOT OLD.closing_id OR NEW.number <> OLD.number OR NEW.dated_day <> OLD.dated_day
    OR NEW.entered_at <> OLD.entered_at OR NEW.entered_by <> OLD.entered_by
    THEN RAISE(ABORT, 'official_number: it can only be voided')
END; END;
-- REPLACE removes rows without asking the trigger above.
CREATE TRIGGER official_number_added BEFORE INSERT ON official_number
WHEN EXISTS (SELECT 1 FROM official_number n WHERE n.id = NEW.id OR (n.organisation_id = NEW.organisation_id AND n.number = NEW.number))
  OR EXISTS (SELECT 1 FROM official_number n WHERE n.matter_id = NEW.matter_id AND n.action = NEW.action AND n.voided_at IS NULL)
  OR EXISTS (SELECT 1 FROM official_number n WHERE n.closing_id = NEW.closing_id AND n.voided_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'official_number: used once'); END;
