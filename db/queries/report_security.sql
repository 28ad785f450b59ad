-- The monthly report on security operation (第二十九条), and what the report on operation says of security.
-- :edition 0 the whole for the center, 1 of one unit, 2 of one operator: :org is whose.  A hazard is its who has to put it
-- right, an incident its who reported it or it concerns, a self-check its operator's.  As things stood at :until.

-- ---- the rating ----

-- name: report_rating_facts   mode: read   scope: org
-- In the order of the rules: incidents by grade, hazards overdue, filings lapsed, self-checks missing and items failed, records.
WITH mine AS (
  SELECT i.grade FROM matter m JOIN incident i ON i.matter_id = m.id
   WHERE m.procedure_key = 'incident' AND m.opened_at <= :until AND i.found_at BETWEEN :from AND :until AND i.false_yes = 0
     AND (:edition = 0 OR m.organisation_id = :org OR EXISTS (SELECT 1 FROM matter_concern c
           WHERE c.matter_id = m.id AND c.part = 'addressee' AND c.organisation_id = :org))),
late AS (
  SELECT h.severity FROM hazard h WHERE h.issued_at <= :until AND (h.closed_at IS NULL OR h.closed_at > :until)
     AND (h.accepted_day IS NULL OR h.accepted_day < :last) AND h.limit_at <= :until AND (:edition = 0 OR h.organisation_id = :org)),
checks AS (
  SELECT p.id, m.id AS matter_id FROM platform p JOIN organisation_kind k ON k.organisation_id = p.operator_id AND k.kind IN ('provider', 'integrator')
    LEFT JOIN matter m ON m.procedure_key = 'self_check' AND m.period = :period AND m.period <> '' AND m.organisation_id = p.operator_id
     AND m.platform_id = p.id AND m.state IN ('reviewing', 'accepted')
   WHERE p.kind <> 'supervision' AND (p.ended_at IS NULL OR p.ended_at > :from) AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org) GROUP BY p.id)
SELECT (SELECT count(*) FROM mine WHERE grade IN ('major', 'special')), (SELECT count(*) FROM mine WHERE grade = 'larger'),
       (SELECT count(*) FROM mine WHERE grade = 'general'), (SELECT count(*) FROM late WHERE severity = 'critical'),
       (SELECT count(*) FROM late WHERE severity = 'high'), (SELECT count(*) FROM late),
       (SELECT count(*) FROM compliance c WHERE c.valid_day < :last AND c.registered_at <= :until
           AND (c.replaced_at IS NULL OR c.replaced_at > :until) AND (:edition = 0 OR c.organisation_id = :org)),
       (SELECT count(*) FROM checks WHERE matter_id IS NULL),
       (SELECT count(*) FROM checks x JOIN matter m ON m.id = x.matter_id JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
          JOIN json_each(f.body, '$.items') r WHERE json_extract(r.value, '$.result') = 'no'),
       (SELECT count(*) FROM checks WHERE matter_id IS NOT NULL)
       + (SELECT count(*) FROM matter m LEFT JOIN system s ON s.id = m.system_id LEFT JOIN platform p ON p.id = m.platform_id
           WHERE m.procedure_key IN ('scan', 'scan_round') AND m.opened_at <= :until AND m.closed_at BETWEEN :from AND :until AND m.state = 'done'
             AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org
               OR :edition = 1 AND (s.organisation_id = :org OR m.system_id IS NULL AND EXISTS
                 (SELECT 1 FROM allocation a JOIN system h ON h.id = a.system_id WHERE h.organisation_id = :org
                  AND a.platform_id = m.platform_id AND a.granted_at <= m.closed_at AND (a.freed_at IS NULL OR a.freed_at > m.closed_at)))))
       + (SELECT count(*) FROM organisation o JOIN log_holding l ON l.organisation_id = o.id AND l.period = :period
           WHERE :edition <> 0 AND o.id = :org);

-- ---- self-checks ----

