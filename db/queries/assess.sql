-- Quarterly assessment of providers.

-- ---- what indicators count ----
-- Each gives kind, record, at, amount, whole, times, words of what belongs to :provider and the quarter: instants in
-- [:from, :until), months from :first to :last; :now is the freezing.  Also what was in order: it is the "of so many".

-- name: assess_fact_base   mode: read   scope: system (the freezing counts what belongs to one provider)
-- 1.1: so many core minutes were to be there.
SELECT 'base', NULL, :until - 1, sum(a.allocated) * ((:until - :from) / 60), sum(a.allocated) * ((:until - :from) / 60), 0,
       printf('季末已分配 %,d 核，本季度 %,d 分钟', sum(a.allocated), (:until - :from) / 60)
  FROM allocation a JOIN platform p ON p.id = a.platform_id
 WHERE p.operator_id = :provider AND p.kind = 'service' AND a.class = 'vcpu' AND a.granted_at < :until
   AND (a.freed_at IS NULL OR a.freed_at >= :until)
HAVING sum(a.allocated) > 0;

-- name: assess_fact_outage   mode: read   scope: system (the freezing counts what belongs to one provider)
-- On the platforms whose cores are the base, as the monthly report tells it: no more than is allocated there can be hit.
WITH booked (platform_id, vcpu) AS MATERIALIZED (
  SELECT a.platform_id, sum(a.allocated) FROM platform p CROSS JOIN allocation a ON a.platform_id = p.id
   WHERE p.operator_id = :provider AND p.kind = 'service' AND a.class = 'vcpu' AND a.granted_at < :until
     AND (a.freed_at IS NULL OR a.freed_at >= :until) GROUP BY a.platform_id),
down AS (
  SELECT o.matter_id, o.starts_at, o.began_at, o.restored_at, o.planned_yes, o.affected_vcpu, min(o.affected_vcpu, b.vcpu) AS cores,
         (min(o.ends_at, :until) - max(o.starts_at, :from)) / 60 AS minutes
    FROM booked b CROSS JOIN platform_outage o ON o.platform_id = b.platform_id
   WHERE o.began_at < :until AND o.starts_at < :until AND o.ends_at > :from)
SELECT 'outage', d.matter_id, d.starts_at, -d.cores * d.minutes, 0, 1,
       printf('故障 %s，%s%s 至 %s，本季度内中断 %,d 分钟，影响 %,d 核%s', m.number, iif(d.planned_yes = 1, '检修超出窗口，', ''),
              strftime('%Y-%m-%d %H:%M', d.starts_at, 'unixepoch', '+8 hours'),
              coalesce(strftime('%Y-%m-%d %H:%M', d.restored_at, 'unixepoch', '+8 hours'), '尚未恢复'), d.minutes, d.cores,
              iif(d.cores < d.affected_vcpu, printf('（登记 %,d 核，按季末已分配计）', d.affected_vcpu), ''))
  FROM down d JOIN matter m ON m.id = d.matter_id
 ORDER BY d.began_at, d.matter_id LIMIT 10000;

-- name: assess_fact_backup   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT 'test', r.matter_id, r.settled_at, r.passed, r.total, 1,
       printf('备份验证 %s %s，应备份 %,d 次，成功 %,d 次', r.period, p.name, r.total, r.passed)
  FROM measurement r JOIN platform p ON p.id = r.platform_id
 WHERE r.operator_id = :provider AND r.kind = 'backup' AND r.period BETWEEN :first AND :last AND r.settled_at < :now
 ORDER BY r.period, r.matter_id LIMIT 10000;

-- name: assess_fact_loss   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT 'loss', f.matter_id, f.began_at, 0, 0, 1, printf('故障 %s 造成数据丢失，本项不得分', m.number)
  FROM fault f JOIN matter m ON m.id = f.matter_id
 WHERE f.responsible_id = :provider AND f.began_at >= :from AND f.began_at < :until AND f.data_loss_yes = 1
   AND f.dismissed_yes = 0
 ORDER BY f.began_at, f.matter_id LIMIT 10000;

-- name: assess_fact_performance   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT 'test', r.matter_id, r.settled_at, r.passed, r.total, 1,
       printf('性能测试 %s %s，采样 %,d 个，达标 %,d 个', r.period, p.name, r.total, r.passed)
  FROM measurement r JOIN platform p ON p.id = r.platform_id
 WHERE r.operator_id = :provider AND r.kind = 'performance' AND r.period BETWEEN :first AND :last AND r.settled_at < :now
 ORDER BY r.period, r.matter_id LIMIT 10000;

-- name: assess_fact_pool   mode: read   scope: system (the freezing counts what belongs to one provider)
-- One for each month: whichever platform was worst (max() decides which row the other columns are of).
SELECT iif(max(x.bare * 1000000 + x.rate) >= 0 AND x.bare > :red * 100, 'short', 'enough'), x.matter_id, x.confirmed_at, 0, 0, 1,
       printf('%s %s %s分配率 %d.%02d%%，限 %d%%%s', x.period, x.name, x.label, x.rate / 100, x.rate % 100, :red,
              iif(x.rate > :red * 100 AND x.planned_at IS NOT NULL, '，已报扩容计划', ''))
  FROM (SELECT v.matter_id, v.confirmed_at, v.period, v.planned_at, p.name, c.label, l.allocated * 10000 / l.allocatable AS rate,
               iif(v.planned_at IS NULL, l.allocated * 10000 / l.allocatable, 0) AS bare
          FROM verification v JOIN platform p ON p.id = v.platform_id
          JOIN verification_line l ON l.matter_id = v.matter_id JOIN resource_class c ON c.key = l.class
         WHERE p.operator_id = :provider AND p.kind = 'service' AND v.period BETWEEN :first AND :last AND v.confirmed_at < :now
           AND l.allocatable > 0) x
 GROUP BY x.period ORDER BY x.period LIMIT 100;

-- name: assess_fact_order   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT iif(coalesce(w.configured_at, :now) > w.due_at, 'late', 'in_time'), w.matter_id, w.due_at, 0, 0, 1,
       printf('工单 %s，应于 %s 前交付（%s），%s', m.number, strftime('%Y-%m-%d', w.due_at, 'unixepoch', '+8 hours'),
              iif(w.contract_id IS NULL, '默认参数', '合同约定'),
              coalesce('交付于 ' || strftime('%Y-%m-%d %H:%M', w.configured_at, 'unixepoch', '+8 hours'), '尚未交付'))
  FROM work_order w JOIN matter m ON m.id = w.matter_id
 WHERE w.operator_id = :provider AND w.due_at >= :from AND w.due_at < :until AND w.state <> 'cancelled'
 ORDER BY w.due_at, w.id LIMIT 10000;

-- name: assess_fact_response   mode: read   scope: system (the freezing counts what belongs to one provider)
-- Of who answers for it, as far as he attended to it himself: what another did before that came out is not his, here and below.
SELECT iif(coalesce(f.responded_at, :now) <= f.respond_due_at, 'in_time', iif(f.reported_level <= 2, 'late_major', 'late_minor')),
       f.matter_id, f.reported_at, (coalesce(f.responded_at, :now) - f.reported_at + 59) / 60,
       (f.respond_due_at - f.reported_at) / 60, 1,
       printf('%s级故障 %s，%s %,d 分钟，限 %,d 分钟（%s）', substr('ⅠⅡⅢⅣ', f.reported_level, 1), m.number,
              iif(f.responded_at IS NULL, '至取数时未响应，已过', '响应'),
              (coalesce(f.responded_at, :now) - f.reported_at + 59) / 60, (f.respond_due_at - f.reported_at) / 60,
              iif(f.respond_contract_id IS NULL, '默认参数', '合同约定'))
  FROM fault f JOIN matter m ON m.id = f.matter_id
 WHERE f.responsible_id = :provider AND coalesce(f.responder_id, f.handler_id) = :provider AND f.began_at >= :from AND f.began_at < :until
   AND f.dismissed_yes = 0
 ORDER BY f.began_at, f.matter_id LIMIT 10000;

