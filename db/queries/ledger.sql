-- Monthly verification of platforms and half-yearly confirmation of the ledger of systems.

-- ---- verification ----

-- name: ledger_platform_classes   mode: read   scope: system (below a platform the actor answers for or a matter he may see)
-- What a platform has by the books: capacity and committed now; granted, configured and booked at the end of the
-- period, which stay the same however long the verification takes; what was verified last.
WITH booked AS (
  SELECT class, sum(granted) AS granted, sum(allocated) AS allocated, sum(max(granted, allocated)) AS booked
    FROM (SELECT class, granted, allocated FROM allocation
           WHERE platform_id = :platform AND freed_at IS NULL AND granted_at <= :until
           UNION ALL
          SELECT class, granted, allocated FROM allocation
           WHERE platform_id = :platform AND freed_at > :until AND granted_at <= :until)
   GROUP BY class)
SELECT c.key, c.label, c.unit, coalesce(t.total, 0), coalesce(b.granted, 0), coalesce(b.allocated, 0), coalesce(b.booked, 0),
       coalesce((SELECT sum(max(a.granted, a.allocated)) FROM allocation a
                  WHERE a.platform_id = :platform AND a.class = c.key AND a.freed_at IS NULL), 0),
       coalesce((SELECT l.physical FROM verification v JOIN verification_line l ON l.matter_id = v.matter_id AND l.class = c.key
                  WHERE v.platform_id = :platform ORDER BY v.period DESC LIMIT 1), t.total, 0),
       c.booked_from <= :until
  FROM resource_class c LEFT JOIN capacity t ON t.platform_id = :platform AND t.class = c.key
  LEFT JOIN booked b ON b.class = c.key ORDER BY c.rank LIMIT 40;

-- name: ledger_collected   mode: read   scope: system (below a platform the actor answers for or a matter he may see)
-- Every machine that was reported on the platform, registered or not.
SELECT count(*), coalesce(sum(vcpu), 0), coalesce(sum(memory_gb), 0), coalesce(sum(disk_gb), 0) FROM usage_month
 WHERE period = :period AND platform_id = :platform;

-- name: ledger_checked   mode: read   scope: system (below a platform the actor answers for or a matter he may see)
SELECT l.class, l.collected FROM verification v JOIN verification_line l ON l.matter_id = v.matter_id
 WHERE v.platform_id = :platform AND v.period = :period LIMIT 40;

-- name: ledger_difference   mode: read   scope: system (below a platform the actor answers for or a matter he may see)
SELECT difference FROM verification WHERE platform_id = :platform AND period = :period LIMIT 1;