-- name: report_self_checks   mode: read   rows: all (the platforms)   scope: org
-- Every platform that owes one; what conforms of what applies.  Of platforms: in no unit's extract.
WITH filed AS (
  SELECT m.platform_id, m.organisation_id, m.due_at, f.body, (SELECT min(h.at) FROM matter_handed_on h WHERE h.matter_id = m.id) AS at
    FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
   WHERE m.procedure_key = 'self_check' AND m.period = :period AND m.period <> '' AND m.state IN ('reviewing', 'accepted')),
items AS (
  SELECT d.platform_id, json_extract(r.value, '$.area') AS area,
         sum(json_extract(r.value, '$.result') = 'yes') || '/' || sum(json_extract(r.value, '$.result') IN ('yes', 'partial', 'no'))
         || coalesce('，' || printf('%.2f', sum(json_extract(r.value, '$.result') = 'yes') * 100.0
              / nullif(sum(json_extract(r.value, '$.result') IN ('yes', 'partial', 'no')), 0)) || '%', '') AS said
    FROM filed d JOIN json_each(d.body, '$.items') r GROUP BY 1, 2)
SELECT p.name, o.short_name, d.at,
       coalesce(max(iif(i.area = 'security', i.said, NULL)), '尚无记录'), coalesce(max(iif(i.area = 'audit', i.said, NULL)), '尚无记录'),
       coalesce(max(iif(i.area = 'crypto', i.said, NULL)), '尚无记录')
  FROM platform p JOIN organisation o ON o.id = p.operator_id
  LEFT JOIN filed d ON d.platform_id = p.id AND d.organisation_id = p.operator_id LEFT JOIN items i ON i.platform_id = p.id
 WHERE p.kind <> 'supervision' AND (p.ended_at IS NULL OR p.ended_at > :from)
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = p.operator_id AND k.kind IN ('provider', 'integrator'))
   AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org)
 GROUP BY p.id ORDER BY p.rank, p.id;

-- name: report_privileged   mode: read   rows: all (the platforms)   scope: org
-- What operators say of deeds with special rights and of certificates; self-checks filed before they were asked say nothing.
SELECT p.name, json_extract(f.body, '$.privileged_checked'), json_extract(f.body, '$.privileged_abnormal'),
       json_extract(f.body, '$.certificates_due')
  FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision JOIN platform p ON p.id = m.platform_id
 WHERE m.procedure_key = 'self_check' AND m.period = :period AND m.period <> '' AND m.state IN ('reviewing', 'accepted')
   AND m.organisation_id = p.operator_id AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org)
   AND json_extract(f.body, '$.privileged_checked') IS NOT NULL
 ORDER BY p.rank, p.id;

-- name: report_alarms   mode: read   rows: all (the platforms)   scope: org
-- What operators say of alarms, holes and attacks in the self-check of the month.
SELECT p.name, json_extract(f.body, '$.alarms'), json_extract(f.body, '$.alarms_handled'), json_extract(f.body, '$.vulnerabilities'),
       json_extract(f.body, '$.fixed'), json_extract(f.body, '$.attacks'), json_extract(f.body, '$.earliest_day'),
       json_extract(f.body, '$.bastion_rate'), json_extract(f.body, '$.encryption_rate')
  FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision JOIN platform p ON p.id = m.platform_id
 WHERE m.procedure_key = 'self_check' AND m.period = :period AND m.period <> '' AND m.state IN ('reviewing', 'accepted')
   AND m.organisation_id = p.operator_id AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org)
 ORDER BY p.rank, p.id;

-- name: report_alarm_levels   mode: read   rows: all (the platforms)   scope: org
-- By severity; NULL where an earlier version of the form did not ask for it.
SELECT p.name, json_extract(f.body, '$.alarms_critical'), json_extract(f.body, '$.alarms_high'), json_extract(f.body, '$.alarms_mid'),
       json_extract(f.body, '$.alarms_low')
  FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision JOIN platform p ON p.id = m.platform_id
 WHERE m.procedure_key = 'self_check' AND m.period = :period AND m.period <> '' AND m.state IN ('reviewing', 'accepted')
   AND m.organisation_id = p.operator_id AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org)
 ORDER BY p.rank, p.id;