-- name: assess_fact_restoring   mode: read   scope: system (the freezing counts what belongs to one provider)
-- From the response on, or from when another took it up, as the limit runs; what was mended before anybody answered took none of it.  Where nobody answered
-- the limit never began: once the answer is overdue, so is the mending.
SELECT iif(coalesce(f.restored_at, :now) <= f.restore_due_at, 'in_time', 'late_' || min(f.level, 3)), f.matter_id, f.reported_at,
       coalesce(max(0, coalesce(f.restored_at, :now) - coalesce(f.retaken_at, f.responded_at) + 59) / 60, 0),
       coalesce((f.restore_due_at - coalesce(f.retaken_at, f.responded_at)) / 60, 0), 1,
       printf('%s级故障 %s，%s', substr('ⅠⅡⅢⅣ', f.level, 1), m.number,
              CASE WHEN f.responded_at IS NULL THEN '至取数时未响应，也未恢复' WHEN f.restored_at <= coalesce(f.retaken_at, f.responded_at) THEN iif(f.retaken_at IS NULL, '响应前已恢复', '接手前已恢复')
                   ELSE printf('%s自%s起%s %,d 分钟，限 %,d 分钟（%s）', iif(f.restored_at IS NULL, '至取数时未恢复，', ''),
                          iif(f.retaken_at IS NULL, '响应', '接手'), iif(f.restored_at IS NULL, '已过', '恢复'),
                          (coalesce(f.restored_at, :now) - coalesce(f.retaken_at, f.responded_at) + 59) / 60,
                          (f.restore_due_at - coalesce(f.retaken_at, f.responded_at)) / 60,
                          iif(f.restore_contract_id IS NULL, '默认参数', '合同约定')) END)
  FROM fault f JOIN matter m ON m.id = f.matter_id
 WHERE f.responsible_id = :provider AND f.handler_id = :provider AND f.began_at >= :from AND f.began_at < :until AND f.dismissed_yes = 0
   AND (f.restore_due_at IS NOT NULL OR f.respond_due_at < :now)
 ORDER BY f.began_at, f.matter_id LIMIT 10000;

-- name: assess_fact_fault   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT 'level_' || f.level, f.matter_id, f.began_at, f.level, 0, 1,
       printf('%s级故障 %s', substr('ⅠⅡⅢⅣ', f.level, 1), m.number)
  FROM fault f JOIN matter m ON m.id = f.matter_id
 WHERE f.responsible_id = :provider AND f.began_at >= :from AND f.began_at < :until AND f.dismissed_yes = 0
   AND f.planned_yes = 0
 ORDER BY f.began_at, f.matter_id LIMIT 10000;

-- name: assess_fact_analysis   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT iif(x.part = 'returned', 'returned', iif(coalesce(f.analysis_at, :now) > f.analysis_due_at, 'late', 'in_time')),
       f.matter_id, f.began_at, 0, 0, iif(x.part = 'returned', f.analysis_returned, 1),
       iif(x.part = 'returned', printf('故障 %s 的分析报告被退回 %,d 次', m.number, f.analysis_returned),
           printf('故障 %s 的分析报告，应于 %s 前，%s', m.number, strftime('%Y-%m-%d', f.analysis_due_at, 'unixepoch', '+8 hours'),
                  coalesce('提交于 ' || strftime('%Y-%m-%d %H:%M', f.analysis_at, 'unixepoch', '+8 hours'), '尚未提交')))
  FROM fault f JOIN matter m ON m.id = f.matter_id
  JOIN (SELECT 'time' AS part UNION ALL SELECT 'returned') x
 WHERE f.responsible_id = :provider AND coalesce(f.analyst_id, :provider) = :provider AND f.began_at >= :from AND f.began_at < :until AND f.dismissed_yes = 0
   AND f.analysis_due_at IS NOT NULL AND (x.part = 'time' OR f.analysis_returned > 0)
 ORDER BY f.began_at, f.matter_id, x.part DESC LIMIT 10000;

-- name: assess_fact_self_check   mode: read   scope: system (the freezing counts what belongs to one provider)
-- Two for each month: in time, and complete.  Where several platforms report, the worst decides.  Handed in is what left
-- the house, here and below: what its own lead sits on is not.
SELECT iif(max(x.bad), x.part, 'in_order'), x.matter_id, x.due_at, 0, 0, 1,
       printf('%s 自查 %s，%s', x.period, coalesce(x.number, '未编号'),
              iif(x.part = 'late', printf('应于 %s 前报出，%s', strftime('%Y-%m-%d', x.due_at, 'unixepoch', '+8 hours'),
                    coalesce('报出于 ' || strftime('%Y-%m-%d %H:%M', x.handed_at, 'unixepoch', '+8 hours'), '尚未报出')),
                  iif(x.bad, iif(x.state = 'accepted', '经退回补充', '至取数时未通过核对'), '内容完整')))
  FROM (SELECT y.matter_id, y.number, y.period, y.state, y.handed_at, y.due_at, k.part,
               iif(k.part = 'late', coalesce(y.handed_at, :now) > y.due_at,
                   y.state <> 'accepted' OR EXISTS (SELECT 1 FROM event e WHERE e.matter_id = y.matter_id AND e.action = 'return_report')) AS bad
          FROM (SELECT m.id AS matter_id, m.number, m.period, m.state,
                       (SELECT min(h.at) FROM matter_handed_on h WHERE h.matter_id = m.id) AS handed_at,
                       (SELECT t.due_at FROM task t WHERE t.matter_id = m.id AND t.state = 'draft' ORDER BY t.id LIMIT 1) AS due_at
                  FROM matter m
                 WHERE m.organisation_id = :provider AND m.opened_at >= :from AND m.opened_at < :now AND m.procedure_key = 'self_check'
                   AND m.period BETWEEN :first AND :last AND m.state <> 'void') y
          JOIN (SELECT 'late' AS part UNION ALL SELECT 'incomplete') k
         ORDER BY y.matter_id) x
 GROUP BY x.period, x.part ORDER BY x.period, x.part DESC LIMIT 100;

-- name: assess_fact_not_owed   mode: read   scope: system (the freezing counts what belongs to one provider)
-- The months of the quarter in which zwy asked the provider for nothing of the kind: before the duty was opened, before
-- it was a provider, after its last platform ended.
SELECT 'not_owed', NULL, :until - 1, 0, 0, 0, printf('%s 没有应报的%s，不计入分值', k.period, :label)
  FROM (SELECT strftime('%Y-%m', :from, 'unixepoch', '+8 hours', '+' || n.i || ' months') AS period
          FROM (SELECT 0 AS i UNION ALL SELECT 1 UNION ALL SELECT 2) n) k
 WHERE NOT EXISTS (SELECT 1 FROM matter m WHERE m.organisation_id = :provider AND m.procedure_key = :duty AND m.period = k.period
                      AND m.opened_at >= :from AND m.opened_at < :now AND m.state NOT IN ('void', 'cancelled'))
 ORDER BY k.period LIMIT 3;

-- name: assess_fact_hazard   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT iif(h.accepted_day IS NOT NULL OR coalesce(h.closed_at, :now) <= h.limit_at, 'closed',
           iif(h.severity = 'critical', 'overdue_critical', 'overdue')),
       h.matter_id, h.limit_at, h.accepted_day IS NOT NULL OR coalesce(h.closed_at, :now) <= h.limit_at, 1, 1,
       printf('%s隐患 %s，限 %s，%s', CASE h.severity WHEN 'critical' THEN '紧急' WHEN 'high' THEN '高危' WHEN 'mid' THEN '中危' ELSE '低危' END,
              m.number, strftime('%Y-%m-%d %H:%M', h.limit_at, 'unixepoch', '+8 hours'),
              iif(h.accepted_day IS NOT NULL, '经批准接受风险',
                  coalesce('闭环于 ' || strftime('%Y-%m-%d %H:%M', h.closed_at, 'unixepoch', '+8 hours'), '尚未闭环')))
  FROM hazard h JOIN matter m ON m.id = h.matter_id
 WHERE h.organisation_id = :provider AND h.limit_at >= :from AND h.limit_at < :until AND h.outcome <> 'withdrawn'
 ORDER BY h.limit_at, h.matter_id LIMIT 10000;

