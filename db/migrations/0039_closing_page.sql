-- The page of what is closed is kept in the move that closes it, its paper (PDF) when it is pressed, from those
-- bytes alone: what changes in between, a template above all, changes neither.  closing_print keeps the pages.
CREATE TABLE closing_paper (
  closing_id INTEGER PRIMARY KEY REFERENCES closing (id),
  paper BLOB NOT NULL,
  paper_digest BLOB NOT NULL CHECK (length(paper_digest) = 32), -- SHA-256
  pressed_at INTEGER NOT NULL
) STRICT;
INSERT INTO closing_paper SELECT closing_id, paper, paper_digest, pressed_at FROM closing_print;
CREATE TABLE closing_page (
  closing_id INTEGER PRIMARY KEY REFERENCES closing (id),
  page BLOB NOT NULL,
  page_digest BLOB NOT NULL CHECK (length(page_digest) = 32)
) STRICT;
INSERT INTO closing_page SELECT closing_id, page, page_digest FROM closing_print;
DROP TABLE closing_print;
ALTER TABLE closing_page RENAME TO closing_print;
CREATE TRIGGER closing_print_kept BEFORE DELETE ON closing_print BEGIN SELECT RAISE(ABORT, 'closing: kept'); END;
CREATE TRIGGER closing_print_fixed BEFORE UPDATE ON closing_print BEGIN SELECT RAISE(ABORT, 'closing: drawn once'); END;
-- REPLACE removes rows without asking the triggers above; likewise below.
CREATE TRIGGER closing_print_added BEFORE INSERT ON closing_print
WHEN EXISTS (SELECT 1 FROM closing_print p WHERE p.closing_id = NEW.closing_id)
BEGIN SELECT RAISE(ABORT, 'closing: drawn once'); END;
CREATE TRIGGER closing_paper_kept BEFORE DELETE ON closing_paper BEGIN SELECT RAISE(ABORT, 'closing: kept'); END;
CREATE TRIGGER closing_paper_fixed BEFORE UPDATE ON closing_paper BEGIN SELECT RAISE(ABORT, 'closing: pressed once'); END;
CREATE TRIGGER closing_paper_added BEFORE INSERT ON closing_paper
WHEN EXISTS (SELECT 1 FROM closing_paper p WHERE p.closing_id = NEW.closing_id)
BEGIN SELECT RAISE(ABORT, 'closing: pressed once'); END;
