-- Compliance now (办法落实情况): the records behind each figure.  Every query gives sort_key, id, subject, owner, standing
-- (0 as it should be, 1 to be watched, 2 not so, which only a check that turns red gives), why, href; the same one counts
-- (a page as long as it takes) and lists.
-- :standing -1: all.

-- name: compliance_matters   mode: read   scope: system (the center looks at what everybody does; the way there for those it takes part in)
SELECT m.opened_at AS sort_key, m.id, coalesce(m.number || ' ', '') || m.title AS subject, o.short_name AS owner,
       CASE WHEN instr(:missed, ' ' || m.state || ' ') > 0 THEN 2 WHEN m.closed_at IS NOT NULL THEN 0 WHEN m.due_at < :now THEN 2 ELSE 1 END AS standing,
       CASE WHEN instr(:missed, ' ' || m.state || ' ') > 0 THEN '到期没有办理' WHEN m.closed_at IS NOT NULL THEN '' ELSE coalesce(nullif(m.holder, ''), '') END AS why,
       CASE WHEN EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = m.id)
            THEN '/matters/' || m.id ELSE '' END AS href
  FROM matter m JOIN organisation o ON o.id = m.organisation_id
 WHERE m.procedure_key = :key AND m.opened_at >= :since AND CASE :period WHEN '' THEN m.number IS NOT NULL ELSE m.period = :period END
   AND instr(:waived, ' ' || m.state || ' ') = 0
   AND (:standing < 0 OR standing = :standing) AND (m.opened_at, m.id) < (:after_sort, :after_id)
 ORDER BY m.opened_at DESC, m.id DESC LIMIT :limit;

-- name: compliance_late   mode: read   scope: system (the center looks at what is under way)
SELECT m.due_at AS sort_key, m.id, coalesce(m.number || ' ', '') || m.title AS subject, o.short_name AS owner,
       CASE WHEN m.due_at < :now THEN 1 ELSE 0 END AS standing, coalesce(nullif(m.holder, ''), '') AS why,
       CASE WHEN EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = m.id)
            THEN '/matters/' || m.id ELSE '' END AS href
  FROM matter m JOIN organisation o ON o.id = m.organisation_id
 WHERE m.due_at IS NOT NULL AND m.closed_at IS NULL AND (:standing < 0 OR standing = :standing)
   AND (m.due_at, m.id) > (:after_sort, :after_id)
 ORDER BY m.due_at, m.id LIMIT :limit;

-- name: compliance_platforms   mode: read   scope: system (platforms are known to everybody)
SELECT p.rank AS sort_key, p.id, p.name AS subject, o.short_name AS owner,
       CASE WHEN o.phone = '' AND p.operation_phone = '' THEN 1 ELSE 0 END AS standing,
       CASE WHEN o.phone = '' AND p.operation_phone = '' THEN '平台和运营单位都没有值守电话' ELSE '' END AS why, '/platforms/' || p.id AS href
  FROM platform p JOIN organisation o ON o.id = p.operator_id
 WHERE p.ended_at IS NULL AND (:standing < 0 OR standing = :standing) AND (p.rank, p.id) > (:after_sort, :after_id)
 ORDER BY p.rank, p.id LIMIT :limit;

-- name: compliance_pools   mode: read   scope: system (the center looks at every pool)
WITH pool AS (SELECT c.platform_id, c.class, c.total, coalesce((SELECT sum(max(a.granted, a.allocated)) FROM allocation a
                WHERE a.platform_id = c.platform_id AND a.class = c.class AND a.freed_at IS NULL), 0) AS used
                FROM capacity c WHERE c.total > 0)
SELECT p.rank AS sort_key, p.id * 100 + k.rank AS id, p.name || ' ' || k.label AS subject, o.short_name AS owner,
       CASE WHEN l.used * 100 >= l.total * :red THEN 1 ELSE 0 END AS standing,
       '分配率 ' || (l.used * 100 / l.total) || '%' AS why, '/platforms/' || p.id AS href
  FROM pool l JOIN platform p ON p.id = l.platform_id JOIN resource_class k ON k.key = l.class
  JOIN organisation o ON o.id = p.operator_id
 WHERE p.ended_at IS NULL AND (:standing < 0 OR standing = :standing) AND (p.rank, p.id * 100 + k.rank) > (:after_sort, :after_id)
 ORDER BY 1, 2 LIMIT :limit;