-- name: assess_fact_incident   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT iif(n.grade IN ('major', 'special'), 'major',
           n.grade || iif((SELECT l.told_at <= l.due_at FROM incident_line l WHERE l.matter_id = n.matter_id
                            AND l.organisation_id = :provider AND l.addressee = 'center'), '_told', '')),
       n.matter_id, n.found_at, 0, 0, 1,
       printf('%s事件 %s%s', CASE n.grade WHEN 'general' THEN '一般' WHEN 'larger' THEN '较大' WHEN 'major' THEN '重大' ELSE '特别重大' END,
              m.number, iif((SELECT l.told_at <= l.due_at FROM incident_line l WHERE l.matter_id = n.matter_id
                              AND l.organisation_id = :provider AND l.addressee = 'center'), '，按时主动报告', ''))
  FROM matter_concern c JOIN incident n ON n.matter_id = c.matter_id JOIN matter m ON m.id = n.matter_id
 WHERE c.organisation_id = :provider AND c.part = 'responsible' AND n.found_at >= :from AND n.found_at < :until
   AND n.false_yes = 0
 ORDER BY n.found_at, n.matter_id LIMIT 10000;

-- name: assess_fact_compliance   mode: read   scope: system (the freezing counts what belongs to one provider)
-- The newest filing of each kind on the quarter's last day; without a valid one for every platform it is not valid.
SELECT iif(min(x.valid), 'valid', 'invalid'), x.matter_id, :until - 1, 0, 0, 1,
       printf('%s：%s%s', CASE x.kind WHEN 'classified_protection' THEN '等保三级测评' WHEN 'cryptography' THEN '密码应用安全性评估'
                               ELSE '云计算服务安全评估' END, x.name,
              CASE WHEN x.matter_id IS NULL THEN '没有报备' WHEN x.valid THEN '在有效期内'
                   WHEN x.fault_text <> '' THEN x.fault_text ELSE '有效期至 ' || strftime('%Y-%m-%d', x.valid_day * 86400, 'unixepoch') || '，季末已过' END)
  FROM (SELECT k.kind, k.rank, p.name, c.matter_id, c.valid_day, c.fault_text,
               c.matter_id IS NOT NULL AND c.good_until >= (:until + 28800) / 86400 - 1 AS valid
          FROM platform p JOIN (SELECT 'classified_protection' AS kind, 1 AS rank UNION ALL SELECT 'cloud_assessment', 2
                                UNION ALL SELECT 'cryptography', 3) k
          LEFT JOIN compliance_worth c ON c.id = (SELECT z.id FROM compliance z WHERE z.platform_id = p.id AND z.kind = k.kind
                AND z.registered_at < :now AND z.obtained_day < (:until + 28800) / 86400
                AND NOT EXISTS (SELECT 1 FROM compliance n WHERE n.platform_id = p.id AND n.kind = k.kind AND n.certificate_no = z.certificate_no
                      AND n.registered_at < :now AND n.id > z.id) ORDER BY z.obtained_day DESC, z.id DESC LIMIT 1)
         WHERE p.operator_id = :provider AND p.kind = 'service' AND (p.ended_at IS NULL OR p.ended_at >= :until)
         ORDER BY valid, p.rank) x
 GROUP BY x.kind ORDER BY x.rank LIMIT 100;

-- name: assess_fact_log   mode: read   scope: system (the freezing counts what belongs to one provider)
-- What was settled after its own quarter was counted stands in the next one that is counted.
SELECT iif(r.passed < r.total, 'failed', 'passed'), r.matter_id, r.settled_at, r.passed, r.total, max(r.total - r.passed, 1),
       printf('日志抽查 %s，抽样 %,d 个，留存满六个月的 %,d 个', m.number, r.total, r.passed) || iif(r.period < :first, '，上季度计数后才结清', '')
  FROM measurement r JOIN matter m ON m.id = r.matter_id
 WHERE r.operator_id = :provider AND r.kind = 'log' AND r.period <= :last AND r.settled_at < :now
   AND (r.period >= :first OR EXISTS (SELECT 1 FROM assessment a WHERE a.provider_id = :provider AND a.counted_at <= r.settled_at
          AND a.period = substr(r.period, 1, 4) || 'Q' || ((CAST(substr(r.period, 6) AS INTEGER) + 2) / 3))
        AND NOT EXISTS (SELECT 1 FROM assessment b WHERE b.provider_id = :provider AND b.counted_at > r.settled_at
          AND b.period < substr(:last, 1, 4) || 'Q' || ((CAST(substr(:last, 6) AS INTEGER) + 2) / 3)))
 ORDER BY r.period, r.matter_id LIMIT 10000;

-- name: assess_fact_verification   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT x.kind, x.matter_id, x.due_at, 0, 0, 1, x.words
  FROM (SELECT m.id AS matter_id, t.due_at, iif(coalesce(m.handed_at, :now) > t.due_at, 'late', 'in_time') AS kind,
               printf('%s 资源核实 %s，应于 %s 前报送，%s', m.period, coalesce(m.number, '未编号'),
                      strftime('%Y-%m-%d', t.due_at, 'unixepoch', '+8 hours'),
                      coalesce('报送于 ' || strftime('%Y-%m-%d %H:%M', m.handed_at, 'unixepoch', '+8 hours'), '尚未报送')) AS words
          FROM (SELECT m.id, m.period, m.number, (SELECT min(h.at) FROM matter_handed_on h WHERE h.matter_id = m.id) AS handed_at
                  FROM matter m
                 WHERE m.organisation_id = :provider AND m.opened_at >= :from AND m.opened_at < :now AND m.procedure_key = 'verification'
                   AND m.period BETWEEN :first AND :last AND m.state <> 'cancelled') m
          JOIN task t ON t.id = (SELECT z.id FROM task z WHERE z.matter_id = m.id AND z.state = 'draft' ORDER BY z.id LIMIT 1)
        UNION ALL
        SELECT v.matter_id, v.confirmed_at, 'difference',
               printf('%s 资源核实 %s，差异率 %d.%02d%%，限 %d%%', v.period, m.number, v.difference / 100, v.difference % 100, :difference)
          FROM verification v JOIN matter m ON m.id = v.matter_id
         WHERE m.organisation_id = :provider AND v.period BETWEEN :first AND :last AND v.confirmed_at < :now
           AND v.difference > :difference * 100) x
 ORDER BY x.matter_id, x.kind DESC LIMIT 10000;

-- name: assess_fact_downsizing   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT iif(coalesce(t.closed_at, :now) > t.due_at, 'late', 'in_time'), m.id, t.due_at, 0, 0, 1,
       printf('降配回收 %s，应于 %s 前%s，%s', m.number, strftime('%Y-%m-%d', t.due_at, 'unixepoch', '+8 hours'),
              iif(t.state = 'executing', '执行', '完成备份'),
              coalesce('办理于 ' || strftime('%Y-%m-%d %H:%M', t.closed_at, 'unixepoch', '+8 hours'), '尚未办理'))
  FROM matter_party p JOIN matter m ON m.id = p.matter_id JOIN task t ON t.matter_id = m.id
 WHERE p.organisation_id = :provider AND p.procedure_key = 'downsizing' AND t.organisation_id = :provider
   AND t.state IN ('executing', 'provider_backup') AND t.parent_id IS NULL AND t.due_at >= :from AND t.due_at < :until
 ORDER BY t.due_at, t.id LIMIT 10000;

-- name: assess_fact_readiness   mode: read   scope: system (the freezing counts what belongs to one provider)
-- The year's plan, drill and training: what was done counts when it is done, what is lacking when the year is over.  A plan is
-- of the day it came into force, drills and courses of the day they were held on.
WITH done (key, record, number, at) AS (
  SELECT z.procedure_key, z.id, z.number, z.state_at FROM matter z
   WHERE z.organisation_id = :provider AND z.procedure_key = 'plan_document' AND z.state_at < :until
     AND (z.state IN ('in_force', 'year_check', 'year_registering', 'year_returned') OR (z.state = 'superseded' AND z.state_at >= :year))
  UNION ALL SELECT h.procedure_key, h.matter_id, h.number, h.at
    FROM (SELECT procedure_key, matter_id, number, json_extract(body, '$.held_day') * 86400 - 28800 AS at FROM exercise_done
           WHERE organisation_id = :provider AND coalesce(json_extract(body, '$.hours'), 1) > 0) h
   WHERE h.at >= :year AND h.at < :until)
