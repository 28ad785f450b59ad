-- Quarterly assessment of providers (第三十三条).  At the freezing the facts that indicators count, and the rules they
-- are counted by, are written down once; every figure is computed from them and from what people entered, then and
-- whenever it is asked for again.  Points are hundredths, quantities as the indicator has them; nothing is a float.

CREATE TABLE assessment (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  provider_id INTEGER NOT NULL REFERENCES organisation (id),
  sheet TEXT NOT NULL CHECK (sheet IN ('service', 'supervision', 'recovery')),
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]Q[1-4]'),
  counted_at INTEGER NOT NULL,         -- the moment the records were counted
  frozen_at INTEGER,                   -- from then on facts and rules are fixed; NULL only inside the freezing
  total INTEGER NOT NULL DEFAULT 0,    -- hundredths
  grade TEXT NOT NULL DEFAULT '' CHECK (grade IN ('', 'excellent', 'good', 'passed', 'failed')),
  veto_yes INTEGER NOT NULL DEFAULT 0 CHECK (veto_yes IN (0, 1)),
  round INTEGER NOT NULL DEFAULT 0,    -- of the first scoring: an earlier one's entries no longer count
  scored_at INTEGER,
  approved_at INTEGER,                 -- from then on the figures are fixed
  published_at INTEGER,
  coefficient INTEGER CHECK (coefficient BETWEEN 0 AND 200), -- of the contract, times 100; NULL: 系数未按合同设定
  UNIQUE (provider_id, period)
) STRICT;
CREATE INDEX assessment_by_period ON assessment (period, provider_id);
CREATE INDEX assessment_by_counted ON assessment (counted_at, matter_id);
CREATE INDEX assessment_published ON assessment (provider_id, published_at) WHERE published_at IS NOT NULL;
CREATE TRIGGER assessment_kept BEFORE DELETE ON assessment
BEGIN SELECT RAISE(ABORT, 'assessment: kept'); END;
CREATE TRIGGER assessment_frozen BEFORE UPDATE ON assessment WHEN OLD.frozen_at IS NOT NULL AND
  (NEW.frozen_at IS NOT OLD.frozen_at OR NEW.counted_at <> OLD.counted_at OR NEW.provider_id <> OLD.provider_id
   OR NEW.sheet <> OLD.sheet OR NEW.period <> OLD.period OR NEW.matter_id <> OLD.matter_id)
BEGIN SELECT RAISE(ABORT, 'assessment: frozen'); END;
CREATE TRIGGER assessment_approved BEFORE UPDATE ON assessment WHEN OLD.approved_at IS NOT NULL AND
  (NEW.approved_at IS NOT OLD.approved_at OR NEW.total <> OLD.total OR NEW.grade <> OLD.grade
   OR NEW.veto_yes <> OLD.veto_yes OR NEW.round <> OLD.round OR NEW.scored_at IS NOT OLD.scored_at)
BEGIN SELECT RAISE(ABORT, 'assessment: approved'); END;
CREATE TRIGGER assessment_published_once BEFORE UPDATE ON assessment WHEN OLD.published_at IS NOT NULL AND
  (NEW.published_at IS NOT OLD.published_at OR NEW.coefficient IS NOT OLD.coefficient)
BEGIN SELECT RAISE(ABORT, 'assessment: published'); END;

-- The numbers of the rules as valid on the quarter's last day.
CREATE TABLE assessment_rule (
  matter_id INTEGER NOT NULL REFERENCES assessment (matter_id),
  key TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (matter_id, key)
) STRICT, WITHOUT ROWID;

