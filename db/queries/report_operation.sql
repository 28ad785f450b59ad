-- The monthly report on operation, resources and security (第二十二条).
-- :edition 0 the whole for the center, 1 of one unit, 2 of one operator: :org is whose.  A unit's fault is one of its
-- systems, one it raised or one it was told of; an operator's one on its platforms or one it answers for.  All of it as
-- things stood at the end of the period (:until), so that the same period says the same later.

-- ---- operation ----

-- name: report_availability   mode: read   rows: all (the platforms)   scope: org
-- 1 − Σ(minutes interrupted × vCPU affected) / (minutes of the month × vCPU allocated at its end), in ten-thousandths of a
-- percent; what counts is what platform_outage has; a fault affects no more than is allocated.
WITH booked (platform_id, vcpu) AS MATERIALIZED (
  SELECT platform_id, sum(allocated) FROM (
    SELECT a.platform_id, a.allocated FROM platform p CROSS JOIN allocation a ON a.platform_id = p.id
     WHERE :edition <> 1 AND (:edition = 0 OR p.operator_id = :org) AND a.class = 'vcpu' AND a.freed_at IS NULL AND a.granted_at <= :until
    UNION ALL
    SELECT a.platform_id, a.allocated FROM platform p CROSS JOIN allocation a ON a.platform_id = p.id
     WHERE :edition <> 1 AND (:edition = 0 OR p.operator_id = :org) AND a.class = 'vcpu' AND a.freed_at > :until AND a.granted_at <= :until
    UNION ALL
    SELECT a.platform_id, a.allocated FROM system s CROSS JOIN allocation a ON a.system_id = s.id
     WHERE :edition = 1 AND s.organisation_id = :org AND a.class = 'vcpu' AND a.granted_at <= :until
       AND (a.freed_at IS NULL OR a.freed_at > :until)) GROUP BY platform_id),
held AS (
  SELECT p.id, p.name, p.rank, p.operator_id, o.short_name AS operator_name, b.vcpu
    FROM booked b CROSS JOIN platform p ON p.id = b.platform_id JOIN organisation o ON o.id = p.operator_id
   WHERE p.kind <> 'supervision' AND (p.ended_at IS NULL OR p.ended_at > :from)
  UNION ALL
  SELECT p.id, p.name, p.rank, p.operator_id, o.short_name, 0
    FROM platform p JOIN organisation o ON o.id = p.operator_id
   WHERE :edition <> 1 AND p.kind <> 'supervision' AND (p.ended_at IS NULL OR p.ended_at > :from) AND (:edition = 0 OR p.operator_id = :org)
     AND p.id NOT IN (SELECT platform_id FROM booked)),
told AS (
  SELECT h.id, f.matter_id, min(f.affected_vcpu, h.vcpu) AS cores,
         (SELECT o.starts_at FROM platform_outage o WHERE o.matter_id = f.matter_id) AS starts_at,
         (SELECT o.ends_at FROM platform_outage o WHERE o.matter_id = f.matter_id) AS ends_at
    FROM held h JOIN fault f ON f.platform_id = h.id AND f.began_at <= :until
    JOIN matter m ON m.id = f.matter_id LEFT JOIN system s ON s.id = f.system_id
   WHERE coalesce(f.restored_at, :until + 1) > :from AND f.interrupted_yes = 1 AND f.dismissed_yes = 0
     AND (:edition <> 1 OR s.organisation_id = :org OR m.organisation_id = :org OR EXISTS (SELECT 1 FROM matter_concern c
           WHERE c.matter_id = f.matter_id AND c.part = 'addressee' AND c.organisation_id = :org))),
down AS (
  SELECT id, cores, max(0, min(ends_at, :until + 1) - max(starts_at, :from)) / 60 AS minutes,
         starts_at IS NOT NULL AND starts_at <= :until AND ends_at > :from AS counts_yes FROM told),
lost AS (SELECT id, sum(counts_yes) AS faults, sum(counts_yes = 0) AS others, coalesce(sum(iif(counts_yes, minutes, 0)), 0) AS minutes,
                coalesce(sum(iif(counts_yes, minutes * cores, 0)), 0) AS core_minutes FROM down GROUP BY id)
