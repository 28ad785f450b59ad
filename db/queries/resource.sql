-- Rulings, allocations, work orders.  Totals are queries; the trigger of table
-- allocation is the last guard.

-- name: resource_platforms   mode: read   scope: system (platforms are known to everybody; for the first proposal of a ruling)
SELECT id, kind, zones FROM platform
 WHERE suspended_yes = 0 AND kind IN ('service', 'recovery', 'integration') ORDER BY rank, id LIMIT 200;

-- name: resource_base_platform   mode: read   scope: system (of the system a re-application names)
SELECT a.platform_id FROM allocation a JOIN platform p ON p.id = a.platform_id
 WHERE a.system_id = :system AND a.freed_at IS NULL AND p.suspended_yes = 0 AND p.kind <> 'recovery' ORDER BY p.rank, p.id LIMIT 1;

-- name: resource_pool   mode: read   scope: system (asked by guards inside the transaction that rules)
-- What one platform has of one class: total, committed by all but this matter and by the system it replaces.
SELECT p.name, p.kind, p.suspended_yes, c.label, c.unit,
       coalesce((SELECT total FROM capacity WHERE platform_id = p.id AND class = c.key), 0),
       coalesce((SELECT sum(max(granted, allocated)) FROM allocation
                  WHERE platform_id = p.id AND class = c.key AND freed_at IS NULL AND matter_id IS NOT :matter), 0),
       coalesce((SELECT sum(max(granted, allocated)) FROM allocation
                  WHERE platform_id = p.id AND class = c.key AND freed_at IS NULL AND system_id = :base), 0),
       EXISTS (SELECT 1 FROM allocation WHERE platform_id = p.id AND freed_at IS NULL AND system_id = :base)
  FROM platform p, resource_class c WHERE p.id = :platform AND c.key = :class;

-- name: resource_ruling_drop   mode: write   scope: system (a matter ruled again: the earlier lines stay in its events)
DELETE FROM ruling_line WHERE matter_id = :matter;

-- name: resource_ruling_add   mode: write   scope: system (an effect of the ruling)
INSERT INTO ruling_line (matter_id, line, purpose, platform_id, class, requested, granted, reason)
VALUES (:matter, :line, :purpose, :platform, :class, :requested, :granted, :reason);

-- name: resource_ruled   mode: read   scope: system (below the matter being moved)
SELECT platform_id, class, sum(granted) FROM ruling_line WHERE matter_id = :matter
 GROUP BY platform_id, class HAVING sum(granted) > 0 ORDER BY platform_id, class LIMIT 400;

-- name: resource_ruled_platforms   mode: read   scope: system (below the matter being moved)
SELECT DISTINCT p.id, p.operator_id FROM ruling_line r JOIN platform p ON p.id = r.platform_id
 WHERE r.matter_id = :matter AND r.granted > 0 ORDER BY p.rank, p.id LIMIT 60;

-- name: resource_allocation_add   mode: write   scope: system (an effect of the ruling)
INSERT INTO allocation (system_id, platform_id, class, granted, allocated, matter_id, granted_at)
VALUES (:system, :platform, :class, :granted, :allocated, :matter, :now);

-- name: resource_allocation_receive   mode: write   scope: system (an effect of the receipt)
UPDATE allocation SET granted = :granted, allocated = :granted
 WHERE matter_id = :matter AND platform_id = :platform AND class = :class AND freed_at IS NULL;

-- name: resource_allocation_hand_over   mode: write   scope: system (an effect of the receipt: the system replaced gives up what the new one took over)
-- What emergency growth lent is nobody's to hand over: it goes back to whoever lent it.
UPDATE allocation SET freed_at = :now WHERE system_id = :base AND platform_id = :platform AND freed_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.id = allocation.matter_id AND m.procedure_key = 'emergency_growth');

-- name: resource_allocation_free   mode: write   scope: system (an effect: grants nobody configured yet)
UPDATE allocation SET freed_at = :now WHERE matter_id = :matter AND freed_at IS NULL AND allocated = 0;

-- ---- work orders ----

-- name: resource_order_open   mode: write   scope: system (an effect of dispatching)
INSERT INTO work_order (matter_id, platform_id, operator_id, state, opened_at, due_at, contract_id)
VALUES (:matter, :platform, :operator, 'open', :now, :due, :contract)
ON CONFLICT (matter_id, platform_id) DO UPDATE SET state = 'open', operator_id = :operator, opened_at = :now, due_at = :due,
  contract_id = :contract
 WHERE state IN ('short', 'cancelled');

-- name: resource_order_deliver   mode: write   scope: org
UPDATE work_order SET state = 'configured', configured_at = :now, delivered = :delivered, note = ''
 WHERE matter_id = :matter AND operator_id = :org AND (:platform = 0 OR platform_id = :platform) AND state IN ('open', 'short');

-- name: resource_order_short   mode: write   scope: org
UPDATE work_order SET state = 'short', note = :note
 WHERE matter_id = :matter AND operator_id = :org AND (:platform = 0 OR platform_id = :platform) AND state = 'open';

