-- What is closed for good (kernel/closing.h).  Who may see a subject is asked before, by its module.

-- name: closing_add   mode: write   scope: system (an effect of a move)
INSERT INTO closing (subject, subject_id, edition, organisation_id, title, issuer, official, dated_day, data, data_digest,
                     audit_seq, code, due_at, closed_at, closed_by)
VALUES (:subject, :subject_id, :edition, :organisation, :title, :issuer, :official, :dated, :data, :digest, :seq, :code,
        :due, :now, :person);

-- name: closing_wait   mode: write   scope: system (an effect of a move: page and paper are still to be made)
INSERT INTO closing_waiting (closing_id, next_at) VALUES (:closing, :now);

-- name: closing_find   mode: read   scope: system (of a subject the actor may see, the edition that is his)
SELECT c.id, c.subject, c.subject_id, c.edition, c.organisation_id, c.title, c.issuer, c.official, c.dated_day, c.data, c.data_digest, c.audit_seq, c.code,
       c.due_at, c.closed_at, w.closing_id IS NOT NULL, coalesce(w.tries, 0), coalesce(w.failure, '')
  FROM closing c LEFT JOIN closing_waiting w ON w.closing_id = c.id
 WHERE c.subject = :subject AND c.subject_id = :subject_id AND c.edition = :edition AND c.organisation_id = :organisation;

-- name: closing_by_id   mode: read   scope: system (what the center closed, for who keeps its corrections: a permission)
-- Not reports: those have their own page and their own drafters.
SELECT c.id, c.subject, c.subject_id, c.edition, c.organisation_id, c.title, c.issuer, c.official, c.dated_day, c.data, c.data_digest, c.audit_seq, c.code,
       c.due_at, c.closed_at, w.closing_id IS NOT NULL, coalesce(w.tries, 0), coalesce(w.failure, '')
  FROM closing c LEFT JOIN closing_waiting w ON w.closing_id = c.id WHERE c.id = :closing AND c.edition = 'full' AND c.subject <> 'report';

-- name: closing_extracts   mode: read   scope: system (of what the actor may correct: whom a correction can be for)
SELECT c.edition || ':' || c.organisation_id, '仅' || o.short_name || '的摘编' FROM closing c JOIN organisation o ON o.id = c.organisation_id
 WHERE c.organisation_id <> 0 AND c.subject = :subject AND c.subject_id = :subject_id ORDER BY o.rank, o.id LIMIT 500;

-- name: closing_next   mode: read   scope: system (the clerk presses for everybody)
-- Whole ones before extracts, new ones before old.
SELECT c.id, c.subject, c.subject_id, c.edition, c.organisation_id, c.title, c.issuer, c.official, c.dated_day, c.data, c.data_digest, c.audit_seq, c.code,
       c.due_at, c.closed_at, 1, w.tries, w.failure
  FROM closing_waiting w JOIN closing c ON c.id = w.closing_id
 WHERE w.next_at <= :now AND c.closed_at >= :since ORDER BY c.organisation_id <> 0, w.closing_id DESC LIMIT 1;

-- name: closing_party   mode: read   scope: system (who signs a paper and whom it is addressed to)
SELECT name FROM organisation WHERE id = :organisation;

-- name: closing_page_add   mode: write   scope: system (an effect of a move, or the clerk for a command)
INSERT INTO closing_print (closing_id, page, page_digest) VALUES (:closing, :page, :digest);

-- name: closing_paper_add   mode: write   scope: system (the clerk presses for everybody)
INSERT INTO closing_paper (closing_id, paper, paper_digest, pressed_at) VALUES (:closing, :paper, :digest, :now);

-- name: closing_pressed   mode: write   scope: system (the clerk presses for everybody)
DELETE FROM closing_waiting WHERE closing_id = :closing;

-- name: closing_failed   mode: write   scope: system (the clerk presses for everybody)
UPDATE closing_waiting SET tries = tries + 1, next_at = :next, failure = :failure WHERE closing_id = :closing;

-- name: closing_page   mode: read   scope: system (of an edition the actor may see)
SELECT page FROM closing_print WHERE closing_id = :closing;

-- name: closing_paper   mode: read   scope: system (of an edition the actor may see)
SELECT paper FROM closing_paper WHERE closing_id = :closing;

-- name: closing_digests   mode: read   scope: system (of an edition the actor may see)
SELECT lower(hex(g.page_digest)), CASE WHEN p.closing_id IS NOT NULL THEN lower(hex(p.paper_digest)) END, p.pressed_at
  FROM closing_print g LEFT JOIN closing_paper p ON p.closing_id = g.closing_id WHERE g.closing_id = :closing;

-- name: closing_editions   mode: read   scope: org
-- The editions of a subject that an organisation got as its own.
SELECT edition FROM closing WHERE organisation_id = :org AND subject = :subject AND subject_id = :subject_id
 ORDER BY edition DESC LIMIT 4;

-- name: closing_correction_add   mode: write   scope: system (below a subject the actor may correct)
INSERT INTO closing_correction (subject, subject_id, edition, organisation_id, body, added_at, added_by, adder, audit_seq, code)
VALUES (:subject, :subject_id, :edition, :organisation, :body, :now, :person, :adder, :seq, :code);

-- name: closing_corrections   mode: read   scope: system (of an edition the actor may see: its own and those of all)
SELECT k.id, k.body, k.added_at, k.adder, k.audit_seq, k.code, k.edition, coalesce(o.short_name, '')
  FROM closing_correction k LEFT JOIN organisation o ON o.id = k.organisation_id
 WHERE k.subject = :subject AND k.subject_id = :subject_id
   AND (:edition = 'full' OR k.edition = 'all' OR (k.edition = :edition AND k.organisation_id = :organisation))
 ORDER BY k.id LIMIT 100;

-- name: closing_read_add   mode: write   scope: org
INSERT INTO closing_read (closing_id, person_id, reader, read_at)
SELECT c.id, :person, :reader, :now FROM closing c WHERE c.id = :closing AND c.organisation_id = :org
   AND NOT EXISTS (SELECT 1 FROM closing_read r WHERE r.closing_id = c.id AND r.person_id = :person);

-- name: closing_read_by   mode: read   scope: org
SELECT EXISTS (SELECT 1 FROM closing_read r JOIN closing c ON c.id = r.closing_id
   WHERE r.closing_id = :closing AND r.person_id = :person AND c.organisation_id = :org);

-- name: closing_readers   mode: read   scope: system (for those who issued it)
SELECT o.name, c.edition, c.due_at, r.reader, r.read_at, w.closing_id IS NOT NULL
  FROM closing c JOIN organisation o ON o.id = c.organisation_id LEFT JOIN closing_waiting w ON w.closing_id = c.id
  LEFT JOIN closing_read r ON r.closing_id = c.id AND r.read_at = (SELECT min(q.read_at) FROM closing_read q WHERE q.closing_id = c.id)
 WHERE c.subject = :subject AND c.subject_id = :subject_id AND c.organisation_id <> 0
 GROUP BY c.id ORDER BY o.rank, o.id, c.edition DESC LIMIT 500;
