-- The dossier of one system (一系统一档).  What is in it is what the pages show the
-- same person: a system its organisation has part in, below it the matters it has part in.

-- name: dossier_system   mode: read   scope: org
SELECT s.name, s.short_name, f.filing_no, o.name, s.state, CASE s.level WHEN 1 THEN '一级' WHEN 2 THEN '二级' WHEN 3 THEN '三级' ELSE '四级' END,
       s.zones, s.department, s.responsible_title, s.responsible_phone, s.security_title, s.security_phone, s.icp_no, s.monitored_yes, s.imported_yes, s.created_at, s.operating_at, s.expires_day,
       s.ended_at, coalesce(b.name, ''), s.organisation_id
  FROM system s JOIN system_party p ON p.organisation_id = :org AND p.system_id = s.id
  JOIN filing f ON f.id = s.filing_id JOIN organisation o ON o.id = s.organisation_id
  LEFT JOIN system b ON b.id = s.base_system_id WHERE s.id = :system;

-- name: dossier_matters   mode: read   scope: org
SELECT m.id FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
 WHERE m.system_id = :system ORDER BY m.id LIMIT :limit;

-- name: dossier_documents   mode: read   scope: org
-- Below a matter the actor may see; documents of the center alone are left out by the caller.
SELECT a.id, a.document, a.version, a.name, a.type, a.size, hex(a.digest), o.short_name, p.title, a.uploaded_at, a.issuer
  FROM attachment a JOIN organisation o ON o.id = a.organisation_id JOIN person p ON p.id = a.uploaded_by
 WHERE a.matter_id = :matter AND a.withdrawn_at IS NULL
   AND (a.reader_id IS NULL OR a.reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = a.matter_id AND v.organisation_id = :org))
 ORDER BY a.document, a.organisation_id, coalesce(a.reader_id, 0), a.version LIMIT 500;

-- name: dossier_drawings   mode: read   scope: org
-- Who drew the dossier, for the unit the system belongs to.
SELECT a.actor AS drawer, a.ts AS drawn_at FROM audit a JOIN system s ON s.id = a.object_id AND s.organisation_id = :org
 WHERE a.object = 'system' AND a.object_id = :system AND a.action = 'dossier.draw' ORDER BY a.seq DESC LIMIT 20;

-- ---- tables: each in index.html and as a file of data/; a column matter_id makes the next one a link ----

-- name: dossier_allocations   mode: read   scope: org
SELECT CASE WHEN v.matter_id IS NULL THEN 0 ELSE m.id END AS matter_id,
       CASE WHEN v.matter_id IS NULL THEN iif(a.imported_yes = 1, '存量导入', '') ELSE m.number END AS number,
       l.name AS platform, c.label AS class, a.granted AS granted_n, a.allocated AS allocated_n, c.unit AS unit, a.granted_at, a.freed_at
  FROM allocation a JOIN platform l ON l.id = a.platform_id JOIN resource_class c ON c.key = a.class
  LEFT JOIN matter m ON m.id = a.matter_id
  LEFT JOIN matter_party v ON v.matter_id = m.id AND v.organisation_id = :org
 WHERE a.system_id = :system ORDER BY a.granted_at, l.rank, l.id, c.rank, a.id LIMIT :limit;

-- name: dossier_changes   mode: read   scope: org
SELECT m.id AS matter_id, m.number, l.name AS platform, c.label AS class, h.before AS before_n, h.asked AS asked_n, h.granted AS granted_n,
       c.unit AS unit, h.reason, h.granted_at, h.executed_at
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
  JOIN change_line h ON h.matter_id = m.id JOIN platform l ON l.id = h.platform_id JOIN resource_class c ON c.key = h.class
 WHERE m.system_id = :system ORDER BY m.id, l.rank, l.id, c.rank LIMIT :limit;

