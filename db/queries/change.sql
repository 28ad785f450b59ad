-- Changes of resources, emergency growth, the end of the period of use.

-- name: change_current   mode: read   rows: all (what one system has)   scope: system (below a matter of that system)
-- What a system has, class by class; what emergency growth lent it goes back and is no part of it.
SELECT a.platform_id, p.name, a.class, c.label, c.unit, sum(max(a.granted, a.allocated))
  FROM allocation a JOIN platform p ON p.id = a.platform_id JOIN resource_class c ON c.key = a.class
 WHERE a.system_id = :system AND a.freed_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.id = a.matter_id AND m.procedure_key = 'emergency_growth')
 GROUP BY a.platform_id, a.class ORDER BY p.rank, p.id, c.rank;

-- name: change_class   mode: read   scope: system (classes are known to everybody)
SELECT label, unit FROM resource_class WHERE key = :class;

-- name: change_system   mode: read   scope: system (below a matter of that system)
SELECT state, level, zones, coalesce(expires_day, 0), responsible_title, responsible_phone, organisation_id, name
  FROM system WHERE id = :system;

-- name: change_others   mode: read   rows: all (the changes of one system in its window)   scope: system (below a matter of that system)
-- What each other change of the last months granted, up and down, in the order of their approval.
SELECT min(l.granted_at), sum(iif(l.class = 'vcpu', l.granted - l.before, 0)), sum(iif(l.class = 'memory_gb', l.granted - l.before, 0)),
       sum(iif(l.class IN ('ssd_gb', 'hdd_gb', 'file_gb', 'object_gb', 'backup_gb', 'archive_gb'), l.granted - l.before, 0))
  FROM matter m JOIN change_line l ON l.matter_id = m.id
 WHERE m.system_id = :system AND m.id <> :matter AND m.procedure_key = 'change' AND l.granted_at >= :since
 GROUP BY m.id ORDER BY 1, m.id;

-- name: change_others_lines   mode: read   rows: all (the lines of the changes of one system in its window)   scope: system (below a matter of that system)
-- The same by platform and class: what is in the books by now, and the reductions that are still to be carried out.
SELECT l.platform_id, p.name, l.class, sum(iif(l.granted > l.before OR l.executed_at IS NOT NULL, l.granted - l.before, 0)),
       sum(iif(l.granted > l.before OR l.executed_at IS NOT NULL, 0, l.granted - l.before))
  FROM matter m JOIN change_line l ON l.matter_id = m.id JOIN platform p ON p.id = l.platform_id
 WHERE m.system_id = :system AND m.id <> :matter AND m.procedure_key = 'change' AND l.granted_at >= :since
 GROUP BY l.platform_id, l.class ORDER BY p.rank, p.id, l.class;

-- name: change_baseline   mode: read   scope: system (below a matter of that system)
-- What was granted just before a moment, by whatever is in the books; what emergency growth lent is no part of it.
SELECT coalesce(sum(iif(a.class = 'vcpu', a.granted, 0)), 0), coalesce(sum(iif(a.class = 'memory_gb', a.granted, 0)), 0),
       coalesce(sum(iif(a.class IN ('ssd_gb', 'hdd_gb', 'file_gb', 'object_gb', 'backup_gb', 'archive_gb'), a.granted, 0)), 0)
  FROM allocation a WHERE a.system_id = :system AND a.granted_at < :at AND (a.freed_at IS NULL OR a.freed_at >= :at)
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.id = a.matter_id AND m.procedure_key = 'emergency_growth');

-- name: change_hosted   mode: read   scope: system (below a matter of that system; whether it lies on a platform already)
SELECT count(*) FROM allocation WHERE system_id = :system AND platform_id = :platform AND freed_at IS NULL;

-- name: change_event_count   mode: read   scope: system (of the matter being moved; whether an action was taken since it was last submitted)
SELECT count(*) FROM event WHERE matter_id = :matter AND action = :action
   AND id > coalesce((SELECT max(id) FROM event WHERE matter_id = :matter AND action IN ('submit', 'submit_correction')), 0);

-- ---- granted and executed ----

-- name: change_lines_drop   mode: write   scope: system (ruled again: the earlier lines stay in its events)
DELETE FROM change_line WHERE matter_id = :matter AND executed_at IS NULL;