-- name: report_attack_kinds   mode: read   rows: all (eight kinds)   scope: org
-- What was fended off, the most frequent first: how often, its share in hundredths of a percent, on how many platforms.
WITH kinds (key, label) AS (VALUES ('probe', '扫描探测'), ('web', '网站应用攻击'), ('guess', '口令猜解'), ('exploit', '漏洞利用'),
                                   ('malware', '恶意代码'), ('flood', '拒绝服务'), ('mail', '钓鱼邮件'), ('other', '其他')),
told AS (
  SELECT m.platform_id, json_extract(r.value, '$.attack_kind') AS key, json_extract(r.value, '$.attack_count') AS n
    FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision JOIN platform p ON p.id = m.platform_id
    JOIN json_each(f.body, '$.attack_kinds') r
   WHERE m.procedure_key = 'self_check' AND m.period = :period AND m.period <> '' AND m.state IN ('reviewing', 'accepted')
     AND m.organisation_id = p.operator_id AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org))
SELECT k.label, sum(t.n), sum(t.n) * 10000 / (SELECT sum(n) FROM told), count(DISTINCT t.platform_id)
  FROM told t JOIN kinds k ON k.key = t.key GROUP BY k.key ORDER BY sum(t.n) DESC, k.key;

-- name: report_attack_sources   mode: read   rows: all (five categories)   scope: org
-- From where, by category and never by unit.
WITH sources (key, label) AS (VALUES ('abroad', '境外'), ('country', '境内省外'), ('province', '省内互联网'), ('network', '政务外网'),
                                     ('unknown', '不明')),
told AS (
  SELECT json_extract(r.value, '$.attack_source') AS key, json_extract(r.value, '$.attack_count') AS n
    FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision JOIN platform p ON p.id = m.platform_id
    JOIN json_each(f.body, '$.attack_kinds') r
   WHERE m.procedure_key = 'self_check' AND m.period = :period AND m.period <> '' AND m.state IN ('reviewing', 'accepted')
     AND m.organisation_id = p.operator_id AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org))
SELECT s.label, sum(t.n), sum(t.n) * 10000 / (SELECT sum(n) FROM told)
  FROM told t JOIN sources s ON s.key = t.key GROUP BY s.key ORDER BY sum(t.n) DESC, s.key;

-- name: report_unchecked   mode: read   rows: all (the platforms)   scope: org
-- Platforms whose operator owes the self-check of the month and did not hand it in.
SELECT group_concat(name, '、') FROM (SELECT p.name FROM platform p
 WHERE p.kind <> 'supervision' AND (p.ended_at IS NULL OR p.ended_at > :from)
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = p.operator_id AND k.kind IN ('provider', 'integrator'))
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.procedure_key = 'self_check' AND m.period = :period AND m.period <> ''
         AND m.organisation_id = p.operator_id AND m.platform_id = p.id AND m.state IN ('reviewing', 'accepted'))
   AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org) ORDER BY p.rank, p.id) HAVING count(*) > 0;

-- name: report_alarm_chart   mode: read   rows: all (the platforms)   scope: org
SELECT p.name, json_extract(f.body, '$.alarms_handled'), json_extract(f.body, '$.alarms') - json_extract(f.body, '$.alarms_handled')
  FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision JOIN platform p ON p.id = m.platform_id
 WHERE m.procedure_key = 'self_check' AND m.period = :period AND m.period <> '' AND m.state IN ('reviewing', 'accepted')
   AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org AND m.organisation_id = :org)
 ORDER BY p.rank, p.id;

-- name: report_alarm_level_chart   mode: read   rows: all (the platforms)   scope: org
SELECT p.name, json_extract(f.body, '$.alarms_critical'), json_extract(f.body, '$.alarms_high'), json_extract(f.body, '$.alarms_mid'),
       json_extract(f.body, '$.alarms_low')
  FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision JOIN platform p ON p.id = m.platform_id
 WHERE m.procedure_key = 'self_check' AND m.period = :period AND m.period <> '' AND m.state IN ('reviewing', 'accepted')
   AND m.organisation_id = p.operator_id AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org)
   AND json_extract(f.body, '$.alarms_critical') IS NOT NULL
 ORDER BY p.rank, p.id;

-- ---- scans and holes ----