-- name: dossier_reports   mode: read   scope: org
SELECT m.id AS matter_id, m.number, a.name AS file, a.issuer, a.report_no, a.evidence_day, a.conclusion, a.uploaded_at
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
  JOIN attachment a ON a.matter_id = m.id AND a.issuer <> '' AND a.withdrawn_at IS NULL
 WHERE m.system_id = :system
   AND (NOT EXISTS (SELECT 1 FROM procedure_internal i WHERE i.procedure_id = m.procedure_id AND i.document = a.document)
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
   AND (a.reader_id IS NULL OR a.reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = m.id AND v.organisation_id = :org))
 ORDER BY a.id LIMIT :limit;

-- name: dossier_usage_months   mode: read   scope: org
-- Other operators' platforms are left out, as on the page.
SELECT u.period, count(*) AS machines_n, sum(u.vcpu) AS vcpu_n, sum(u.memory_gb) AS memory_n,
       sum(u.cpu_avg * u.vcpu) / sum(u.vcpu) AS cpu_avg_pct, sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu) AS cpu_p95_pct,
       sum(u.mem_avg * u.memory_gb) / sum(u.memory_gb) AS mem_avg_pct, sum(u.mem_p95 * u.memory_gb) / sum(u.memory_gb) AS mem_p95_pct,
       sum(u.disk_used * max(u.disk_gb, 1)) / sum(max(u.disk_gb, 1)) AS storage_pct, sum(u.coverage) / count(*) AS coverage_pct
  FROM usage_month u JOIN platform p ON p.id = u.platform_id
 WHERE u.system_id = :system
   AND (p.operator_id = :org
        OR EXISTS (SELECT 1 FROM system s WHERE s.id = :system AND s.organisation_id = :org)
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops')))
 GROUP BY u.period ORDER BY u.period LIMIT :limit;

-- name: dossier_usage_machines   mode: read   scope: org
SELECT u.period, p.name AS platform, u.machine, u.vcpu AS vcpu_n, u.memory_gb AS memory_n, u.cpu_avg AS cpu_avg_pct,
       u.cpu_p95 AS cpu_p95_pct, u.cpu_max AS cpu_max_pct, u.mem_avg AS mem_avg_pct, u.mem_p95 AS mem_p95_pct, u.mem_max AS mem_max_pct,
       u.disk_used AS storage_pct, u.net_in AS net_in_pct, u.net_out AS net_out_pct, u.bw_p95 AS bw_pct, u.days_on AS days_n,
       u.coverage AS coverage_pct
  FROM usage_month u JOIN platform p ON p.id = u.platform_id
 WHERE u.system_id = :system
   AND (p.operator_id = :org
        OR EXISTS (SELECT 1 FROM system s WHERE s.id = :system AND s.organisation_id = :org)
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops')))
 ORDER BY u.period, u.platform_id, u.machine LIMIT :limit;

-- name: dossier_faults   mode: read   scope: org
SELECT m.id AS matter_id, m.number, m.title AS subject, CASE f.level WHEN 1 THEN 'Ⅰ级' WHEN 2 THEN 'Ⅱ级' WHEN 3 THEN 'Ⅲ级' ELSE 'Ⅳ级' END AS level,
       coalesce(l.name, '') AS platform, o.short_name AS handler, f.began_at, f.responded_at, f.restored_at,
       (f.restored_at - f.began_at) / 60 AS minutes_n, iif(f.dismissed_yes = 1, '不是故障', f.cause) AS cause, f.closed_at
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
  JOIN fault f ON f.matter_id = m.id JOIN organisation o ON o.id = f.handler_id LEFT JOIN platform l ON l.id = f.platform_id
 WHERE m.system_id = :system ORDER BY f.began_at, m.id LIMIT :limit;

-- name: dossier_incidents   mode: read   scope: org
SELECT m.id AS matter_id, m.number, m.title AS subject, CASE i.grade WHEN 'special' THEN '特别重大' WHEN 'major' THEN '重大'
         WHEN 'larger' THEN '较大' ELSE '一般' END AS grade, i.found_at, i.reported_at, i.handled_at, iif(i.false_yes = 1, '误报', '') AS note
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id JOIN incident i ON i.matter_id = m.id
 WHERE m.system_id = :system ORDER BY i.found_at, m.id LIMIT :limit;

-- name: dossier_hazards   mode: read   scope: org
SELECT m.id AS matter_id, m.number, m.title AS subject, CASE h.severity WHEN 'critical' THEN '紧急' WHEN 'high' THEN '高危'
         WHEN 'mid' THEN '中危' ELSE '低危' END AS severity, h.issued_at, h.limit_at, h.extensions AS extensions_n, h.rounds AS rounds_n,
       h.closed_at, CASE h.outcome WHEN 'passed' THEN '复查通过' WHEN 'withdrawn' THEN '撤回' ELSE '' END AS outcome
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id JOIN hazard h ON h.matter_id = m.id
 WHERE m.system_id = :system ORDER BY h.issued_at, m.id LIMIT :limit;

-- name: dossier_suspensions   mode: read   scope: org
SELECT m.id AS matter_id, m.number, m.title AS subject, u.suspended_at, u.resumed_at
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id JOIN suspension u ON u.matter_id = m.id
 WHERE m.system_id = :system ORDER BY u.suspended_at, m.id LIMIT :limit;

-- name: dossier_compliances   mode: read   scope: org
SELECT m.id AS matter_id, m.number, CASE c.kind WHEN 'classified_protection' THEN '等级保护' WHEN 'cryptography' THEN '密码应用安全性评估'
         WHEN 'cloud_assessment' THEN '云计算服务安全评估' WHEN 'network_review' THEN '网络安全审查'
            WHEN 'grading' THEN '定级备案' ELSE '信创试点' END AS kind,
       c.certificate_no, c.result, c.obtained_day, c.valid_day, c.registered_at, c.replaced_at
  FROM compliance c JOIN matter m ON m.id = c.matter_id JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
 WHERE c.system_id = :system ORDER BY c.registered_at, c.id LIMIT :limit;

-- name: dossier_requests   mode: read   scope: org
SELECT m.id AS matter_id, m.number, m.title AS subject, coalesce(o.short_name, '') AS operator, r.opened_at, r.accepted_at, r.due_at,
       r.delivered_at, r.confirmed_at, r.rating AS rating_n
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id JOIN service_request r ON r.matter_id = m.id
  LEFT JOIN organisation o ON o.id = r.operator_id
 WHERE m.system_id = :system ORDER BY r.opened_at, m.id LIMIT :limit;

-- name: dossier_exits   mode: read   scope: org
SELECT m.id AS matter_id, m.number, e.accepted_at, l.name AS platform, w.snapshot, w.snapshot_at, w.method, w.scope, w.wiped_day, w.cleared_at,
       w.freed_at, e.signed_at, e.restored_at, e.closed_at
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id JOIN exit_case e ON e.matter_id = m.id
  LEFT JOIN exit_wipe w ON w.matter_id = m.id LEFT JOIN platform l ON l.id = w.platform_id
 WHERE m.system_id = :system ORDER BY e.accepted_at, m.id, l.rank, l.id LIMIT :limit;

-- name: dossier_savings   mode: read   scope: org
SELECT m.id AS matter_id, m.number, l.name AS platform, CASE v.kind WHEN 'reclaim' THEN '回收' ELSE '降配' END AS kind, c.label AS class,
       v.before AS before_n, v.after AS after_n, v.before - v.after AS saved_n, c.unit AS unit, v.saved_at
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
  JOIN saving v ON v.matter_id = m.id JOIN platform l ON l.id = v.platform_id JOIN resource_class c ON c.key = v.class
 WHERE m.system_id = :system ORDER BY v.saved_at, l.rank, l.id, c.rank LIMIT :limit;

-- name: dossier_exemptions   mode: read   scope: org
-- For those who see them on their page: the unit, the center, who supervises and who secures.
SELECT iif(e.machine = '', '全部云主机', e.machine) AS machine, e.reason, e.since_day, e.until_day, c.name || ' ' || r.title AS granted_by,
       e.ended_at, e.end_reason
  FROM usage_exemption e JOIN system s ON s.id = e.system_id JOIN person r ON r.id = e.created_by JOIN organisation c ON c.id = r.organisation_id
 WHERE e.system_id = :system
   AND (s.organisation_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops')))
 ORDER BY e.since_day, e.id LIMIT :limit;