-- name: change_line_add   mode: write   scope: system (an effect of the approval)
INSERT INTO change_line (matter_id, platform_id, class, before, asked, granted, reason, granted_at)
VALUES (:matter, :platform, :class, :before, :asked, :granted, :reason, :now)
ON CONFLICT DO NOTHING;

-- name: change_lines   mode: read   rows: all (the lines of one matter)   scope: system (below a matter the actor may see)
SELECT l.platform_id, p.name, p.operator_id, l.class, c.label, c.unit, l.before, l.asked, l.granted, l.reason,
       l.executed_at IS NOT NULL
  FROM change_line l JOIN platform p ON p.id = l.platform_id JOIN resource_class c ON c.key = l.class
 WHERE l.matter_id = :matter ORDER BY p.rank, p.id, c.rank;

-- name: change_line_executed   mode: write   scope: system (an effect of the delivery)
UPDATE change_line SET executed_at = :now WHERE matter_id = :matter AND platform_id = :platform AND class = :class
   AND executed_at IS NULL;

-- name: change_platforms   mode: read   rows: all (the platforms of one system)   scope: system (where a change without lines is carried out)
SELECT DISTINCT p.id, p.operator_id FROM allocation a JOIN platform p ON p.id = a.platform_id
 WHERE a.system_id = :system AND a.freed_at IS NULL AND p.kind <> 'recovery' ORDER BY p.id;

-- name: change_delivered   mode: write   scope: system (an effect of the delivery: what was granted is there)
UPDATE allocation SET allocated = granted
 WHERE matter_id = :matter AND platform_id = :platform AND class = :class AND freed_at IS NULL;

-- name: change_rows_of_class   mode: read   rows: all (the rows of one system and class)   scope: system (below the matter being moved)
-- Newest first: what came last goes first.
SELECT id, max(granted, allocated) FROM allocation
 WHERE system_id = :system AND platform_id = :platform AND class = :class AND freed_at IS NULL
   AND matter_id IS NOT :matter
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.id = allocation.matter_id AND m.procedure_key = 'emergency_growth')
 ORDER BY id DESC;

