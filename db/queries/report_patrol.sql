-- 巡检 in the monthly report on operation (第二十二条): what was due to be looked at in the month, and what was found.
-- :edition 0 the whole for the center, 1 of one unit, 2 of one operator: :org is whose.

-- name: report_patrols   mode: read   rows: all (seven kinds)   scope: org
-- Owed, handed in, still owed, found.  A unit has its own record and the inspections it was told of, an operator what is of
-- its platforms and the inspections it was told of; of an inspection an extract counts what its own organisation has to put
-- right.  What a unit wrote of itself is in the whole as a number and in its own extract, nowhere else.
WITH kinds (key, label, rank) AS (VALUES ('self_check', '平台每月自查', 1), ('verification', '平台资源核实', 2), ('backup_test', '备份验证', 3),
                                         ('performance_test', '性能测试', 4), ('spot_check', '抽查', 5), ('inspection', '安全检查', 6),
                                         ('om_record', '使用单位运维监管', 7)),
made AS (
  SELECT k.key, m.id, m.revision, m.state NOT IN ('draft', 'own_check', 'lead_check', 'unit_check') AS filed
    FROM kinds k CROSS JOIN matter m LEFT JOIN platform p ON p.id = m.platform_id
   WHERE m.procedure_key = k.key AND m.period = :period AND m.period <> '' AND m.state NOT IN ('void', 'cancelled')
     AND (:edition = 0 OR :edition = 1 AND k.key = 'om_record' AND m.organisation_id = :org
       OR :edition = 2 AND k.key <> 'om_record' AND p.operator_id = :org)),
found AS (
  SELECT a.key, a.filed, iif(a.filed = 0, NULL, CASE a.key
           WHEN 'self_check' THEN (SELECT count(*) FROM matter_form f JOIN json_each(f.body, '$.items') r
                  WHERE f.matter_id = a.id AND f.revision = a.revision AND json_extract(r.value, '$.result') IN ('partial', 'no'))
           WHEN 'om_record' THEN (SELECT count(*) FROM matter_form f JOIN json_each(f.body, '$.records') r
                  WHERE f.matter_id = a.id AND f.revision = a.revision
                    AND 'bad' IN (json_extract(r.value, '$.system'), json_extract(r.value, '$.business')))
           WHEN 'verification' THEN (SELECT count(*) FROM verification_line l WHERE l.matter_id = a.id AND (l.allocated <> l.ledger OR l.ledger <> l.collected))
           ELSE (SELECT t.total - t.passed FROM measurement t WHERE t.matter_id = a.id) END) AS n
    FROM made a
  UNION ALL
  SELECT 'spot_check', 1, t.total - t.passed FROM platform p CROSS JOIN measurement t ON t.platform_id = p.id AND t.kind IN ('log', 'data') AND t.period = :period
   WHERE :edition = 0 OR :edition = 2 AND p.operator_id = :org
  UNION ALL
  SELECT 'inspection', coalesce(c.concluded, 0), iif(c.concluded = 1,
           (SELECT count(*) FROM matter x JOIN hazard h ON h.matter_id = x.id WHERE x.base_matter_id = c.id AND (:edition = 0 OR h.organisation_id = :org)), NULL)
    FROM (SELECT m.id, (SELECT max(e.at <= :until) FROM event e WHERE e.matter_id = m.id AND e.action = 'conclude') AS concluded
            FROM matter m WHERE m.procedure_key = 'inspection' AND m.opened_at <= :until AND m.state <> 'cancelled'
             AND EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.action = 'begin' AND e.at <= :until)
             AND NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.action = 'conclude' AND e.at < :from)
             AND (:edition = 0 OR EXISTS (SELECT 1 FROM matter_concern o
                   WHERE o.matter_id = m.id AND o.part = 'addressee' AND o.organisation_id = :org))) c)
SELECT k.label, count(f.key), coalesce(sum(f.filed), 0), count(f.key) - coalesce(sum(f.filed), 0), sum(f.n)
  FROM kinds k LEFT JOIN found f ON f.key = k.key
 WHERE :edition <> 1 OR k.key IN ('inspection', 'om_record')
 GROUP BY k.key HAVING :edition <> 2 OR k.key <> 'om_record' ORDER BY k.rank;