SELECT iif(x.record IS NULL, 'lacking', 'done'), x.record, coalesce(x.at, :until - 1), 0, 0, 1,
       iif(x.record IS NULL, printf('%s 年没有%s', substr(:last, 1, 4), x.label), printf('%s %s', x.label, x.number))
  FROM (SELECT k.label, k.rank, d.record, d.number, d.at
          FROM (SELECT 'plan_document' AS key, '应急预案' AS label, 1 AS rank UNION ALL SELECT 'drill', '应急演练', 2
                UNION ALL SELECT 'training', '安全培训', 3) k
          LEFT JOIN (SELECT key, record, number, at, row_number() OVER (PARTITION BY key ORDER BY at DESC, record DESC) AS nth FROM done) d
            ON d.key = k.key AND d.nth = 1) x
 WHERE x.record IS NOT NULL OR (substr(:period, 5) = 'Q4' AND EXISTS (SELECT 1 FROM matter y WHERE y.organisation_id = :provider
        AND y.procedure_key = 'yearly_readiness' AND y.period = substr(:last, 1, 4) AND y.state <> 'void'))
 ORDER BY x.rank LIMIT 100;

-- name: assess_fact_maintenance   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT iif(w.in_time_yes, 'in_time', 'unnoticed'), w.matter_id, w.starts_at, 0, 0, 1,
       printf('检修 %s，%s 开始，告知于 %s', m.number, strftime('%Y-%m-%d %H:%M', w.starts_at, 'unixepoch', '+8 hours'),
              strftime('%Y-%m-%d %H:%M', w.noticed_at, 'unixepoch', '+8 hours'))
  FROM maintenance w JOIN matter m ON m.id = w.matter_id
 WHERE w.operator_id = :provider AND w.starts_at >= :from AND w.starts_at < :until
   AND coalesce(w.outcome, '') NOT IN ('cancelled', 'lapsed')
 ORDER BY w.starts_at, w.matter_id LIMIT 10000;

-- name: assess_fact_exit   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT iif(coalesce(t.closed_at, :now) > t.due_at, 'late', 'in_time'), m.id, t.due_at, 0, 0, 1,
       printf('退出 %s，应于 %s 前清除，%s', m.number, strftime('%Y-%m-%d', t.due_at, 'unixepoch', '+8 hours'),
              coalesce('清除于 ' || strftime('%Y-%m-%d %H:%M', t.closed_at, 'unixepoch', '+8 hours'), '尚未清除'))
  FROM exit_wipe w JOIN matter m ON m.id = w.matter_id JOIN task t ON t.matter_id = m.id
 WHERE w.operator_id = :provider AND t.organisation_id = :provider AND t.state = 'wiping' AND t.parent_id IS NULL
   AND (t.platform_id IS NULL OR t.platform_id = w.platform_id)
   AND t.due_at >= :from AND t.due_at < :until
 GROUP BY t.id ORDER BY t.due_at, t.id LIMIT 10000;

-- name: assess_fact_survey   mode: read   scope: system (the freezing counts what belongs to one provider)
-- One row for all: who answered what is not the provider's to know.  times: so many units.
SELECT iif(count(*) < :fewest, 'few', 'survey'), NULL, :until - 1,
       coalesce(sum(s.stability + s.response + s.delivery + s.attitude + s.overall), 0), count(*) * 25, count(*),
       iif(count(*) = 0, '本季度没有单位评价',
           printf('%,d 家单位评价，平均 %d.%02d 分（满分 5 分）', count(*),
              (sum(s.stability + s.response + s.delivery + s.attitude + s.overall) * 20 + count(*) / 2) / count(*) / 100,
              (sum(s.stability + s.response + s.delivery + s.attitude + s.overall) * 20 + count(*) / 2) / count(*) % 100))
  FROM survey_answer s WHERE s.provider_id = :provider AND s.period = :period;

-- name: assess_fact_complaint   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT iif(c.valid_yes, 'valid', 'unfounded'), c.matter_id, c.judged_at, 0, 0, 1,
       printf('投诉 %s，经核%s', m.number, iif(c.valid_yes, '有效', '不成立'))
  FROM complaint c JOIN matter m ON m.id = c.matter_id
 WHERE c.provider_id = :provider AND c.judged_at >= :from AND c.judged_at < :until AND c.valid_yes IS NOT NULL
 ORDER BY c.judged_at, c.matter_id LIMIT 10000;

-- name: assess_fact_coverage   mode: read   scope: system (the freezing counts what one supervisor watched)
-- Every machine in the register by the end of the month is to be covered, on the platforms it watched then: from the
-- first month on that any use of them was reported or a report on it was asked for.
WITH month (period, until) AS (
  SELECT strftime('%Y-%m', :from, 'unixepoch', '+8 hours', '+' || n.i || ' months'),
         CAST(strftime('%s', :from, 'unixepoch', '+8 hours', '+' || (n.i + 1) || ' months') AS INTEGER) - 28800
    FROM (SELECT 0 AS i UNION ALL SELECT 1 UNION ALL SELECT 2) n),
watched (period, until, platform_id) AS (
  SELECT k.period, k.until, p.id FROM month k JOIN platform p
   WHERE coalesce((SELECT s.organisation_id FROM platform_supervisor s WHERE s.platform_id = p.id AND s.from_at < k.until
                     AND (s.until_at IS NULL OR s.until_at >= k.until) ORDER BY s.id DESC LIMIT 1), :provider) = :provider),
said (period, reported, covered) AS MATERIALIZED (
  SELECT w.period, count(*), sum(u.coverage) FROM watched w CROSS JOIN usage_month u INDEXED BY usage_month_covered
      ON u.period = w.period AND u.platform_id = w.platform_id AND u.system_id IS NOT NULL
   GROUP BY w.period),
counted (period, until, machines, reported, covered) AS (
  SELECT k.period, k.until,
         (SELECT count(*) FROM watched w JOIN machine c ON c.platform_id = w.platform_id
           WHERE w.period = k.period AND c.since_day < (k.until + 28800) / 86400),
         coalesce(s.reported, 0), coalesce(s.covered, 0)
    FROM month k LEFT JOIN said s ON s.period = k.period),
owed (period, until, machines, reported, covered, yes) AS (
  SELECT x.period, x.until, x.machines, x.reported, x.covered, x.machines > 0
         AND (EXISTS (SELECT 1 FROM matter m WHERE m.organisation_id = :provider AND m.procedure_key = 'utilisation_report'
                         AND m.period BETWEEN '2' AND x.period AND m.opened_at < :now AND m.state NOT IN ('void', 'cancelled'))
           OR EXISTS (SELECT 1 FROM usage_month u WHERE u.period <= x.period
                         AND u.platform_id IN (SELECT w.platform_id FROM watched w WHERE w.period = x.period)))
    FROM counted x)
SELECT iif(x.yes, 'month', 'not_owed'), NULL, x.until - 1, iif(x.yes, x.covered, 0),
       iif(x.yes, max(x.machines, x.reported) * 10000, 0), x.yes,
       iif(x.yes, printf('%s 在册机器 %,d 台，有数据 %,d 台，按台平均覆盖 %d.%02d%%', x.period, x.machines, x.reported,
                     x.covered / max(x.machines, x.reported, 1) / 100, x.covered / max(x.machines, x.reported, 1) % 100),
           printf('%s %s，不计入分值', x.period, iif(x.machines > 0, '尚未开始采集', '没有应采集的机器')))
  FROM owed x ORDER BY x.period LIMIT 100;