-- name: report_scans   mode: read   rows: all (the scans of a month)   scope: org
-- Findings are the hazards set up from a scan; in an operator's extract its own alone.
SELECT coalesce(m.number, '—'), m.title, coalesce(s.name, p.name, '—'), m.closed_at,
       (SELECT json_extract(e.body, '$.assets_scanned') FROM event e WHERE e.matter_id = m.id AND e.action = 'hand_in' ORDER BY e.id DESC LIMIT 1),
       (SELECT count(*) FROM matter f JOIN hazard h ON h.matter_id = f.id WHERE f.base_matter_id = m.id AND (:edition = 0 OR h.organisation_id = :org))
  FROM matter m LEFT JOIN system s ON s.id = m.system_id LEFT JOIN platform p ON p.id = m.platform_id
 WHERE m.procedure_key IN ('scan', 'scan_round') AND m.opened_at <= :until AND m.closed_at BETWEEN :from AND :until AND m.state = 'done'
   AND (:edition = 0 OR :edition = 2 AND (p.operator_id = :org OR s.organisation_id = :org))
 ORDER BY m.closed_at, m.id;

-- name: report_unit_scans   mode: read   rows: all (the scans of a month)   scope: org
-- Of one unit: scans of its systems, and that a platform was scanned on which one of them lay that day.  Of a platform
-- neither title nor assets, which tell of others; findings are its own.
SELECT coalesce(m.number, '—'), CASE WHEN s.id IS NOT NULL THEN m.title WHEN m.procedure_key = 'scan_round' THEN '平台定期扫描' ELSE '平台专项扫描' END,
       coalesce(s.name, p.name), m.closed_at,
       (SELECT count(*) FROM matter f JOIN hazard h ON h.matter_id = f.id WHERE f.base_matter_id = m.id AND h.organisation_id = :org)
  FROM matter m LEFT JOIN system s ON s.id = m.system_id LEFT JOIN platform p ON p.id = m.platform_id
 WHERE m.procedure_key IN ('scan', 'scan_round') AND m.opened_at <= :until AND m.closed_at BETWEEN :from AND :until AND m.state = 'done'
   AND (s.organisation_id = :org OR m.system_id IS NULL AND EXISTS (SELECT 1 FROM allocation a JOIN system h ON h.id = a.system_id WHERE h.organisation_id = :org
                  AND a.platform_id = m.platform_id AND a.granted_at <= m.closed_at AND (a.freed_at IS NULL OR a.freed_at > m.closed_at)))
 ORDER BY m.closed_at, m.id;

-- name: report_hazards   mode: read   rows: all (four severities)   scope: org
-- :source '': of any source.
WITH kinds (key, label, rank) AS (VALUES ('critical', '紧急', 1), ('high', '高危', 2), ('mid', '中危', 3), ('low', '低危', 4))
SELECT k.label, coalesce(sum(h.issued_at >= :from), 0), coalesce(sum(h.closed_at BETWEEN :from AND :until), 0),
       sum(h.closed_at BETWEEN :from AND :until AND h.closed_at <= h.limit_at) * 10000 / sum(h.closed_at BETWEEN :from AND :until),
       coalesce(sum(h.matter_id IS NOT NULL AND (h.closed_at IS NULL OR h.closed_at > :until)), 0),
       coalesce(sum((h.closed_at IS NULL OR h.closed_at > :until) AND (h.accepted_day IS NULL OR h.accepted_day < :last) AND h.limit_at <= :until), 0),
       coalesce(sum((h.closed_at IS NULL OR h.closed_at > :until) AND h.accepted_day >= :last), 0)
  FROM kinds k LEFT JOIN hazard h ON h.severity = k.key AND h.issued_at <= :until AND (h.closed_at IS NULL OR h.closed_at >= :from)
   AND (:edition = 0 OR h.organisation_id = :org) AND (:source = '' OR h.source = :source)
 GROUP BY k.key ORDER BY k.rank;