-- name: compliance_responsible   mode: read   scope: system (the center looks at systems)
SELECT s.created_at AS sort_key, s.id, s.name AS subject, o.short_name AS owner,
       CASE WHEN s.responsible_title = '' OR s.responsible_phone = '' THEN 1 ELSE 0 END AS standing,
       CASE WHEN s.responsible_title = '' THEN '没有责任岗位' WHEN s.responsible_phone = '' THEN '没有电话'
            ELSE s.responsible_title END AS why, '/systems/' || s.id AS href
  FROM system s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.state IN ('deploying', 'trial', 'operating', 'changing', 'exiting', 'suspended')
   AND (:standing < 0 OR standing = :standing) AND (s.created_at, s.id) > (:after_sort, :after_id)
 ORDER BY s.created_at, s.id LIMIT :limit;

-- name: compliance_icp   mode: read   scope: system (the center looks at systems)
SELECT s.created_at AS sort_key, s.id, s.name AS subject, o.short_name AS owner,
       CASE WHEN s.icp_no = '' THEN 1 ELSE 0 END AS standing,
       CASE WHEN s.icp_no = '' THEN '没有 ICP 备案号' ELSE s.icp_no END AS why, '/systems/' || s.id AS href
  FROM system s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.state IN ('operating', 'changing', 'suspended') AND instr(s.zones, '互联网区') > 0
   AND (:standing < 0 OR standing = :standing) AND (s.created_at, s.id) > (:after_sort, :after_id)
 ORDER BY s.created_at, s.id LIMIT :limit;

-- name: compliance_filed   mode: read   scope: system (the center looks at systems)
SELECT s.created_at AS sort_key, s.id, s.name AS subject, o.short_name AS owner,
       CASE WHEN f.id IS NULL THEN 2 ELSE 0 END AS standing, coalesce(f.filing_no, '没有备案号') AS why,
       '/systems/' || s.id AS href
  FROM system s JOIN organisation o ON o.id = s.organisation_id LEFT JOIN filing f ON f.id = s.filing_id
 WHERE s.state IN ('allocating', 'deploying', 'trial', 'operating', 'changing', 'exiting', 'suspended')
   AND (:standing < 0 OR standing = :standing) AND (s.created_at, s.id) > (:after_sort, :after_id)
 ORDER BY s.created_at, s.id LIMIT :limit;

-- name: compliance_monitored   mode: read   scope: system (the center looks at systems)
SELECT s.created_at AS sort_key, s.id, s.name AS subject, o.short_name AS owner,
       CASE WHEN s.monitored_yes = 0 THEN 2 ELSE 0 END AS standing,
       CASE WHEN s.monitored_yes = 0 THEN '没有接入监控' ELSE '' END AS why, '/systems/' || s.id AS href
  FROM system s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.state IN ('trial', 'operating', 'changing', 'suspended')
   AND (:standing < 0 OR standing = :standing) AND (s.created_at, s.id) > (:after_sort, :after_id)
 ORDER BY s.created_at, s.id LIMIT :limit;

-- name: compliance_collected   mode: read   scope: system (the center looks at systems)
-- Whether the last month's use of a system was reported.
SELECT s.created_at AS sort_key, s.id, s.name AS subject, o.short_name AS owner,
       CASE WHEN EXISTS (SELECT 1 FROM usage_month u WHERE u.system_id = s.id AND u.period = :month) THEN 0 ELSE 1 END AS standing,
       CASE WHEN EXISTS (SELECT 1 FROM usage_month u WHERE u.system_id = s.id AND u.period = :month) THEN ''
            ELSE :month || ' 尚无数据' END AS why, '/usage/systems/' || s.id AS href
  FROM system s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.state IN ('trial', 'operating', 'changing', 'suspended')
   AND (:standing < 0 OR standing = :standing) AND (s.created_at, s.id) > (:after_sort, :after_id)
 ORDER BY s.created_at, s.id LIMIT :limit;

