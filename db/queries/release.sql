-- Exits, downsizing and reclaim: what guards ask, what effects write, what panels and the list of savings show.

-- ---- a system and what lies on it ----

-- name: release_system   mode: read   scope: system (the system of the matter being moved)
SELECT s.name, s.state, s.operating_at, s.monitored_yes, s.organisation_id FROM system s WHERE s.id = :system;

-- name: release_other_open   mode: read   scope: system (asked by guards: whether the same is under way already)
SELECT m.number FROM matter m WHERE m.system_id = :system AND m.procedure_key = :key AND m.id <> :matter
   AND m.closed_at IS NULL AND m.number IS NOT NULL AND (:platform = 0 OR m.platform_id = :platform) LIMIT 1;

-- name: release_holdings   mode: read   scope: system (below a matter the actor may see; platform 0: all)
-- What emergency growth lent goes back by itself: an exit (all platforms) takes it along, a smaller size is not made of it.
SELECT p.id, p.name, p.operator_id, c.key, c.label, c.unit, sum(max(a.granted, a.allocated))
  FROM allocation a JOIN platform p ON p.id = a.platform_id JOIN resource_class c ON c.key = a.class
 WHERE a.system_id = :system AND a.freed_at IS NULL AND (:platform = 0 OR a.platform_id = :platform)
   AND (:platform = 0 OR NOT EXISTS (SELECT 1 FROM matter m WHERE m.id = a.matter_id AND m.procedure_key = 'emergency_growth'))
 GROUP BY p.id, c.key ORDER BY p.rank, p.id, c.rank LIMIT 400;

-- name: release_dependents   mode: read   scope: system (below a matter the actor may see)
-- Live systems that name this one: as the system they are part of (1), as the one whose place they take (by a
-- re-application) without having received their resources (2), or as one they are connected with (0).
SELECT s.name, o.name, iif(EXISTS (SELECT 1 FROM matter a JOIN matter_form g ON g.matter_id = a.id AND g.revision = a.revision
                                    WHERE a.system_id = s.id AND a.procedure_key = 'application'
                                      AND json_extract(g.body, '$.kind') = 'reapplication'), 2, 1) AS kin
  FROM system s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.base_system_id = :system AND s.state <> 'ended' AND (kin = 1 OR s.state = 'allocating')
UNION ALL
SELECT s.name, o.name, 0 FROM system own JOIN system s ON s.id <> own.id AND s.state <> 'ended'
  JOIN organisation o ON o.id = s.organisation_id
  JOIN matter m ON m.id = (SELECT max(id) FROM matter WHERE system_id = s.id AND procedure_key = 'application')
  JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
 WHERE own.id = :system AND s.base_system_id IS NOT :system
   AND instr(coalesce(json_extract(f.body, '$.connected_systems'), ''), own.name) > 0
 LIMIT 50;

-- ---- exits ----

-- name: release_exit_accept   mode: write   scope: system (an effect of a move)
INSERT INTO exit_case (matter_id, system_id, state_before, passive_yes, accepted_at)
SELECT :matter, s.id, s.state, :passive, :now FROM system s WHERE s.id = :system;

-- name: release_exit_wipes   mode: write   scope: system (an effect of a move: one per platform the system lies on)
INSERT INTO exit_wipe (matter_id, platform_id, operator_id)
SELECT DISTINCT :matter, p.id, p.operator_id FROM allocation a JOIN platform p ON p.id = a.platform_id
 WHERE a.system_id = :system AND a.freed_at IS NULL;

-- name: release_exit_restore   mode: write   scope: system (an effect of a move: the system is what it was before)
UPDATE system SET state = (SELECT state_before FROM exit_case WHERE matter_id = :matter)
 WHERE id = :system AND state <> 'ended' AND EXISTS (SELECT 1 FROM exit_case WHERE matter_id = :matter);

-- name: release_exit_restored   mode: write   scope: system (an effect of a move)
UPDATE exit_case SET restored_at = :now WHERE matter_id = :matter;

-- name: release_exit_clear_from   mode: write   scope: system (an effect of a move)
UPDATE exit_case SET clear_from = :now WHERE matter_id = :matter;