SELECT h.name, h.operator_name, h.vcpu, coalesce(l.faults, 0), coalesce(l.minutes, 0), coalesce(l.core_minutes, 0), coalesce(l.others, 0),
       iif(h.vcpu > 0, max(0, (:minutes * h.vcpu - coalesce(l.core_minutes, 0)) * 1000000 / (:minutes * h.vcpu)), NULL),
       (SELECT t.availability FROM contract_platform x
          JOIN contract k ON k.id = x.contract_id AND k.starts_day <= :last AND coalesce(k.ended_day, k.ends_day) >= :last
          JOIN contract_terms t ON t.contract_id = k.id AND t.valid_from <= :last
         WHERE x.platform_id = h.id ORDER BY k.starts_day DESC, k.id DESC, t.valid_from DESC, t.version DESC LIMIT 1) * 100, h.id
  FROM held h LEFT JOIN lost l ON l.id = h.id
 WHERE :edition <> 1 OR h.vcpu > 0 ORDER BY h.rank, h.id;

-- name: report_fault_counts   mode: read   rows: all (the organisations)   scope: org
-- By who answers for it; tenths of minutes until restored, of those that were.  Late is who answered or mended it himself, as in the
-- score: what another did before that came out is nobody's here.
SELECT coalesce(o.short_name, '外部原因'), sum(f.level = 1), sum(f.level = 2), sum(f.level = 3), sum(f.level = 4), count(*),
       coalesce(sum(f.responded_at > f.respond_due_at AND coalesce(f.responder_id, f.handler_id) = coalesce(f.responsible_id, f.responder_id, f.handler_id)), 0),
       coalesce(sum(f.restored_at > f.restore_due_at AND f.handler_id = coalesce(f.responsible_id, f.handler_id)), 0),
       sum(iif(f.restored_at <= :until, f.restored_at - f.began_at, NULL)) / 6 / sum(f.restored_at <= :until)
  FROM fault f JOIN matter m ON m.id = f.matter_id LEFT JOIN organisation o ON o.id = f.responsible_id
  LEFT JOIN platform p ON p.id = f.platform_id LEFT JOIN system s ON s.id = f.system_id
 WHERE f.began_at BETWEEN :from AND :until AND f.dismissed_yes = 0
   AND (:edition = 0 OR :edition = 2 AND (p.operator_id = :org OR f.responsible_id = :org)
     OR :edition = 1 AND (s.organisation_id = :org OR m.organisation_id = :org OR EXISTS (SELECT 1 FROM matter_concern c
           WHERE c.matter_id = f.matter_id AND c.part = 'addressee' AND c.organisation_id = :org)))
 GROUP BY f.responsible_id ORDER BY f.responsible_id IS NULL, o.rank, f.responsible_id;

-- name: report_faults   mode: read   rows: all (the faults of a month)   scope: org
SELECT coalesce(m.number, '—'), substr('ⅠⅡⅢⅣ', f.level, 1) || '级', m.title, coalesce(p.name || iif(s.name IS NULL, '', '、'), '') || coalesce(s.name, iif(p.name IS NULL, '—', '')),
       strftime('%m-%d %H:%M', f.began_at + 28800, 'unixepoch') || ' 至 '
         || iif(f.restored_at <= :until, strftime('%m-%d %H:%M', f.restored_at + 28800, 'unixepoch'), '月末未恢复'),
       iif(f.restored_at <= :until, (f.restored_at - f.began_at) / 60, NULL), f.affected_vcpu, coalesce(o.short_name, '外部原因'),
       CASE WHEN f.interrupted_yes = 1 AND f.planned_yes = 1 AND coalesce(f.restored_at, :until) > (SELECT c.counts_from FROM fault_counts c WHERE c.matter_id = f.matter_id)
              THEN '超出检修窗口的部分计入'
            WHEN f.planned_yes = 1 THEN '计划检修，不计' WHEN f.interrupted_yes = 0 THEN '未中断' WHEN f.responsible_id IS p.operator_id THEN '计入'
            ELSE '非平台责任，不计' END
  FROM fault f JOIN matter m ON m.id = f.matter_id LEFT JOIN organisation o ON o.id = f.responsible_id
  LEFT JOIN platform p ON p.id = f.platform_id LEFT JOIN system s ON s.id = f.system_id
 WHERE f.began_at BETWEEN :from AND :until AND f.dismissed_yes = 0
   AND (:edition = 0 OR :edition = 2 AND (p.operator_id = :org OR f.responsible_id = :org)
     OR :edition = 1 AND (s.organisation_id = :org OR m.organisation_id = :org OR EXISTS (SELECT 1 FROM matter_concern c
           WHERE c.matter_id = f.matter_id AND c.part = 'addressee' AND c.organisation_id = :org)))
 ORDER BY f.level, f.began_at, f.matter_id;