-- name: report_holes   mode: read   scope: org
-- The ten that were found most often by scans of the month.
SELECT m.title, CASE min(CASE h.severity WHEN 'critical' THEN 1 WHEN 'high' THEN 2 WHEN 'mid' THEN 3 ELSE 4 END) WHEN 1 THEN '紧急' WHEN 2 THEN '高危'
       WHEN 3 THEN '中危' ELSE '低危' END, count(*), count(DISTINCT h.organisation_id), coalesce(sum(h.closed_at <= :until), 0)
  FROM hazard h JOIN matter m ON m.id = h.matter_id
 WHERE h.issued_at BETWEEN :from AND :until AND h.source = 'scan' AND (:edition = 0 OR h.organisation_id = :org)
 GROUP BY m.title ORDER BY count(*) DESC, min(CASE h.severity WHEN 'critical' THEN 1 WHEN 'high' THEN 2 WHEN 'mid' THEN 3 ELSE 4 END), m.title
 LIMIT 10;

-- name: report_hole_count   mode: read   scope: org
-- Of one month, by severity: for the trend.
SELECT sum(severity IN ('critical', 'high')), sum(severity = 'mid'), sum(severity = 'low'), count(*) FROM hazard
 WHERE issued_at BETWEEN :from AND :until AND source = 'scan' AND (:edition = 0 OR organisation_id = :org);

-- name: report_hazard_ages   mode: read   rows: all (six bins)   scope: org
WITH bins (label, least, most) AS (VALUES ('7 天以内', 0, 7), ('8–15 天', 8, 15), ('16–30 天', 16, 30), ('31–60 天', 31, 60), ('61–90 天', 61, 90), ('90 天以上', 91, 1000000)),
open AS (SELECT (:until + 1 - issued_at) / 86400 AS age FROM hazard
          WHERE issued_at <= :until AND (closed_at IS NULL OR closed_at > :until) AND (:edition = 0 OR organisation_id = :org))
SELECT b.label, (SELECT count(*) FROM open WHERE age BETWEEN b.least AND b.most) FROM bins b ORDER BY b.least;

-- name: report_late_hazards   mode: read   rows: all (what is overdue)   scope: org
SELECT coalesce(m.number, '—'), m.title, o.short_name,
       CASE h.severity WHEN 'critical' THEN '紧急' WHEN 'high' THEN '高危' WHEN 'mid' THEN '中危' ELSE '低危' END, h.issued_at, h.limit_at,
       (:until + 1 - h.limit_at) / 86400
  FROM hazard h JOIN matter m ON m.id = h.matter_id JOIN organisation o ON o.id = h.organisation_id
 WHERE h.issued_at <= :until AND (h.closed_at IS NULL OR h.closed_at > :until) AND (h.accepted_day IS NULL OR h.accepted_day < :last)
   AND h.limit_at <= :until AND (:edition = 0 OR h.organisation_id = :org)
 ORDER BY h.limit_at, h.matter_id;

-- ---- incidents ----

-- name: report_incidents   mode: read   rows: all (the incidents of a month)   scope: org
-- Minutes from discovery to the first report; reports to the authorities: told, told late, missing by one of its lines; an
-- extract's are its own.
SELECT coalesce(m.number, '—'), m.title, o.short_name,
       CASE i.grade WHEN 'special' THEN '特别重大' WHEN 'major' THEN '重大' WHEN 'larger' THEN '较大' ELSE '一般' END || iif(i.false_yes = 1, '（误报）', ''),
       i.found_at, (i.reported_at - i.found_at) / 60,
       CASE WHEN l.asked IS NULL THEN '不需要' WHEN l.missing > 0 THEN '未报 ' || l.missing || ' 家' WHEN l.late > 0 THEN '逾时 ' || l.late || ' 家' ELSE '按时' END,
       iif(i.handled_at <= :until, i.handled_at, NULL), iif(m.closed_at <= :until, '已办结', '处置中')
  FROM matter m JOIN incident i ON i.matter_id = m.id JOIN organisation o ON o.id = m.organisation_id
  LEFT JOIN (SELECT matter_id, count(*) AS asked, count(DISTINCT iif(told_at IS NULL AND stopped_at IS NULL, organisation_id, NULL)) AS missing,
                    count(DISTINCT iif(told_at > due_at, organisation_id, NULL)) AS late
               FROM incident_line WHERE addressee = 'authority' AND due_at IS NOT NULL AND (stopped_at IS NULL OR told_at IS NOT NULL)
                AND (:edition = 0 OR organisation_id = :org) GROUP BY matter_id) l ON l.matter_id = m.id
 WHERE m.procedure_key = 'incident' AND m.opened_at <= :until AND i.found_at BETWEEN :from AND :until
   AND (:edition = 0 OR m.organisation_id = :org OR EXISTS (SELECT 1 FROM matter_concern c
         WHERE c.matter_id = m.id AND c.part = 'addressee' AND c.organisation_id = :org))
 ORDER BY i.found_at, i.matter_id;

