-- Quarterly efficiency of units: what the records say, what was frozen.  A unit sees its own, the center all.

-- name: efficiency_loads   mode: read   scope: system (drafting a score: the clerk works for everybody)
-- Machine-months that can be judged: no standby, no grace, well sampled, no peak registered
-- on the quarter's last day, not exempt on the month's last day.  CROSS JOIN: from the unit's systems and the months of the quarter, not from everybody's.
WITH RECURSIVE month (period, last_day, until) AS (
  SELECT :from, unixepoch(:from || '-01', '+1 month') / 86400 - 1, unixepoch(:from || '-01', '+1 month') - 28800
  UNION ALL
  SELECT strftime('%Y-%m', period || '-01', '+1 month'), unixepoch(period || '-01', '+2 months') / 86400 - 1,
         unixepoch(period || '-01', '+2 months') - 28800 FROM month WHERE period < :to LIMIT 12)
SELECT sum(u.cpu_p95 * u.vcpu), sum(u.vcpu), sum(u.mem_p95 * u.memory_gb), sum(u.memory_gb), sum(u.disk_used * u.disk_gb),
       sum(u.disk_gb), count(*)
  FROM system s CROSS JOIN month k CROSS JOIN usage_month u ON u.system_id = s.id AND u.period = k.period
  LEFT JOIN machine m ON m.platform_id = u.platform_id AND m.code = u.machine
 WHERE s.organisation_id = :unit AND s.operating_at IS NOT NULL AND u.coverage >= :coverage AND coalesce(m.standby_yes, 0) = 0
   AND k.last_day - max((s.operating_at + 28800) / 86400, coalesce(m.since_day, 0)) >= :grace
   AND NOT EXISTS (SELECT 1 FROM system_season e WHERE e.system_id = s.id AND e.since_at >= :registered AND e.since_at < :over
                    AND (e.ended_at IS NULL OR e.ended_at >= :over))
   AND NOT EXISTS (SELECT 1 FROM usage_exemption x WHERE x.system_id = s.id AND x.machine IN ('', u.machine)
                    AND k.last_day BETWEEN x.since_day AND x.until_day AND (x.ended_at IS NULL OR x.ended_at >= k.until));

-- name: efficiency_answers   mode: read   scope: system (drafting a score: the clerk works for everybody)
-- Notices that were answered, or whose last time limit passed, in the quarter.
SELECT count(*), coalesce(sum(answered), 0) FROM (
  SELECT m.id, max(e.action IN ('agree', 'object')) AND NOT max(e.action = 'unchecked') AS answered
    FROM system s CROSS JOIN matter m ON m.system_id = s.id AND m.procedure_key = 'downsizing'
    CROSS JOIN event e ON e.matter_id = m.id AND e.action IN ('agree', 'object', 'no_reply', 'unchecked') AND e.at BETWEEN :from AND :to
   WHERE s.organisation_id = :unit GROUP BY m.id);

-- name: efficiency_duties   mode: read   scope: system (drafting a score: the clerk works for everybody)
-- What the unit's own desks had to do by a day in the quarter, and in how many of its months anything fell due.  Two
-- desks that hold the same count once.
WITH duty (key) AS (VALUES ('annual_plan'), ('bulletin'), ('compliance_filing'), ('contact_roster'), ('drill'), ('hazard'),
       ('ledger_confirmation'), ('log_attestation'), ('om_record'), ('om_rules'), ('plan_document'), ('report_confirmation'),
       ('supervision_notice'), ('survey'), ('training'), ('yearly_readiness'))
SELECT count(*), coalesce(sum(timely), 0), count(DISTINCT month) FROM (
  SELECT max(t.closed_at IS NOT NULL AND t.closed_at <= t.due_at) AS timely,
         strftime('%Y-%m', t.due_at, 'unixepoch', '+8 hours') AS month
    FROM duty d CROSS JOIN matter_party p ON p.organisation_id = :unit AND p.procedure_key = d.key
    CROSS JOIN task t ON t.matter_id = p.matter_id AND t.organisation_id = :unit AND t.role IN ('unit.clerk', 'unit.lead')
     AND t.due_at BETWEEN :from AND :to
   GROUP BY t.matter_id, t.state, t.due_at);

-- name: efficiency_returns   mode: read   scope: system (of the matter being moved)
SELECT count(*) FROM event WHERE matter_id = :matter AND action = 'return_objection';

