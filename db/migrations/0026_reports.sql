-- Reports drafted from the records (第十七、二十二、二十九、三十三条), and closing: what was
-- closed is kept as bytes, page and paper too, and never changes again.

CREATE TABLE report (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- who drafts it
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 2 AND 8),
  period TEXT NOT NULL CHECK (period <> ''),
  title TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  drafted_at INTEGER NOT NULL,            -- what the records said then
  drafts INTEGER NOT NULL DEFAULT 1,      -- grows with every change of the draft
  closed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX report_one ON report (kind, period);
CREATE INDEX report_by_made ON report (made_at, id);
CREATE TRIGGER report_kept BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'report: kept'); END;
CREATE TRIGGER report_fixed BEFORE UPDATE ON report WHEN OLD.closed_at IS NOT NULL
  OR NEW.id <> OLD.id OR NEW.matter_id <> OLD.matter_id OR NEW.kind <> OLD.kind OR NEW.period <> OLD.period
BEGIN SELECT RAISE(ABORT, 'report: closed, or another one'); END;

-- The whole (organisation 0) and every extract, as of one moment.
CREATE TABLE report_draft (
  id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES report (id),
  edition TEXT NOT NULL CHECK (edition IN ('full', 'unit', 'operator')),
  organisation_id INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL,
  CHECK ((edition = 'full') = (organisation_id = 0))
) STRICT;
CREATE UNIQUE INDEX report_draft_one ON report_draft (report_id, edition, organisation_id);
CREATE TRIGGER report_draft_added BEFORE INSERT ON report_draft
WHEN EXISTS (SELECT 1 FROM report r WHERE r.id = NEW.report_id AND r.closed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'report: closed'); END;
CREATE TRIGGER report_draft_changed BEFORE UPDATE ON report_draft
WHEN EXISTS (SELECT 1 FROM report r WHERE r.id IN (OLD.report_id, NEW.report_id) AND r.closed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'report: closed'); END;

-- Where what a notice tells of can be read, when that is no matter.
ALTER TABLE notice ADD COLUMN href TEXT NOT NULL DEFAULT '' CHECK (href = '' OR href GLOB '/?*');

-- ---- closing ----

CREATE TABLE closing (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL CHECK (length(subject) BETWEEN 2 AND 20), -- 'report'
  subject_id INTEGER NOT NULL,
  edition TEXT NOT NULL,
  organisation_id INTEGER NOT NULL DEFAULT 0, -- whose extract; 0: the whole
  title TEXT NOT NULL,
  issuer TEXT NOT NULL,                   -- who signs, as it was called then
  official TEXT,                          -- 文号, where it was known
  dated_day INTEGER NOT NULL,
  data BLOB NOT NULL,
  data_digest BLOB NOT NULL CHECK (length(data_digest) = 32), -- SHA-256
  audit_seq INTEGER NOT NULL,             -- the row of the closing, and its short code
  code TEXT NOT NULL,
  due_at INTEGER,                         -- until when it is to be signed for; NULL: nobody has to
  closed_at INTEGER NOT NULL,
  closed_by INTEGER REFERENCES person (id)
) STRICT;
CREATE UNIQUE INDEX closing_one ON closing (subject, subject_id, edition, organisation_id);
CREATE INDEX closing_of ON closing (organisation_id, subject, subject_id);
CREATE INDEX closing_by_due ON closing (due_at) WHERE due_at IS NOT NULL;
CREATE TRIGGER closing_kept BEFORE DELETE ON closing BEGIN SELECT RAISE(ABORT, 'closing: kept'); END;
CREATE TRIGGER closing_fixed BEFORE UPDATE ON closing BEGIN SELECT RAISE(ABORT, 'closing: closed for good'); END;
-- REPLACE removes rows without asking the trigger above.
CREATE TRIGGER closing_added BEFORE INSERT ON closing WHEN EXISTS (SELECT 1 FROM closing c WHERE c.id = NEW.id
  OR (c.subject = NEW.subject AND c.subject_id = NEW.subject_id AND c.edition = NEW.edition AND c.organisation_id = NEW.organisation_id))