-- name: report_incident_kinds   mode: read   rows: all (ten kinds)   scope: org
-- Kinds of attack and disturbance; never by whose source it was.
SELECT CASE json_extract(f.body, '$.kind') WHEN 'malware' THEN '恶意程序' WHEN 'attack' THEN '网络攻击' WHEN 'data' THEN '数据安全' WHEN 'content' THEN '信息内容安全'
            WHEN 'facility' THEN '设备设施故障' WHEN 'misuse' THEN '违规操作' WHEN 'hazard' THEN '安全隐患' WHEN 'abnormal' THEN '异常行为'
            WHEN 'force' THEN '不可抗力' WHEN 'other' THEN '其他' ELSE '未填类型' END AS kind, count(*), coalesce(sum(i.handled_at <= :until), 0)
  FROM matter m JOIN incident i ON i.matter_id = m.id JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
 WHERE m.procedure_key = 'incident' AND m.opened_at <= :until AND i.found_at BETWEEN :from AND :until AND i.false_yes = 0
   AND (:edition = 0 OR m.organisation_id = :org OR EXISTS (SELECT 1 FROM matter_concern c
         WHERE c.matter_id = m.id AND c.part = 'addressee' AND c.organisation_id = :org))
 GROUP BY kind ORDER BY count(*) DESC, kind;

-- ---- compliance, logs ----

-- name: report_compliance   mode: read   rows: all (the register)   scope: org
SELECT o.short_name, CASE c.kind WHEN 'classified_protection' THEN '等级保护测评' WHEN 'cryptography' THEN '密码应用评估' WHEN 'cloud_assessment' THEN '云计算服务安全评估'
            WHEN 'network_review' THEN '网络安全审查'
            WHEN 'grading' THEN '定级备案' ELSE '信创试点' END, coalesce(s.name, p.name, '—'), c.level, c.certificate_no, c.result, c.obtained_day, c.valid_day,
       CASE WHEN c.fault_text <> '' THEN c.fault_text WHEN c.valid_day < :last THEN '已过期' WHEN c.valid_day < :last + 60 THEN '60 天内到期'
            ELSE '有效' END
  FROM compliance_worth c JOIN organisation o ON o.id = c.organisation_id LEFT JOIN system s ON s.id = c.system_id LEFT JOIN platform p ON p.id = c.platform_id
 WHERE c.registered_at <= :until AND (c.replaced_at IS NULL OR c.replaced_at > :until)
   AND (:ending = 0 OR c.valid_day < :last + 60) AND (:edition = 0 OR c.organisation_id = :org)
 ORDER BY coalesce(c.valid_day, 9999999), o.rank, c.id;

-- name: report_assessed   mode: read   rows: all (six needs)   scope: org
-- Who needs what by the register as it is: how many had one that counts, one that does not, none.
WITH found AS (
  SELECT CASE n.rank WHEN 1 THEN '定级备案（二级以上系统）' WHEN 2 THEN '等级保护测评（二级以上系统）' WHEN 3 THEN '密码应用评估（三级以上系统）'
              WHEN 4 THEN '等级保护测评（平台）' WHEN 5 THEN '密码应用评估（平台）' ELSE n.label END AS label, n.rank,
         (SELECT w.good_until FROM compliance_worth w
           WHERE w.kind = n.kind AND w.registered_at <= :until AND (w.replaced_at IS NULL OR w.replaced_at > :until)
             AND (n.system_id IS NOT NULL AND w.system_id = n.system_id OR n.platform_id IS NOT NULL AND w.platform_id = n.platform_id AND w.system_id IS NULL)
           ORDER BY w.registered_at DESC LIMIT 1) AS good_until
    FROM compliance_need n WHERE n.created_at <= :until AND (:edition = 0 OR n.organisation_id = :org))
