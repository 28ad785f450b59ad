-- Machines and their months.  A unit sees its own systems, an operator its own
-- platforms, center, supervisor and secops everything; :viewer 0 is the program.

-- name: usage_newest   mode: read   scope: system (the newest month anybody reported)
SELECT max(period) FROM usage_month WHERE period <= :period;

-- name: usage_months_there   mode: read   scope: system (which months were reported at all, for the filter)
-- From each month to the one before it: a month has as many rows as there are machines.
WITH RECURSIVE m (period) AS (
  SELECT max(period) FROM usage_month WHERE period <= :period
  UNION ALL
  SELECT (SELECT u.period FROM usage_month u WHERE u.period < m.period ORDER BY u.period DESC LIMIT 1) FROM m WHERE m.period IS NOT NULL LIMIT 24)
SELECT period FROM m WHERE period IS NOT NULL LIMIT 24;

-- name: usage_list   mode: read   scope: org
-- Systems of one month, those that use least first.  Of the last month as it was judged and kept, for whoever sees all
-- machines of the system; else, and while it is to be judged anew (standing -1), from the machines.  From the systems one
-- takes part in to their machines: a unit with three systems does not pay for the month of everybody.
WITH wide (yes) AS MATERIALIZED (
       SELECT EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops')))
SELECT k.cpu_p95 AS sort_key, s.id AS id, s.name, o.short_name AS unit_name, k.machines AS machines_n, k.vcpu AS vcpu_n, k.memory_gb AS memory_n,
       k.cpu_avg, k.cpu_p95, k.mem_avg, k.mem_p95, k.storage, k.coverage, k.class AS standing, k.why AS class_why, k.rule AS class_rule
  FROM wide w CROSS JOIN system_party v CROSS JOIN usage_standing k ON k.system_id = v.system_id
  JOIN system s ON s.id = v.system_id JOIN organisation o ON o.id = s.organisation_id
 WHERE v.organisation_id = :org AND k.day = :day AND k.period = :period AND k.machines > 0 AND (:name = '' OR instr(s.name, :name) > 0)
   AND (s.organisation_id = :org OR w.yes) AND (k.cpu_p95, s.id) > (:after_sort, :after_id)
 UNION ALL
SELECT sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu) AS sort_key, s.id, s.name, o.short_name, count(*), sum(u.vcpu), sum(u.memory_gb),
       sum(u.cpu_avg * u.vcpu) / sum(u.vcpu), sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu),
       sum(u.mem_avg * u.memory_gb) / sum(u.memory_gb), sum(u.mem_p95 * u.memory_gb) / sum(u.memory_gb),
       sum(u.disk_used * max(u.disk_gb, 1)) / sum(max(u.disk_gb, 1)), sum(u.coverage) / count(*), -1, '', ''
  FROM wide w CROSS JOIN system_party v CROSS JOIN system s ON s.id = v.system_id
  CROSS JOIN usage_month u ON u.system_id = v.system_id AND u.period = :period
  JOIN organisation o ON o.id = s.organisation_id JOIN platform p ON p.id = u.platform_id
 WHERE v.organisation_id = :org AND (:name = '' OR instr(s.name, :name) > 0) AND (s.organisation_id = :org OR p.operator_id = :org OR w.yes)
   AND NOT ((s.organisation_id = :org OR w.yes)
            AND EXISTS (SELECT 1 FROM usage_standing k WHERE k.system_id = s.id AND k.day = :day AND k.period = :period))
 GROUP BY s.id
HAVING (sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu), s.id) > (:after_sort, :after_id)
 ORDER BY sort_key, id LIMIT :limit;

-- name: usage_standing_due   mode: read   scope: system (clerk: what is to be judged anew)
SELECT system_id FROM usage_standing WHERE day < :today OR day > :today LIMIT 20;

-- name: usage_standing_put   mode: write   scope: system (clerk: judged in the same transaction)
UPDATE usage_standing SET (machines, vcpu, memory_gb, cpu_avg, cpu_p95, mem_avg, mem_p95, storage, coverage) = (
         SELECT count(*), coalesce(sum(u.vcpu), 0), coalesce(sum(u.memory_gb), 0),
                coalesce(sum(u.cpu_avg * u.vcpu) / sum(u.vcpu), 0), coalesce(sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu), 0),
                coalesce(sum(u.mem_avg * u.memory_gb) / sum(u.memory_gb), 0), coalesce(sum(u.mem_p95 * u.memory_gb) / sum(u.memory_gb), 0),
                coalesce(sum(u.disk_used * max(u.disk_gb, 1)) / sum(max(u.disk_gb, 1)), 0), coalesce(sum(u.coverage) / count(*), 0)
           FROM usage_month u WHERE u.system_id = :system AND u.period = :period),
       day = :today, period = :period, class = :class, why = :why, rule = :rule
 WHERE system_id = :system;

-- name: usage_standing_months_clear   mode: write   scope: system (clerk: told anew in the same transaction)
DELETE FROM usage_standing_month WHERE system_id = :system;

