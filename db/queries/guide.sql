-- Procedures as people read them.

-- name: guide_procedures   mode: read   scope: system (procedures are public among the participants)
SELECT p.id, p.key, p.title AS procedure_title, p.version AS version_n, p.valid_from AS valid_from_day, p.loaded_at,
       coalesce((SELECT title FROM person WHERE id = p.loaded_by), '系统') AS loaded_by,
       (SELECT count(*) FROM matter m WHERE m.procedure_id = p.id AND m.closed_at IS NULL) AS open_n
  FROM procedure p WHERE p.version = (SELECT max(version) FROM procedure n WHERE n.key = p.key)
 ORDER BY p.key LIMIT 100;

-- name: guide_versions   mode: read   scope: system (procedures are public among the participants)
SELECT p.id, p.version AS version_n, p.valid_from AS valid_from_day, p.loaded_at,
       coalesce((SELECT title FROM person WHERE id = p.loaded_by), '系统') AS loaded_by,
       (SELECT title FROM person WHERE id = p.approved_by) AS approved_by_if,
       lower(hex(substr(p.digest, 1, 4))) AS digest_code
  FROM procedure p WHERE p.key = :key ORDER BY p.version DESC LIMIT 50;

-- name: guide_counts   mode: read   rows: all (procedures times states)   scope: org
SELECT procedure_key, state, n FROM matter_count WHERE organisation_id = :org AND n > 0;

-- name: guide_last_done   mode: read   scope: org
-- A draft that was given up proves nothing.
SELECT m.id, m.number || ' ' || m.title, m.closed_at FROM matter_party p JOIN matter m ON m.id = p.matter_id
 WHERE p.organisation_id = :org AND p.procedure_key = :key AND p.state = :state AND m.number IS NOT NULL
 ORDER BY m.closed_at DESC, m.id DESC LIMIT 1;

-- name: guide_own_waiting   mode: read   scope: org
-- Open seats of the organisation in matters of these procedures, each matter once, those due first; without a limit last.
SELECT m.id, coalesce(m.number || ' ', '') || m.title, m.procedure_id, m.state, iif(min(t.due_at) = 253402300799, 0, min(t.due_at))
  FROM task t JOIN matter m ON m.id = t.matter_id
 WHERE t.organisation_id = :org AND t.closed_at IS NULL AND instr(:keys, ' ' || m.procedure_key || ' ') > 0
   AND EXISTS (SELECT 1 FROM matter_party v WHERE v.organisation_id = :org AND v.matter_id = m.id)
 GROUP BY m.id ORDER BY min(t.due_at), m.id LIMIT 20;

-- ---- compliance now: total, good, bad ----

-- name: guide_flow   mode: read   scope: system (the center counts what is under way)
-- A draft that nobody handed in is nobody's business but its author's, here and in compliance_matters.
SELECT count(*), sum(closed_at IS NOT NULL), sum(closed_at IS NULL AND due_at < :now) FROM matter
 WHERE procedure_key = :key AND opened_at >= :since AND number IS NOT NULL;

-- name: guide_late   mode: read   scope: system (the center counts what is under way)
WITH late AS (SELECT count(*) AS n FROM matter WHERE due_at < :now AND due_at IS NOT NULL AND closed_at IS NULL),
     dated AS (SELECT count(*) AS n FROM matter WHERE due_at IS NOT NULL AND closed_at IS NULL)
SELECT dated.n, dated.n - late.n, late.n FROM late, dated;

-- name: guide_reports   mode: read   scope: system (the center counts systems on trial)
SELECT count(*), sum(due_at IS NULL OR due_at >= :now), sum(due_at < :now) FROM matter
 WHERE procedure_key = 'application' AND opened_at > 0 AND state IN ('trial', 'rectifying');

-- name: guide_statements   mode: read   scope: system (the center counts statements of responsibility)
SELECT count(*), sum(agreed), sum(1 - agreed) FROM (
  SELECT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.action = 'approve_application') AS agreed
    FROM matter m WHERE m.procedure_key = 'application' AND m.opened_at > 0
     AND m.state IN ('configuring', 'monitoring', 'receipt', 'deploying', 'rehearsal', 'cutover', 'parallel', 'trial',
                     'report_check', 'rectifying', 'operating')
     AND NOT EXISTS (SELECT 1 FROM matter b WHERE b.id = m.base_matter_id AND b.procedure_key = 'takeover'));

-- name: guide_retention   mode: read   scope: system (how long this platform keeps its log)
SELECT 1, coalesce((SELECT max(CAST(value AS INTEGER)) FROM setting WHERE key = 'audit_keep_days'), 184) >= 184,
       coalesce((SELECT max(CAST(value AS INTEGER)) FROM setting WHERE key = 'audit_keep_days'), 184) < 184;

-- ---- duties and responsibilities ----