SELECT label, count(*), sum(coalesce(good_until >= :last, 0)), sum(coalesce(good_until < :last, 0)), sum(good_until IS NULL),
       sum(coalesce(good_until >= :last, 0)) * 10000 / count(*)
  FROM found GROUP BY rank ORDER BY rank;

-- name: report_logs   mode: read   rows: all (the organisations)   scope: org
-- Who owes the attestation of the month: kinds of logs attested, those that reach back too little.
SELECT o.short_name, (SELECT nullif(count(*), 0) FROM log_holding l WHERE l.organisation_id = o.id AND l.period = :period),
       (SELECT sum(l.earliest_day > max(:allowed, l.begun_day)) FROM log_held l WHERE l.organisation_id = o.id AND l.period = :period),
       (SELECT max(l.earliest_day) FROM log_holding l WHERE l.organisation_id = o.id AND l.period = :period),
       CASE WHEN NOT EXISTS (SELECT 1 FROM log_holding l WHERE l.organisation_id = o.id AND l.period = :period) THEN '尚无记录'
            WHEN EXISTS (SELECT 1 FROM log_held l WHERE l.organisation_id = o.id AND l.period = :period AND l.earliest_day > max(:allowed, l.begun_day)) THEN '不足六个月'
            ELSE '符合' END
  FROM organisation o
 WHERE (o.valid_to IS NULL OR o.valid_to >= :last)
   AND (EXISTS (SELECT 1 FROM system s WHERE s.organisation_id = o.id AND s.created_at <= :until AND s.state IN ('trial', 'operating', 'changing', 'suspended'))
     OR EXISTS (SELECT 1 FROM platform p JOIN organisation_kind k ON k.organisation_id = o.id AND k.kind = 'provider'
                 WHERE p.operator_id = o.id AND p.ended_at IS NULL))
   AND (:edition = 0 OR o.id = :org)
 ORDER BY o.rank, o.id;

-- ---- drills and training ----

-- name: report_drills   mode: read   rows: all (the drills and courses of a month)   scope: org
SELECT iif(m.procedure_key = 'drill', '应急演练', '安全培训'), o.short_name, m.title, json_extract(e.body, '$.held_day'), json_extract(e.body, '$.headcount'),
       json_extract(e.body, '$.score'), iif(m.procedure_key = 'drill', json_array_length(e.body, '$.problems'), NULL)
  FROM matter m JOIN organisation o ON o.id = m.organisation_id JOIN event e ON e.matter_id = m.id AND e.action IN ('carry_out', 'hold_course')
 WHERE m.procedure_key IN ('drill', 'training') AND m.opened_at <= :until AND json_extract(e.body, '$.held_day') BETWEEN :first AND :last
   AND e.at <= :until + 31 * 86400 AND (:edition = 0 OR m.organisation_id = :org)
 ORDER BY 4, m.id;

-- ---- annex ----