-- name: usage_standing_months_put   mode: write   scope: system (clerk: told anew in the same transaction)
INSERT INTO usage_standing_month
SELECT :system, u.period, u.platform_id, count(*), sum(u.vcpu), sum(u.memory_gb), sum(max(u.disk_gb, 1)), sum(u.cpu_avg * u.vcpu),
       sum(u.cpu_p95 * u.vcpu), sum(u.mem_avg * u.memory_gb), sum(u.mem_p95 * u.memory_gb), sum(u.disk_used * max(u.disk_gb, 1)),
       sum(u.bw_p95), sum(u.coverage), sum(u.source = 'days')
  FROM usage_month u WHERE u.system_id = :system AND u.period BETWEEN :from AND :period GROUP BY u.period, u.platform_id;

-- name: usage_lines_kept   mode: read   scope: system (below a system the viewer may see; other operators' platforms are left out)
-- The same as usage_lines while the standing is of today; without rows ask there.
SELECT t.period, sum(t.machines), sum(t.vcpu), sum(t.memory_gb), sum(t.cpu_avg) / sum(t.vcpu), sum(t.cpu_p95) / sum(t.vcpu),
       sum(t.mem_avg) / sum(t.memory_gb), sum(t.mem_p95) / sum(t.memory_gb), sum(t.storage) / sum(t.disk_gb), sum(t.bandwidth),
       sum(t.coverage) / sum(t.machines), sum(t.from_days)
  FROM usage_standing k CROSS JOIN usage_standing_month t ON t.system_id = k.system_id JOIN platform p ON p.id = t.platform_id
 WHERE k.system_id = :system AND k.day = :day AND k.period = :to AND t.period BETWEEN :from AND :to
   AND (:viewer = 0 OR p.operator_id = :viewer
        OR EXISTS (SELECT 1 FROM system s WHERE s.id = :system AND s.organisation_id = :viewer)
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :viewer AND k.kind IN ('center', 'supervisor', 'secops')))
 GROUP BY t.period ORDER BY t.period DESC LIMIT 60;

-- name: usage_system_seen   mode: read   scope: org
SELECT s.name, o.name, s.organisation_id FROM system s JOIN system_party v ON v.organisation_id = :org AND v.system_id = s.id
  JOIN organisation o ON o.id = s.organisation_id WHERE s.id = :id;

-- name: usage_lines   mode: read   scope: system (below a system the viewer may see; other operators' platforms are left out)
SELECT u.period, count(*), sum(u.vcpu), sum(u.memory_gb),
       sum(u.cpu_avg * u.vcpu) / sum(u.vcpu), sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu),
       sum(u.mem_avg * u.memory_gb) / sum(u.memory_gb), sum(u.mem_p95 * u.memory_gb) / sum(u.memory_gb),
       sum(u.disk_used * max(u.disk_gb, 1)) / sum(max(u.disk_gb, 1)), sum(u.bw_p95), sum(u.coverage) / count(*),
       sum(u.source = 'days')
  FROM usage_month u JOIN platform p ON p.id = u.platform_id
 WHERE u.system_id = :system AND u.period BETWEEN :from AND :to
   AND (:viewer = 0 OR p.operator_id = :viewer
        OR EXISTS (SELECT 1 FROM system s WHERE s.id = :system AND s.organisation_id = :viewer)
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :viewer AND k.kind IN ('center', 'supervisor', 'secops')))
 GROUP BY u.period ORDER BY u.period DESC LIMIT 60;

-- name: usage_rows   mode: read   rows: all (the machines of one system in the few months of a window)   scope: system (below a system the viewer may see; other operators' platforms are left out)
SELECT u.platform_id, p.name, u.machine, u.period, u.vcpu, u.memory_gb, u.disk_gb, u.cpu_avg, u.cpu_p95, u.cpu_max,
       u.mem_avg, u.mem_p95, u.mem_max, u.disk_used, u.net_in + u.net_out, u.coverage, coalesce(m.standby_yes, 0), coalesce(m.since_day, 0)
  FROM usage_month u JOIN platform p ON p.id = u.platform_id
  LEFT JOIN machine m ON m.platform_id = u.platform_id AND m.code = u.machine
 WHERE u.system_id = :system AND u.period BETWEEN :from AND :to
   AND (:viewer = 0 OR p.operator_id = :viewer
        OR EXISTS (SELECT 1 FROM system s WHERE s.id = :system AND s.organisation_id = :viewer)
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :viewer AND k.kind IN ('center', 'supervisor', 'secops')))
 ORDER BY u.platform_id, u.machine, u.period DESC;

-- name: usage_page_rows   mode: read   rows: all (a page of machines in the few months of a window)   scope: system (below a system the viewer may see; other operators' platforms are left out)
-- Machines whose last month in the window is :newest, from one row on, and all their months of it.
WITH page (id, platform_id, machine) AS MATERIALIZED (
  SELECT n.id, n.platform_id, n.machine FROM usage_month n JOIN platform p ON p.id = n.platform_id
   WHERE n.system_id = :system AND n.period = :newest AND n.id > :after_id
     AND (:viewer = 0 OR p.operator_id = :viewer
          OR EXISTS (SELECT 1 FROM system s WHERE s.id = :system AND s.organisation_id = :viewer)
          OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :viewer AND k.kind IN ('center', 'supervisor', 'secops')))
     AND NOT EXISTS (SELECT 1 FROM json_each(:later) l CROSS JOIN usage_month x ON x.period = l.value
                      WHERE x.platform_id = n.platform_id AND x.machine = n.machine AND x.system_id = :system)
   ORDER BY n.id LIMIT :limit)