-- name: release_exit_days   mode: read   scope: system (of the matter being moved)
-- When it was agreed to, since when it is cleared (or cleared again), on which day this platform was wiped.
SELECT c.accepted_at,
       coalesce(max(c.clear_from, coalesce((SELECT max(e.at) FROM event e WHERE e.matter_id = c.matter_id AND e.action = 'not_clean'), 0)), 0),
       coalesce(w.wiped_day, 0)
  FROM exit_case c LEFT JOIN exit_wipe w ON w.matter_id = c.matter_id AND w.platform_id = :platform
 WHERE c.matter_id = :matter;

-- name: release_exit_case_signed   mode: write   scope: system (an effect of a move)
UPDATE exit_case SET signed_at = :now WHERE matter_id = :matter;

-- name: release_exit_closed   mode: write   scope: system (an effect of a move)
UPDATE exit_case SET closed_at = :now WHERE matter_id = :matter;

-- name: release_exit_snapshot   mode: write   scope: org
UPDATE exit_wipe SET snapshot = :snapshot, snapshot_at = :now
 WHERE matter_id = :matter AND operator_id = :org AND platform_id = :platform;

-- name: release_exit_cleared   mode: write   scope: org
UPDATE exit_wipe SET method = :method, scope = :scope, resources = :resources, logs_until = :logs, wiped_day = :day,
       cleared_at = :now, signed_at = NULL
 WHERE matter_id = :matter AND operator_id = :org AND platform_id = :platform;

-- name: release_exit_unclear   mode: write   scope: system (an effect of a move: all clear and sign again)
UPDATE exit_wipe SET cleared_at = NULL, signed_at = NULL WHERE matter_id = :matter;

-- name: release_exit_unsign   mode: write   scope: system (an effect of a move: all clear and sign again)
UPDATE exit_case SET signed_at = NULL WHERE matter_id = :matter;

-- name: release_exit_signed   mode: write   scope: org
UPDATE exit_wipe SET signed_at = :now WHERE matter_id = :matter AND operator_id = :org AND platform_id = :platform;