-- name: report_fault_details   mode: read   rows: all (the faults of a month)   scope: org
-- What was said when it was restored; the analysis of the two gravest levels.
SELECT coalesce(m.number, '—'), m.title,
       CASE f.cause WHEN 'hardware' THEN '硬件' WHEN 'network' THEN '网络' WHEN 'storage' THEN '存储' WHEN 'virtualisation' THEN '虚拟化'
            WHEN 'software' THEN '软件' WHEN 'configuration' THEN '配置' WHEN 'capacity' THEN '容量' WHEN 'power' THEN '电力与环境'
            WHEN 'security' THEN '安全' WHEN 'human' THEN '人为' WHEN 'outside' THEN '外部' WHEN '' THEN NULL ELSE f.cause END,
       iif(f.reported_at > f.report_due_at, '首报逾时、', '') || iif(f.responded_at > f.respond_due_at, '响应逾时', iif(f.responded_at IS NULL, '未响应', '按时响应'))
         || iif(f.arrived_at > f.arrive_due_at AND f.remote_yes = 0, '、到场逾时', ''),
       iif(f.restored_at > f.restore_due_at, '恢复逾时', iif(f.restored_at IS NULL, '未恢复', '按时恢复')),
       f.raised, (SELECT json_extract(e.body, '$.remedy') FROM event e WHERE e.matter_id = f.matter_id AND e.action = 'restore' AND e.audience = 'all'
                   ORDER BY e.id DESC LIMIT 1),
       CASE WHEN f.level > 2 THEN '不需要' WHEN f.analysis_accepted_at <= :until THEN '已审核' WHEN f.analysis_at <= :until THEN '待审核' ELSE '未报送' END
  FROM fault f JOIN matter m ON m.id = f.matter_id LEFT JOIN platform p ON p.id = f.platform_id LEFT JOIN system s ON s.id = f.system_id
 WHERE f.began_at BETWEEN :from AND :until AND f.dismissed_yes = 0
   AND (:edition = 0 OR :edition = 2 AND (p.operator_id = :org OR f.responsible_id = :org)
     OR :edition = 1 AND (s.organisation_id = :org OR m.organisation_id = :org OR EXISTS (SELECT 1 FROM matter_concern c
           WHERE c.matter_id = f.matter_id AND c.part = 'addressee' AND c.organisation_id = :org)))
 ORDER BY f.level, f.began_at, f.matter_id;

-- name: report_changes   mode: read   rows: all (the changes of a month)   scope: org
-- Changes that ended and cut-overs that were agreed to; an operator's are those with a work order on its platforms.
SELECT kind, number, title, system, unit, at, result FROM (
  SELECT '变更' AS kind, m.id, coalesce(m.number, '—') AS number, m.title, coalesce(s.name, '—') AS system, o.short_name AS unit, m.closed_at AS at,
         (SELECT e.label FROM event e WHERE e.matter_id = m.id ORDER BY e.id DESC LIMIT 1) AS result, m.organisation_id
    FROM matter m JOIN organisation o ON o.id = m.organisation_id LEFT JOIN system s ON s.id = m.system_id
   WHERE m.procedure_key IN ('change', 'emergency_growth') AND m.opened_at <= :until AND m.closed_at BETWEEN :from AND :until
     AND m.number IS NOT NULL
  UNION ALL
  SELECT '割接', m.id, coalesce(m.number, '—'), m.title, coalesce(s.name, '—'), o.short_name, e.at, e.label, m.organisation_id
    FROM event e JOIN matter m ON m.id = e.matter_id
    JOIN organisation o ON o.id = m.organisation_id LEFT JOIN system s ON s.id = m.system_id
   WHERE e.action IN ('confirm_cutover', 'roll_back') AND e.at BETWEEN :from AND :until AND e.to_state <> e.from_state) c
 WHERE :edition = 0 OR :edition = 1 AND c.organisation_id = :org
    OR :edition = 2 AND EXISTS (SELECT 1 FROM work_order w WHERE w.matter_id = c.id AND w.operator_id = :org)
 ORDER BY at, id;