SELECT g.id, u.platform_id, p.name, u.machine, u.period, u.vcpu, u.memory_gb, u.disk_gb, u.cpu_avg, u.cpu_p95, u.cpu_max,
       u.mem_avg, u.mem_p95, u.mem_max, u.disk_used, u.net_in + u.net_out, u.coverage, coalesce(m.standby_yes, 0), coalesce(m.since_day, 0)
  FROM page g CROSS JOIN json_each(:months) w
  CROSS JOIN usage_month u ON u.period = w.value AND u.platform_id = g.platform_id AND u.machine = g.machine AND u.system_id = :system
  JOIN platform p ON p.id = u.platform_id LEFT JOIN machine m ON m.platform_id = u.platform_id AND m.code = u.machine
 ORDER BY g.id, u.period DESC;

-- name: usage_standing_kept   mode: read   scope: org
-- What the clerk judged of a system today, for whoever sees all its machines.
SELECT k.class, k.why, k.rule FROM usage_standing k JOIN system s ON s.id = k.system_id
 WHERE k.system_id = :system AND k.day = :day AND k.period = :period AND k.machines > 0
   AND (s.organisation_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind o WHERE o.organisation_id = :org AND o.kind IN ('center', 'supervisor', 'secops')));

-- name: usage_system_facts   mode: read   scope: system (since when a system runs, whether it has a registered peak)
SELECT coalesce(operating_at, 0), state,
       EXISTS (SELECT 1 FROM system_season e WHERE e.system_id = system.id AND e.since_at >= :registered AND e.ended_at IS NULL)
  FROM system WHERE id = :system;

-- name: usage_exemptions_of   mode: read   scope: system (what a system is judged by)
-- In force on a day, those of the whole system last: they say it for every machine.
SELECT machine, until_day, reason FROM usage_exemption
 WHERE system_id = :system AND since_day <= :day AND until_day >= :day AND (ended_at IS NULL OR ended_at > :end)
 ORDER BY machine DESC, id LIMIT 50;

-- name: usage_bandwidths   mode: read   rows: all (the platforms of one system in the few months of a window)   scope: system (below a system the viewer may see; other operators' platforms are left out)
-- What the machines of a system used on a platform where it has bandwidth, newest month first.
SELECT u.platform_id, p.name, u.period, sum(u.bw_p95), min(u.coverage)
  FROM usage_month u JOIN platform p ON p.id = u.platform_id
 WHERE u.system_id = :system AND u.period BETWEEN :from AND :to
   AND u.platform_id IN (SELECT platform_id FROM allocation WHERE system_id = :system AND class = 'bandwidth_mbps' AND granted > 0 AND freed_at IS NULL)
   AND (:viewer = 0 OR p.operator_id = :viewer
        OR EXISTS (SELECT 1 FROM system s WHERE s.id = :system AND s.organisation_id = :viewer)
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :viewer AND k.kind IN ('center', 'supervisor', 'secops')))
 GROUP BY u.platform_id, u.period ORDER BY u.platform_id, u.period DESC;

-- name: usage_season_add   mode: write   scope: system (an effect: a registered peak)
-- Registered again it goes on from now; what was registered before still tells of quarters that are over.
INSERT INTO system_season (system_id, first_month, last_month, note, since_at) VALUES (:system, :first, :last, :note, :now)
ON CONFLICT DO UPDATE SET last_month = :last, note = :note, ended_at = NULL;

-- name: usage_seasons   mode: read   rows: all (twelve months at most)   scope: system (below a system the viewer may see)
SELECT first_month AS first_n, last_month AS last_n, note, since_at,
       (since_at + 28800) / 86400 + :days AS until_day, since_at < :registered AS lapsed_yes
  FROM system_season s WHERE system_id = :system AND ended_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM system_season n WHERE n.system_id = s.system_id AND n.first_month = s.first_month
                    AND n.since_at > s.since_at AND n.ended_at IS NULL)
 ORDER BY first_month;

-- name: usage_season_end   mode: write   scope: system (the center keeps the register of peaks)
UPDATE system_season SET ended_at = :now WHERE system_id = :system AND first_month = :first AND ended_at IS NULL;

-- name: usage_unused_since   mode: read   scope: system (asked for one system: since when what it was given lies unused)
SELECT coalesce(min(a.granted_at), 0) FROM allocation a JOIN system s ON s.id = a.system_id
 WHERE a.system_id = :system AND s.state = 'deploying' AND a.freed_at IS NULL AND a.allocated > 0;

-- ---- not in the register ----

