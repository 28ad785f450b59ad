-- The audit log.  It records everybody's doings and has one reader, the audit
-- administrator (MAY_AUDIT), so nothing here is bound to an organisation.

-- name: audit_last   mode: read   scope: system (the chain is one for all)
-- The newest row, or the anchor when every row was pruned.
SELECT seq, ts, h FROM (
  SELECT seq, ts, h FROM audit ORDER BY seq DESC LIMIT 1)
UNION ALL
SELECT seq, 0, h FROM audit_anchor WHERE NOT EXISTS (SELECT 1 FROM audit);

-- name: audit_anchor   mode: read   scope: system (the chain is one for all)
SELECT seq, h FROM audit_anchor WHERE id = 1;

-- name: audit_insert   mode: write   scope: system (the chain is one for all)
INSERT INTO audit (seq, ts, wall, person_id, organisation_id, actor, role, source, action, object, object_id,
  outcome, detail, request, salt, d, prev, h)
VALUES (:seq, :ts, :wall, :person, :organisation, :actor, :role, :source, :action, :object, :object_id,
  :outcome, :detail, :request, :salt, :d, :prev, :h);

-- name: audit_slice   mode: read   scope: system (verification and export read every row)
-- bytes: the true size of the texts, which a NUL inside them would hide from C.
SELECT seq, ts, wall, person_id, organisation_id, actor, role, source, action, object, object_id,
  outcome, detail, request, salt, d, prev, h,
  length(CAST(actor AS BLOB)) + length(CAST(role AS BLOB)) + length(CAST(source AS BLOB))
  + length(CAST(action AS BLOB)) + length(CAST(object AS BLOB)) + length(CAST(outcome AS BLOB))
  + length(CAST(detail AS BLOB)) + length(CAST(request AS BLOB)) AS bytes
FROM audit WHERE seq > :after AND seq <= :until ORDER BY seq LIMIT :limit;

-- name: audit_checkpoint_slice   mode: read   scope: system (verification and export read every checkpoint)
SELECT seq, ts, h, root, signature FROM audit_checkpoint WHERE seq > :after ORDER BY seq LIMIT :limit;

-- name: audit_checkpoint_last   mode: read   scope: system (the keeper extends its newest)
SELECT seq, ts, h, root, signature FROM audit_checkpoint ORDER BY seq DESC LIMIT 1;

-- name: audit_checkpoint_at   mode: read   scope: system (an anchor and the keeper's memory must lie on one)
SELECT seq, ts, h, root, signature FROM audit_checkpoint WHERE seq = :seq;

-- name: audit_checkpoint_insert   mode: write   scope: system (written by the keeper alone)
INSERT INTO audit_checkpoint (seq, ts, h, root, signature) VALUES (:seq, :ts, :h, :root, :signature);

-- name: audit_keep_days   mode: read   scope: system (retention is a rule for all)
-- The longest promise ever made; the schema never lets it fall below 184.
SELECT coalesce(max(CAST(value AS INTEGER)), 184) FROM setting WHERE key = 'audit_keep_days';

-- name: audit_signed_day   mode: read   scope: system (retention is a rule for all)
-- How many of the newest signed days there are, 184 at most, and the oldest of them.
WITH RECURSIVE signed (day, n) AS (
  SELECT max(ts / 86400), 1 FROM audit_checkpoint
  UNION ALL
  SELECT (SELECT max(ts / 86400) FROM audit_checkpoint WHERE ts / 86400 < day), n + 1
    FROM signed WHERE n < 184 AND day IS NOT NULL)
SELECT count(*), coalesce(min(day), 0) FROM signed WHERE day IS NOT NULL;

-- name: audit_prune_limit   mode: read   scope: system (retention is a rule for all)
-- The last checkpoint up to which rows may go: older than :before, and of :day (the 184th signed one) or before.
SELECT seq FROM audit_checkpoint WHERE ts / 86400 <= min(:day, :before / 86400) AND ts < :before
 ORDER BY ts / 86400 DESC, seq DESC LIMIT 1;

-- name: audit_prune_next   mode: read   scope: system (pruning goes from checkpoint to checkpoint)
SELECT min(seq) FROM audit_checkpoint WHERE seq > (SELECT seq FROM audit_anchor) AND seq <= :until;

-- name: audit_first   mode: read   scope: system (retention is a rule for all)
SELECT seq, ts FROM audit ORDER BY seq LIMIT 1;

-- name: audit_prune   mode: write   scope: system (the schema refuses rows that are too young)
DELETE FROM audit WHERE seq <= :until;

-- name: audit_said   mode: read   scope: system (whether a recurring event was recorded since)
SELECT count(*) FROM (SELECT ts FROM audit WHERE action = :action ORDER BY seq DESC LIMIT 1) WHERE ts >= :since;

-- name: refusal_count   mode: write   scope: system (strangers have no organisation)
INSERT INTO refusal_count (source, minute, action, n) VALUES (:source, :minute, :action, 1)
ON CONFLICT (source, minute, action) DO UPDATE SET n = n + 1;

-- name: refusal_pending   mode: read   scope: system (strangers have no organisation)
-- One line per source and minute that is over.
SELECT source, minute, sum(n), json_group_object(action, n) FROM (
  SELECT source, minute, action, n FROM refusal_count WHERE minute < :minute ORDER BY minute, source, action)
GROUP BY minute, source ORDER BY minute, source LIMIT 200;

-- name: refusal_done   mode: write   scope: system (strangers have no organisation)
DELETE FROM refusal_count WHERE source = :source AND minute = :minute;

-- ---- a part of the log that proves itself (kernel/audit_part.h) ----

-- name: audit_checkpoint_before   mode: read   scope: system (where the rows under a checkpoint begin)
SELECT max(seq) FROM audit_checkpoint WHERE seq < :seq;

-- name: audit_part_rows   mode: read   rows: all (what was done to one object)   scope: system (the caller says of whose people: an organisation reads of its own alone, and never what they did as guests; who asks in the center's name not what its posts decided)
SELECT a.seq FROM audit a
 WHERE a.object = :object AND a.object_id = :id AND a.seq <= :until
   AND (:organisation = 0 OR (a.organisation_id = :organisation AND instr(a.role, 'review.expert') = 0
        AND instr(a.role, 'assessor.') = 0 AND instr(a.role, 'center.') = 0
        AND NOT EXISTS (SELECT 1 FROM matter_guest g WHERE g.person_id = a.person_id AND g.matter_id = :matter)))
 ORDER BY a.seq;

-- name: audit_part_guest   mode: read   scope: system (whether somebody was invited to a matter; only the answer is used)
SELECT count(*) FROM matter_guest WHERE person_id = :person AND matter_id = :matter;

-- name: audit_part_archives   mode: read   scope: system (the log is one for all)
SELECT file, first_seq, last_seq, digest FROM audit_archive
 WHERE file IS NOT NULL AND ended_at IS NOT NULL AND failure IS NULL ORDER BY first_seq LIMIT :limit;