-- name: compliance_orders   mode: read   scope: system (the center looks at work orders)
SELECT w.due_at AS sort_key, w.id, m.title || '（' || p.name || '）' AS subject, o.short_name AS owner,
       CASE WHEN w.due_at < :now THEN 1 ELSE 0 END AS standing, CASE WHEN w.state = 'short' THEN '资源不足' ELSE '' END AS why,
       '/matters/' || m.id AS href
  FROM work_order w JOIN matter m ON m.id = w.matter_id JOIN platform p ON p.id = w.platform_id
  JOIN organisation o ON o.id = w.operator_id
 WHERE w.state IN ('open', 'short') AND (:standing < 0 OR standing = :standing) AND (w.due_at, w.id) > (:after_sort, :after_id)
 ORDER BY w.due_at, w.id LIMIT :limit;

-- name: compliance_reports   mode: read   scope: system (the center looks at systems on trial)
SELECT m.opened_at AS sort_key, m.id, m.title AS subject, o.short_name AS owner,
       CASE WHEN m.due_at < :now THEN 2 ELSE 0 END AS standing, CASE WHEN m.due_at < :now THEN '逾期没有提交报告' ELSE '' END AS why,
       '/matters/' || m.id AS href
  FROM matter m JOIN organisation o ON o.id = m.organisation_id
 WHERE m.procedure_key = 'application' AND m.opened_at > 0 AND m.state IN ('trial', 'rectifying')
   AND (:standing < 0 OR standing = :standing) AND (m.opened_at, m.id) < (:after_sort, :after_id)
 ORDER BY m.opened_at DESC, m.id DESC LIMIT :limit;

-- name: compliance_statements   mode: read   scope: system (the center looks at statements of responsibility)
SELECT m.opened_at AS sort_key, m.id, m.title AS subject, o.short_name AS owner,
       CASE WHEN EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.action = 'approve_application') THEN 0 ELSE 2 END AS standing,
       '' AS why, '/matters/' || m.id AS href
  FROM matter m JOIN organisation o ON o.id = m.organisation_id
 WHERE m.procedure_key = 'application' AND m.opened_at > 0
   AND m.state IN ('configuring', 'monitoring', 'receipt', 'deploying', 'rehearsal', 'cutover', 'parallel', 'trial',
                   'report_check', 'rectifying', 'operating')
   AND NOT EXISTS (SELECT 1 FROM matter b WHERE b.id = m.base_matter_id AND b.procedure_key = 'takeover')
   AND (:standing < 0 OR standing = :standing) AND (m.opened_at, m.id) < (:after_sort, :after_id)
 ORDER BY m.opened_at DESC, m.id DESC LIMIT :limit;

-- name: compliance_papers   mode: read   scope: system (the center looks at who has rules and plans in force)
-- Units with live systems; with :wide = 1 also who runs platforms and the security organisation.  In force is green, also
-- while it is reviewed or revised; the time for it passed or the first registration under way is to be watched, none is not so.
-- Rules that name no post for a live system, a platform or the plans are to be watched.
WITH live (id) AS (SELECT DISTINCT organisation_id FROM system WHERE state IN ('trial', 'operating', 'changing', 'suspended')),
     owing (id) AS (SELECT id FROM live
       UNION SELECT operator_id FROM platform WHERE :wide = 1 AND ended_at IS NULL
       UNION SELECT organisation_id FROM organisation_kind WHERE :wide = 1 AND kind = 'secops'),
     paper AS (SELECT w.id, (SELECT y.matter_id FROM matter_party y JOIN matter m ON m.id = y.matter_id
         WHERE y.organisation_id = w.id AND y.procedure_key = :key AND m.organisation_id = w.id
           AND y.state NOT IN ('draft', 'superseded', 'repealed', 'withdrawn')
         ORDER BY y.state IN ('in_force', 'year_check', 'year_registering', 'year_returned') DESC, y.opened_at DESC LIMIT 1) AS matter_id FROM owing w),
     unnamed AS MATERIALIZED (SELECT w.id, count(*) AS many, min(s.subject) AS one
         FROM paper w JOIN matter m ON m.id = w.matter_id AND m.procedure_key = 'om_rules' JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
         JOIN (SELECT organisation_id, subject, 0 AS plan FROM live_subject UNION SELECT id, '应急预案', 1 FROM organisation) s ON s.organisation_id = w.id
        WHERE NOT EXISTS (SELECT 1 FROM json_each(f.body, '$.persons') j
               WHERE iif(s.plan, j.value ->> '$.duty' = 'emergency', instr(j.value ->> '$.what', '全部') > 0
                      OR instr('、' || replace(replace(j.value ->> '$.what', '，', '、'), ',', '、') || '、', '、' || s.subject || '、') > 0)) GROUP BY w.id)