-- name: usage_unknown   mode: read   scope: org
-- For operators of the platform, supervisor and center; never for a unit.
SELECT u.id AS sort_key, u.id, u.period, p.name AS platform_name, u.machine, u.vcpu AS vcpu_n, u.memory_gb AS memory_n,
       u.system_named, u.imported_at
  FROM usage_month u JOIN platform p ON p.id = u.platform_id
 WHERE u.system_id IS NULL
   AND (p.operator_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor')))
   AND (u.id, u.id) < (:after_sort, :after_id)
 ORDER BY u.id DESC LIMIT :limit;

-- name: usage_unknown_count   mode: read   scope: org
SELECT count(*) FROM usage_month u JOIN platform p ON p.id = u.platform_id
 WHERE u.system_id IS NULL AND u.period = :period
   AND (p.operator_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor')));

-- ---- imports ----

-- name: usage_platform_by_code   mode: read   scope: system (platforms are known to everybody; for imports)
SELECT id, operator_id, code FROM platform WHERE code = :code OR name = :code ORDER BY code = :code DESC LIMIT 1;

-- name: usage_machine_known   mode: read   scope: system (whether a machine is in the register)
SELECT id, system_id, vcpu, memory_gb, disk_gb FROM machine WHERE platform_id = :platform AND code = :code;

-- name: usage_platform_supervised   mode: read   scope: org
-- A supervisor reports of the platforms it watches (第十七条); nobody else of any.
SELECT p.id FROM platform p
 WHERE (p.code = :code OR p.name = :code)
   AND EXISTS (SELECT 1 FROM watch w WHERE w.platform_id = p.id AND w.organisation_id = :org)
 ORDER BY p.code = :code DESC LIMIT 1;

-- name: usage_row_put   mode: write   scope: system (the supervisor's report, checked before)
-- A row that says nothing new returns nothing; 0 is a new one.
INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, disk_gb, cpu_avg, cpu_p95, cpu_max,
  mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, system_named, imported_at, imported_by)
VALUES (:period, :platform, :machine, (SELECT system_id FROM machine WHERE platform_id = :platform AND code = :machine), :vcpu,
  :memory, coalesce((SELECT disk_gb FROM machine WHERE platform_id = :platform AND code = :machine), 0), :cpu_avg, :cpu_p95,
  :cpu_max, :mem_avg, :mem_p95, :mem_max, :disk_used, :net_in, :net_out, :bw_p95, :coverage, :days_on, :system_named, :now,
  :person)
ON CONFLICT (period, platform_id, machine) DO UPDATE SET
  vcpu = excluded.vcpu, memory_gb = excluded.memory_gb, cpu_avg = excluded.cpu_avg, cpu_p95 = excluded.cpu_p95,
  cpu_max = excluded.cpu_max, mem_avg = excluded.mem_avg, mem_p95 = excluded.mem_p95, mem_max = excluded.mem_max,
  disk_used = excluded.disk_used, net_in = excluded.net_in, net_out = excluded.net_out, bw_p95 = excluded.bw_p95,
  coverage = excluded.coverage, days_on = excluded.days_on, source = 'month', system_named = excluded.system_named,
  revision = revision + 1, imported_at = excluded.imported_at, imported_by = excluded.imported_by
 WHERE
  (vcpu, memory_gb, cpu_avg, cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95,
  coverage, days_on, source, system_named)
  IS NOT
  (excluded.vcpu, excluded.memory_gb, excluded.cpu_avg, excluded.cpu_p95, excluded.cpu_max, excluded.mem_avg,
  excluded.mem_p95, excluded.mem_max, excluded.disk_used, excluded.net_in, excluded.net_out, excluded.bw_p95,
  excluded.coverage, excluded.days_on, 'month', excluded.system_named)
RETURNING revision;

-- name: usage_day_put   mode: write   scope: system (the supervisor's report, checked before)
INSERT INTO usage_day (platform_id, machine, day,
  vcpu, memory_gb, cpu_avg, cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage,
  days_on, imported_at, imported_by)
VALUES (:platform, :machine, :day, :vcpu, :memory, :cpu_avg, :cpu_p95, :cpu_max, :mem_avg, :mem_p95, :mem_max, :disk_used,
  :net_in, :net_out, :bw_p95, :coverage, :days_on, :now, :person)
ON CONFLICT (platform_id, machine, day) DO UPDATE SET
  vcpu = excluded.vcpu, memory_gb = excluded.memory_gb, cpu_avg = excluded.cpu_avg, cpu_p95 = excluded.cpu_p95,
  cpu_max = excluded.cpu_max, mem_avg = excluded.mem_avg, mem_p95 = excluded.mem_p95, mem_max = excluded.mem_max,
  disk_used = excluded.disk_used, net_in = excluded.net_in, net_out = excluded.net_out, bw_p95 = excluded.bw_p95,
  coverage = excluded.coverage, days_on = excluded.days_on, revision = revision + 1, imported_at =
  excluded.imported_at, imported_by = excluded.imported_by
 WHERE
  (vcpu, memory_gb, cpu_avg, cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95,
  coverage, days_on)
  IS NOT
  (excluded.vcpu, excluded.memory_gb, excluded.cpu_avg, excluded.cpu_p95, excluded.cpu_max, excluded.mem_avg,
  excluded.mem_p95, excluded.mem_max, excluded.disk_used, excluded.net_in, excluded.net_out, excluded.bw_p95,
  excluded.coverage, excluded.days_on)
RETURNING revision;

-- name: usage_roll_up   mode: write   scope: system (the month of one machine from its days, unless the month itself was reported)
-- Days without a sample count for nothing but the coverage, which is of the whole month; means weigh by coverage;
-- P95 of n days: the one of rank ceil(0.95 n), of a month therefore the largest, from 20 days on the second largest; disks and
-- sizes are those of the last day.
INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, disk_gb, cpu_avg, cpu_p95, cpu_max,
  mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, system_named, source, imported_at,
  imported_by)
WITH a AS (
  SELECT count(*) FILTER (WHERE coverage > 0) AS n, sum(coverage) AS whole, sum(cpu_avg * coverage) AS cpu, max(cpu_max) FILTER (WHERE coverage > 0) AS cpu_max,
         max(cpu_p95) FILTER (WHERE coverage > 0) AS cpu_top, sum(mem_avg * coverage) AS mem, max(mem_max) FILTER (WHERE coverage > 0) AS mem_max,
         max(mem_p95) FILTER (WHERE coverage > 0) AS mem_top, max(bw_p95) FILTER (WHERE coverage > 0) AS bw_top,
         sum(net_in * coverage) AS net_in, sum(net_out * coverage) AS net_out, sum(days_on) AS days_on
    FROM usage_day WHERE platform_id = :platform AND machine = :machine AND day BETWEEN :first AND :last),
b AS (
  SELECT sum(cpu_p95 = a.cpu_top) AS cpu_n, max(iif(cpu_p95 < a.cpu_top, cpu_p95, NULL)) AS cpu_next,
         sum(mem_p95 = a.mem_top) AS mem_n, max(iif(mem_p95 < a.mem_top, mem_p95, NULL)) AS mem_next,
         sum(bw_p95 = a.bw_top) AS bw_n, max(iif(bw_p95 < a.bw_top, bw_p95, NULL)) AS bw_next
    FROM a CROSS JOIN usage_day WHERE a.n >= 20 AND platform_id = :platform AND machine = :machine AND day BETWEEN :first AND :last AND coverage > 0)
SELECT :period, :platform, :machine, m.system_id, l.vcpu, l.memory_gb, coalesce(m.disk_gb, 0),
  coalesce((2 * a.cpu + a.whole) / (2 * a.whole), 0), coalesce(iif(b.cpu_n = 1, b.cpu_next, a.cpu_top), 0), coalesce(a.cpu_max, 0),
  coalesce((2 * a.mem + a.whole) / (2 * a.whole), 0), coalesce(iif(b.mem_n = 1, b.mem_next, a.mem_top), 0), coalesce(a.mem_max, 0),
  coalesce((SELECT disk_used FROM usage_day WHERE platform_id = :platform AND machine = :machine AND day BETWEEN :first AND :last AND coverage > 0
             ORDER BY day DESC LIMIT 1), 0),
  coalesce((2 * a.net_in + a.whole) / (2 * a.whole), 0), coalesce((2 * a.net_out + a.whole) / (2 * a.whole), 0),
  coalesce(iif(b.bw_n = 1, b.bw_next, a.bw_top), 0), coalesce(a.whole, 0) / (:last - :first + 1), coalesce(a.days_on, 0), :system_named, 'days', :now, :person
  FROM a CROSS JOIN b CROSS JOIN (SELECT vcpu, memory_gb FROM usage_day
         WHERE platform_id = :platform AND machine = :machine AND day BETWEEN :first AND :last ORDER BY day DESC LIMIT 1) l
  LEFT JOIN machine m ON m.platform_id = :platform AND m.code = :machine WHERE true
ON CONFLICT (period, platform_id, machine) DO UPDATE SET
  vcpu = excluded.vcpu, memory_gb = excluded.memory_gb, cpu_avg = excluded.cpu_avg, cpu_p95 = excluded.cpu_p95,
  cpu_max = excluded.cpu_max, mem_avg = excluded.mem_avg, mem_p95 = excluded.mem_p95, mem_max = excluded.mem_max,
  disk_used = excluded.disk_used, net_in = excluded.net_in, net_out = excluded.net_out, bw_p95 = excluded.bw_p95,
  coverage = excluded.coverage, days_on = excluded.days_on, system_named = excluded.system_named, revision = revision
  + 1, imported_at = excluded.imported_at, imported_by = excluded.imported_by
 WHERE source = 'days';

-- name: usage_days   mode: read   scope: system (below a system the viewer may see; other operators' platforms are left out)
SELECT d.day, count(*), sum(d.cpu_avg * d.vcpu) / sum(d.vcpu), sum(d.cpu_p95 * d.vcpu) / sum(d.vcpu), max(d.cpu_max),
       sum(d.mem_avg * d.memory_gb) / sum(d.memory_gb), sum(d.mem_p95 * d.memory_gb) / sum(d.memory_gb), max(d.mem_max),
       sum(d.bw_p95), sum(d.coverage) / count(*)
  FROM usage_month u JOIN platform p ON p.id = u.platform_id
  JOIN usage_day d ON d.platform_id = u.platform_id AND d.machine = u.machine AND d.day BETWEEN :first AND :last
 WHERE u.system_id = :system AND u.period BETWEEN :from AND :to AND strftime('%Y-%m', d.day * 86400, 'unixepoch') = u.period
   AND (:viewer = 0 OR p.operator_id = :viewer
        OR EXISTS (SELECT 1 FROM system s WHERE s.id = :system AND s.organisation_id = :viewer)
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :viewer AND k.kind IN ('center', 'supervisor', 'secops')))
 GROUP BY d.day ORDER BY d.day DESC LIMIT 31;

-- name: usage_hosted_system   mode: read   scope: system (for an operator's import: the system named, if it lies on that platform)
SELECT s.id FROM system s JOIN filing f ON f.id = s.filing_id
 WHERE s.name = :name AND f.filing_no = :filing AND s.state <> 'ended'
   AND EXISTS (SELECT 1 FROM allocation a WHERE a.system_id = s.id AND a.platform_id = :platform AND a.freed_at IS NULL) LIMIT 1;

-- name: usage_machine_add   mode: write   scope: system (an operator registers machines of its own platform, checked before)
INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, disk_gb, standby_yes, since_day, registered_at, registered_by)
VALUES (:platform, :code, :system, :vcpu, :memory, :disk, :standby, :since, :now, nullif(:person, 0));

-- name: usage_machine_taken_over   mode: write   scope: system (the center takes over what runs already)
UPDATE machine SET imported_yes = 1 WHERE platform_id = :platform AND code = :code;

-- name: usage_machine_change   mode: write   scope: system (an operator corrects a machine of its own platform, checked before)
UPDATE machine SET system_id = :system, vcpu = :vcpu, memory_gb = :memory, disk_gb = :disk, standby_yes = :standby,
       since_day = :since, registered_at = :now, registered_by = :person WHERE platform_id = :platform AND code = :code;

-- name: usage_machines   mode: read   scope: org
SELECT m.id AS sort_key, m.id, m.code, p.name AS platform_name, s.id AS system_id, s.name AS system_name, m.vcpu AS vcpu_n,
       m.memory_gb AS memory_n, m.disk_gb AS disk_n, m.since_day, m.standby_yes, m.imported_yes
  FROM machine m JOIN platform p ON p.id = m.platform_id JOIN system s ON s.id = m.system_id
 WHERE (s.organisation_id = :org OR p.operator_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops')))
   AND (:name = '' OR m.code = :name OR instr(s.name, :name) > 0)
   AND m.id < :after_id AND :after_sort IS NOT NULL
 ORDER BY m.id DESC LIMIT :limit;

-- ---- pulls ----

-- name: usage_sources   mode: read   scope: system (addresses are seen by whoever supervises and the system administrator: a permission)
-- Every platform, with what is set for it.
SELECT p.rank AS sort_key, p.id, p.name AS platform_name, coalesce(s.base_url, '') AS base_url, s.enabled_yes, s.done_day, s.done_at,
       s.next_day, s.note AS note_if, s.failed_at, s.failure AS failure_if
  FROM platform p LEFT JOIN usage_source s ON s.platform_id = p.id
 WHERE (p.rank, p.id) > (:after_sort, :after_id) ORDER BY p.rank, p.id LIMIT :limit;

-- name: usage_source_one   mode: read   scope: system (addresses are seen by whoever supervises and the system administrator: a permission)
SELECT p.name, s.base_url, s.label, s.query_cpu, s.query_mem, s.query_disk, s.query_in, s.query_out, s.query_vcpu, s.query_mem_gb,
       s.enabled_yes, s.since_day
  FROM platform p LEFT JOIN usage_source s ON s.platform_id = p.id WHERE p.id = :platform;

-- name: usage_source_put   mode: write   scope: system (by the system administrator alone: a permission)
-- Another first day begins anew; whatever changed is tried at once.
INSERT INTO usage_source (platform_id, base_url, label, query_cpu, query_mem, query_disk, query_in, query_out, query_vcpu,
  query_mem_gb, enabled_yes, since_day, next_day, next_at, changed_at, changed_by)
VALUES (:platform, :base_url, :label, :query_cpu, :query_mem, :query_disk, :query_in, :query_out, :query_vcpu, :query_mem_gb,
  :enabled, :since_day, :since_day, :now, :now, :person)
ON CONFLICT (platform_id) DO UPDATE SET base_url = excluded.base_url, label = excluded.label, query_cpu = excluded.query_cpu,
  query_mem = excluded.query_mem, query_disk = excluded.query_disk, query_in = excluded.query_in,
  query_out = excluded.query_out, query_vcpu = excluded.query_vcpu, query_mem_gb = excluded.query_mem_gb,
  enabled_yes = excluded.enabled_yes,
  next_day = iif(since_day = excluded.since_day, next_day, excluded.since_day), since_day = excluded.since_day,
  next_at = excluded.next_at, revision = revision + 1, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
  failed_at = NULL, failure = '';

-- name: usage_source_due   mode: read   scope: system (clerk: the next one to be pulled)
SELECT s.platform_id, p.code, p.name, s.base_url, s.label, s.query_cpu, s.query_mem, s.query_disk, s.query_in, s.query_out,
       s.query_vcpu, s.query_mem_gb, s.next_day, s.revision,
       coalesce((SELECT o.id FROM watch w JOIN organisation o ON o.id = w.organisation_id AND w.platform_id = p.id
                  WHERE o.valid_to IS NULL OR o.valid_to >= :today ORDER BY o.rank, o.id LIMIT 1), 0)
  FROM usage_source s JOIN platform p ON p.id = s.platform_id
 WHERE s.enabled_yes = 1 AND s.next_at <= :now AND s.next_day < :today ORDER BY s.next_at LIMIT 1;

-- name: usage_source_done   mode: write   scope: system (clerk: a day is here; not if the source was changed meanwhile)
UPDATE usage_source SET next_day = :day + 1, next_at = :next_at, done_day = :day, done_at = :now, note = :note, failed_at = NULL,
       failure = ''
 WHERE platform_id = :platform AND revision = :revision AND next_day = :day;

-- name: usage_source_failed   mode: write   scope: system (clerk: a day could not be had; not if the source was changed meanwhile)
UPDATE usage_source SET next_at = :next_at, failed_at = :now, failure = :failure
 WHERE platform_id = :platform AND revision = :revision;

-- ---- what the record says of a unit, beside a decision about it: for the center and the unit itself ----

-- name: usage_unit_month   mode: read   scope: org
-- The newest whole month that was reported of any of its systems, weighed as everywhere: processors by processors, memory
-- by memory.  The month under way is of some days and, where platforms are reported by month, of other units alone.
-- CROSS JOIN: from the unit's systems, not from all that month's rows.  All are of one month: grouped, they would be sorted.
SELECT max(u.period), sum(u.cpu_avg * u.vcpu) / sum(u.vcpu), sum(u.mem_avg * u.memory_gb) / sum(u.memory_gb)
  FROM system s CROSS JOIN usage_month u ON u.system_id = s.id AND u.period = (
         SELECT max((SELECT max(n.period) FROM usage_month n WHERE n.system_id = z.id AND n.period <= :period))
           FROM system z WHERE z.organisation_id = :unit)
 WHERE s.organisation_id = :unit
   AND (:unit = :org OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
HAVING count(*) > 0;

-- name: usage_unit_holdings   mode: read   scope: org
-- Requests from the counter: a unit may have thousands.  This matter is no earlier one, where the unit opened it.
-- Each table once, and CASE rather than IN: beside every decision a temporary table for each list would be felt.
SELECT (SELECT count(*) FROM system WHERE organisation_id = :unit AND state <> 'ended'),
       (SELECT coalesce(sum(max(a.granted, a.allocated)), 0) FROM system s CROSS JOIN allocation a ON a.system_id = s.id
         WHERE s.organisation_id = :unit AND a.class = 'vcpu' AND a.freed_at IS NULL),
       (SELECT coalesce(sum(max(a.granted, a.allocated)), 0) FROM system s CROSS JOIN allocation a ON a.system_id = s.id
         WHERE s.organisation_id = :unit AND a.class = 'memory_gb' AND a.freed_at IS NULL),
       r.asked - (CASE m.procedure_key WHEN 'application' THEN 1 WHEN 'change' THEN 1 WHEN 'emergency_growth' THEN 1 WHEN 'exit' THEN 1 ELSE 0 END
         AND m.state <> 'draft' AND m.organisation_id = :unit),
       r.failed
  FROM matter m,
       (SELECT coalesce(sum(CASE c.state WHEN 'draft' THEN 0 ELSE c.n END), 0) AS asked,
               coalesce(sum(CASE c.state WHEN 'refused' THEN c.n WHEN 'rejected' THEN c.n WHEN 'withdrawn' THEN c.n WHEN 'abandoned' THEN c.n ELSE 0 END), 0) AS failed
          FROM matter_count c WHERE c.organisation_id = :unit AND c.procedure_key IN ('application', 'change', 'emergency_growth', 'exit')) r
 WHERE m.id = :matter AND (:unit = :org OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'));

-- name: usage_unit_earlier   mode: read   scope: org
-- The newest matters the unit opened and this organisation takes part in, each with the last decision somebody above took.
SELECT m.id, m.number || ' ' || m.title, m.procedure_id, m.state, '', d.label, d.actor_label, d.at
  FROM matter m LEFT JOIN event d ON d.id = (SELECT e.id FROM event e
    WHERE e.matter_id = m.id AND e.audience = 'all' AND e.role LIKE 'center.%' AND e.from_state <> e.to_state
    ORDER BY e.id DESC LIMIT 1)
 WHERE m.organisation_id = :unit AND m.id <> :matter AND m.number IS NOT NULL AND m.period = ''
   AND m.procedure_key IN ('application', 'change', 'emergency_growth', 'exit')
   AND (:unit = :org OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
   AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = m.id)
 ORDER BY m.opened_at DESC, m.id DESC LIMIT 6;

-- name: usage_platform_operator   mode: read   scope: system (below a matter the actor may see)
SELECT operator_id FROM platform WHERE id = :platform;

-- name: usage_party_standing   mode: read   scope: org
-- Of an organisation a decision is about: what it has to put right, what of that is late, what a year brought, what waits for it beyond its time.
SELECT o.short_name,
       (SELECT count(*) FROM hazard h WHERE h.organisation_id = o.id AND h.closed_at IS NULL AND h.matter_id <> :matter),
       (SELECT count(*) FROM hazard h WHERE h.organisation_id = o.id AND h.closed_at IS NULL AND h.limit_at < :now AND h.matter_id <> :matter),
       (SELECT count(*) FROM hazard h WHERE h.organisation_id = o.id AND h.issued_at >= :since AND h.matter_id <> :matter),
       (SELECT count(*) FROM task t JOIN matter m ON m.id = t.matter_id
         WHERE t.organisation_id = o.id AND t.closed_at IS NULL AND t.due_at < :now AND m.id <> :matter
           AND m.procedure_key IN ('downsizing', 'exit', 'supervision_notice', 'hazard', 'bulletin', 'inspection', 'penalty'))
  FROM organisation o
 WHERE o.id = :party AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center');

-- name: usage_party_decided   mode: read   scope: org
-- The newest three decided about it, each with the center's last decision.  A bulletin is about whom it, or what it grew from, names.
SELECT o.short_name, m.id, coalesce(m.number || ' ', '') || m.title, d.label, d.actor_label, d.at
  FROM organisation o CROSS JOIN matter_party p ON p.organisation_id = o.id
   AND p.procedure_key IN ('inspection', 'bulletin', 'supervision_notice', 'suspension', 'platform_suspension', 'penalty')
  CROSS JOIN matter m ON m.id = p.matter_id LEFT JOIN event d ON d.id = (SELECT e.id FROM event e
    WHERE e.matter_id = m.id AND e.audience = 'all' AND e.role LIKE 'center.%' AND e.from_state <> e.to_state
    ORDER BY e.id DESC LIMIT 1)
 WHERE o.id = :party AND m.id <> :matter AND m.number IS NOT NULL
   AND (p.procedure_key <> 'suspension' OR EXISTS (SELECT 1 FROM system s WHERE s.id = m.system_id AND s.organisation_id = o.id))
   AND (p.procedure_key <> 'bulletin' OR EXISTS (SELECT 1 FROM matter_concern c
         WHERE c.organisation_id = o.id AND c.part = 'addressee' AND c.matter_id IN (m.id, m.base_matter_id)))
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center')
   AND EXISTS (SELECT 1 FROM matter_party c WHERE c.organisation_id = :org AND c.matter_id = m.id)
 ORDER BY m.opened_at DESC, m.id DESC LIMIT 3;

-- name: usage_unit_ignored   mode: read   scope: org
-- What was sent to the unit and stayed without an answer: the program noted the end of a time limit, or it has passed.
-- CROSS JOIN: from what the unit takes part in to the few events of index event_unanswered.  Most of what it asked for are
-- applications, and one whose correction was not answered is abandoned.
WITH asked (id) AS (
       SELECT matter_id FROM matter_party WHERE organisation_id = :unit AND procedure_key IN ('downsizing', 'exit', 'change', 'annual_plan')
       UNION ALL SELECT matter_id FROM matter_party WHERE organisation_id = :unit AND procedure_key = 'application' AND state = 'abandoned')
SELECT matter_id, subject, what, since FROM (
SELECT m.id AS matter_id, coalesce(m.number || ' ', '') || m.title AS subject, e.label AS what, max(e.at) AS since
  FROM asked a CROSS JOIN event e ON e.matter_id = a.id CROSS JOIN matter m ON m.id = a.id
 WHERE e.person_id IS NULL AND e.action IN ('remind', 'no_reply', 'notice_over', 'lapse_major', 'abandon_correction', 'lapse')
   AND m.id <> :matter GROUP BY m.id
 UNION ALL
SELECT m.id, coalesce(m.number || ' ', '') || m.title, '逾期未办', t.due_at
  FROM task t JOIN matter m ON m.id = t.matter_id
 WHERE t.organisation_id = :unit AND t.role IN ('unit.clerk', 'unit.lead') AND t.closed_at IS NULL AND t.due_at < :now
   AND m.id <> :matter AND m.procedure_key IN ('downsizing', 'exit', 'supervision_notice', 'hazard', 'bulletin')) AS ignored
 WHERE (:unit = :org OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
   AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = ignored.matter_id)
 ORDER BY since DESC LIMIT 6;

-- name: usage_exemptions   mode: read   scope: org
-- A unit its own, the center, who supervises and who secures all; :state in force, ended, '' all.
SELECT e.id AS sort_key, e.id, e.system_id, s.name AS system_name, o.short_name AS unit_name,
       CASE e.machine WHEN '' THEN '全部云主机' ELSE e.machine END AS machine_label, e.reason, e.since_day, e.until_day,
       c.name || ' ' || p.title AS granted_by, e.ended_at, e.end_reason AS end_note_if,
       CASE WHEN e.ended_at IS NOT NULL THEN '提前终止' WHEN e.until_day < :today THEN '已到期' ELSE '有效' END AS state_label,
       CASE WHEN e.ended_at IS NULL AND e.until_day >= :today THEN 'green' ELSE 'grey' END AS state_tone,
       e.ended_at IS NULL AND e.until_day >= :today AS force_yes
  FROM usage_exemption e JOIN system s ON s.id = e.system_id JOIN organisation o ON o.id = s.organisation_id
  JOIN person p ON p.id = e.created_by JOIN organisation c ON c.id = p.organisation_id
 WHERE (s.organisation_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops')))
   AND (:state = '' OR (:state = 'force') = (e.ended_at IS NULL AND e.until_day >= :today))
   AND (:name = '' OR instr(s.name, :name) > 0) AND e.id < :after_id AND :after_sort IS NOT NULL
 ORDER BY e.id DESC LIMIT :limit;

-- name: usage_exemption_machine   mode: read   scope: system (whether a machine is this system's, checked before it is exempt)
SELECT count(*) FROM machine WHERE system_id = :system AND code = :machine;

-- name: usage_exemption_same   mode: read   scope: system (whether the same is exempt already)
SELECT count(*) FROM usage_exemption
 WHERE system_id = :system AND machine IN ('', :machine) AND ended_at IS NULL AND until_day >= :today;

-- name: usage_exempt_until   mode: read   scope: system (asked by guards: whether a whole system is exempt)
SELECT coalesce(max(until_day), 0) FROM usage_exemption
 WHERE system_id = :system AND machine = '' AND ended_at IS NULL AND since_day <= :today AND until_day >= :today;

-- name: usage_exemption_add   mode: write   scope: system (the center exempts: a permission)
INSERT INTO usage_exemption (system_id, machine, reason, since_day, until_day, created_at, created_by)
VALUES (:system, :machine, :reason, :today, :until, :now, :person);

-- name: usage_exemption_end   mode: write   scope: system (the center ends an exemption: a permission)
UPDATE usage_exemption SET ended_at = :now, ended_by = :person, end_reason = :reason
 WHERE id = :id AND ended_at IS NULL AND until_day >= :today;