-- name: assess_fact_monthly   mode: read   scope: system (the freezing counts what belongs to one supervisor)
-- Everything a supervisor owes each month: reports and tests.  What it says it did not do is late, whenever it said so.
SELECT iif(coalesce(m.handed_at, :now) > t.due_at, 'late', 'in_time'), m.id, t.due_at, 0, 0, 1,
       printf('%s %s，应于 %s 前，%s', coalesce(m.number, '未编号'), m.title, strftime('%Y-%m-%d', t.due_at, 'unixepoch', '+8 hours'),
              coalesce('报送于 ' || strftime('%Y-%m-%d %H:%M', m.handed_at, 'unixepoch', '+8 hours'), iif(m.state = 'missed', '没有开展', '尚未报送')))
  FROM (SELECT m.id, m.number, m.title, m.period, m.state,
               iif(m.state = 'missed', NULL, (SELECT min(h.at) FROM matter_handed_on h WHERE h.matter_id = m.id)) AS handed_at
          FROM matter m
         WHERE m.organisation_id = :provider AND m.opened_at >= :from AND m.opened_at < :now AND m.period BETWEEN :first AND :last
           AND length(m.period) = 7 AND m.procedure_key <> 'log_attestation' AND m.state NOT IN ('cancelled', 'void')) m
  JOIN task t ON t.id = (SELECT z.id FROM task z WHERE z.matter_id = m.id AND z.state = 'draft' ORDER BY z.id LIMIT 1)
 WHERE t.due_at < 253402300799
 ORDER BY t.due_at, m.id LIMIT 10000;

-- name: assess_fact_monthly_not_owed   mode: read   scope: system (the freezing counts what belongs to one supervisor)
-- The months for which it was asked for nothing of what the one above counts.
SELECT 'not_owed', NULL, :until - 1, 0, 0, 0, printf('%s 没有应报的月度报告和测试，不计入分值', k.period)
  FROM (SELECT strftime('%Y-%m', :from, 'unixepoch', '+8 hours', '+' || n.i || ' months') AS period
          FROM (SELECT 0 AS i UNION ALL SELECT 1 UNION ALL SELECT 2) n) k
 WHERE NOT EXISTS (SELECT 1 FROM matter m JOIN task t ON t.id = (SELECT z.id FROM task z WHERE z.matter_id = m.id AND z.state = 'draft' ORDER BY z.id LIMIT 1)
                    WHERE m.organisation_id = :provider AND m.opened_at >= :from AND m.opened_at < :now AND m.period = k.period
                      AND m.procedure_key <> 'log_attestation' AND m.state NOT IN ('cancelled', 'void') AND t.due_at < 253402300799)
 ORDER BY k.period LIMIT 3;

-- name: assess_fact_accuracy   mode: read   scope: system (the freezing counts what belongs to one supervisor)
-- As assess_fact_log.
SELECT 'test', r.matter_id, r.settled_at, r.passed, r.total, 1,
       printf('数据抽查 %s，抽样 %,d 个，相符 %,d 个', m.number, r.total, r.passed) || iif(r.period < :first, '，上季度计数后才结清', '')
  FROM measurement r JOIN matter m ON m.id = r.matter_id
 WHERE r.operator_id = :provider AND r.kind = 'data' AND r.period <= :last AND r.settled_at < :now
   AND (r.period >= :first OR EXISTS (SELECT 1 FROM assessment a WHERE a.provider_id = :provider AND a.counted_at <= r.settled_at
          AND a.period = substr(r.period, 1, 4) || 'Q' || ((CAST(substr(r.period, 6) AS INTEGER) + 2) / 3))
        AND NOT EXISTS (SELECT 1 FROM assessment b WHERE b.provider_id = :provider AND b.counted_at > r.settled_at
          AND b.period < substr(:last, 1, 4) || 'Q' || ((CAST(substr(:last, 6) AS INTEGER) + 2) / 3)))
 ORDER BY r.period, r.matter_id LIMIT 10000;

-- name: assess_fact_summary   mode: read   scope: system (the freezing counts what belongs to one supervisor)
SELECT iif(coalesce(m.handed_at, :now) > t.due_at, 'late', 'in_time'), m.id, t.due_at, 0, 0, 1,
       printf('故障周报 %s，应于 %s 前，%s', coalesce(m.number, m.period), strftime('%Y-%m-%d', t.due_at, 'unixepoch', '+8 hours'),
              coalesce('报送于 ' || strftime('%Y-%m-%d %H:%M', m.handed_at, 'unixepoch', '+8 hours'), '尚未报送'))
  FROM (SELECT m.id, m.number, m.title, m.period, (SELECT min(h.at) FROM matter_handed_on h WHERE h.matter_id = m.id) AS handed_at
          FROM matter m
         WHERE m.organisation_id = :provider AND m.procedure_key = 'fault_summary' AND m.opened_at < :now) m
  JOIN task t ON t.id = (SELECT z.id FROM task z WHERE z.matter_id = m.id AND z.state = 'draft' ORDER BY z.id LIMIT 1)
 WHERE t.due_at >= :from AND t.due_at < :until
 ORDER BY t.due_at, m.id LIMIT 10000;

-- name: assess_fact_summary_not_owed   mode: read   scope: system (the freezing counts what belongs to one supervisor)
-- The months in which no summary of a week fell due.
WITH month (period, since, until) AS (
  SELECT strftime('%Y-%m', :from, 'unixepoch', '+8 hours', '+' || n.i || ' months'),
         CAST(strftime('%s', :from, 'unixepoch', '+8 hours', '+' || n.i || ' months') AS INTEGER) - 28800,
         CAST(strftime('%s', :from, 'unixepoch', '+8 hours', '+' || (n.i + 1) || ' months') AS INTEGER) - 28800
    FROM (SELECT 0 AS i UNION ALL SELECT 1 UNION ALL SELECT 2) n)
SELECT 'not_owed', NULL, :until - 1, 0, 0, 0, printf('%s 没有到期的故障周报，不计入分值', k.period)
  FROM month k
 WHERE NOT EXISTS (SELECT 1 FROM matter m JOIN task t ON t.id = (SELECT z.id FROM task z WHERE z.matter_id = m.id AND z.state = 'draft' ORDER BY z.id LIMIT 1)
                    WHERE m.organisation_id = :provider AND m.procedure_key = 'fault_summary' AND m.opened_at < :now
                      AND t.due_at >= k.since AND t.due_at < k.until)
 ORDER BY k.period LIMIT 3;

-- name: assess_fact_support   mode: read   scope: system (the freezing counts what belongs to one supervisor)
-- Its part in what others run: attaching, checking, verifying.
SELECT iif(coalesce(t.closed_at, :now) > t.due_at, 'late', 'in_time'), m.id, t.due_at, 0, 0, 1,
       printf('%s %s，应于 %s 前，%s', coalesce(m.number, '未编号'), m.title, strftime('%Y-%m-%d', t.due_at, 'unixepoch', '+8 hours'),
              coalesce('办于 ' || strftime('%Y-%m-%d %H:%M', t.closed_at, 'unixepoch', '+8 hours'), '尚未办理'))
  FROM matter_party p JOIN matter m ON m.id = p.matter_id JOIN task t ON t.matter_id = m.id
 WHERE p.organisation_id = :provider AND p.opened_at < :until AND m.organisation_id <> :provider
   AND t.organisation_id = :provider AND t.parent_id IS NULL AND t.due_at >= :from AND t.due_at < :until
 ORDER BY t.due_at, t.id LIMIT 10000;