-- What an indicator counts: one row for each fault, report, order …, also those that cost nothing.
CREATE TABLE assessment_fact (
  matter_id INTEGER NOT NULL REFERENCES assessment (matter_id),
  indicator TEXT NOT NULL,             -- 1.1 …, criticism, veto
  line INTEGER NOT NULL,
  kind TEXT NOT NULL,                  -- which rule applies to it
  record_id INTEGER REFERENCES matter (id), -- the record it is; NULL: made of many
  at INTEGER NOT NULL,
  amount INTEGER NOT NULL,             -- so much …
  whole INTEGER NOT NULL,              -- … of so much, for shares and means
  times INTEGER NOT NULL,              -- how often the rule applies
  words TEXT NOT NULL,
  PRIMARY KEY (matter_id, indicator, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX assessment_fact_by_record ON assessment_fact (record_id) WHERE record_id IS NOT NULL;

CREATE TRIGGER assessment_rule_frozen BEFORE INSERT ON assessment_rule
WHEN (SELECT frozen_at FROM assessment WHERE matter_id = NEW.matter_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'assessment: frozen'); END;
CREATE TRIGGER assessment_rule_fixed BEFORE UPDATE ON assessment_rule
BEGIN SELECT RAISE(ABORT, 'assessment: frozen'); END;
CREATE TRIGGER assessment_rule_kept BEFORE DELETE ON assessment_rule
BEGIN SELECT RAISE(ABORT, 'assessment: frozen'); END;
CREATE TRIGGER assessment_fact_frozen BEFORE INSERT ON assessment_fact
WHEN (SELECT frozen_at FROM assessment WHERE matter_id = NEW.matter_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'assessment: frozen'); END;
CREATE TRIGGER assessment_fact_fixed BEFORE UPDATE ON assessment_fact
BEGIN SELECT RAISE(ABORT, 'assessment: frozen'); END;
CREATE TRIGGER assessment_fact_kept BEFORE DELETE ON assessment_fact
BEGIN SELECT RAISE(ABORT, 'assessment: frozen'); END;

-- What people entered, with reason and evidence: ratings, adjustments, bonus, criticism from above, vetoes; objections decided.
CREATE TABLE assessment_entry (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES assessment (matter_id),
  round INTEGER NOT NULL,              -- of the first scoring
  kind TEXT NOT NULL CHECK (kind IN ('rating', 'adjustment', 'bonus', 'criticism', 'veto', 'objection', 'refused')),
  indicator TEXT NOT NULL DEFAULT '',  -- of ratings, adjustments, objections
  points INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL CHECK (length(reason) >= 4),
  evidence TEXT NOT NULL,
  event_id INTEGER NOT NULL REFERENCES event (id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX assessment_entry_by_matter ON assessment_entry (matter_id, id);
CREATE TRIGGER assessment_entry_closed BEFORE INSERT ON assessment_entry
WHEN (SELECT frozen_at IS NULL OR approved_at IS NOT NULL FROM assessment WHERE matter_id = NEW.matter_id)
BEGIN SELECT RAISE(ABORT, 'assessment: approved'); END;
CREATE TRIGGER assessment_entry_fixed BEFORE UPDATE ON assessment_entry
BEGIN SELECT RAISE(ABORT, 'assessment: entries never change'); END;
CREATE TRIGGER assessment_entry_kept BEFORE DELETE ON assessment_entry
BEGIN SELECT RAISE(ABORT, 'assessment: entries are kept'); END;

-- The figures of the sheet: written by the program from facts, rules and entries; fixed by the approval.
CREATE TABLE assessment_line (
  matter_id INTEGER NOT NULL REFERENCES assessment (matter_id),
  indicator TEXT NOT NULL,
  rank INTEGER NOT NULL,
  dimension INTEGER NOT NULL CHECK (dimension BETWEEN 1 AND 5),
  weight INTEGER NOT NULL CHECK (weight >= 0),
  counted INTEGER NOT NULL,            -- by the records and the rules
  adjusted INTEGER NOT NULL,           -- by people: sum of what was entered
  points INTEGER NOT NULL CHECK (points BETWEEN 0 AND weight),
  occurred INTEGER NOT NULL,           -- facts; 0: 无发生
  words TEXT NOT NULL,                 -- the arithmetic
  PRIMARY KEY (matter_id, indicator)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER assessment_line_fixed BEFORE UPDATE ON assessment_line
WHEN (SELECT approved_at FROM assessment WHERE matter_id = OLD.matter_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'assessment: approved'); END;
CREATE TRIGGER assessment_line_kept BEFORE DELETE ON assessment_line
BEGIN SELECT RAISE(ABORT, 'assessment: lines are written over, never deleted'); END;
CREATE TRIGGER assessment_line_closed BEFORE INSERT ON assessment_line
WHEN (SELECT approved_at FROM assessment WHERE matter_id = NEW.matter_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'assessment: approved'); END;

-- Facts are found by the month, the quarter and who answers.
CREATE INDEX measurement_by_operator ON measurement (operator_id, kind, period);
CREATE INDEX work_order_by_operator_due ON work_order (operator_id, due_at);
CREATE INDEX maintenance_by_operator ON maintenance (operator_id, starts_at);
CREATE INDEX survey_answer_by_period ON survey_answer (period, provider_id);
