-- The monthly report on use (第十七条).  :edition 0 the whole, 1 of one unit, 2 of one operator: :org is whose.  Means and
-- P95 are weighed: processors by processors, memory by memory, storage by disks; hundredths of a percent.  What an extract is
-- about comes from the index of whose it is (CROSS JOIN keeps that order, + the platform's index): every month one is drafted
-- for everybody, and none may read all there is.

-- name: report_use_months   mode: read   rows: all (twelve months)   scope: org
WITH RECURSIVE month (period) AS (
  VALUES (:since) UNION ALL SELECT strftime('%Y-%m', period || '-01', '+1 month') FROM month WHERE period < :period),
mine (id) AS (
  SELECT u.id FROM usage_month u WHERE :edition = 0 AND u.period BETWEEN :since AND :period AND u.system_id IS NOT NULL
  UNION ALL
  SELECT u.id FROM system s CROSS JOIN usage_month u ON u.system_id = s.id AND u.period BETWEEN :since AND :period
   WHERE :edition = 1 AND s.organisation_id = :org
  UNION ALL
  SELECT u.id FROM platform p CROSS JOIN month n CROSS JOIN usage_month u ON u.platform_id = p.id AND u.period = n.period
   WHERE :edition = 2 AND p.operator_id = :org AND +u.system_id IS NOT NULL)
SELECT u.period, count(DISTINCT s.organisation_id), count(DISTINCT s.id), count(*), sum(u.vcpu), sum(u.memory_gb), sum(u.disk_gb),
       sum(u.cpu_avg * u.vcpu) / sum(u.vcpu), sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu),
       sum(u.mem_avg * u.memory_gb) / sum(u.memory_gb), sum(u.mem_p95 * u.memory_gb) / sum(u.memory_gb),
       sum(u.disk_used * max(u.disk_gb, 1)) / sum(max(u.disk_gb, 1)), sum(u.cpu_avg * u.vcpu) / 10000
  FROM mine CROSS JOIN usage_month u ON u.id = mine.id JOIN system s ON s.id = u.system_id
 GROUP BY u.period ORDER BY u.period;

-- name: report_use_bins   mode: read   rows: all (ten bins)   scope: org
WITH mine (id) AS (
  SELECT u.id FROM usage_month u WHERE :edition = 0 AND u.period = :period AND u.system_id IS NOT NULL
  UNION ALL
  SELECT u.id FROM system s CROSS JOIN usage_month u ON u.system_id = s.id AND u.period = :period WHERE :edition = 1 AND s.organisation_id = :org
  UNION ALL
  SELECT u.id FROM platform p CROSS JOIN usage_month u ON u.platform_id = p.id AND u.period = :period
   WHERE :edition = 2 AND p.operator_id = :org AND +u.system_id IS NOT NULL),
binned AS (SELECT min(u.cpu_p95 / 1000, 9) AS bin, count(*) AS machines FROM mine CROSS JOIN usage_month u ON u.id = mine.id GROUP BY 1),
bins (bin) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))
SELECT (b.bin * 10) || '–' || (b.bin * 10 + 10), coalesce(n.machines, 0) FROM bins b LEFT JOIN binned n ON n.bin = b.bin ORDER BY b.bin;

-- name: report_use_units   mode: read   rows: all (the units)   scope: org
WITH mine (id) AS (
  SELECT u.id FROM usage_month u WHERE :edition = 0 AND u.period = :period AND u.system_id IS NOT NULL
  UNION ALL
  SELECT u.id FROM system s CROSS JOIN usage_month u ON u.system_id = s.id AND u.period = :period WHERE :edition = 1 AND s.organisation_id = :org
  UNION ALL
  SELECT u.id FROM platform p CROSS JOIN usage_month u ON u.platform_id = p.id AND u.period = :period
   WHERE :edition = 2 AND p.operator_id = :org AND +u.system_id IS NOT NULL)
SELECT o.short_name, count(DISTINCT s.id), count(*), sum(u.vcpu), sum(u.memory_gb), sum(u.cpu_avg * u.vcpu) / sum(u.vcpu),
       sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu) AS p95, sum(u.mem_avg * u.memory_gb) / sum(u.memory_gb),
       sum(u.mem_p95 * u.memory_gb) / sum(u.memory_gb), sum(u.disk_used * max(u.disk_gb, 1)) / sum(max(u.disk_gb, 1))
  FROM mine CROSS JOIN usage_month u ON u.id = mine.id JOIN system s ON s.id = u.system_id JOIN organisation o ON o.id = s.organisation_id
 GROUP BY o.id ORDER BY p95 DESC, o.rank, o.id;

-- name: report_use_systems   mode: read   rows: all (an annex lists them)   scope: org
WITH mine (id) AS (
  SELECT u.id FROM usage_month u WHERE :edition = 0 AND u.period = :period AND u.system_id IS NOT NULL
  UNION ALL
  SELECT u.id FROM system s CROSS JOIN usage_month u ON u.system_id = s.id AND u.period = :period WHERE :edition = 1 AND s.organisation_id = :org
  UNION ALL
  SELECT u.id FROM platform p CROSS JOIN usage_month u ON u.platform_id = p.id AND u.period = :period
   WHERE :edition = 2 AND p.operator_id = :org AND +u.system_id IS NOT NULL)
