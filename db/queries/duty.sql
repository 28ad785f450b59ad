-- Duties of everybody: self-check, logs, plans.

-- name: duty_last_form   mode: read   scope: system (below a matter that is just being opened for its organisation)
SELECT f.body FROM matter own
  JOIN matter m ON m.procedure_key = own.procedure_key AND m.organisation_id = own.organisation_id
   AND coalesce(m.platform_id, 0) = coalesce(own.platform_id, 0) AND coalesce(m.system_id, 0) = coalesce(own.system_id, 0)
   AND m.period <> '' AND m.period < own.period AND m.revision > 0
  JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
 WHERE own.id = :matter ORDER BY m.period DESC LIMIT 1;

-- name: duty_own_subjects   mode: read   scope: org
SELECT name FROM (
  SELECT s.name, s.created_at AS at FROM system s WHERE s.organisation_id = :org AND s.state NOT IN ('allocating', 'ended')
  UNION ALL SELECT p.name, 0 FROM platform p WHERE p.operator_id = :org)
 ORDER BY at, name LIMIT 200;

-- name: duty_live_subjects   mode: read   scope: system (below a matter the actor may see: its organisation's own)
SELECT subject FROM live_subject WHERE organisation_id = :organisation AND begun_day <= :last
 GROUP BY subject ORDER BY min(since), subject LIMIT 200;

-- name: duty_ended_subjects   mode: read   scope: system (below a matter the actor may see: its organisation's own)
-- By a name that nothing live bears.
SELECT s.name FROM system s WHERE s.organisation_id = :organisation AND s.state = 'ended'
   AND NOT EXISTS (SELECT 1 FROM system n WHERE n.organisation_id = :organisation AND n.name = s.name AND n.state <> 'ended')
UNION SELECT p.name FROM platform p WHERE p.operator_id = :organisation AND p.ended_at IS NOT NULL
UNION SELECT r.name FROM platform p JOIN platform_renamed r ON r.platform_id = p.id WHERE p.operator_id = :organisation AND r.name <> p.name
 ORDER BY 1 LIMIT 200;

-- name: duty_rules_twin   mode: read   scope: system (a guard below a matter the actor may see: its organisation's own)
-- Rules of the same name that are in force; those it replaces when it is of their edition.
SELECT m.id, coalesce(m.number, ''), coalesce(json_extract(f.body, '$.edition'), '')
  FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
 WHERE m.organisation_id = :organisation AND m.procedure_key = 'om_rules' AND m.id <> :matter
   AND m.state IN ('in_force', 'year_check', 'year_registering', 'year_returned') AND json_extract(f.body, '$.name') = :name
   AND (m.id <> :base OR json_extract(f.body, '$.edition') = :edition) ORDER BY m.id LIMIT 1;

-- name: duty_readiness   mode: read   scope: system (below a matter the actor may see: its organisation's own counts)
SELECT coalesce(sum(procedure_key = 'drill'), 0), coalesce(sum(procedure_key = 'training'), 0) FROM exercise_done
 WHERE organisation_id = :organisation AND json_extract(body, '$.held_day') BETWEEN :first AND :last
   AND coalesce(json_extract(body, '$.hours'), 1) > 0;

-- name: duty_drill_hazards   mode: read   scope: system (a guard below a matter the actor may see)
-- What became of a drill's problems and is not closed yet, also issued anew to another, the oldest first, with how many there are.
WITH RECURSIVE found (id) AS (VALUES (:matter) UNION
  SELECT m.id FROM found f JOIN matter m ON m.base_matter_id = f.id AND m.procedure_key = 'hazard')
SELECT coalesce(m.number || ' ', '') || m.title, count(*) OVER () FROM found f JOIN matter m ON m.id = f.id
 WHERE m.id <> :matter AND m.closed_at IS NULL ORDER BY m.id LIMIT 3;

-- name: duty_log_add   mode: write   scope: system (the effect of an attestation)
INSERT INTO log_holding (organisation_id, period, line, subject, kind, place, earliest_day, matter_id)
VALUES (:organisation, :period, :line, :subject, :kind, :place, :earliest, :matter);

-- name: duty_log_gaps   mode: read   scope: org
-- Of the newest attestation of each organisation what reaches back too little (:all: the center and secops see everybody's).
SELECT o.rank AS sort_key, l.id, o.name AS unit_name, l.period, l.subject, l.place, l.earliest_day,
       CASE l.kind WHEN 'operation' THEN '操作日志' WHEN 'system' THEN '系统日志' WHEN 'security' THEN '安全日志'
                   WHEN 'database' THEN '数据库日志' ELSE '网络日志' END AS kind_label,
       l.earliest_day - max(:allowed, l.begun_day) AS missing_n, l.matter_id, p.matter_id IS NOT NULL AS open_yes, p.matter_id IS NULL AS shut_yes
  FROM organisation o
  JOIN log_held l ON l.organisation_id = o.id
   AND l.period = (SELECT max(period) FROM log_holding n WHERE n.organisation_id = o.id)
  LEFT JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = l.matter_id
 WHERE l.earliest_day > max(:allowed, l.begun_day) AND (:all = 1 OR o.id = :org) AND (o.rank, l.id) > (:after_sort, :after_id)
 ORDER BY o.rank, l.id LIMIT :limit;

-- name: duty_log_begun   mode: read   scope: system (below a matter the actor may see: its organisation's own)
-- The first day there can be logs of it; 0: not known.
SELECT coalesce((SELECT min(begun_day) FROM system_logged WHERE organisation_id = :organisation AND subject = :subject),
                (SELECT min(begun_day) FROM platform_logged WHERE organisation_id = :organisation AND subject = :subject), 0);

-- name: duty_logs_short   mode: read   scope: system (the effect of an attestation)
-- What it says reaches back too little, one line for each system or platform: unless a hazard about that is open already, also
-- issued anew to another.  What began as the hazard of a gap, without a draft, is about something else.
WITH RECURSIVE found (id) AS (
  SELECT h.id FROM matter own JOIN matter b ON b.organisation_id = own.organisation_id AND b.procedure_key = 'log_attestation'
    CROSS JOIN matter h ON h.base_matter_id = b.id AND h.procedure_key = 'hazard'
   WHERE own.id = :matter AND (h.state = 'draft' OR EXISTS (SELECT 1 FROM event e WHERE e.matter_id = h.id AND e.action = 'issue'))
  UNION SELECT m.id FROM found f JOIN matter m ON m.base_matter_id = f.id AND m.procedure_key = 'hazard'),
open AS (
  SELECT m.system_id, m.platform_id, m.title, json_extract(coalesce(d.body, w.body, '{}'), '$.asset') AS asset
    FROM found CROSS JOIN matter m ON m.id = found.id AND m.closed_at IS NULL
    LEFT JOIN matter_draft d ON d.matter_id = m.id LEFT JOIN matter_form w ON w.matter_id = m.id AND w.revision = m.revision)
SELECT l.subject, coalesce(l.system_id, 0), coalesce(l.platform_id, 0), max(l.earliest_day), max(:allowed, l.begun_day),
       group_concat(CASE l.kind WHEN 'operation' THEN '操作日志' WHEN 'system' THEN '系统日志' WHEN 'security' THEN '安全日志'
                    WHEN 'database' THEN '数据库日志' ELSE '网络日志' END || '最早可查 ' || date(l.earliest_day * 86400, 'unixepoch'), '，')
  FROM log_held l WHERE l.matter_id = :matter AND l.earliest_day > max(:allowed, l.begun_day)
   AND NOT EXISTS (SELECT 1 FROM open o WHERE o.system_id = l.system_id OR o.platform_id = l.platform_id
         OR (coalesce(o.system_id, o.platform_id) IS NULL OR coalesce(l.system_id, l.platform_id) IS NULL)
            AND (o.asset = l.subject OR instr(o.title, substr(l.subject || '日志留存不足', 1, 60)) = 1))
 GROUP BY l.subject ORDER BY min(l.line) LIMIT 200;

-- name: duty_gap_add   mode: write   scope: system (the effect of an attestation)
INSERT INTO log_gap (matter_id, line, organisation_id, subject, kind, first_day, last_day, reason)
VALUES (:matter, :line, :organisation, :subject, :kind, :from, :to, :reason);

-- name: duty_gaps_of   mode: read   scope: system (below a matter the actor may see, or the actor's own)
SELECT subject, kind, first_day, last_day FROM log_gap WHERE organisation_id = :organisation AND last_day >= :since
 ORDER BY first_day, matter_id, line LIMIT 200;

-- name: duty_holdings_newest   mode: read   scope: org
SELECT max(period) FROM log_holding WHERE organisation_id = :org HAVING count(*) > 0;

-- name: duty_holdings   mode: read   scope: org
SELECT subject, kind, earliest_day FROM log_holding
 WHERE organisation_id = :org AND period = (SELECT max(period) FROM log_holding n WHERE n.organisation_id = :org)
 ORDER BY line LIMIT 200;

-- name: duty_unbroken   mode: read   scope: org
-- Of the newest attestations (:all: of everybody): how many, too short, with a gap in the last six months, either.
WITH held AS (SELECT l.earliest_day > max(:allowed, l.begun_day) AS brief,
       EXISTS (SELECT 1 FROM log_gap g WHERE g.organisation_id = l.organisation_id AND g.last_day >= :allowed
                AND g.subject = l.subject AND g.kind = l.kind) AS broken
  FROM organisation o JOIN log_held l ON l.organisation_id = o.id
   AND l.period = (SELECT max(period) FROM log_holding n WHERE n.organisation_id = o.id)
 WHERE :all = 1 OR o.id = :org)
SELECT count(*), coalesce(sum(brief), 0), coalesce(sum(broken), 0), coalesce(sum(brief OR broken), 0) FROM held;

-- name: duty_unattested   mode: read   scope: org
-- Live by the end of the newest attestation of an organisation and not in it (:all: of everybody).
WITH newest AS (SELECT organisation_id, max(period) AS period FROM log_holding GROUP BY organisation_id)
SELECT o.name, l.subject, n.period
  FROM newest n JOIN organisation o ON o.id = n.organisation_id JOIN live_subject l ON l.organisation_id = n.organisation_id
 WHERE (:all = 1 OR o.id = :org) AND (o.valid_to IS NULL OR o.valid_to >= :today)
   AND l.begun_day < CAST(strftime('%s', n.period || '-01', '+1 month') AS INTEGER) / 86400
   AND NOT EXISTS (SELECT 1 FROM log_holding h WHERE h.organisation_id = n.organisation_id AND h.period = n.period
                      AND (h.subject = l.subject OR h.subject IN (SELECT r.name FROM platform_renamed r WHERE r.platform_id = l.platform_id)))
 ORDER BY o.rank, o.id, l.since, l.subject LIMIT 200;

-- name: duty_breaks   mode: read   scope: org
-- Gaps of the last six months, newest first; the attestation only for those who take part in it, else 0.
SELECT coalesce((SELECT p.matter_id FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = g.matter_id), 0), o.name, g.subject, g.kind, g.first_day, g.last_day, g.reason
  FROM log_gap g JOIN organisation o ON o.id = g.organisation_id
 WHERE g.last_day >= :allowed AND (:all = 1 OR g.organisation_id = :org) ORDER BY g.last_day DESC, g.matter_id, g.line LIMIT 100;