-- name: efficiency_add   mode: write   scope: system (an effect: what was agreed to or decided)
INSERT INTO unit_efficiency (matter_id, organisation_id, period, total, grade, frozen_at)
VALUES (:matter, :unit, :period, :total, :grade, :now);

-- name: efficiency_item_add   mode: write   scope: system (an effect: what was agreed to or decided)
INSERT INTO unit_efficiency_item (matter_id, item, measured, full, drafted, points, reason)
VALUES (:matter, :item, :measured, :full, :drafted, :points, :reason);

-- name: efficiency_last   mode: read   scope: system (below a matter of the unit, for the center and the unit itself)
SELECT matter_id, period, total, grade FROM unit_efficiency WHERE organisation_id = :unit ORDER BY period DESC LIMIT 1;

-- name: efficiency_of_matter   mode: read   scope: system (below a matter the actor may see)
SELECT matter_id, period, total, grade FROM unit_efficiency WHERE matter_id = :matter;

-- name: efficiency_items   mode: read   scope: system (below a matter of the unit, for the center and the unit itself)
SELECT item, measured, full, drafted, points, reason FROM unit_efficiency_item WHERE matter_id = :matter
 ORDER BY CASE item WHEN 'cpu' THEN 1 WHEN 'memory' THEN 2 WHEN 'storage' THEN 3 WHEN 'answer' THEN 4 ELSE 5 END LIMIT 5;

-- name: efficiency_year_complete   mode: read   scope: system (of the matter being moved: whether a score of the year is open or still to come)
SELECT EXISTS (SELECT 1 FROM unit_efficiency u WHERE u.period = :year || 'Q4')
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.procedure_key = 'efficiency_score' AND m.period <> ''
        AND m.period BETWEEN :year || 'Q1' AND :year || 'Q4' AND m.closed_at IS NULL AND m.id <> :without)
   AND NOT EXISTS (SELECT 1 FROM organisation o JOIN organisation_kind k ON k.organisation_id = o.id AND k.kind = 'unit'
        WHERE (o.valid_to IS NULL OR o.valid_to >= :today)
          AND EXISTS (SELECT 1 FROM system s WHERE s.organisation_id = o.id AND s.state IN ('operating', 'changing', 'suspended'))
          AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.procedure_key = 'efficiency_score' AND m.period = :year || 'Q4'
               AND m.period <> '' AND m.organisation_id = o.id));

-- name: efficiency_years   mode: read   scope: org
-- From each year to the one before it.
WITH RECURSIVE y (period) AS (
  SELECT max(period) FROM unit_efficiency
  UNION ALL
  SELECT (SELECT u.period FROM unit_efficiency u WHERE u.period < substr(y.period, 1, 4) ORDER BY u.period DESC LIMIT 1)
    FROM y WHERE y.period IS NOT NULL LIMIT 12)
SELECT CAST(substr(period, 1, 4) AS INTEGER) FROM y WHERE period IS NOT NULL AND :org IS NOT NULL LIMIT 12;

-- name: efficiency_year   mode: read   scope: org
-- Units with a system in operation, or a score, and the four quarters of a year.
SELECT o.rank AS sort_key, o.id, o.name AS unit_name, a.matter_id AS a_matter, a.total AS a_total, a.grade AS a_grade,
       b.matter_id AS b_matter, b.total AS b_total, b.grade AS b_grade, c.matter_id AS c_matter, c.total AS c_total,
       c.grade AS c_grade, d.matter_id AS d_matter, d.total AS d_total, d.grade AS d_grade
  FROM organisation o
  LEFT JOIN unit_efficiency a ON a.organisation_id = o.id AND a.period = :q1
  LEFT JOIN unit_efficiency b ON b.organisation_id = o.id AND b.period = :q2
  LEFT JOIN unit_efficiency c ON c.organisation_id = o.id AND c.period = :q3
  LEFT JOIN unit_efficiency d ON d.organisation_id = o.id AND d.period = :q4
 WHERE (o.rank, o.id) > (:after_sort, :after_id)
   AND (o.id = :org OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
   AND (coalesce(a.matter_id, b.matter_id, c.matter_id, d.matter_id) IS NOT NULL
        OR EXISTS (SELECT 1 FROM system s WHERE s.organisation_id = o.id AND s.state IN ('operating', 'changing', 'suspended')))
 ORDER BY o.rank, o.id LIMIT :limit;