-- name: report_maintenance   mode: read   rows: all (the maintenance of a month)   scope: org
SELECT coalesce(m.number, '—'), p.name, m.title, w.starts_at, w.ends_at, w.noticed_at, iif(w.in_time_yes = 1, '按规定', '不足规定时间'),
       CASE WHEN w.outcome = 'overrun' THEN printf('超出窗口 %,d 分钟', (w.finished_at - w.ends_at) / 60) WHEN w.outcome = 'done' THEN '按期完成'
            WHEN w.outcome = 'cancelled' THEN '已取消' WHEN w.outcome = 'lapsed' THEN '未实施' ELSE NULL END
  FROM platform p CROSS JOIN maintenance w ON w.platform_id = p.id JOIN matter m ON m.id = w.matter_id
 WHERE w.starts_at BETWEEN :from AND :until
   AND (:edition = 0 OR :edition = 2 AND (w.operator_id = :org OR p.operator_id = :org)
     OR :edition = 1 AND EXISTS (SELECT 1 FROM matter_concern c
           WHERE c.matter_id = w.matter_id AND c.part = 'addressee' AND c.organisation_id = :org))
 ORDER BY w.starts_at, w.matter_id;

-- name: report_service   mode: read   rows: all (the operators)   scope: org
-- Requests of the month by who took them: delivered on time of those delivered, hours (tenths) until delivered, rating (hundredths).
SELECT coalesce(o.short_name, '尚未受理'), count(*), coalesce(sum(r.delivered_at <= :until), 0), coalesce(sum(r.delivered_at <= :until AND r.delivered_at <= r.due_at), 0),
       sum(r.delivered_at <= :until AND r.delivered_at <= r.due_at) * 10000 / sum(r.delivered_at <= :until),
       sum(iif(r.delivered_at <= :until, r.delivered_at - r.opened_at, NULL)) / 360 / sum(r.delivered_at <= :until),
       sum(r.rating) * 100 / count(r.rating)
  FROM service_request r LEFT JOIN organisation o ON o.id = r.operator_id JOIN matter m ON m.id = r.matter_id
 WHERE m.procedure_key = 'service_request' AND m.opened_at <= :until AND r.opened_at BETWEEN :from AND :until AND r.outcome IS NOT 'withdrawn'
   AND (:edition = 0 OR :edition = 1 AND r.unit_id = :org OR :edition = 2 AND r.operator_id = :org)
 GROUP BY r.operator_id ORDER BY r.operator_id IS NULL, o.rank, r.operator_id;

-- name: report_measurements   mode: read   rows: all (four kinds of the platforms)   scope: org
-- What the supervisor owes of each platform every month, and what was spot-checked; of platforms, so in no unit's extract.
WITH kinds (kind, label, rank) AS (VALUES ('backup', '备份成功', 1), ('performance', '性能达标', 2), ('log', '日志留存抽查', 3), ('data', '数据准确性抽查', 4))
SELECT p.name, k.label, sum(t.total), sum(t.passed), sum(t.passed) * 10000 / sum(t.total), iif(sum(t.objected_yes) > 0, '有异议，已裁定', '')
  FROM platform p JOIN kinds k LEFT JOIN measurement t ON t.platform_id = p.id AND t.kind = k.kind AND t.period = :period
 WHERE p.kind <> 'supervision' AND (p.ended_at IS NULL OR p.ended_at > :from) AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org)
   AND (k.rank <= 2 OR t.matter_id IS NOT NULL)
 GROUP BY p.id, k.kind ORDER BY p.rank, p.id, k.rank;

-- ---- resources ----

-- name: report_pools   mode: read   rows: all (nine classes of the platforms)   scope: org
-- Capacity as verified for the month, else as it stands; taken: granted or allocated, whichever is more.
WITH taken AS (
  SELECT platform_id, class, sum(max(granted, allocated)) AS amount
    FROM (SELECT a.platform_id, a.class, a.granted, a.allocated FROM platform p CROSS JOIN allocation a ON a.platform_id = p.id
           WHERE (:edition = 0 OR p.operator_id = :org) AND a.freed_at IS NULL AND a.granted_at <= :until
          UNION ALL
          SELECT a.platform_id, a.class, a.granted, a.allocated FROM platform p CROSS JOIN allocation a ON a.platform_id = p.id
           WHERE (:edition = 0 OR p.operator_id = :org) AND a.freed_at > :until AND a.granted_at <= :until) GROUP BY platform_id, class),