SELECT o.rank AS sort_key, o.id, o.name AS subject, o.short_name AS owner,
       CASE WHEN m.id IS NULL THEN 2
            WHEN m.state NOT IN ('in_force', 'year_check', 'year_registering', 'year_returned') THEN 1
            WHEN m.due_at < :now OR u.many > 0 THEN 1 ELSE 0 END AS standing,
       CASE WHEN m.id IS NULL THEN '没有登记'
            WHEN m.state NOT IN ('in_force', 'year_check', 'year_registering', 'year_returned') THEN '正在登记'
            WHEN m.due_at < :now AND m.state = 'in_force' THEN '超过修订周期' WHEN m.due_at < :now THEN '年度复核超期'
            WHEN u.many > 0 THEN u.one || iif(u.many > 1, '等 ' || u.many || ' 项', '') || '没有指定责任岗位'
            ELSE m.title END AS why,
       CASE WHEN m.id IS NULL OR NOT EXISTS (SELECT 1 FROM matter_party c WHERE c.organisation_id = :org AND c.matter_id = m.id)
            THEN '' ELSE '/matters/' || m.id END AS href
  FROM paper w JOIN organisation o ON o.id = w.id LEFT JOIN matter m ON m.id = w.matter_id LEFT JOIN unnamed u ON u.id = w.id
 WHERE (o.valid_to IS NULL OR o.valid_to >= :today)
   AND (:standing < 0 OR standing = :standing) AND (o.rank, o.id) > (:after_sort, :after_id)
 ORDER BY o.rank, o.id LIMIT :limit;

-- name: compliance_yearly   mode: read   scope: system (the center looks at who practised and trained within a year)
-- By the day it was held; else what is under way.
WITH owing (id) AS (SELECT DISTINCT organisation_id FROM system WHERE state IN ('trial', 'operating', 'changing', 'suspended')
       UNION SELECT operator_id FROM platform WHERE ended_at IS NULL
       UNION SELECT organisation_id FROM organisation_kind WHERE kind = 'secops'),
     done AS MATERIALIZED (SELECT organisation_id, matter_id, json_extract(body, '$.held_day') AS held_day FROM exercise_done
       WHERE procedure_key = :key AND json_extract(body, '$.held_day') >= :today - 365 AND coalesce(json_extract(body, '$.hours'), 1) > 0),
     found AS (SELECT w.id, (SELECT d.matter_id FROM done d WHERE d.organisation_id = w.id ORDER BY d.held_day DESC LIMIT 1) AS held_id,
              (SELECT p.matter_id FROM matter_party p JOIN matter m ON m.id = p.matter_id
                WHERE p.organisation_id = w.id AND p.procedure_key = :key AND m.organisation_id = w.id
                  AND p.state NOT IN ('draft', 'cancelled') AND m.closed_at IS NULL ORDER BY p.opened_at DESC LIMIT 1) AS open_id FROM owing w),
     held AS (SELECT id, held_id, coalesce(held_id, open_id) AS matter_id FROM found)
SELECT o.rank AS sort_key, o.id, o.name AS subject, o.short_name AS owner,
       CASE WHEN m.id IS NULL THEN :missing WHEN w.held_id IS NULL THEN 1 ELSE 0 END AS standing,
       CASE WHEN m.id IS NULL THEN '近一年没有' WHEN w.held_id IS NULL THEN '正在组织' ELSE m.title END AS why,
       CASE WHEN m.id IS NULL OR NOT EXISTS (SELECT 1 FROM matter_party c WHERE c.organisation_id = :org AND c.matter_id = m.id)
            THEN '' ELSE '/matters/' || m.id END AS href
  FROM held w JOIN organisation o ON o.id = w.id LEFT JOIN matter m ON m.id = w.matter_id
 WHERE (o.valid_to IS NULL OR o.valid_to >= :today)
   AND (:standing < 0 OR standing = :standing) AND (o.rank, o.id) > (:after_sort, :after_id)
 ORDER BY o.rank, o.id LIMIT :limit;