BEGIN SELECT RAISE(ABORT, 'closing: closed once'); END;

-- Page and paper, pressed once.
CREATE TABLE closing_print (
  closing_id INTEGER PRIMARY KEY REFERENCES closing (id),
  page BLOB NOT NULL,
  page_digest BLOB NOT NULL CHECK (length(page_digest) = 32),
  paper BLOB NOT NULL,
  paper_digest BLOB NOT NULL CHECK (length(paper_digest) = 32),
  pressed_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER closing_print_kept BEFORE DELETE ON closing_print BEGIN SELECT RAISE(ABORT, 'closing: kept'); END;
CREATE TRIGGER closing_print_fixed BEFORE UPDATE ON closing_print BEGIN SELECT RAISE(ABORT, 'closing: pressed once'); END;
CREATE TRIGGER closing_print_added BEFORE INSERT ON closing_print
WHEN EXISTS (SELECT 1 FROM closing_print p WHERE p.closing_id = NEW.closing_id)
BEGIN SELECT RAISE(ABORT, 'closing: pressed once'); END;

-- What is still to be pressed: gone once it is.
CREATE TABLE closing_waiting (
  closing_id INTEGER PRIMARY KEY REFERENCES closing (id),
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  failure TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX closing_waiting_next ON closing_waiting (next_at, closing_id);

-- Later facts: dated, beside what was closed, for one edition or for all.
CREATE TABLE closing_correction (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  edition TEXT NOT NULL CHECK (edition IN ('all', 'full', 'unit', 'operator')),
  organisation_id INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL CHECK (length(body) BETWEEN 4 AND 2000),
  added_at INTEGER NOT NULL,
  added_by INTEGER NOT NULL REFERENCES person (id),
  adder TEXT NOT NULL,                    -- 单位 岗位, as it was then
  audit_seq INTEGER NOT NULL,
  code TEXT NOT NULL
) STRICT;
CREATE INDEX closing_correction_of ON closing_correction (subject, subject_id, id);
CREATE TRIGGER closing_correction_kept BEFORE DELETE ON closing_correction BEGIN SELECT RAISE(ABORT, 'correction: kept'); END;
CREATE TRIGGER closing_correction_fixed BEFORE UPDATE ON closing_correction BEGIN SELECT RAISE(ABORT, 'correction: stays as it is'); END;
CREATE TRIGGER closing_correction_added BEFORE INSERT ON closing_correction
WHEN EXISTS (SELECT 1 FROM closing_correction c WHERE c.id = NEW.id)
  OR NOT EXISTS (SELECT 1 FROM closing c WHERE c.subject = NEW.subject AND c.subject_id = NEW.subject_id)
BEGIN SELECT RAISE(ABORT, 'correction: of what is closed, once'); END;

-- Who signed for the copy his organisation got.
CREATE TABLE closing_read (
  closing_id INTEGER NOT NULL REFERENCES closing (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  reader TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (closing_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER closing_read_own BEFORE INSERT ON closing_read WHEN NOT EXISTS
  (SELECT 1 FROM closing c JOIN person p ON p.organisation_id = c.organisation_id WHERE c.id = NEW.closing_id AND p.id = NEW.person_id)
BEGIN SELECT RAISE(ABORT, 'closing: signed for by those who got it'); END;
CREATE TRIGGER closing_read_once BEFORE INSERT ON closing_read
WHEN EXISTS (SELECT 1 FROM closing_read r WHERE r.closing_id = NEW.closing_id AND r.person_id = NEW.person_id)
BEGIN SELECT RAISE(ABORT, 'closing: signed for once'); END;
CREATE TRIGGER closing_read_fixed BEFORE UPDATE ON closing_read BEGIN SELECT RAISE(ABORT, 'closing: signed for once'); END;
CREATE TRIGGER closing_read_kept BEFORE DELETE ON closing_read BEGIN SELECT RAISE(ABORT, 'closing: kept'); END;