-- name: change_row_free   mode: write   scope: system (an effect of the operator's confirmation: freed only now)
UPDATE allocation SET freed_at = :now WHERE id = :id AND freed_at IS NULL;

-- name: change_row_rest   mode: write   scope: system (an effect of the operator's confirmation: what stays is a row of its own, past books stay as they were)
INSERT INTO allocation (system_id, platform_id, class, granted, allocated, matter_id, granted_at, imported_yes)
SELECT system_id, platform_id, class, min(granted, :left), min(allocated, :left), matter_id, :now, imported_yes
  FROM allocation WHERE id = :id AND :left > 0;

-- name: change_orders_monitored   mode: write   scope: system (an effect of the last confirmation)
UPDATE work_order SET state = 'received' WHERE matter_id = :matter AND state IN ('configured', 'monitored');

-- name: change_begin   mode: write   scope: system (an effect of the approval)
UPDATE system SET state = 'changing' WHERE id = :system AND state = 'operating';

-- name: change_end   mode: write   scope: system (an effect of the completion: operating again, unless another change is being carried out)
UPDATE system SET state = 'operating' WHERE id = :system AND state = 'changing'
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.system_id = :system AND m.id <> :matter AND m.procedure_key = 'change'
                      AND m.state IN ('executing', 'shortage', 'confirming'));

-- name: change_information   mode: write   scope: system (an effect: who answers for the system, where it lies)
UPDATE system SET department = coalesce(:department, department),
       responsible_title = coalesce(:title, responsible_title), responsible_phone = coalesce(:phone, responsible_phone),
       security_title = coalesce(:security_title, security_title), security_phone = coalesce(:security_phone, security_phone),
       short_name = coalesce(:short_name, short_name), zones = coalesce(:zones, zones), level = coalesce(:level, level)
 WHERE id = :system;

-- name: change_renew   mode: write   scope: system (an effect: the period of use goes on, as its paper says)
UPDATE system SET expires_day = max(coalesce(expires_day, 0), (SELECT until_day FROM renewal WHERE matter_id = :matter))
 WHERE id = :system;

-- name: change_renewal_add   mode: write   scope: system (an effect of the approval: what its paper says)
INSERT INTO renewal (matter_id, system_id, from_day, until_day) VALUES (:matter, :system, :from, :until)
ON CONFLICT DO NOTHING;

-- name: change_renewal   mode: read   scope: system (of a matter the actor sees)
SELECT from_day, until_day FROM renewal WHERE matter_id = :matter;

-- ---- what a re-application begins with ----

-- name: change_last_application   mode: read   scope: system (of the system whose change ended as a major one)
SELECT id FROM matter WHERE system_id = :system AND procedure_key = 'application' AND revision > 0 ORDER BY id DESC LIMIT 1;

-- name: change_machines   mode: read   rows: all (the kinds of machines of one system)   scope: system (of the system whose change ended as a major one)
SELECT count(*), vcpu, memory_gb, disk_gb, standby_yes FROM machine WHERE system_id = :system
 GROUP BY standby_yes, vcpu, memory_gb, disk_gb ORDER BY standby_yes, vcpu DESC, memory_gb DESC, disk_gb DESC;

-- name: change_allotted   mode: read   scope: system (below a matter the actor may see)
SELECT count(*) FROM allocation WHERE matter_id = :matter;

-- ---- emergency growth ----

-- name: change_emergency_begin   mode: write   scope: system (an effect of the delivery)
INSERT INTO emergency_growth (matter_id, expires_day) VALUES (:matter, :day) ON CONFLICT DO NOTHING;

-- name: change_emergency_end   mode: read   scope: system (below a matter the actor may see)
SELECT expires_day FROM emergency_growth WHERE matter_id = :matter;

-- name: change_emergencies_due   mode: read   scope: system (the clerk process tells and ends them)
SELECT e.matter_id, e.expires_day, e.told, m.state FROM emergency_growth e JOIN matter m ON m.id = e.matter_id
 WHERE e.expires_day <= :until AND m.closed_at IS NULL AND m.state IN ('paper', 'paper_check', 'paper_accept', 'running')
   AND e.matter_id > :after ORDER BY e.matter_id LIMIT 100;

-- name: change_emergency_told   mode: write   scope: system (the clerk process)
UPDATE emergency_growth SET told = :told WHERE matter_id = :matter AND told > :told;

-- name: change_emergency_free   mode: write   scope: system (an effect: unit and operator confirmed)
UPDATE allocation SET freed_at = :now WHERE matter_id = :matter AND freed_at IS NULL;

-- name: change_emergency_paperwork   mode: read   scope: system (below a matter the actor may see)
-- The last time each was done, by the number of its event.
SELECT coalesce(max(CASE WHEN action IN ('supply_paper', 'supply_late') THEN id END), 0),
       coalesce(max(CASE WHEN action IN ('return_paper', 'return_late', 'send_back_paper', 'send_back_late') THEN id END), 0),
       coalesce(max(CASE WHEN action IN ('approve_paper', 'approve_late') THEN id END), 0),
       coalesce(max(CASE WHEN action IN ('accept_paper', 'accept_late') THEN id END), 0),
       coalesce(max(CASE WHEN action = 'take_back' THEN id END), 0)
  FROM event WHERE matter_id = :matter;

-- name: change_emergency_lent   mode: read   rows: all (the lines of one matter)   scope: system (below a matter the actor may see)
-- What the books still show as lent by it.
SELECT a.class, c.label, c.unit, sum(max(a.granted, a.allocated)) FROM allocation a JOIN resource_class c ON c.key = a.class
 WHERE a.matter_id = :matter AND a.freed_at IS NULL GROUP BY a.class ORDER BY c.rank;

-- name: change_order_again   mode: write   scope: system (an effect: the operator gives back what it lent)
UPDATE work_order SET state = 'open', opened_at = :now, due_at = :due, configured_at = NULL WHERE matter_id = :matter;

-- ---- the period of use ----

-- name: change_expiring   mode: read   scope: system (the clerk process reminds)
SELECT s.id, s.organisation_id, s.name, s.expires_day FROM system s
 WHERE s.expires_day <= :until AND s.state <> 'ended' AND s.id > :after ORDER BY s.id LIMIT 100;

-- name: change_expiry_told   mode: write   scope: system (the clerk process reminds once)
INSERT INTO expiry_told (system_id, expires_day, stage, told_at) VALUES (:system, :day, :stage, :now)
ON CONFLICT DO NOTHING;