-- name: compliance_assessed   mode: read   scope: system (the center looks at 定级备案, 等保 and 密评 of systems and platforms, and cloud assessments)
-- View compliance_standing: missing, lapsed, not passed or of another level is not so, ending soon is to be watched.
SELECT n.created_at AS sort_key, n.id, n.subject || ' ' || n.label AS subject, o.short_name AS owner,
       CASE WHEN n.good_until < :today THEN 2 WHEN n.good_until < :soon THEN 1 ELSE 0 END AS standing,
       CASE WHEN n.fault_text <> '' THEN n.fault_text WHEN n.good_until < :today THEN '已过有效期' WHEN n.good_until < :soon THEN '即将到期'
            ELSE '有效' END AS why,
       CASE WHEN n.system_id IS NOT NULL THEN '/systems/' || n.system_id ELSE '/compliance-filings/gaps' END AS href
  FROM compliance_standing n JOIN organisation o ON o.id = n.organisation_id
 WHERE (:standing < 0 OR standing = :standing) AND (n.created_at, n.id) > (:after_sort, :after_id)
 ORDER BY n.created_at, n.id LIMIT :limit;

-- name: compliance_logs   mode: read   scope: system (the center looks at who attested the logs of the last month)
-- Everybody who owes it: not attested in time is not so, and so is what reaches back less than six months, of a younger
-- system less than its own age, and a live system or platform that was left out.
WITH owing AS (SELECT DISTINCT o.id, o.name, o.short_name, o.rank FROM organisation o
       WHERE (o.valid_to IS NULL OR o.valid_to >= :today)
         AND (EXISTS (SELECT 1 FROM system s WHERE s.organisation_id = o.id AND s.state IN ('trial', 'operating', 'changing', 'suspended'))
           OR EXISTS (SELECT 1 FROM platform p JOIN organisation_kind k ON k.organisation_id = o.id AND k.kind = 'provider'
                       WHERE p.operator_id = o.id AND p.ended_at IS NULL))),
     said AS (SELECT w.id, w.name, w.short_name, w.rank, m.id AS matter_id, m.closed_at, m.due_at,
              (SELECT count(*) FROM log_held l WHERE l.organisation_id = w.id AND l.period = :month
                 AND l.earliest_day > max(:allowed, l.begun_day)) AS short,
              (SELECT count(DISTINCT l.subject) FROM live_subject l WHERE l.organisation_id = w.id AND m.closed_at IS NOT NULL
                 AND l.begun_day < CAST(strftime('%s', :month || '-01', '+1 month') AS INTEGER) / 86400
                 AND NOT EXISTS (SELECT 1 FROM log_holding h WHERE h.organisation_id = w.id AND h.period = :month
                 AND (h.subject = l.subject OR h.subject IN (SELECT r.name FROM platform_renamed r WHERE r.platform_id = l.platform_id)))) AS unsaid,
              m.state AS state
         FROM owing w LEFT JOIN matter m ON m.procedure_key = 'log_attestation' AND m.period = :month AND m.period <> ''
          AND m.organisation_id = w.id)
SELECT w.rank AS sort_key, w.id, w.name AS subject, w.short_name AS owner,
       CASE WHEN w.short > 0 OR w.unsaid > 0 THEN 2 WHEN w.closed_at IS NOT NULL THEN 0
            WHEN w.matter_id IS NULL AND :today > :attested OR w.due_at < :now THEN 2 ELSE 1 END AS standing,
       CASE WHEN w.unsaid > 0 THEN w.unsaid || ' 个系统、平台没有填报' || iif(w.short > 0, '，' || w.short || ' 类日志不足六个月', '')
            WHEN w.short > 0 THEN w.short || ' 类日志不足六个月' WHEN w.state = 'void' THEN '已作废，不需填报' WHEN w.closed_at IS NOT NULL THEN '已填报'
            WHEN w.matter_id IS NULL AND :today > :attested OR w.due_at < :now THEN :month || ' 没有填报' ELSE '填报中' END AS why,
       CASE WHEN w.short > 0 OR w.unsaid > 0 THEN '/log-retention'
            WHEN EXISTS (SELECT 1 FROM matter_party c WHERE c.organisation_id = :org AND c.matter_id = w.matter_id)
            THEN '/matters/' || w.matter_id ELSE '' END AS href
  FROM said w WHERE (:standing < 0 OR standing = :standing) AND (w.rank, w.id) > (:after_sort, :after_id)
 ORDER BY w.rank, w.id LIMIT :limit;