-- name: release_exit_free   mode: write   scope: system (an effect of the operator's confirmation)
UPDATE allocation SET freed_at = :now WHERE system_id = :system AND platform_id = :platform AND freed_at IS NULL;

-- name: release_exit_freed   mode: write   scope: org
UPDATE exit_wipe SET freed_at = coalesce(freed_at, :now)
 WHERE matter_id = :matter AND operator_id = :org AND platform_id = :platform;

-- name: release_unmonitor   mode: write   scope: system (an effect of the supervisor's confirmation)
UPDATE system SET monitored_yes = 0 WHERE id = :system;

-- name: release_claim   mode: write   scope: system (an effect of a move: who answers for it from now on)
UPDATE system SET responsible_title = :title, responsible_phone = :phone WHERE id = :system;

-- name: release_wipes   mode: read   scope: system (below a matter the actor may see)
SELECT p.name, w.snapshot, w.snapshot_at, w.method, w.scope, w.resources, w.logs_until, w.wiped_day, w.cleared_at,
       w.signed_at, w.freed_at
  FROM exit_wipe w JOIN platform p ON p.id = w.platform_id WHERE w.matter_id = :matter ORDER BY p.rank, p.id LIMIT 60;

-- name: release_exit_held   mode: read   scope: system (of the matter being moved)
-- On how many platforms it lies, and on how many it did since the matter was opened (their operators have seats in it).
SELECT (SELECT count(DISTINCT platform_id) FROM allocation WHERE system_id = :system AND freed_at IS NULL),
       (SELECT count(DISTINCT platform_id) FROM allocation WHERE system_id = :system AND freed_at >= :opened);

-- name: release_exit_checks   mode: read   scope: system (below a matter the actor may see)
-- How each who signed looked at it, of the round that counts.
SELECT e.actor_label, json_extract(e.body, '$.checked_how') FROM event e
 WHERE e.matter_id = :matter AND e.action IN ('confirm_wipe', 'confirm_wipe_passive')
   AND e.id > coalesce((SELECT max(id) FROM event WHERE matter_id = :matter
                           AND action IN ('cleared', 'cleared_passive', 'not_clean', 'stand_in')), 0)
 ORDER BY e.id LIMIT 60;

-- name: release_exit_left   mode: read   scope: system (of the matter being moved)
SELECT (SELECT count(*) FROM allocation WHERE system_id = :system AND freed_at IS NULL),
       (SELECT count(*) FROM exit_wipe WHERE matter_id = :matter AND (signed_at IS NULL OR freed_at IS NULL)),
       (SELECT monitored_yes FROM system WHERE id = :system),
       (SELECT count(*) FROM exit_case WHERE matter_id = :matter AND signed_at IS NULL
           AND EXISTS (SELECT 1 FROM exit_wipe WHERE matter_id = :matter));

-- ---- downsizing ----

-- name: release_parts   mode: read   scope: system (of the matter being moved; newest first)
-- Not of what is lent: a rest of it would be a row of its own and never go back.
SELECT id, granted, allocated FROM allocation
 WHERE system_id = :system AND platform_id = :platform AND class = :class AND freed_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.id = allocation.matter_id AND m.procedure_key = 'emergency_growth')
 ORDER BY id DESC LIMIT 400;

-- name: release_part_free   mode: write   scope: system (an effect of the operator's release)
UPDATE allocation SET freed_at = :now WHERE id = :id AND freed_at IS NULL;

-- name: release_part_rest   mode: write   scope: system (an effect of the operator's release: what stays of a row that was freed)
INSERT INTO allocation (system_id, platform_id, class, granted, allocated, matter_id, granted_at, imported_yes)
SELECT system_id, platform_id, class, min(granted, :left), min(allocated, :left), :matter, :now, imported_yes
  FROM allocation WHERE id = :id;

-- name: release_saving_add   mode: write   scope: system (an effect of the operator's release)
INSERT INTO saving (matter_id, system_id, platform_id, class, kind, before, after, saved_at)
VALUES (:matter, :system, :platform, :class, :kind, :before, :after, :now);

-- name: release_seen   mode: read   scope: system (below a matter the actor may see)
-- What was collected by day of the machines of a system on a platform: a day is the machines weighed by size, P95 of
-- the days the one of rank ceil(0.95 n).  Days without a sample count for nothing.
WITH d AS (
  SELECT u.day, sum(u.cpu_p95 * u.vcpu) / sum(u.vcpu) AS cpu, sum(u.mem_p95 * u.memory_gb) / sum(u.memory_gb) AS mem
    FROM machine m JOIN usage_day u ON u.platform_id = m.platform_id AND u.machine = m.code AND u.day BETWEEN :first AND :last
   WHERE m.system_id = :system AND m.platform_id = :platform AND u.coverage > 0
   GROUP BY u.day)
SELECT count(*), min(day), max(day),
       (SELECT cpu FROM d ORDER BY cpu DESC LIMIT 1 OFFSET (SELECT count(*) / 20 FROM d)),
       (SELECT mem FROM d ORDER BY mem DESC LIMIT 1 OFFSET (SELECT count(*) / 20 FROM d))
  FROM d;

-- name: release_window   mode: read   scope: system (of the matter being moved: the day last proposed or set)
SELECT json_extract(body, '$.window_day') FROM event
 WHERE matter_id = :matter AND action IN ('propose_window', 'set_window') ORDER BY id DESC LIMIT 1;

-- name: release_peaks   mode: read   scope: system (below a matter the actor may see)
-- What the application said of peaks, newest first.
SELECT json_extract(f.body, '$.peak_period'), json_extract(f.body, '$.concurrent_peak'), m.number
  FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
 WHERE m.system_id = :system AND m.procedure_key = 'application' ORDER BY m.id DESC LIMIT 1;

-- name: release_earlier   mode: read   scope: org
-- Earlier downsizing of the same system the organisation takes part in.
SELECT m.id, m.number, m.title, m.procedure_id, m.state, m.submitted_at
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
 WHERE m.system_id = :system AND m.id <> :matter AND m.procedure_key = 'downsizing' AND m.number IS NOT NULL
 ORDER BY m.id DESC LIMIT 5;

-- name: release_savings   mode: read   scope: org
SELECT v.saved_at AS sort_key, v.id, v.matter_id, m.number, s.name AS system_name, v.system_id, o.short_name AS unit_name,
       p.name AS platform_name, c.label AS class_label, c.unit AS unit_label, v.before AS before_n, v.after AS after_n,
       v.before - v.after AS saved_n, CASE v.kind WHEN 'downsize' THEN '降配' ELSE '回收' END AS kind_label, v.saved_at AS done_at
  FROM saving v JOIN matter_party t ON t.organisation_id = :org AND t.matter_id = v.matter_id
  JOIN matter m ON m.id = v.matter_id JOIN system s ON s.id = v.system_id JOIN organisation o ON o.id = s.organisation_id
  JOIN platform p ON p.id = v.platform_id JOIN resource_class c ON c.key = v.class
 WHERE (:class = '' OR v.class = :class) AND (:kind = '' OR v.kind = :kind) AND (v.saved_at, v.id) < (:after_sort, :after_id)
 ORDER BY v.saved_at DESC, v.id DESC LIMIT :limit;

-- name: release_savings_months   mode: read   scope: org
-- By month, what came back of processors and of memory, downsized and reclaimed.
SELECT strftime('%Y-%m', v.saved_at + 28800, 'unixepoch') AS month, v.class, v.kind, sum(v.before - v.after)
  FROM saving v JOIN matter_party t ON t.organisation_id = :org AND t.matter_id = v.matter_id
 WHERE v.saved_at >= :since AND v.class IN ('vcpu', 'memory_gb')
 GROUP BY month, v.class, v.kind ORDER BY month LIMIT 100;

-- name: release_savings_totals   mode: read   scope: org
SELECT count(DISTINCT v.matter_id), coalesce(sum(CASE WHEN v.class = 'vcpu' THEN v.before - v.after END), 0),
       coalesce(sum(CASE WHEN v.class = 'memory_gb' THEN v.before - v.after END), 0),
       coalesce(sum(CASE WHEN v.class IN ('ssd_gb', 'hdd_gb', 'file_gb', 'object_gb', 'backup_gb', 'archive_gb') THEN v.before - v.after END), 0)
  FROM saving v JOIN matter_party t ON t.organisation_id = :org AND t.matter_id = v.matter_id;

-- ---- proposals ----

-- name: release_candidates   mode: read   scope: system (advice of the center; a permission)
-- Systems in operation with a machine, disks or traffic that could be low in that month: the judgement decides.
SELECT DISTINCT s.id, s.name, o.short_name
  FROM usage_month u JOIN system s ON s.id = u.system_id JOIN organisation o ON o.id = s.organisation_id
 WHERE u.period = :month AND u.system_id > :after AND s.state IN ('operating', 'suspended') AND (:system = 0 OR u.system_id = :system)
   AND (u.cpu_p95 < :cpu OR u.disk_used < :storage
        OR EXISTS (SELECT 1 FROM allocation a WHERE a.system_id = s.id AND a.class = 'bandwidth_mbps' AND a.freed_at IS NULL))
 ORDER BY u.system_id LIMIT :limit;

-- name: release_pick_known   mode: read   scope: system (advice of the center; a permission)
SELECT count(*) FROM system s, platform p WHERE s.id = :system AND p.id = :platform;

-- name: release_observations   mode: read   rows: all (the machines of one system on one platform in the months of a window)   scope: system (advice of the center; a permission)
SELECT u.period, u.machine, u.vcpu, u.memory_gb, u.disk_gb, u.cpu_p95, u.mem_p95, u.mem_avg, u.disk_used, u.bw_p95, u.coverage
  FROM usage_month u WHERE u.system_id = :system AND u.platform_id = :platform AND u.period BETWEEN :from AND :to
 ORDER BY u.period, u.machine;

-- name: release_any_open   mode: read   scope: system (whether a downsizing of the same system and platform is under way, drafts too)
SELECT m.id, coalesce(m.number, '草稿') FROM matter m WHERE m.system_id = :system AND m.platform_id = :platform
   AND m.procedure_key = 'downsizing' AND m.closed_at IS NULL ORDER BY m.id LIMIT 1;
