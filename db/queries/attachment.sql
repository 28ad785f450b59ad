-- Sealed attachments of a matter; opening them is the keeper's (keeper.sql).

-- name: attachment_add   mode: write   scope: org
INSERT INTO attachment (uuid, matter_id, document, version, organisation_id, reader_id, name, type, size, digest, sealed_digest,
  uploaded_by, uploaded_at, evidence_day, issuer, assessor_id, report_no, conclusion, paper_received_yes, follows)
SELECT :uuid, :matter, :document,
       coalesce((SELECT max(version) FROM attachment WHERE matter_id = :matter AND document = :document
                    AND organisation_id = :owner AND coalesce(reader_id, 0) = :reader), 0) + 1,
       :owner, nullif(:reader, 0), :name, :type, :size, :digest, :sealed_digest, p.id, :now, nullif(:evidence_day, 0), :issuer,
       nullif(:assessor, 0), :report_no, :conclusion, :paper_received,
       coalesce((SELECT max(id) FROM event WHERE matter_id = :matter), 0)
  FROM person p WHERE p.id = :person AND p.organisation_id = :org
RETURNING id, version;

-- name: attachment_present   mode: read   scope: system (below a matter the actor may see)
SELECT 1 FROM attachment WHERE matter_id = :matter AND document = :document AND withdrawn_at IS NULL LIMIT 1;

-- name: attachment_unused   mode: read   scope: org
-- Handed in by the organisation itself after it last took a step that asked for this document (:actions is ",key,key,").
SELECT 1 FROM attachment a JOIN person p ON p.id = a.uploaded_by
 WHERE a.matter_id = :matter AND a.document = :document AND a.withdrawn_at IS NULL AND p.organisation_id = :org
   AND a.follows >= coalesce((SELECT max(e.id) FROM event e WHERE e.matter_id = :matter AND e.organisation_id = :org
                                 AND instr(:actions, ',' || e.action || ',') > 0), 0) LIMIT 1;

-- name: attachment_lines   mode: read   scope: org
-- Below a matter the actor may see: of documents that were handed in more than once, every version, party by party and
-- reader by reader, for decisions whose files were replaced; most matters have none.
SELECT a.document, a.organisation_id, coalesce(a.reader_id, 0), a.version, a.name, a.follows, coalesce(a.withdrawn_at, 0)
  FROM attachment a
 WHERE a.matter_id = :matter AND EXISTS (SELECT 1 FROM attachment v WHERE v.matter_id = :matter AND v.document = a.document
          AND v.organisation_id = a.organisation_id AND coalesce(v.reader_id, 0) = coalesce(a.reader_id, 0) AND v.version > 1)
   AND (a.reader_id IS NULL OR a.reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = a.matter_id AND v.organisation_id = :org))
 ORDER BY a.document, a.organisation_id, coalesce(a.reader_id, 0), a.version LIMIT 500;

-- name: attachment_readers   mode: read   scope: system (below a matter the actor may see: who takes part is on its page)
-- Who a file can be meant for; :organisation 0: all of them.
SELECT o.id, o.short_name FROM matter_party p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.matter_id = :matter AND p.part <> 'copied' AND (:organisation = 0 OR o.id = :organisation)
 ORDER BY p.part <> 'addressee', o.rank, o.id LIMIT 200;

-- name: attachment_total   mode: read   scope: system (below a matter the actor may see)
SELECT sum(size) FROM attachment WHERE matter_id = :matter;

-- name: attachment_day   mode: read   scope: org
-- Whatever became of it: a version taken back stays on the disk.
SELECT count(*), coalesce(sum(a.size), 0)
  FROM person p CROSS JOIN attachment a ON a.uploaded_by = p.id AND a.uploaded_at >= :since
 WHERE p.organisation_id = :org;

-- name: attachment_own   mode: read   scope: org
SELECT a.document, a.version, a.name, a.uploaded_by, a.uploaded_at, a.withdrawn_at, coalesce(a.reader_id, 0), r.short_name
  FROM attachment a LEFT JOIN organisation r ON r.id = a.reader_id
 WHERE a.id = :id AND a.matter_id = :matter AND a.uploaded_by IN (SELECT id FROM person WHERE organisation_id = :org);

-- name: attachment_withdraw   mode: write   scope: system (found as the person's own before)
UPDATE attachment SET withdrawn_at = :now WHERE id = :id AND withdrawn_at IS NULL;

-- name: attachment_assessor   mode: read   scope: system (the register of assessors is open to every participant)
-- Whether it is or was qualified for the kind, whether on that day, and in which periods.
SELECT a.name, EXISTS (SELECT 1 FROM assessor_qualification q WHERE q.assessor_id = a.id AND q.kind = :kind),
       EXISTS (SELECT 1 FROM assessor_qualification q WHERE q.assessor_id = a.id AND q.kind = :kind AND :day BETWEEN q.valid_from AND q.valid_to),
       coalesce((SELECT group_concat(period, '、') FROM (
         SELECT date(q.valid_from * 86400, 'unixepoch') || ' 至 ' || date(q.valid_to * 86400, 'unixepoch') AS period
           FROM assessor_qualification q WHERE q.assessor_id = a.id AND q.kind = :kind ORDER BY q.valid_from LIMIT 20)), '')
  FROM assessor a WHERE a.id = :assessor;