-- name: resource_order_take_back   mode: write   scope: system (an effect of the dispatcher's decision)
UPDATE work_order SET state = 'short', note = :note WHERE matter_id = :matter AND state = 'open';

-- name: resource_order_monitor   mode: write   scope: system (an effect of the supervisor's confirmation)
UPDATE work_order SET state = 'monitored' WHERE matter_id = :matter AND state = 'configured';

-- name: resource_order_receive   mode: write   scope: system (an effect of the unit's receipt)
UPDATE work_order SET state = 'received' WHERE matter_id = :matter AND state = 'monitored';

-- name: resource_order_object   mode: write   scope: system (an effect of an objection)
UPDATE work_order SET state = 'open', note = :note, due_at = :due, contract_id = :contract
 WHERE matter_id = :matter AND platform_id = :platform AND state IN ('configured', 'monitored');

-- name: resource_order_platforms   mode: read   scope: system (of the matter being moved: what an objection sends back)
SELECT platform_id FROM work_order WHERE matter_id = :matter AND state IN ('configured', 'monitored') ORDER BY id LIMIT 60;

-- name: resource_order_cancel   mode: write   scope: system (an effect of ending or ruling again)
UPDATE work_order SET state = 'cancelled' WHERE matter_id = :matter AND state <> 'received';

-- name: resource_order_waiting   mode: read   scope: system (below the matter being moved)
SELECT p.name FROM work_order w JOIN platform p ON p.id = w.platform_id
 WHERE w.matter_id = :matter AND w.state IN ('open', 'short') AND w.platform_id <> :platform ORDER BY p.rank, p.id LIMIT 60;

-- name: resource_order_count   mode: read   scope: system (below the matter being moved)
SELECT count(*) FROM work_order WHERE matter_id = :matter AND state <> 'cancelled';

-- name: resource_system_monitored   mode: write   scope: system (an effect of the supervisor's confirmation)
UPDATE system SET monitored_yes = 1 WHERE id = :system;

-- ---- the board ----

-- name: resource_board   mode: read   scope: org
-- Orders of matters the organisation takes part in, the longest overdue first.
SELECT w.due_at AS sort_key, w.id, w.matter_id, m.title AS subject, o.short_name AS unit_name, m.number, p.name AS platform_name,
       w.state = 'short' AS short_yes, w.due_at AS due, w.note, w.note <> '' AS note_yes, w.operator_id
  FROM work_order w JOIN matter_party v ON v.organisation_id = :org AND v.matter_id = w.matter_id
  JOIN matter m ON m.id = w.matter_id JOIN organisation o ON o.id = m.organisation_id JOIN platform p ON p.id = w.platform_id
 WHERE w.state = :state AND (w.operator_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center')
        OR EXISTS (SELECT 1 FROM watch h WHERE h.platform_id = w.platform_id AND h.organisation_id = :org))
   AND (w.due_at, w.id) > (:after_sort, :after_id)
 ORDER BY w.due_at, w.id LIMIT :limit;

-- name: resource_board_counts   mode: read   scope: org
SELECT w.state, count(*), sum(w.due_at < :now)
  FROM work_order w JOIN matter_party v ON v.organisation_id = :org AND v.matter_id = w.matter_id
 WHERE w.state IN ('open', 'short', 'configured', 'monitored') AND (w.operator_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center')
        OR EXISTS (SELECT 1 FROM watch h WHERE h.platform_id = w.platform_id AND h.organisation_id = :org))
 GROUP BY w.state LIMIT 10;

-- ---- taking over what ran before ----

-- name: resource_takeover_place   mode: read   scope: system (an import of the center: what a line names)
SELECT coalesce((SELECT s.id FROM filing f JOIN system s ON s.filing_id = f.id AND s.name = :name AND s.state <> 'ended'
                  WHERE f.filing_no = :filing LIMIT 1), 0),
       coalesce(p.id, 0), coalesce(p.operator_id, 0), c.key, coalesce(c.unit, '')
  FROM (SELECT 1) LEFT JOIN platform p ON p.id = (SELECT l.id FROM platform l
         WHERE (l.code = :platform OR l.name = :platform) AND l.ended_at IS NULL ORDER BY l.code = :platform DESC LIMIT 1)
  LEFT JOIN resource_class c ON :class IN (c.label, c.label || c.unit, c.label || c.unit || '数');

-- name: resource_takeover_pool   mode: read   scope: system (an import of the center: what is there already)
SELECT (SELECT count(*) FROM allocation WHERE system_id = :system AND platform_id = :platform AND class = :class AND freed_at IS NULL),
       coalesce((SELECT total FROM capacity WHERE platform_id = :platform AND class = :class), 0),
       coalesce((SELECT sum(max(granted, allocated)) FROM allocation
                  WHERE platform_id = :platform AND class = :class AND freed_at IS NULL), 0);

-- name: resource_takeover_add   mode: write   scope: system (the center takes over what systems hold already)
INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at, imported_yes)
VALUES (:system, :platform, :class, :granted, :allocated, :at, 1);

-- name: resource_held   mode: read   rows: all (the classes there are)   scope: system (below a matter of that system)
-- Of every class what a system holds; what emergency growth lent goes back and is no part of it.
SELECT c.key, c.label, c.unit, coalesce((SELECT sum(max(a.granted, a.allocated)) FROM allocation a
         WHERE a.system_id = :system AND a.class = c.key AND a.freed_at IS NULL AND a.matter_id IS NOT :except
           AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.id = a.matter_id AND m.procedure_key = 'emergency_growth')), 0)
  FROM resource_class c ORDER BY c.rank;