-- name: compliance_told_proof   mode: read   scope: system (the center looks at what proves the reports to the authorities)
-- Incidents of a year with a report made or overdue: who kept silent is named, and whose report has neither number nor file.
-- Silence is not so until the center has said why (记明未报), from then on to be watched.
WITH untold AS (SELECT x.matter_id, group_concat(t.short_name, '、') AS names, max(x.silent) AS silent
  FROM (SELECT l.matter_id, l.organisation_id,
               max(NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = l.matter_id AND e.action = 'note_untold' AND e.at > l.due_at)) AS silent
          FROM incident_line l
         WHERE l.addressee = 'authority' AND l.told_at IS NULL AND l.stopped_at IS NULL AND l.due_at < :now
         GROUP BY l.matter_id, l.organisation_id) x
  JOIN organisation t ON t.id = x.organisation_id GROUP BY x.matter_id)
SELECT m.opened_at AS sort_key, m.id, m.title AS subject, o.short_name AS owner,
       CASE WHEN s.silent = 1 THEN 2 WHEN s.silent = 0 OR u.names IS NOT NULL THEN 1 ELSE 0 END AS standing,
       coalesce('逾时未报：' || s.names || iif(s.silent = 0, '（已记明）', ''), '') || iif(s.names IS NOT NULL AND u.names IS NOT NULL, '；', '')
         || coalesce('缺凭证：' || u.names, '') AS why, '/matters/' || m.id AS href
  FROM matter m JOIN organisation o ON o.id = m.organisation_id JOIN incident i ON i.matter_id = m.id AND i.false_yes = 0
  JOIN (SELECT n.matter_id, (SELECT group_concat(t.short_name, '、') FROM organisation t
                              WHERE t.id IN (SELECT l.organisation_id FROM incident_unproved l WHERE l.matter_id = n.matter_id)) AS names FROM incident n) u ON u.matter_id = m.id
  LEFT JOIN untold s ON s.matter_id = m.id
 WHERE m.procedure_key = 'incident' AND m.opened_at >= :since
   AND (s.names IS NOT NULL
        OR EXISTS (SELECT 1 FROM incident_line l WHERE l.matter_id = m.id AND l.addressee = 'authority' AND l.told_at IS NOT NULL))
   AND (:standing < 0 OR standing = :standing) AND (m.opened_at, m.id) < (:after_sort, :after_id)
 ORDER BY m.opened_at DESC, m.id DESC LIMIT :limit;

-- name: compliance_idle   mode: read   scope: system (the center looks at systems that use little)
-- Below the line over three reported months and nothing set going about it within a year; of fewer months nothing is said.
WITH low AS (SELECT u.system_id, sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu) AS cpu
         FROM usage_month u WHERE u.period >= :from AND u.period <= :month AND u.system_id IS NOT NULL
        GROUP BY u.system_id HAVING count(DISTINCT u.period) = 3)
SELECT s.created_at AS sort_key, s.id, s.name AS subject, o.short_name AS owner,
       CASE WHEN l.cpu >= :low * 100 THEN 0
            WHEN EXISTS (SELECT 1 FROM matter m WHERE m.system_id = s.id AND m.procedure_key IN ('downsizing', 'exit')
                          AND m.opened_at >= :since) THEN 0 ELSE 1 END AS standing,
       '处理器 P95 均值 ' || printf('%.2f%%', l.cpu / 100.0) AS why, '/usage/systems/' || s.id AS href
  FROM low l JOIN system s ON s.id = l.system_id JOIN organisation o ON o.id = s.organisation_id
 WHERE s.state IN ('trial', 'operating', 'changing', 'suspended')
   AND (:standing < 0 OR standing = :standing) AND (s.created_at, s.id) > (:after_sort, :after_id)
 ORDER BY s.created_at, s.id LIMIT :limit;