SELECT s.id, s.name, o.short_name, count(*), sum(u.vcpu), sum(u.memory_gb), sum(u.cpu_avg * u.vcpu) / sum(u.vcpu),
       sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu), sum(u.mem_avg * u.memory_gb) / sum(u.memory_gb),
       sum(u.mem_p95 * u.memory_gb) / sum(u.memory_gb), sum(u.disk_used * max(u.disk_gb, 1)) / sum(max(u.disk_gb, 1))
  FROM mine CROSS JOIN usage_month u ON u.id = mine.id JOIN system s ON s.id = u.system_id JOIN organisation o ON o.id = s.organisation_id
 GROUP BY s.id ORDER BY o.rank, o.id, s.id;

-- name: report_use_collection   mode: read   rows: all (the platforms)   scope: org
-- What was collected: machines of the register that nobody reported are missing, machines nobody registered unknown.
WITH got AS (
  SELECT u.platform_id, count(*) AS machines, sum(u.coverage) AS coverage, sum(u.coverage < :least) AS least, sum(u.source = 'days') AS days
    FROM platform p CROSS JOIN usage_month u ON u.platform_id = p.id AND u.period = :period
   WHERE :edition <> 1 AND (:edition = 0 OR p.operator_id = :org) AND +u.system_id IS NOT NULL GROUP BY u.platform_id
  UNION ALL
  SELECT u.platform_id, count(*), sum(u.coverage), sum(u.coverage < :least), sum(u.source = 'days')
    FROM system s CROSS JOIN usage_month u ON u.system_id = s.id AND u.period = :period
   WHERE :edition = 1 AND s.organisation_id = :org GROUP BY u.platform_id),
silent AS (
  SELECT m.platform_id, count(*) AS machines
    FROM platform p CROSS JOIN machine m ON m.platform_id = p.id JOIN system s ON s.id = m.system_id
   WHERE :edition <> 1 AND (:edition = 0 OR p.operator_id = :org) AND m.since_day <= :first AND (s.ended_at IS NULL OR s.ended_at > :until)
     AND NOT EXISTS (SELECT 1 FROM usage_month x WHERE x.period = :period AND x.platform_id = m.platform_id AND x.machine = m.code)
   GROUP BY m.platform_id
  UNION ALL
  SELECT m.platform_id, count(*) FROM system s CROSS JOIN machine m ON m.system_id = s.id
   WHERE :edition = 1 AND s.organisation_id = :org AND m.since_day <= :first AND (s.ended_at IS NULL OR s.ended_at > :until)
     AND NOT EXISTS (SELECT 1 FROM usage_month x WHERE x.period = :period AND x.platform_id = m.platform_id AND x.machine = m.code)
   GROUP BY m.platform_id)
SELECT p.name, p.id, coalesce(g.machines, 0), g.coverage / g.machines, coalesce(g.least, 0), coalesce(g.days, 0), coalesce(n.machines, 0),
       iif(:edition = 1, NULL, (SELECT count(*) FROM usage_month x WHERE x.platform_id = p.id AND x.period = :period AND x.system_id IS NULL))
  FROM platform p LEFT JOIN got g ON g.platform_id = p.id LEFT JOIN silent n ON n.platform_id = p.id
 WHERE p.kind <> 'supervision' AND (p.ended_at IS NULL OR p.ended_at > :from) AND (:edition <> 2 OR p.operator_id = :org) AND (:edition <> 1 OR g.machines > 0 OR n.machines > 0)
 ORDER BY p.rank, p.id;

-- name: report_use_advice   mode: read   scope: org
-- What became of advice: notices sent in the month before the report's or in it, as things stood at its end.
WITH sent AS (
  SELECT m.id FROM matter m JOIN system s ON s.id = m.system_id JOIN platform p ON p.id = m.platform_id
   WHERE m.procedure_key = 'downsizing' AND m.submitted_at BETWEEN :since AND :until
     AND (:edition = 0 OR :edition = 1 AND s.organisation_id = :org OR :edition = 2 AND p.operator_id = :org))
SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM event e WHERE e.matter_id = sent.id AND e.action = 'agree' AND e.at <= :until)), 0),
       coalesce(sum(EXISTS (SELECT 1 FROM event e WHERE e.matter_id = sent.id AND e.action = 'object' AND e.at <= :until)), 0),
       coalesce(sum(EXISTS (SELECT 1 FROM saving v WHERE v.matter_id = sent.id AND v.saved_at <= :until)), 0)
  FROM sent;

-- name: report_use_savings   mode: read   scope: org
SELECT count(DISTINCT v.matter_id), coalesce(sum(iif(v.class = 'vcpu', v.before - v.after, 0)), 0),
       coalesce(sum(iif(v.class = 'memory_gb', v.before - v.after, 0)), 0),
       coalesce(sum(iif(v.class IN ('ssd_gb', 'hdd_gb', 'file_gb', 'object_gb', 'backup_gb', 'archive_gb'), v.before - v.after, 0)), 0)
  FROM saving v JOIN system s ON s.id = v.system_id JOIN platform p ON p.id = v.platform_id
 WHERE v.saved_at BETWEEN :from AND :until
   AND (:edition = 0 OR :edition = 1 AND s.organisation_id = :org OR :edition = 2 AND p.operator_id = :org);

-- name: report_use_platforms   mode: read   rows: all (an operator has a few)   scope: org
SELECT id FROM platform WHERE operator_id = :org ORDER BY id;