-- name: report_organisations   mode: read   rows: all (the organisations)   scope: org
-- One line each for units and operators: systems, hazards, incidents (whoever reported them), filings, logs.
SELECT o.name, (SELECT count(*) FROM system s WHERE s.organisation_id = o.id AND s.created_at <= :until AND (s.ended_at IS NULL OR s.ended_at > :until)),
       (SELECT count(*) FROM hazard h WHERE h.organisation_id = o.id AND h.issued_at BETWEEN :from AND :until),
       (SELECT count(*) FROM hazard h WHERE h.organisation_id = o.id AND h.closed_at BETWEEN :from AND :until),
       (SELECT count(*) FROM hazard h WHERE h.organisation_id = o.id AND h.issued_at <= :until AND (h.closed_at IS NULL OR h.closed_at > :until)),
       (SELECT count(*) FROM hazard h WHERE h.organisation_id = o.id AND h.issued_at <= :until AND (h.closed_at IS NULL OR h.closed_at > :until)
           AND (h.accepted_day IS NULL OR h.accepted_day < :last) AND h.limit_at <= :until),
       (SELECT count(*) FROM incident i WHERE i.found_at BETWEEN :from AND :until AND i.false_yes = 0 AND i.matter_id IN (
           SELECT m.id FROM matter m WHERE m.organisation_id = o.id AND m.procedure_key = 'incident' AND m.opened_at <= :until
           UNION ALL SELECT c.matter_id FROM matter_concern c JOIN matter m ON m.id = c.matter_id AND m.opened_at <= :until
            WHERE c.organisation_id = o.id AND c.part = 'addressee')),
       (SELECT count(*) FROM compliance c WHERE c.organisation_id = o.id AND c.registered_at <= :until AND (c.replaced_at IS NULL OR c.replaced_at > :until)
           AND c.valid_day < :last),
       CASE WHEN NOT EXISTS (SELECT 1 FROM log_holding l WHERE l.organisation_id = o.id AND l.period = :period) THEN '尚无记录'
            WHEN EXISTS (SELECT 1 FROM log_held l WHERE l.organisation_id = o.id AND l.period = :period AND l.earliest_day > max(:allowed, l.begun_day)) THEN '不足六个月'
            ELSE '符合' END
  FROM organisation o
 WHERE (:edition <> 0 AND o.id = :org
     OR :edition = 0 AND (EXISTS (SELECT 1 FROM system s WHERE s.organisation_id = o.id) OR EXISTS (SELECT 1 FROM platform p WHERE p.operator_id = o.id)))
 ORDER BY o.rank, o.id;

-- name: report_demands   mode: read   rows: all (what is overdue)   scope: org
-- Whose hazards are overdue, to be asked of them by name.
SELECT o.name || '有 ' || count(*) || ' 件隐患逾期未整改，请限期完成并报复核' FROM hazard h JOIN organisation o ON o.id = h.organisation_id
 WHERE h.issued_at <= :until AND (h.closed_at IS NULL OR h.closed_at > :until) AND (h.accepted_day IS NULL OR h.accepted_day < :last)
   AND h.limit_at <= :until AND (:edition = 0 OR h.organisation_id = :org)
 GROUP BY h.organisation_id ORDER BY count(*) DESC, o.rank, o.id;

-- name: report_risks   mode: read   scope: org
-- Severe hazards still open, by what they are.
SELECT '“' || m.title || '”（' || CASE h.severity WHEN 'critical' THEN '紧急' ELSE '高危' END || '）月末仍有 ' || count(*) || ' 件未闭环'
  FROM hazard h JOIN matter m ON m.id = h.matter_id
 WHERE h.issued_at <= :until AND (h.closed_at IS NULL OR h.closed_at > :until) AND h.severity IN ('critical', 'high')
   AND (:edition = 0 OR h.organisation_id = :org)
 GROUP BY m.title, h.severity ORDER BY h.severity <> 'critical', count(*) DESC, m.title LIMIT 10;

-- name: report_next_lapses   mode: read   rows: all (what ends in a month)   scope: org
SELECT coalesce(s.name, p.name, o.short_name) || CASE c.kind WHEN 'classified_protection' THEN '等级保护测评' WHEN 'cryptography' THEN '密码应用评估'
            WHEN 'cloud_assessment' THEN '云计算服务安全评估' WHEN 'network_review' THEN '网络安全审查'
            WHEN 'grading' THEN '定级备案' ELSE '信创试点' END
       || iif(c.valid_day < :last, '已过期', '将于 ' || date(c.valid_day * 86400, 'unixepoch') || ' 到期') || '，请尽快安排'
  FROM compliance c JOIN organisation o ON o.id = c.organisation_id LEFT JOIN system s ON s.id = c.system_id LEFT JOIN platform p ON p.id = c.platform_id
 WHERE c.registered_at <= :until AND (c.replaced_at IS NULL OR c.replaced_at > :until) AND c.valid_day < :last + 60
   AND (:edition = 0 OR c.organisation_id = :org)
 ORDER BY c.valid_day, o.rank, c.id;
