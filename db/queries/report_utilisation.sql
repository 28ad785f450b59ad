-- The monthly report on use (第十七条).  :edition 0 the whole, 1 of one unit, 2 of one operator: :org is whose.  Means and
-- P95 are weighed: processors by processors, memory by memory, storage by disks; hundredths of a percent.

-- name: report_use_months   mode: read   rows: all (twelve months)   scope: org
SELECT u.period, count(DISTINCT s.organisation_id), count(DISTINCT s.id), count(*), sum(u.vcpu), sum(u.memory_gb), sum(u.disk_gb),
       sum(u.cpu_avg * u.vcpu) / sum(u.vcpu), sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu),
       sum(u.mem_avg * u.memory_gb) / sum(u.memory_gb), sum(u.mem_p95 * u.memory_gb) / sum(u.memory_gb),
       sum(u.disk_used * max(u.disk_gb, 1)) / sum(max(u.disk_gb, 1)), sum(u.cpu_avg * u.vcpu) / 10000
  FROM usage_month u JOIN system s ON s.id = u.system_id JOIN platform p ON p.id = u.platform_id
 WHERE u.period BETWEEN :since AND :period
   AND (:edition = 0 OR :edition = 1 AND s.organisation_id = :org OR :edition = 2 AND p.operator_id = :org)
 GROUP BY u.period ORDER BY u.period;

-- name: report_use_bins   mode: read   rows: all (ten bins)   scope: org
SELECT (b.bin * 10) || '–' || (b.bin * 10 + 10), count(u.id)
  FROM (WITH RECURSIVE n (bin) AS (VALUES (0) UNION ALL SELECT bin + 1 FROM n WHERE bin < 9) SELECT bin FROM n) b
  LEFT JOIN (SELECT u.id, min(u.cpu_p95 / 1000, 9) AS bin FROM usage_month u JOIN system s ON s.id = u.system_id
               JOIN platform p ON p.id = u.platform_id
              WHERE u.period = :period
                AND (:edition = 0 OR :edition = 1 AND s.organisation_id = :org OR :edition = 2 AND p.operator_id = :org)) u
    ON u.bin = b.bin
 GROUP BY b.bin ORDER BY b.bin;

-- name: report_use_units   mode: read   rows: all (the units)   scope: org
SELECT o.short_name, count(DISTINCT s.id), count(*), sum(u.vcpu), sum(u.memory_gb), sum(u.cpu_avg * u.vcpu) / sum(u.vcpu),
       sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu) AS p95, sum(u.mem_avg * u.memory_gb) / sum(u.memory_gb),
       sum(u.mem_p95 * u.memory_gb) / sum(u.memory_gb), sum(u.disk_used * max(u.disk_gb, 1)) / sum(max(u.disk_gb, 1))
  FROM usage_month u JOIN system s ON s.id = u.system_id JOIN platform p ON p.id = u.platform_id
  JOIN organisation o ON o.id = s.organisation_id
 WHERE u.period = :period
   AND (:edition = 0 OR :edition = 1 AND s.organisation_id = :org OR :edition = 2 AND p.operator_id = :org)
 GROUP BY o.id ORDER BY p95 DESC, o.rank, o.id;

-- name: report_use_systems   mode: read   rows: all (an annex lists them)   scope: org
SELECT s.id, s.name, o.short_name, count(*), sum(u.vcpu), sum(u.memory_gb), sum(u.cpu_avg * u.vcpu) / sum(u.vcpu),
       sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu), sum(u.mem_avg * u.memory_gb) / sum(u.memory_gb),
       sum(u.mem_p95 * u.memory_gb) / sum(u.memory_gb), sum(u.disk_used * max(u.disk_gb, 1)) / sum(max(u.disk_gb, 1))
  FROM usage_month u JOIN system s ON s.id = u.system_id JOIN platform p ON p.id = u.platform_id
  JOIN organisation o ON o.id = s.organisation_id
 WHERE u.period = :period
   AND (:edition = 0 OR :edition = 1 AND s.organisation_id = :org OR :edition = 2 AND p.operator_id = :org)
 GROUP BY s.id ORDER BY o.rank, o.id, s.id;

-- name: report_use_collection   mode: read   rows: all (the platforms)   scope: org
-- What was collected: machines of the register that nobody reported are missing, machines nobody registered unknown.
SELECT p.name, p.id, count(u.id), sum(u.coverage) / count(u.id), coalesce(sum(u.coverage < :least), 0), coalesce(sum(u.source = 'days'), 0),
       (SELECT count(*) FROM machine m JOIN system s ON s.id = m.system_id
         WHERE m.platform_id = p.id AND m.since_day <= :first AND s.state <> 'ended' AND (:edition <> 1 OR s.organisation_id = :org)
           AND NOT EXISTS (SELECT 1 FROM usage_month x WHERE x.period = :period AND x.platform_id = p.id AND x.machine = m.code)),
       iif(:edition = 1, NULL, (SELECT count(*) FROM usage_month x WHERE x.platform_id = p.id AND x.period = :period AND x.system_id IS NULL))
  FROM platform p LEFT JOIN usage_month u ON u.period = :period AND u.platform_id = p.id AND u.system_id IS NOT NULL
       AND (:edition <> 1 OR EXISTS (SELECT 1 FROM system s WHERE s.id = u.system_id AND s.organisation_id = :org))
 WHERE p.kind <> 'supervision' AND p.ended_at IS NULL AND (:edition <> 2 OR p.operator_id = :org)
 GROUP BY p.id HAVING :edition <> 1 OR count(u.id) > 0 ORDER BY p.rank, p.id;

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
       coalesce(sum(iif(v.class IN ('ssd_gb', 'hdd_gb', 'file_gb', 'object_gb', 'backup_gb'), v.before - v.after, 0)), 0)
  FROM saving v JOIN system s ON s.id = v.system_id JOIN platform p ON p.id = v.platform_id
 WHERE v.saved_at BETWEEN :from AND :until
   AND (:edition = 0 OR :edition = 1 AND s.organisation_id = :org OR :edition = 2 AND p.operator_id = :org);

-- name: report_use_platforms   mode: read   rows: all (an operator has a few)   scope: org
SELECT id FROM platform WHERE operator_id = :org ORDER BY id;