-- name: guide_owed   mode: read   scope: org
-- :missed and :waived as in round_counts, here and below.
-- Of one duty in one period what each organisation owes (:all: the center sees everybody's); weeks by the days they began on
-- (:period '').  The newest that is still open, else the newest, is the one to go to, for those who take part in it.
SELECT m.organisation_id, o.short_name, o.rank, count(*), sum(m.closed_at IS NOT NULL AND instr(:missed, ' ' || m.state || ' ') = 0),
       sum(CASE WHEN m.closed_at IS NULL THEN m.due_at < :now ELSE instr(:missed, ' ' || m.state || ' ') > 0 END),
       coalesce(max(CASE WHEN m.closed_at IS NULL THEN v.matter_id END), max(v.matter_id), 0),
       coalesce(min(CASE WHEN m.closed_at IS NULL THEN m.due_at END), 0)
  FROM matter m JOIN organisation o ON o.id = m.organisation_id
  LEFT JOIN matter_party v ON v.organisation_id = :org AND v.matter_id = m.id
 WHERE m.procedure_key = :key AND m.period <> '' AND (m.period = :period OR :period = '')
   AND m.opened_at >= :from AND m.opened_at < :to AND (:all = 1 OR m.organisation_id = :org) AND instr(:waived, ' ' || m.state || ' ') = 0
 GROUP BY m.organisation_id ORDER BY o.rank, o.id LIMIT 600;

-- name: guide_owed_beside   mode: read   scope: org
-- What each organisation owes of one duty in a month beside what was opened for it (:period, weeks from :before on): opened
-- in it late, open and due from :since on (0 in the month that runs: overdue from earlier too) or closed within the month.
-- Of which periods.
SELECT m.organisation_id, o.short_name, o.rank, count(*), sum(m.closed_at IS NOT NULL AND instr(:missed, ' ' || m.state || ' ') = 0),
       sum(CASE WHEN m.closed_at IS NULL THEN m.due_at < :now ELSE instr(:missed, ' ' || m.state || ' ') > 0 END),
       coalesce(max(CASE WHEN m.closed_at IS NULL THEN v.matter_id END), max(v.matter_id), 0),
       coalesce(min(CASE WHEN m.closed_at IS NULL THEN m.due_at END), 0), min(m.period), max(m.period)
  FROM matter m JOIN organisation o ON o.id = m.organisation_id
  LEFT JOIN matter_party v ON v.organisation_id = :org AND v.matter_id = m.id
 WHERE m.procedure_key = :key AND m.opened_at > 0 AND m.opened_at < :before AND m.period NOT IN ('', :period)
   AND (:all = 1 OR m.organisation_id = :org) AND instr(:waived, ' ' || m.state || ' ') = 0
   AND (m.opened_at >= :from AND m.opened_at < :to OR m.closed_at >= :from AND m.closed_at < :to
        OR m.closed_at IS NULL AND m.due_at >= :since AND m.due_at < :to)
 GROUP BY m.organisation_id ORDER BY o.rank, o.id LIMIT 600;

-- name: guide_reports_owed   mode: read   scope: org
-- Results to be reported to the center within the month (:first to :last), in the running one (:since 0) also those that are
-- late from earlier: what was reported in time is done, what was not is late.
SELECT f.organisation_id, o.short_name, o.rank, count(*), sum(coalesce(f.reported_day <= f.due_day, 0)),
       sum(coalesce(f.reported_day, :today) > f.due_day),
       coalesce(max(CASE WHEN f.reported_day IS NULL THEN v.matter_id END), max(v.matter_id), 0),
       coalesce(min(CASE WHEN f.reported_day IS NULL THEN f.due_day END) * 86400 + 57599, 0)
  FROM filing_report f JOIN organisation o ON o.id = f.organisation_id JOIN matter m ON m.id = f.matter_id
  LEFT JOIN matter_party v ON v.organisation_id = :org AND v.matter_id = f.matter_id
 WHERE m.state <> 'withdrawn' AND (:all = 1 OR f.organisation_id = :org)
   AND (f.due_day BETWEEN :first AND :last OR f.due_day BETWEEN :since AND :last AND f.reported_day IS NULL)
 GROUP BY f.organisation_id ORDER BY o.rank, o.id LIMIT 600;

-- name: guide_owed_records   mode: read   scope: org
-- The matters behind a figure: of guide_owed, or with :beside 1 of guide_owed_beside.
SELECT m.opened_at AS sort_key, m.id, coalesce(m.number || ' ', '') || m.title AS subject, o.short_name AS owner, m.period,
       CASE WHEN instr(:missed, ' ' || m.state || ' ') > 0 THEN 2 WHEN m.closed_at IS NOT NULL THEN 0 WHEN m.due_at < :now THEN 2
            ELSE 1 END AS standing, m.holder, CASE WHEN m.closed_at IS NULL THEN (m.due_at + 28800) / 86400 END AS due_day,
       iif(v.matter_id IS NULL, '', '/matters/' || m.id) AS href
  FROM matter m JOIN organisation o ON o.id = m.organisation_id
  LEFT JOIN matter_party v ON v.organisation_id = :org AND v.matter_id = m.id
 WHERE m.procedure_key = :key AND m.opened_at > 0 AND m.period <> '' AND (:all = 1 OR m.organisation_id = :org)
   AND CASE WHEN :beside = 0 THEN (m.period = :period OR :period = '') AND m.opened_at >= :from AND m.opened_at < :to
       ELSE m.period <> :period AND m.opened_at < :before
            AND (m.opened_at >= :from AND m.opened_at < :to OR m.closed_at >= :from AND m.closed_at < :to
                 OR m.closed_at IS NULL AND m.due_at >= :since AND m.due_at < :to) END
   AND instr(:waived, ' ' || m.state || ' ') = 0
   AND (:standing < 0 OR standing = :standing) AND (m.opened_at, m.id) < (:after_sort, :after_id)
 ORDER BY m.opened_at DESC, m.id DESC LIMIT :limit;

-- name: guide_reports_owed_records   mode: read   scope: org
-- The same of guide_reports_owed.
SELECT f.due_day AS sort_key, f.matter_id AS id, coalesce(m.number || ' ', '') || m.title AS subject, o.short_name AS owner, '' AS period,
       CASE WHEN coalesce(f.reported_day, :today) > f.due_day THEN 2 WHEN f.reported_day IS NULL THEN 1 ELSE 0 END AS standing, m.holder,
       CASE WHEN f.reported_day IS NULL THEN f.due_day END AS due_day, iif(v.matter_id IS NULL, '', '/matters/' || m.id) AS href
  FROM filing_report f JOIN organisation o ON o.id = f.organisation_id JOIN matter m ON m.id = f.matter_id
  LEFT JOIN matter_party v ON v.organisation_id = :org AND v.matter_id = f.matter_id
 WHERE m.state <> 'withdrawn' AND (:all = 1 OR f.organisation_id = :org)
   AND (f.due_day BETWEEN :first AND :last OR f.due_day BETWEEN :since AND :last AND f.reported_day IS NULL)
   AND (:standing < 0 OR standing = :standing) AND (f.due_day, f.matter_id) < (:after_sort, :after_id)
 ORDER BY f.due_day DESC, f.matter_id DESC LIMIT :limit;

-- name: guide_platform_owners   mode: read   rows: all (the platforms)   scope: org
-- Who runs them is known to everybody; the platform itself to whom registry_platform shows it, else 0.  The telephone it was
-- admitted with, else its operator's, here and below.
SELECT iif(p.operator_id = :org
         OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops'))
         OR EXISTS (SELECT 1 FROM allocation a JOIN system s ON s.id = a.system_id
                     WHERE a.platform_id = p.id AND a.freed_at IS NULL AND s.organisation_id = :org), p.id, 0),
       p.name, o.name, coalesce(nullif(p.operation_phone, ''), o.phone), p.operation_post
  FROM platform p JOIN organisation o ON o.id = p.operator_id
 WHERE p.ended_at IS NULL ORDER BY p.rank, p.id;

-- name: guide_kind_owners   mode: read   scope: system (who runs the whole is known to everybody)
SELECT o.name, o.phone FROM organisation o JOIN organisation_kind k ON k.organisation_id = o.id AND k.kind = :kind
 WHERE o.valid_to IS NULL OR o.valid_to >= :today ORDER BY o.rank, o.id LIMIT 20;

-- name: guide_system_owners   mode: read   scope: org
-- Its own systems, those it hosts or watches; below each platform the telephone of who runs it.
SELECT s.created_at AS sort_key, s.id, s.name, o.name AS unit_name, s.responsible_title, s.responsible_phone,
       s.department, s.security_title, s.security_phone,
       s.responsible_title = '' OR s.responsible_phone = '' OR s.security_title = '' OR s.security_phone = '' AS gap_yes,
       s.responsible_title = '' AS titleless_yes, s.responsible_phone = '' AS phoneless_yes,
       s.security_title = '' AS guardless_yes, s.security_phone = '' AS guard_phoneless_yes,
       (SELECT group_concat(line, '、') FROM (SELECT DISTINCT p.name || ' ' || coalesce(nullif(p.operation_phone, ''), nullif(p_o.phone, ''), '缺电话') AS line
         FROM allocation a JOIN platform p ON p.id = a.platform_id JOIN organisation p_o ON p_o.id = p.operator_id
         WHERE a.system_id = s.id AND a.freed_at IS NULL ORDER BY p.rank)) AS platform_names
  FROM system s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.state <> 'ended' AND (s.created_at, s.id) > (:after_sort, :after_id)
   AND (s.organisation_id = :org OR EXISTS (SELECT 1 FROM system_party p WHERE p.organisation_id = :org AND p.system_id = s.id))
 ORDER BY s.created_at, s.id LIMIT :limit;