-- name: assess_fact_drill   mode: read   scope: system (the freezing counts what belongs to one provider)
-- What was drilled counts in the quarter of its day, what was not in the one the half-year ends with.
SELECT x.kind, x.matter_id, x.at, 0, 0, 1, x.words
  FROM (SELECT k.kind, d.matter_id, d.held_day * 86400 - 28800 AS at, k.rank,
               printf('%s 恢复演练 %s，%s', d.period, m.number,
                      CASE k.kind WHEN 'rto' THEN '恢复时间超过目标' WHEN 'rpo' THEN '数据丢失超过目标' ELSE '达到恢复目标' END) AS words
          FROM recovery_drill d JOIN matter m ON m.id = d.matter_id
          JOIN (SELECT 'rto' AS kind, 1 AS rank UNION ALL SELECT 'rpo', 2 UNION ALL SELECT 'met', 3) k
            ON (k.kind = 'rto' AND NOT d.rto_met_yes) OR (k.kind = 'rpo' AND NOT d.rpo_met_yes)
            OR (k.kind = 'met' AND d.rto_met_yes AND d.rpo_met_yes)
         WHERE d.operator_id = :provider AND d.held_day * 86400 - 28800 >= :from AND d.held_day * 86400 - 28800 < :until
           AND d.settled_at < :now
        UNION ALL
        SELECT 'missing', m.id, :until - 1, 4, printf('%s 恢复演练没有开展', m.period)
          FROM matter m
         WHERE m.organisation_id = :provider AND m.procedure_key = 'recovery_drill' AND m.opened_at < :until
           AND m.period = substr(:period, 1, 4) || CASE substr(:period, 5) WHEN 'Q2' THEN 'H1' WHEN 'Q4' THEN 'H2' ELSE '-' END
           AND m.state IN ('draft', 'missed')) x
 ORDER BY x.at, x.matter_id, x.rank LIMIT 1000;

-- name: assess_fact_criticism   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT 'criticism', x.matter_id, x.decided_at, 0, 0, 1, printf('通报批评 %s', m.number)
  FROM penalty x JOIN matter m ON m.id = x.matter_id
 WHERE x.provider_id = :provider AND x.kind = 'criticism' AND x.decided_at >= :from AND x.decided_at < :until
 ORDER BY x.decided_at, x.id LIMIT 1000;

-- name: assess_fact_veto   mode: read   scope: system (the freezing counts what belongs to one provider)
SELECT 'major_incident', n.matter_id, n.found_at, 0, 0, 1,
       printf('%s事件 %s，责任在本服务商', iif(n.grade = 'major', '重大', '特别重大'), m.number)
  FROM matter_concern c JOIN incident n ON n.matter_id = c.matter_id JOIN matter m ON m.id = n.matter_id
 WHERE c.organisation_id = :provider AND c.part = 'responsible' AND n.found_at >= :from AND n.found_at < :until
   AND n.false_yes = 0 AND n.grade IN ('major', 'special')
 ORDER BY n.found_at, n.matter_id LIMIT 1000;

-- ---- what contracts demand ----
-- Each platform whose figures are counted: name, how much it weighs, what its contract of the quarter's last day (:day) says
-- in hundredths of a percent (NULL: nothing), the contract's number.

-- name: assess_promised_availability   mode: read   scope: system (the freezing counts what belongs to one provider)
WITH w (id, name, rank, weight) AS MATERIALIZED (
  SELECT p.id, p.name, p.rank, sum(a.allocated) FROM platform p CROSS JOIN allocation a ON a.platform_id = p.id
   WHERE p.operator_id = :provider AND p.kind = 'service' AND a.class = 'vcpu' AND a.granted_at < :until
     AND (a.freed_at IS NULL OR a.freed_at >= :until) GROUP BY p.id HAVING sum(a.allocated) > 0)
SELECT w.name, w.weight, s.availability, c.number
  FROM w LEFT JOIN contract_terms s ON (s.contract_id, s.version) =
    (SELECT t.contract_id, t.version FROM contract_platform x JOIN contract k ON k.id = x.contract_id
        JOIN contract_terms t ON t.contract_id = k.id
       WHERE x.platform_id = w.id AND k.starts_day <= :day AND coalesce(k.ended_day, k.ends_day) >= :day AND t.valid_from <= :day
       ORDER BY k.starts_day DESC, k.id DESC, t.valid_from DESC, t.version DESC LIMIT 1)
  LEFT JOIN contract c ON c.id = s.contract_id
 ORDER BY w.rank, w.id LIMIT 40;

-- name: assess_promised_backup   mode: read   scope: system (the freezing counts what belongs to one provider)
WITH w (id, name, rank, weight) AS MATERIALIZED (
  SELECT p.id, p.name, p.rank, sum(r.total) FROM measurement r JOIN platform p ON p.id = r.platform_id
   WHERE r.operator_id = :provider AND r.kind = 'backup' AND r.period BETWEEN :first AND :last AND r.settled_at < :now
   GROUP BY p.id HAVING sum(r.total) > 0)
SELECT w.name, w.weight, s.backup, c.number
  FROM w LEFT JOIN contract_terms s ON (s.contract_id, s.version) =
    (SELECT t.contract_id, t.version FROM contract_platform x JOIN contract k ON k.id = x.contract_id
        JOIN contract_terms t ON t.contract_id = k.id
       WHERE x.platform_id = w.id AND k.starts_day <= :day AND coalesce(k.ended_day, k.ends_day) >= :day AND t.valid_from <= :day
       ORDER BY k.starts_day DESC, k.id DESC, t.valid_from DESC, t.version DESC LIMIT 1)
  LEFT JOIN contract c ON c.id = s.contract_id
 ORDER BY w.rank, w.id LIMIT 40;

-- ---- what is kept ----

-- name: assess_sheet_of   mode: read   scope: system (the freezing: which sheet an organisation is assessed by)
SELECT CASE WHEN EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :provider AND k.kind = 'supervisor') THEN 'supervision'
            WHEN NOT EXISTS (SELECT 1 FROM platform p WHERE p.operator_id = :provider AND p.kind = 'service' AND (p.ended_at IS NULL OR p.ended_at >= :from))
             AND EXISTS (SELECT 1 FROM platform p WHERE p.operator_id = :provider AND p.kind = 'recovery') THEN 'recovery'
            ELSE 'service' END;

-- name: assess_add   mode: write   scope: system (the freezing)
INSERT INTO assessment (matter_id, provider_id, sheet, period, counted_at) VALUES (:matter, :provider, :sheet, :period, :now);

-- name: assess_rule_add   mode: write   scope: system (the freezing)
INSERT INTO assessment_rule (matter_id, key, value) VALUES (:matter, :key, :value);

-- name: assess_fact_add   mode: write   scope: system (the freezing)
INSERT INTO assessment_fact (matter_id, indicator, line, kind, record_id, at, amount, whole, times, words)
VALUES (:matter, :indicator, :line, :kind, nullif(:record, 0), :at, :amount, :whole, :times, :words);

-- name: assess_freeze   mode: write   scope: system (the freezing)
UPDATE assessment SET frozen_at = :now, rules_day = nullif(:rules_day, 0) WHERE matter_id = :matter AND frozen_at IS NULL;