-- name: compliance_assessment   mode: read   scope: system (the center looks at the sheets of the last quarter)
-- Who was ever to be assessed and was not excused for the quarter: the sheet is frozen, or still may be, or is late.
WITH owing AS (SELECT DISTINCT m.organisation_id AS provider FROM matter m
       WHERE m.procedure_key = 'assessment' AND m.period <> '' AND m.period <= :quarter),
     sheet AS (SELECT o.id, o.name, o.short_name, o.code, o.rank, m.id AS matter_id, coalesce(m.state, '') AS state,
              coalesce(m.due_at, :freeze_at) AS due_at, a.frozen_at, a.scored_at, a.approved_at, a.published_at
         FROM owing w JOIN organisation o ON o.id = w.provider
         LEFT JOIN matter m ON m.procedure_key = 'assessment' AND m.period = :quarter AND m.period <> '' AND m.organisation_id = o.id
         LEFT JOIN assessment a ON a.matter_id = m.id
        WHERE (o.valid_to IS NULL OR o.valid_to >= :today OR m.id IS NOT NULL) AND coalesce(m.state, '') <> 'cancelled')
SELECT s.rank AS sort_key, s.id, s.name AS subject, s.short_name AS owner,
       CASE WHEN s.frozen_at IS NOT NULL THEN 0 WHEN s.due_at < :now THEN 2 ELSE 1 END AS standing,
       :quarter_label || CASE WHEN s.published_at IS NOT NULL THEN ' 已通报' WHEN s.approved_at IS NOT NULL THEN ' 已审定' WHEN s.scored_at IS NOT NULL THEN ' 已初评'
            WHEN s.frozen_at IS NOT NULL THEN ' 已取数冻结' WHEN s.matter_id IS NULL THEN ' 没有评分表' WHEN s.due_at < :now THEN ' 逾期没有取数冻结'
            ELSE ' 等待取数冻结' END AS why,
       CASE WHEN s.frozen_at IS NOT NULL THEN '/assess/' || :quarter || '/' || s.code
            WHEN EXISTS (SELECT 1 FROM matter_party c WHERE c.organisation_id = :org AND c.matter_id = s.matter_id)
            THEN '/matters/' || s.matter_id ELSE '' END AS href
  FROM sheet s WHERE (:standing < 0 OR standing = :standing) AND (s.rank, s.id) > (:after_sort, :after_id)
 ORDER BY s.rank, s.id LIMIT :limit;

-- name: compliance_assessment_bulletin   mode: read   scope: system (the center looks at the bulletin of the last quarter)
-- Owed as soon as a sheet of the quarter is frozen; issued when it is closed (封存印发).
WITH bulletin AS (SELECT o.id, o.short_name, o.rank, m.id AS matter_id, coalesce(m.state, '') AS state, r.id AS report_id, r.closed_at
       FROM organisation o JOIN organisation_kind k ON k.organisation_id = o.id AND k.kind = 'center'
       LEFT JOIN matter m ON m.procedure_key = 'assessment_bulletin' AND m.period = :quarter AND m.period <> '' AND m.organisation_id = o.id
       LEFT JOIN report r ON r.matter_id = m.id
      WHERE m.id IS NOT NULL OR EXISTS (SELECT 1 FROM assessment a WHERE a.period = :quarter AND a.frozen_at IS NOT NULL))
SELECT b.rank AS sort_key, b.id, :quarter_label || '考核通报' AS subject, b.short_name AS owner,
       CASE WHEN b.closed_at IS NOT NULL THEN 0 WHEN :bulletin_at < :now THEN 2 ELSE 1 END AS standing,
       CASE WHEN b.closed_at IS NOT NULL THEN '已印发' WHEN b.matter_id IS NULL THEN '没有起草' WHEN :bulletin_at < :now THEN '逾期没有印发'
            ELSE '起草、签发中' END AS why,
       CASE WHEN NOT EXISTS (SELECT 1 FROM matter_party c WHERE c.organisation_id = :org AND c.matter_id = b.matter_id) THEN ''
            WHEN b.report_id IS NOT NULL THEN '/reports/' || b.report_id ELSE '/matters/' || b.matter_id END AS href
  FROM bulletin b WHERE b.state <> 'void' AND (:standing < 0 OR standing = :standing) AND (b.rank, b.id) > (:after_sort, :after_id)
 ORDER BY b.rank, b.id LIMIT :limit;