-- name: report_patrol_platforms   mode: read   rows: all (the platforms)   scope: org
-- The rounds of each platform: self-check handed in, conforming and not; samples looked at and good; faults a round found.
SELECT p.name, o.short_name, (SELECT min(h.at) FROM matter_handed_on h WHERE h.matter_id = m.id),
       (SELECT count(*) FROM json_each(f.body, '$.items') r WHERE f.body IS NOT NULL AND json_extract(r.value, '$.result') = 'yes') + iif(f.body IS NULL, NULL, 0),
       (SELECT count(*) FROM json_each(f.body, '$.items') r WHERE f.body IS NOT NULL AND json_extract(r.value, '$.result') IN ('partial', 'no')) + iif(f.body IS NULL, NULL, 0),
       (SELECT sum(t.total) FROM measurement t WHERE t.platform_id = p.id AND t.kind IN ('log', 'data') AND t.period = :period),
       (SELECT sum(t.passed) FROM measurement t WHERE t.platform_id = p.id AND t.kind IN ('log', 'data') AND t.period = :period),
       (SELECT count(*) FROM fault u JOIN matter x ON x.id = u.matter_id JOIN matter_form g ON g.matter_id = x.id AND g.revision = x.revision
         WHERE u.platform_id = p.id AND u.began_at BETWEEN :from AND :until AND u.dismissed_yes = 0 AND json_extract(g.body, '$.source') = 'inspection')
  FROM platform p JOIN organisation o ON o.id = p.operator_id
  LEFT JOIN matter m ON m.procedure_key = 'self_check' AND m.period = :period AND m.period <> '' AND m.organisation_id = p.operator_id
   AND coalesce(m.platform_id, 0) = p.id AND coalesce(m.system_id, 0) = 0 AND m.state IN ('reviewing', 'accepted')
  LEFT JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
 WHERE p.kind <> 'supervision' AND (p.ended_at IS NULL OR p.ended_at > :from) AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org)
 ORDER BY p.rank, p.id;

-- name: report_patrol_faults   mode: read   rows: all (the faults of a month)   scope: org
-- Faults that a round found, to those the list of faults shows them to.
SELECT coalesce(m.number, '—'), substr('ⅠⅡⅢⅣ', f.level, 1) || '级', m.title,
       coalesce(p.name || iif(s.name IS NULL, '', '、'), '') || coalesce(s.name, iif(p.name IS NULL, '—', '')), f.found_at,
       iif(f.restored_at <= :until, '已恢复', '月末未恢复')
  FROM fault f JOIN matter m ON m.id = f.matter_id JOIN matter_form g ON g.matter_id = m.id AND g.revision = m.revision
  LEFT JOIN platform p ON p.id = f.platform_id LEFT JOIN system s ON s.id = f.system_id
 WHERE f.began_at BETWEEN :from AND :until AND f.dismissed_yes = 0 AND json_extract(g.body, '$.source') = 'inspection'
   AND (:edition = 0 OR :edition = 2 AND (p.operator_id = :org OR f.responsible_id = :org)
     OR :edition = 1 AND (s.organisation_id = :org OR m.organisation_id = :org OR EXISTS (SELECT 1 FROM matter_concern c
           WHERE c.matter_id = f.matter_id AND c.part = 'addressee' AND c.organisation_id = :org)))
 ORDER BY f.found_at, f.matter_id;

-- name: report_patrol_records   mode: read   rows: all (the systems of a unit)   scope: org
-- What the unit wrote of its systems this month: in its own extract alone.
SELECT json_extract(r.value, '$.subject'), iif(json_extract(r.value, '$.system') = 'bad', '有问题', '正常'),
       iif(json_extract(r.value, '$.business') = 'bad', '有问题', '正常'), coalesce(json_extract(r.value, '$.note'), '')
  FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision JOIN json_each(f.body, '$.records') r
 WHERE :edition = 1 AND m.procedure_key = 'om_record' AND m.period = :period AND m.period <> '' AND m.organisation_id = :org
   AND m.state = 'recorded'
 ORDER BY r.id;

-- name: report_patrol_demands   mode: read   rows: all (the platforms)   scope: org
SELECT p.name || '本月自查有 ' || count(*) || ' 项不符合或者部分符合，建议按整改时限逐项落实'
  FROM platform p JOIN matter m ON m.procedure_key = 'self_check' AND m.period = :period AND m.period <> '' AND m.organisation_id = p.operator_id
   AND m.platform_id = p.id AND m.state IN ('reviewing', 'accepted')
  JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision JOIN json_each(f.body, '$.items') r
 WHERE json_extract(r.value, '$.result') IN ('partial', 'no') AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org)
 GROUP BY p.id ORDER BY p.rank, p.id;
