-- Former periods of a qualification (第二十七条): a report dated in one was issued by who was qualified then.  The newest
-- period stays with the assessor; the one it replaces is kept here as it was, number, kind and scope too.
CREATE TABLE assessor_term (
  id INTEGER PRIMARY KEY,
  assessor_id INTEGER NOT NULL REFERENCES assessor (id),
  qualification_no TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('security', 'performance', 'classified_protection', 'cryptography')),
  scope TEXT NOT NULL,
  valid_from INTEGER NOT NULL,         -- day numbers
  valid_to INTEGER NOT NULL,
  kept_at INTEGER NOT NULL,
  kept_by INTEGER REFERENCES person (id),
  CHECK (valid_to >= valid_from)
) STRICT;
CREATE INDEX assessor_term_by_assessor ON assessor_term (assessor_id, valid_from);

-- Until now a change overwrote the period and the log alone kept it: where the new one began after the old, that was no
-- correction.
INSERT OR IGNORE INTO assessor_term (assessor_id, qualification_no, kind, scope, valid_from, valid_to, kept_at, kept_by)
SELECT a.id, u.detail ->> '$.from.qualification_no', u.detail ->> '$.from.kind', coalesce(u.detail ->> '$.from.scope', ''),
       u.detail ->> '$.from.valid_from', u.detail ->> '$.from.valid_to', u.ts, u.person_id
  FROM audit u JOIN assessor a ON a.id = u.object_id
 WHERE u.object = 'assessor' AND u.action = 'assessor.change' AND u.outcome = 'ok' AND json_valid(u.detail)
   AND u.detail ->> '$.from.valid_to' < u.detail ->> '$.to.valid_from' AND u.detail ->> '$.from.valid_to' < a.valid_from
   AND u.detail ->> '$.from.valid_from' <= u.detail ->> '$.from.valid_to'
 ORDER BY u.seq;

CREATE TRIGGER assessor_term_apart BEFORE INSERT ON assessor_term
WHEN EXISTS (SELECT 1 FROM assessor_term t WHERE t.assessor_id = NEW.assessor_id AND t.valid_from <= NEW.valid_to AND t.valid_to >= NEW.valid_from)
BEGIN SELECT RAISE(ABORT, 'assessor: terms overlap'); END;
CREATE TRIGGER assessor_term_fixed BEFORE UPDATE ON assessor_term
BEGIN SELECT RAISE(ABORT, 'assessor: former terms never change'); END;
CREATE TRIGGER assessor_term_kept BEFORE DELETE ON assessor_term
BEGIN SELECT RAISE(ABORT, 'assessor: terms are kept'); END;

-- Ended before its time (停用): what was kept by then reaches no further either.
ALTER TABLE assessor ADD COLUMN ended_at INTEGER;

-- Who was qualified for what, and when: every period, the newest too.
CREATE VIEW assessor_qualification (assessor_id, kind, valid_from, valid_to) AS
  SELECT id, kind, valid_from, valid_to FROM assessor
   UNION ALL
  SELECT t.assessor_id, t.kind, t.valid_from, iif(t.kept_at <= a.ended_at, min(t.valid_to, (a.ended_at + 28800) / 86400 - 1), t.valid_to)
    FROM assessor_term t JOIN assessor a ON a.id = t.assessor_id;