-- name: ledger_capacity_set   mode: write   scope: system (an effect of the center's confirmation)
INSERT INTO capacity (platform_id, class, total, changed_at) VALUES (:platform, :class, :total, :now)
ON CONFLICT DO UPDATE SET total = :total, changed_at = :now WHERE total <> :total;

-- name: ledger_verification_add   mode: write   scope: system (an effect of the center's confirmation)
INSERT INTO verification (matter_id, platform_id, period, submitted_at, confirmed_at, difference, enough_yes)
VALUES (:matter, :platform, :period, :submitted, :now, :difference, :enough);

-- name: ledger_verification_line_add   mode: write   scope: system (an effect of the center's confirmation)
INSERT INTO verification_line (matter_id, class, physical, allocatable, allocated, used, granted, ledger, collected, overcommit_most)
VALUES (:matter, :class, :physical, :allocatable, :allocated, :used, :granted, :ledger, :collected, nullif(:most, -1));

-- name: ledger_overcommit_last   mode: read   scope: system (below a platform the actor's organisation may see)
SELECT v.period, c.label || '（' || c.unit || '）', l.physical, l.allocatable, coalesce(l.overcommit_most, -1)
  FROM verification v JOIN verification_line l ON l.matter_id = v.matter_id JOIN resource_class c ON c.key = l.class
 WHERE v.platform_id = :platform AND v.period = (SELECT max(period) FROM verification WHERE platform_id = :platform)
 ORDER BY c.rank LIMIT 40;

-- name: ledger_verification_planned   mode: write   scope: system (an effect of the center's acceptance)
UPDATE verification SET planned_at = :now WHERE matter_id = :matter;

-- name: ledger_verifications   mode: read   scope: org
-- What the organisation takes part in, reported or not, the newest first.
SELECT p.opened_at AS sort_key, m.id, m.id AS matter_id, m.period, l.name AS platform_name, o.short_name AS operator_name,
       m.procedure_id, m.state, m.due_at, m.closed_at,
       (SELECT min(h.at) FROM matter_handed_on h WHERE h.matter_id = m.id) AS reported_at,
       v.confirmed_at, v.difference, v.enough_yes,
       (SELECT e.allocated * 1000 / e.allocatable FROM verification_line e WHERE e.matter_id = m.id AND e.class = 'vcpu' AND e.allocatable > 0) AS vcpu_rate,
       (SELECT e.allocated * 1000 / e.allocatable FROM verification_line e WHERE e.matter_id = m.id AND e.class = 'memory_gb' AND e.allocatable > 0) AS memory_rate,
       (SELECT (e.allocatable * 100 + e.physical / 2) / e.physical FROM verification_line e WHERE e.matter_id = m.id AND e.class = 'vcpu' AND e.physical > 0) AS vcpu_over,
       (SELECT group_concat(c.label, '、') FROM verification_line e JOIN resource_class c ON c.key = e.class
         WHERE e.matter_id = m.id AND e.allocatable * 100 > e.physical * e.overcommit_most) AS over_if
  FROM matter_party p JOIN matter m ON m.id = p.matter_id JOIN platform l ON l.id = m.platform_id
  JOIN organisation o ON o.id = l.operator_id LEFT JOIN verification v ON v.matter_id = m.id
 WHERE p.organisation_id = :org AND p.procedure_key = 'verification' AND (:platform = 0 OR m.platform_id = :platform)
   AND (:period = '' OR m.period = :period) AND (p.opened_at, p.matter_id) < (:after_sort, :after_id)
 ORDER BY p.opened_at DESC, p.matter_id DESC LIMIT :limit;

-- name: ledger_verification_platforms   mode: read   scope: org
SELECT DISTINCT l.id, l.name FROM matter_party p JOIN matter m ON m.id = p.matter_id JOIN platform l ON l.id = m.platform_id
 WHERE p.organisation_id = :org AND p.procedure_key = 'verification' ORDER BY l.rank, l.id LIMIT 60;

-- ---- confirmation of the ledger ----

-- name: ledger_unit_systems   mode: read   scope: org
-- Those that were there when the round was opened; later ones belong to the next.
SELECT s.id, s.name, s.department, s.responsible_title, s.responsible_phone, s.security_title, s.security_phone,
       coalesce(sum(CASE WHEN a.class = 'vcpu' THEN max(a.granted, a.allocated) END), 0),
       coalesce(sum(CASE WHEN a.class = 'memory_gb' THEN max(a.granted, a.allocated) END), 0),
       coalesce(sum(CASE WHEN a.class IN ('ssd_gb', 'hdd_gb', 'file_gb', 'object_gb', 'backup_gb', 'archive_gb') THEN max(a.granted, a.allocated) END), 0)
  FROM system s LEFT JOIN allocation a ON a.system_id = s.id AND a.freed_at IS NULL
 WHERE s.organisation_id = :org AND s.state <> 'ended' AND s.created_at <= :until GROUP BY s.id ORDER BY s.created_at, s.id LIMIT 200;

-- name: ledger_seen_drop   mode: write   scope: system (an effect of handing it in)
DELETE FROM ledger_seen WHERE matter_id = :matter;

-- name: ledger_seen_add   mode: write   scope: system (an effect of handing it in; the unit's own systems alone)
INSERT INTO ledger_seen (matter_id, system_id, department, responsible_title, responsible_phone, security_title, security_phone)
SELECT :matter, id, department, responsible_title, responsible_phone, security_title, security_phone
  FROM system WHERE organisation_id = :unit AND state <> 'ended';

-- name: ledger_moved   mode: read   scope: system (a guard below a matter the actor decides)
-- Systems of the unit for which others answer now than when its confirmation was handed in.
SELECT s.id, s.name, s.department, s.responsible_title, s.responsible_phone, s.security_title, s.security_phone
  FROM ledger_seen k JOIN system s ON s.id = k.system_id
 WHERE k.matter_id = :matter AND s.organisation_id = :unit AND s.state <> 'ended'
   AND (s.department, s.responsible_title, s.responsible_phone, s.security_title, s.security_phone)
    <> (k.department, k.responsible_title, k.responsible_phone, k.security_title, k.security_phone)
 ORDER BY s.created_at, s.id LIMIT 200;

-- name: ledger_responsible_set   mode: write   scope: system (an effect of the center's acceptance; the unit's own systems alone)
-- A confirmation begun before the form asked for the office and the security post leaves them as they are.
UPDATE system SET department = coalesce(:department, department), responsible_title = :title, responsible_phone = :phone,
       security_title = coalesce(:security_title, security_title), security_phone = coalesce(:security_phone, security_phone)
 WHERE id = :system AND organisation_id = :unit;

-- name: ledger_check_add   mode: write   scope: system (an effect of the center's acceptance)
-- What was corrected of the posts stands in the register now; what else was said is found and waits.
WITH books AS (
  SELECT coalesce(sum(CASE WHEN class = 'vcpu' THEN max(granted, allocated) END), 0) AS vcpu,
         coalesce(sum(CASE WHEN class = 'memory_gb' THEN max(granted, allocated) END), 0) AS memory_gb,
         coalesce(sum(CASE WHEN class IN ('ssd_gb', 'hdd_gb', 'file_gb', 'object_gb', 'backup_gb', 'archive_gb') THEN max(granted, allocated) END), 0) AS storage_gb
    FROM allocation WHERE system_id = :system AND freed_at IS NULL)
INSERT INTO ledger_check (system_id, period, matter_id, result, department, responsible_title, responsible_phone, security_title,
  security_phone, note, checked_at, vcpu, memory_gb, storage_gb, ledger_vcpu, ledger_memory_gb, ledger_storage_gb, found)
SELECT s.id, :period, :matter, :result, coalesce(:department, ''), :title, :phone, coalesce(:security_title, ''),
       coalesce(:security_phone, ''), :note, :now, :vcpu, :memory, :storage, b.vcpu, b.memory_gb, b.storage_gb,
       CASE WHEN :result = 'unused' THEN 'unused'
            WHEN (:vcpu, :memory, :storage) <> (b.vcpu, b.memory_gb, b.storage_gb) THEN 'figures'
            WHEN :note <> '' AND (:result = 'right'
              OR (coalesce(:department, k.department), :title, :phone, coalesce(:security_title, k.security_title), coalesce(:security_phone, k.security_phone))
               = (k.department, k.responsible_title, k.responsible_phone, k.security_title, k.security_phone)) THEN 'remark'
            ELSE '' END
  FROM system s JOIN books b LEFT JOIN ledger_seen k ON k.matter_id = :matter AND k.system_id = s.id
 WHERE s.id = :system AND s.organisation_id = :unit;

-- name: ledger_found_count   mode: read   scope: system (an effect of the center's acceptance)
SELECT count(*) FROM ledger_check WHERE matter_id = :matter AND found <> '';

-- name: ledger_found   mode: read   scope: org
-- Found and not followed: by the newest confirmation of a live system, neither set aside nor followed by an exit, a change
-- or a downsizing that was handed in since.  The center sees all, a unit its own.
SELECT k.checked_at AS sort_key, s.id, s.id AS system_id, s.name, o.short_name AS unit_name, s.state, k.found, k.period, k.note,
       k.matter_id, k.checked_at, k.vcpu, k.memory_gb, k.storage_gb, k.ledger_vcpu, k.ledger_memory_gb, k.ledger_storage_gb,
       s.organisation_id = :org AS own, s.state IN ('operating', 'suspended') AS may_exit
  FROM ledger_check k JOIN system s ON s.id = k.system_id JOIN organisation o ON o.id = s.organisation_id
 WHERE k.found <> '' AND k.set_aside_at IS NULL AND s.state <> 'ended' AND (:found = '' OR k.found = :found)
   AND (:unit = '' OR instr(o.name, :unit) > 0 OR instr(s.name, :unit) > 0)
   AND (s.organisation_id = :org OR EXISTS (SELECT 1 FROM organisation_kind c WHERE c.organisation_id = :org AND c.kind = 'center'))
   AND NOT EXISTS (SELECT 1 FROM ledger_check n WHERE n.system_id = k.system_id AND n.period > k.period)
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.system_id = k.system_id AND m.procedure_key IN ('exit', 'change', 'downsizing')
         AND m.opened_at >= k.checked_at AND m.number IS NOT NULL)
   AND (k.checked_at, k.system_id) > (:after_sort, :after_id)
 ORDER BY k.checked_at, k.system_id LIMIT :limit;

-- name: ledger_set_aside   mode: write   scope: org
-- By the center, and the newest confirmation alone.
UPDATE ledger_check SET set_aside_at = :now, set_aside_by = :person, set_aside_reason = :reason
 WHERE system_id = :system AND period = :period AND found <> '' AND set_aside_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM ledger_check n WHERE n.system_id = :system AND n.period > :period)
   AND EXISTS (SELECT 1 FROM organisation_kind c WHERE c.organisation_id = :org AND c.kind = 'center');

-- name: ledger_set_aside_of   mode: read   scope: system (the row just set aside)
SELECT k.matter_id, s.organisation_id, s.name FROM ledger_check k JOIN system s ON s.id = k.system_id
 WHERE k.system_id = :system AND k.period = :period;

-- name: ledger_check_last   mode: read   scope: org
-- The newest confirmation of a system, for its unit and the center.
SELECT k.period, k.found, k.result, k.note, k.matter_id, k.checked_at, o.short_name,
       coalesce((SELECT e.actor_label FROM event e WHERE e.matter_id = k.matter_id AND e.action = 'approve' ORDER BY e.id DESC LIMIT 1), ''),
       k.vcpu, k.memory_gb, k.storage_gb, k.ledger_vcpu, k.ledger_memory_gb, k.ledger_storage_gb,
       coalesce(k.set_aside_at, 0), k.set_aside_reason, (SELECT q.title FROM person q WHERE q.id = k.set_aside_by)
  FROM ledger_check k JOIN system s ON s.id = k.system_id JOIN organisation o ON o.id = s.organisation_id
 WHERE k.system_id = :system
   AND (s.organisation_id = :org OR EXISTS (SELECT 1 FROM organisation_kind c WHERE c.organisation_id = :org AND c.kind = 'center'))
 ORDER BY k.period DESC LIMIT 1;

-- name: ledger_followed   mode: read   scope: org
-- What the organisation takes part in and was begun since, about the system or counting a platform that it lies on.
SELECT m.id, coalesce(m.number, '草稿'), m.procedure_id, m.state, m.opened_at
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
 WHERE m.system_id = :system AND m.procedure_key IN ('exit', 'change', 'downsizing') AND m.opened_at >= :since
UNION ALL
SELECT m.id, coalesce(m.number, '草稿'), m.procedure_id, m.state, m.opened_at
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
 WHERE m.procedure_key = 'verification' AND m.opened_at >= :since
   AND m.platform_id IN (SELECT a.platform_id FROM allocation a WHERE a.system_id = :system AND a.freed_at IS NULL)
 ORDER BY 1 DESC LIMIT 6;

-- name: ledger_ownerless   mode: read   scope: org
-- Live systems nobody answers for, the oldest first; the center sees all, a unit its own.
SELECT s.created_at AS sort_key, s.id, s.id AS system_id, s.name, o.short_name AS unit_name, s.state,
       (SELECT group_concat(name, '、') FROM (SELECT DISTINCT l.name FROM allocation a JOIN platform l ON l.id = a.platform_id
         WHERE a.system_id = s.id AND a.freed_at IS NULL ORDER BY l.rank LIMIT 4)) AS platform_name,
       coalesce((SELECT sum(max(granted, allocated)) FROM allocation WHERE system_id = s.id AND class = 'vcpu' AND freed_at IS NULL), 0) AS vcpu_n,
       coalesce((SELECT sum(max(granted, allocated)) FROM allocation WHERE system_id = s.id AND class = 'memory_gb' AND freed_at IS NULL), 0) AS memory_n,
       CASE WHEN s.responsible_title = '' THEN '没有责任岗位' ELSE s.responsible_title || '，没有电话' END AS owner_text,
       (SELECT max(k.checked_at) FROM ledger_check k WHERE k.system_id = s.id) AS checked_at,
       s.state IN ('operating', 'suspended') AS may_exit
  FROM system s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.state <> 'ended' AND (s.responsible_title = '' OR s.responsible_phone = '')
   AND (s.organisation_id = :org OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
   AND (:unit = '' OR instr(o.name, :unit) > 0 OR instr(s.name, :unit) > 0)
   AND (s.created_at, s.id) > (:after_sort, :after_id)
 ORDER BY s.created_at, s.id LIMIT :limit;