pool AS (
  SELECT c.platform_id, c.class, coalesce(l.allocatable, c.total) AS total, l.allocatable IS NOT NULL AS verified_yes
    FROM capacity c LEFT JOIN verification v ON v.platform_id = c.platform_id AND v.period = :period
    LEFT JOIN verification_line l ON l.matter_id = v.matter_id AND l.class = c.class)
SELECT p.name, k.label || '（' || k.unit || '）', l.total, coalesce(t.amount, 0), l.total - coalesce(t.amount, 0),
       coalesce(t.amount, 0) * 10000 / l.total,
       CASE WHEN coalesce(t.amount, 0) * 100 >= l.total * :red THEN '达到扩容线' WHEN coalesce(t.amount, 0) * 100 >= l.total * :warn THEN '达到预警线' ELSE '正常' END,
       iif(l.verified_yes = 1, '当月核实', '台账')
  FROM pool l JOIN platform p ON p.id = l.platform_id JOIN resource_class k ON k.key = l.class
  LEFT JOIN taken t ON t.platform_id = l.platform_id AND t.class = l.class
 WHERE l.total > 0 AND (p.ended_at IS NULL OR p.ended_at > :from) AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org)
 ORDER BY p.rank, p.id, k.rank;

-- name: report_pool_bullets   mode: read   rows: all (the platforms)   scope: org
SELECT p.name, coalesce((SELECT sum(max(a.granted, a.allocated)) FROM allocation a
                  WHERE a.platform_id = p.id AND a.class = 'vcpu' AND a.freed_at IS NULL AND a.granted_at <= :until), 0)
             + coalesce((SELECT sum(max(a.granted, a.allocated)) FROM allocation a
                  WHERE a.platform_id = p.id AND a.class = 'vcpu' AND a.freed_at > :until AND a.granted_at <= :until), 0),
       coalesce((SELECT l.allocatable FROM verification v JOIN verification_line l ON l.matter_id = v.matter_id AND l.class = 'vcpu'
                  WHERE v.platform_id = p.id AND v.period = :period), c.total)
  FROM platform p JOIN capacity c ON c.platform_id = p.id AND c.class = 'vcpu' AND c.total > 0
 WHERE (p.ended_at IS NULL OR p.ended_at > :from) AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org)
 ORDER BY p.rank, p.id;

-- name: report_holdings   mode: read   rows: all (nine classes of the platforms)   scope: org
-- What one unit holds on each platform.
SELECT p.name, k.label || '（' || k.unit || '）', count(DISTINCT b.system_id), sum(b.granted), sum(b.allocated)
  FROM (SELECT a.platform_id, a.class, a.system_id, a.granted, a.allocated FROM system s CROSS JOIN allocation a ON a.system_id = s.id
         WHERE s.organisation_id = :org AND a.granted_at <= :until AND (a.freed_at IS NULL OR a.freed_at > :until)) b
  JOIN platform p ON p.id = b.platform_id JOIN resource_class k ON k.key = b.class
 WHERE :edition = 1 GROUP BY b.platform_id, b.class ORDER BY p.rank, p.id, k.rank;

-- name: report_movements   mode: read   rows: all (nine classes of the platforms)   scope: org
-- Allocated and freed within the month.  What becomes smaller is freed whole and what stays is a row anew, at one moment:
-- of a system's rows of one class only what they differ by was given or given back.
WITH booked AS MATERIALIZED (
  SELECT a.id, a.granted_at, a.freed_at FROM platform p CROSS JOIN allocation a ON a.platform_id = p.id
   WHERE :edition <> 1 AND (:edition = 0 OR p.operator_id = :org) AND a.freed_at IS NULL AND a.granted_at BETWEEN :from AND :until
  UNION ALL
  SELECT a.id, a.granted_at, a.freed_at FROM platform p CROSS JOIN allocation a ON a.platform_id = p.id
   WHERE :edition <> 1 AND (:edition = 0 OR p.operator_id = :org) AND a.freed_at >= :from
  UNION ALL
  SELECT a.id, a.granted_at, a.freed_at FROM system s CROSS JOIN allocation a ON a.system_id = s.id
   WHERE :edition = 1 AND s.organisation_id = :org AND (a.freed_at IS NULL OR a.freed_at >= :from)),