-- name: assess_kept   mode: read   scope: system (below a sheet the actor's organisation may see, or a move of it)
SELECT a.provider_id, o.name, o.code, a.sheet, a.period, a.frozen_at, a.round, coalesce(a.scored_at, 0), coalesce(a.approved_at, 0),
       coalesce(a.published_at, 0), coalesce(a.coefficient, -1), a.total, a.grade, a.veto_yes, coalesce(a.rules_day, 0), m.number
  FROM assessment a JOIN organisation o ON o.id = a.provider_id JOIN matter m ON m.id = a.matter_id WHERE a.matter_id = :matter;

-- name: assess_rules   mode: read   scope: system (below a sheet the actor's organisation may see)
SELECT key, value FROM assessment_rule WHERE matter_id = :matter ORDER BY key LIMIT 500;

-- name: assess_facts   mode: read   scope: system (below a sheet the actor's organisation may see)
SELECT indicator, line, kind, coalesce(record_id, 0), at, amount, whole, times, words
  FROM assessment_fact WHERE matter_id = :matter ORDER BY indicator, line LIMIT 100000;

-- name: assess_entries   mode: read   scope: system (below a sheet the actor's organisation may see)
SELECT id, round, kind, indicator, points, reason, evidence, at FROM assessment_entry WHERE matter_id = :matter ORDER BY id LIMIT 1000;

-- name: assess_entry_add   mode: write   scope: system (an effect of scoring or of deciding an objection)
INSERT INTO assessment_entry (matter_id, round, kind, indicator, points, reason, evidence, event_id, at)
SELECT :matter, a.round, :kind, :indicator, :points, :reason, :evidence, :event, :now FROM assessment a WHERE a.matter_id = :matter;

-- name: assess_round_next   mode: write   scope: system (an effect of scoring)
UPDATE assessment SET round = round + 1, scored_at = :now WHERE matter_id = :matter AND approved_at IS NULL;

-- name: assess_line_put   mode: write   scope: system (figures written anew)
INSERT INTO assessment_line (matter_id, indicator, rank, dimension, weight, counted, adjusted, points, occurred, words)
VALUES (:matter, :indicator, :rank, :dimension, :weight, :counted, :adjusted, :points, :occurred, :words)
    ON CONFLICT (matter_id, indicator) DO UPDATE SET rank = excluded.rank, dimension = excluded.dimension, weight = excluded.weight, counted = excluded.counted,
       adjusted = excluded.adjusted, points = excluded.points, occurred = excluded.occurred, words = excluded.words;

-- name: assess_total_put   mode: write   scope: system (figures written anew)
UPDATE assessment SET total = :total, grade = :grade, veto_yes = :veto WHERE matter_id = :matter;

-- name: assess_lines   mode: read   scope: system (below a sheet the actor's organisation may see; recompute)
SELECT indicator, rank, weight, counted, adjusted, points, occurred, words FROM assessment_line
 WHERE matter_id = :matter ORDER BY rank LIMIT 100;

-- name: assess_approve   mode: write   scope: system (an effect of the leader's approval)
UPDATE assessment SET approved_at = :now WHERE matter_id = :matter AND approved_at IS NULL;

-- name: assess_publish   mode: write   scope: system (an effect of publishing)
UPDATE assessment SET published_at = :now, coefficient = :coefficient WHERE matter_id = :matter AND published_at IS NULL;

-- name: assess_term_add   mode: write   scope: system (an effect of publishing: what the contract gives each grade)
INSERT INTO assessment_term (matter_id, grade, coefficient) VALUES (:matter, :grade, :coefficient);

-- name: assess_term   mode: read   scope: system (recompute)
SELECT coefficient FROM assessment_term WHERE matter_id = :matter AND grade = :grade;

-- name: assess_settlement_add   mode: write   scope: system (the closing of a year's slip)
INSERT INTO settlement (matter_id, mean, grade, amount, by_coefficient, deducted, due)
VALUES (:matter, nullif(:mean, -1), :grade, :amount, :by_coefficient, :deducted, nullif(:due, -1));

-- name: assess_settlement_item_add   mode: write   scope: system (the closing of a year's slip)
INSERT INTO settlement_item (matter_id, kind, line, number, name, day, amount, coefficient)
VALUES (:matter, :kind, :line, :number, :name, :day, :amount, nullif(:coefficient, -1));

-- name: assess_settlement   mode: read   scope: system (below a year the actor's organisation may see; recompute)
SELECT coalesce(mean, -1), grade, amount, by_coefficient, deducted, coalesce(due, -1) FROM settlement WHERE matter_id = :matter;

-- name: assess_settlement_items   mode: read   scope: system (below a year the actor's organisation may see; recompute)
SELECT kind, number, name, day, amount, coalesce(coefficient, -1) FROM settlement_item WHERE matter_id = :matter ORDER BY kind, line LIMIT 200;

-- name: assess_matters_of   mode: read   scope: system (recompute: every sheet of a quarter)
SELECT matter_id FROM assessment WHERE period = :period AND frozen_at IS NOT NULL ORDER BY provider_id LIMIT 1000;

-- name: assess_unapproved   mode: read   scope: system (publishing: sheets of the quarter that are not approved yet)
SELECT count(*) FROM matter m LEFT JOIN assessment a ON a.matter_id = m.id
 WHERE m.procedure_key = 'assessment' AND m.period = :period AND m.state <> 'cancelled' AND a.approved_at IS NULL;

-- name: assess_standing   mode: read   scope: system (what a provider may take on)
SELECT period, grade FROM assessment WHERE provider_id = :provider AND published_at IS NOT NULL ORDER BY period DESC LIMIT 1;

-- name: assess_grades   mode: read   scope: system (of the matter being moved: this quarter's and the earlier results of a provider)
SELECT period, grade, total FROM assessment WHERE provider_id = :provider AND period <= :period AND approved_at IS NOT NULL
 ORDER BY period DESC LIMIT 8;

-- name: assess_follows   mode: read   scope: system (of the matter being moved: what its result set going)
SELECT count(*) FROM matter WHERE base_matter_id = :matter AND procedure_key = :procedure;

-- ---- pages ----
-- The center sees all, a provider its own once the first scoring is done.

-- name: assess_list   mode: read   scope: org
SELECT a.counted_at AS sort_key, a.matter_id AS id, a.period, o.short_name AS provider_name, o.code AS provider_code, a.sheet, a.total,
       a.grade, a.veto_yes, a.coefficient, a.frozen_at, a.published_at, m.state AS matter_state, m.procedure_id
  FROM assessment a JOIN organisation o ON o.id = a.provider_id JOIN matter m ON m.id = a.matter_id
 WHERE ((a.provider_id = :org AND a.scored_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
   AND m.state <> 'cancelled' AND (:sheet = '' OR a.sheet = :sheet) AND (:grade = '' OR a.grade = :grade)
   AND (a.counted_at, a.matter_id) < (:after_sort, :after_id)
 ORDER BY a.counted_at DESC, a.matter_id DESC LIMIT :limit;

-- name: assess_waiting   mode: read   scope: org
-- Sheets of duty that are not frozen yet.
SELECT m.id, m.period, o.short_name, coalesce(m.due_at, 0) FROM matter m JOIN organisation o ON o.id = m.organisation_id
 WHERE m.procedure_key = 'assessment' AND m.opened_at > 0 AND m.closed_at IS NULL AND m.state = 'drafted'
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center')
 ORDER BY m.period, o.rank LIMIT 100;

-- name: assess_quarter   mode: read   scope: org
-- Service first, then recovery, then supervision, each from the best down: the sort key is made of both.
SELECT ((a.sheet = 'supervision') * 2 + (a.sheet = 'recovery')) * 1000000 + 100000 - a.total AS sort_key,
       a.matter_id AS id, o.short_name AS provider_name, o.code AS provider_code, a.sheet, a.total, a.grade, a.veto_yes, a.coefficient,
       m.state AS matter_state, m.procedure_id, a.published_at,
       CASE WHEN a.published_at IS NOT NULL OR a.provider_id <> :org THEN
         (SELECT count(*) + 1 FROM assessment b JOIN matter n ON n.id = b.matter_id
           WHERE b.period = a.period AND b.sheet = a.sheet AND b.total > a.total AND n.state <> 'cancelled') END AS rank_n,
       (SELECT b.total FROM assessment b WHERE b.provider_id = a.provider_id AND b.period = :before) AS before_total,
       (SELECT sum(l.points) FROM assessment_line l WHERE l.matter_id = a.matter_id AND l.dimension = 1) AS first,
       (SELECT sum(l.points) FROM assessment_line l WHERE l.matter_id = a.matter_id AND l.dimension = 2) AS second,
       (SELECT sum(l.points) FROM assessment_line l WHERE l.matter_id = a.matter_id AND l.dimension = 3) AS third,
       (SELECT sum(l.points) FROM assessment_line l WHERE l.matter_id = a.matter_id AND l.dimension = 4) AS fourth,
       (SELECT sum(l.points) FROM assessment_line l WHERE l.matter_id = a.matter_id AND l.dimension = 5) AS fifth
  FROM assessment a JOIN organisation o ON o.id = a.provider_id JOIN matter m ON m.id = a.matter_id
 WHERE a.period = :period AND m.state <> 'cancelled'
   AND ((a.provider_id = :org AND a.scored_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
   AND (((a.sheet = 'supervision') * 2 + (a.sheet = 'recovery')) * 1000000 + 100000 - a.total, a.matter_id) > (:after_sort, :after_id)
 ORDER BY sort_key, a.matter_id LIMIT :limit;

-- name: assess_seen   mode: read   scope: org
SELECT a.matter_id, o.name FROM assessment a JOIN organisation o ON o.id = a.provider_id
 WHERE a.period = :period AND o.code = :code
   AND ((a.provider_id = :org AND a.scored_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'));

-- name: assess_counting   mode: read   scope: system (each sheet is asked for by assess_seen before it is named)
-- The lines of the score sheets that count a record.
SELECT a.matter_id, a.period, o.short_name, o.code, f.indicator FROM assessment_fact f JOIN assessment a ON a.matter_id = f.matter_id
  JOIN organisation o ON o.id = a.provider_id JOIN matter m ON m.id = a.matter_id
 WHERE f.record_id = :record AND m.state <> 'cancelled'
 GROUP BY a.matter_id, f.indicator ORDER BY a.period, o.rank, o.id, a.matter_id, f.indicator LIMIT 100;

-- name: assess_rows   mode: read   scope: system (below a sheet the actor's organisation may see)
SELECT indicator, rank AS sort_key, rank AS id, words FROM assessment_line
 WHERE matter_id = :matter AND (rank, rank) > (:after_sort, :after_id) ORDER BY rank LIMIT :limit;

-- name: assess_open_records   mode: read   scope: org
-- Records behind the facts that the actor's organisation takes part in: the others are named, not linked.
SELECT DISTINCT f.record_id FROM assessment_fact f JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = f.record_id
 WHERE f.matter_id = :matter AND f.record_id IS NOT NULL ORDER BY f.record_id LIMIT 20000;

-- name: assess_trend   mode: read   scope: org
SELECT a.period, o.short_name, a.total, o.code, a.sheet FROM assessment a JOIN organisation o ON o.id = a.provider_id JOIN matter m ON m.id = a.matter_id
 WHERE a.period > :after AND m.state <> 'cancelled' AND (:code = '' OR o.code = :code)
   AND ((a.provider_id = :org AND a.scored_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
 ORDER BY o.rank, o.id, a.period LIMIT 400;

-- name: assess_year_of   mode: read   scope: org
-- One row for each provider assessed in the year; a quarter that is not approved is none.  Limits are the fourth quarter's.
-- Coefficients as each sheet kept them when it was published: -1 its contract set none, -2 not published.
SELECT o.id, o.code, o.short_name, o.name,
       max(CASE WHEN a.period = :year || 'Q1' THEN a.total END), max(CASE WHEN a.period = :year || 'Q2' THEN a.total END),
       max(CASE WHEN a.period = :year || 'Q3' THEN a.total END), max(CASE WHEN a.period = :year || 'Q4' THEN a.total END),
       max(CASE WHEN a.period = :year || 'Q4' THEN (SELECT r.value FROM assessment_rule r WHERE r.matter_id = a.matter_id AND r.key = 'score_grade_excellent') END),
       max(CASE WHEN a.period = :year || 'Q4' THEN (SELECT r.value FROM assessment_rule r WHERE r.matter_id = a.matter_id AND r.key = 'score_grade_good') END),
       max(CASE WHEN a.period = :year || 'Q4' THEN (SELECT r.value FROM assessment_rule r WHERE r.matter_id = a.matter_id AND r.key = 'score_grade_passed') END),
       max(CASE WHEN a.period = :year || 'Q4' THEN a.matter_id END),
       max(CASE WHEN a.period = :year || 'Q1' THEN CASE WHEN a.published_at IS NULL THEN -2 ELSE coalesce(a.coefficient, -1) END END),
       max(CASE WHEN a.period = :year || 'Q2' THEN CASE WHEN a.published_at IS NULL THEN -2 ELSE coalesce(a.coefficient, -1) END END),
       max(CASE WHEN a.period = :year || 'Q3' THEN CASE WHEN a.published_at IS NULL THEN -2 ELSE coalesce(a.coefficient, -1) END END),
       max(CASE WHEN a.period = :year || 'Q4' THEN CASE WHEN a.published_at IS NULL THEN -2 ELSE coalesce(a.coefficient, -1) END END)
  FROM assessment a JOIN organisation o ON o.id = a.provider_id JOIN matter m ON m.id = a.matter_id
 WHERE a.period BETWEEN :year || 'Q1' AND :year || 'Q4' AND a.approved_at IS NOT NULL AND m.state <> 'cancelled'
   AND (:code = '' OR o.code = :code)
   AND (a.provider_id = :org OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
 GROUP BY o.id ORDER BY o.rank, o.id LIMIT 200;

-- name: assess_provider_code   mode: read   scope: system (of the matter being moved)
SELECT code FROM organisation WHERE id = :provider;

-- name: assess_year_complete   mode: read   scope: system (of the matter being moved: whether nothing of its provider's year is open)
SELECT EXISTS (SELECT 1 FROM assessment a WHERE a.provider_id = :provider AND a.period = :year || 'Q4' AND a.published_at IS NOT NULL)
   AND NOT EXISTS (SELECT 1 FROM matter m LEFT JOIN assessment a ON a.matter_id = m.id
        WHERE m.procedure_key = 'assessment' AND m.period BETWEEN :year || 'Q1' AND :year || 'Q4' AND m.period <> ''
          AND m.organisation_id = :provider AND m.id <> :without AND m.state <> 'cancelled' AND a.published_at IS NULL);

-- name: assess_year_contracts   mode: read   scope: system (below a year the actor's organisation may see: contracts in force on its last day)
-- Each with what its newest terms of that day cost a year and the coefficient they give the grade; NULL: not set.
SELECT c.number, c.name,
       coalesce((SELECT t.amount FROM contract_terms t WHERE t.contract_id = c.id AND t.valid_from <= :day
                  ORDER BY t.valid_from DESC, t.version DESC LIMIT 1), c.amount),
       (SELECT f.coefficient FROM contract_coefficient f
         WHERE f.contract_id = c.id AND f.grade = :grade AND f.version =
               (SELECT t.version FROM contract_terms t WHERE t.contract_id = c.id AND t.valid_from <= :day
                 ORDER BY t.valid_from DESC, t.version DESC LIMIT 1)) AS coefficient
  FROM contract c
 WHERE c.provider_id = :provider AND c.starts_day <= :day AND coalesce(c.ended_day, c.ends_day) >= :day
 ORDER BY c.starts_day, c.id LIMIT 50;

-- name: assess_year_deductions   mode: read   scope: system (below a year the actor's organisation may see)
SELECT x.amount, x.decided_at, m.number, x.clause FROM penalty x JOIN matter m ON m.id = x.matter_id
 WHERE x.provider_id = :provider AND x.kind = 'deduction' AND x.decided_at >= :from AND x.decided_at < :until
 ORDER BY x.decided_at, x.id LIMIT 100;

-- ---- the bulletin ----

-- name: assess_approved_of   mode: read   scope: system (a bulletin of the center about all providers)
SELECT a.matter_id FROM assessment a JOIN organisation o ON o.id = a.provider_id JOIN matter m ON m.id = a.matter_id
 WHERE a.period = :period AND a.approved_at IS NOT NULL AND m.state <> 'cancelled'
 ORDER BY a.sheet = 'supervision', a.sheet DESC, a.total DESC, o.rank LIMIT 100;

-- name: assess_total_of   mode: read   scope: system (a bulletin of the center about all providers)
SELECT total FROM assessment WHERE provider_id = :provider AND period = :period AND approved_at IS NOT NULL;

-- name: assess_approved_providers   mode: read   scope: system (whom a bulletin is addressed to)
SELECT a.provider_id FROM assessment a JOIN organisation o ON o.id = a.provider_id JOIN matter m ON m.id = a.matter_id
 WHERE a.period = :period AND a.approved_at IS NOT NULL AND m.state <> 'cancelled' ORDER BY o.rank LIMIT 100;

-- name: assess_bulletin_fresh   mode: read   scope: system (of the matter being moved: drafted after the last approval; NULL: none is approved)
SELECT (SELECT r.drafted_at FROM report r WHERE r.matter_id = :matter) >= max(a.approved_at) FROM assessment a
  JOIN matter m ON m.id = a.matter_id WHERE a.period = :period AND a.approved_at IS NOT NULL AND m.state <> 'cancelled';