moved (id, at, sign) AS (
  SELECT id, granted_at, 1 FROM booked WHERE granted_at BETWEEN :from AND :until
  UNION ALL
  SELECT id, freed_at, -1 FROM booked WHERE freed_at <= :until),
differed (platform_id, class, amount) AS (
  SELECT a.platform_id, a.class, sum(m.sign * max(a.granted, a.allocated)) FROM moved m CROSS JOIN allocation a ON a.id = m.id
   GROUP BY a.system_id, a.platform_id, a.class, m.at)
SELECT p.name, k.label || '（' || k.unit || '）', sum(max(d.amount, 0)), sum(max(-d.amount, 0)), sum(d.amount)
  FROM differed d JOIN platform p ON p.id = d.platform_id JOIN resource_class k ON k.key = d.class
 WHERE d.amount <> 0 GROUP BY d.platform_id, d.class ORDER BY p.rank, p.id, k.rank;

-- name: report_applications   mode: read   rows: all (the procedures)   scope: org
-- Handed in, decided and still under way; tenths of days from the first hand-in until closed.
SELECT CASE m.procedure_key WHEN 'application' THEN '云资源使用申请' WHEN 'change' THEN '变更申请' WHEN 'emergency_growth' THEN '应急扩容'
            ELSE '退出申请' END,
       sum(m.submitted_at >= :from), coalesce(sum(m.closed_at BETWEEN :from AND :until), 0), sum(m.closed_at IS NULL OR m.closed_at > :until),
       sum(iif(m.closed_at BETWEEN :from AND :until, m.closed_at - m.submitted_at, NULL)) / 8640 / sum(m.closed_at BETWEEN :from AND :until)
  FROM (SELECT id, procedure_key, organisation_id, opened_at, submitted_at, closed_at FROM matter
         WHERE :edition <> 1 AND procedure_key IN ('application', 'change', 'emergency_growth', 'exit') AND opened_at <= :until
        UNION ALL
        SELECT id, procedure_key, organisation_id, opened_at, submitted_at, closed_at FROM matter
         WHERE :edition = 1 AND organisation_id = :org AND opened_at <= :until
           AND procedure_key IN ('application', 'change', 'emergency_growth', 'exit')) m
 WHERE m.submitted_at <= :until AND (m.closed_at IS NULL OR m.closed_at >= :from)
   AND (:edition <> 2 OR EXISTS (SELECT 1 FROM work_order w WHERE w.matter_id = m.id AND w.operator_id = :org))
 GROUP BY m.procedure_key ORDER BY m.procedure_key;

-- name: report_delivery   mode: read   rows: all (the platforms)   scope: org
-- Work orders configured in the month, and those still open past their day; tenths of hours from order to configured.
SELECT p.name, coalesce(sum(w.configured_at BETWEEN :from AND :until), 0),
       coalesce(sum(w.configured_at BETWEEN :from AND :until AND w.configured_at <= w.due_at), 0),
       sum(w.configured_at BETWEEN :from AND :until AND w.configured_at <= w.due_at) * 10000 / sum(w.configured_at BETWEEN :from AND :until),
       sum(iif(w.configured_at BETWEEN :from AND :until, w.configured_at - w.opened_at, NULL)) / 360 / sum(w.configured_at BETWEEN :from AND :until),
       sum((w.configured_at IS NULL OR w.configured_at > :until) AND w.due_at <= :until)
  FROM work_order w JOIN platform p ON p.id = w.platform_id JOIN matter m ON m.id = w.matter_id
 WHERE w.state IN ('open', 'short', 'configured', 'monitored', 'received') AND w.opened_at <= :until
   AND (w.configured_at IS NULL OR w.configured_at >= :from)
   AND (:edition = 0 OR :edition = 1 AND m.organisation_id = :org OR :edition = 2 AND w.operator_id = :org)
 GROUP BY p.id ORDER BY p.rank, p.id;

-- name: report_savings   mode: read   rows: all (nine classes of the platforms)   scope: org
SELECT p.name, iif(v.kind = 'reclaim', '回收', '降配'), k.label || '（' || k.unit || '）', count(DISTINCT v.system_id), sum(v.before), sum(v.after), sum(v.before - v.after)
  FROM saving v JOIN platform p ON p.id = v.platform_id JOIN system s ON s.id = v.system_id JOIN resource_class k ON k.key = v.class
 WHERE v.saved_at BETWEEN :from AND :until
   AND (:edition = 0 OR :edition = 1 AND s.organisation_id = :org OR :edition = 2 AND p.operator_id = :org)
 GROUP BY v.platform_id, v.kind, v.class ORDER BY p.rank, p.id, v.kind, k.rank;

-- name: report_forecast   mode: read   rows: all (nine classes of the platforms)   scope: org
-- What the operator expects next month, as it said when it verified this one.
SELECT p.name, k.label || '（' || k.unit || '）', l.allocatable, l.allocated, json_extract(r.value, '$.month_1'),
       json_extract(r.value, '$.month_1') * 10000 / nullif(l.allocatable, 0)
  FROM verification v JOIN platform p ON p.id = v.platform_id JOIN matter m ON m.id = v.matter_id
  JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
  JOIN json_each(f.body, '$.forecast') r JOIN resource_class k ON k.key = json_extract(r.value, '$.class')
  LEFT JOIN verification_line l ON l.matter_id = v.matter_id AND l.class = k.key
 WHERE v.period = :period AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org)
 ORDER BY p.rank, p.id, k.rank;

-- ---- what is to be said, and what is to come ----

-- name: report_late_faults   mode: read   rows: all (the operators)   scope: org
SELECT coalesce(o.short_name, '外部原因') || '故障 ' || count(*) || ' 次响应或者恢复逾时，建议检查值守和联动机制'
  FROM fault f JOIN matter m ON m.id = f.matter_id LEFT JOIN organisation o ON o.id = f.responsible_id
  LEFT JOIN platform p ON p.id = f.platform_id LEFT JOIN system s ON s.id = f.system_id
 WHERE f.began_at BETWEEN :from AND :until AND f.dismissed_yes = 0
   AND (f.responded_at > f.respond_due_at AND coalesce(f.responder_id, f.handler_id) = coalesce(f.responsible_id, f.responder_id, f.handler_id)
     OR f.restored_at > f.restore_due_at AND f.handler_id = coalesce(f.responsible_id, f.handler_id))
   AND (:edition = 0 OR :edition = 2 AND (p.operator_id = :org OR f.responsible_id = :org)
     OR :edition = 1 AND (s.organisation_id = :org OR m.organisation_id = :org OR EXISTS (SELECT 1 FROM matter_concern c
           WHERE c.matter_id = f.matter_id AND c.part = 'addressee' AND c.organisation_id = :org)))
 GROUP BY f.responsible_id ORDER BY count(*) DESC, f.responsible_id;

-- name: report_full_pools   mode: read   rows: all (nine classes of the platforms)   scope: org
WITH taken AS (
  SELECT platform_id, class, sum(amount) AS amount FROM (
    SELECT a.platform_id, a.class, max(a.granted, a.allocated) AS amount FROM platform p CROSS JOIN allocation a ON a.platform_id = p.id
     WHERE (:edition = 0 OR p.operator_id = :org) AND a.freed_at IS NULL AND a.granted_at <= :until
    UNION ALL
    SELECT a.platform_id, a.class, max(a.granted, a.allocated) FROM platform p CROSS JOIN allocation a ON a.platform_id = p.id
     WHERE (:edition = 0 OR p.operator_id = :org) AND a.freed_at > :until AND a.granted_at <= :until) GROUP BY platform_id, class),
pool AS (
  SELECT c.platform_id, c.class, coalesce(l.allocatable, c.total) AS total FROM capacity c
    LEFT JOIN verification v ON v.platform_id = c.platform_id AND v.period = :period
    LEFT JOIN verification_line l ON l.matter_id = v.matter_id AND l.class = c.class)
SELECT p.name || k.label || '分配率 ' || (t.amount * 100 / l.total) || '%，达到扩容线 ' || :red || '%，建议报送扩容计划'
  FROM pool l JOIN platform p ON p.id = l.platform_id JOIN resource_class k ON k.key = l.class
  JOIN taken t ON t.platform_id = l.platform_id AND t.class = l.class
 WHERE l.total > 0 AND t.amount * 100 >= l.total * :red AND (p.ended_at IS NULL OR p.ended_at > :from)
   AND (:edition = 0 OR :edition = 2 AND p.operator_id = :org)
 ORDER BY p.rank, p.id, k.rank;

-- name: report_next_maintenance   mode: read   rows: all (the maintenance of a month)   scope: org
SELECT strftime('%m-%d', w.starts_at + 28800, 'unixepoch') || ' ' || p.name || '检修：' || m.title
  FROM platform p CROSS JOIN maintenance w ON w.platform_id = p.id JOIN matter m ON m.id = w.matter_id
 WHERE w.starts_at > :until AND w.starts_at <= :until + 31 * 86400 AND w.noticed_at <= :until + 31 * 86400
   AND w.outcome IS NOT 'cancelled'
   AND (:edition = 0 OR :edition = 2 AND (w.operator_id = :org OR p.operator_id = :org)
     OR :edition = 1 AND EXISTS (SELECT 1 FROM matter_concern c
           WHERE c.matter_id = w.matter_id AND c.part = 'addressee' AND c.organisation_id = :org))
 ORDER BY w.starts_at, w.matter_id;

-- name: report_next_plan   mode: read   rows: all (the planned items of a quarter)   scope: org
-- Items of the annual plan of the quarter the next month lies in that nobody applied for yet; an operator has none.
SELECT o.short_name || '计划' || CASE i.kind WHEN 'new' THEN '新建' WHEN 'migration' THEN '迁移' WHEN 'growth' THEN '扩容' ELSE '退出' END
       || '“' || i.system_name || '”（' || printf('%,d', i.vcpu) || ' 核）'
  FROM plan_item i JOIN organisation o ON o.id = i.organisation_id
 WHERE i.year = :year AND i.quarter = :quarter AND i.issued_at <= :until AND i.withdrawn_at IS NULL AND i.decision IN ('adopted', 'partly')
   AND NOT EXISTS (SELECT 1 FROM plan_drawn u WHERE u.plan_item_id = i.id)
   AND (:edition = 0 OR :edition = 1 AND i.organisation_id = :org)
 ORDER BY i.unit_rank, i.id;

-- ---- annexes ----

-- name: report_systems   mode: read   rows: all (the systems on the cloud)   scope: org
WITH mine (id) AS (
  SELECT a.id FROM system s CROSS JOIN allocation a ON a.system_id = s.id
   WHERE :edition = 0 AND a.granted_at <= :until AND (a.freed_at IS NULL OR a.freed_at > :until)
  UNION ALL
  SELECT a.id FROM system s CROSS JOIN allocation a ON a.system_id = s.id
   WHERE :edition = 1 AND s.organisation_id = :org AND a.granted_at <= :until AND (a.freed_at IS NULL OR a.freed_at > :until)
  UNION ALL
  SELECT a.id FROM platform p CROSS JOIN allocation a ON a.platform_id = p.id
   WHERE :edition = 2 AND p.operator_id = :org AND a.freed_at IS NULL AND a.granted_at <= :until
  UNION ALL
  SELECT a.id FROM platform p CROSS JOIN allocation a ON a.platform_id = p.id
   WHERE :edition = 2 AND p.operator_id = :org AND a.freed_at > :until AND a.granted_at <= :until)
SELECT s.name, o.short_name, s.level, p.name,
       sum(iif(a.class = 'vcpu', max(a.granted, a.allocated), 0)), sum(iif(a.class = 'memory_gb', max(a.granted, a.allocated), 0)),
       sum(iif(k.unit = 'GB' AND a.class <> 'memory_gb', max(a.granted, a.allocated), 0))
  FROM mine CROSS JOIN allocation a ON a.id = mine.id JOIN system s ON s.id = a.system_id JOIN organisation o ON o.id = s.organisation_id
  JOIN platform p ON p.id = a.platform_id JOIN resource_class k ON k.key = a.class
 GROUP BY s.id, a.platform_id ORDER BY o.rank, o.id, s.name, s.id, p.rank;
