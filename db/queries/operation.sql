-- Running the platforms.

-- name: operation_earlier_notices   mode: read   scope: org
-- Other supervision notices to those this one is addressed to, newest first.
SELECT m.id, m.number, m.title, m.procedure_id, m.state, m.submitted_at
  FROM matter_concern own JOIN matter_concern c ON c.organisation_id = own.organisation_id AND c.part = 'addressee'
  JOIN matter m ON m.id = c.matter_id
  JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
 WHERE own.matter_id = :matter AND own.part = 'addressee' AND m.id <> :matter AND m.procedure_key = 'supervision_notice'
   AND m.number IS NOT NULL
 ORDER BY m.id DESC LIMIT 5;

-- name: operation_kinds   mode: read   scope: system (organisations are known to everybody)
SELECT group_concat(kind, ' ') FROM organisation_kind WHERE organisation_id = :organisation;

-- name: operation_platform_of_system   mode: read   scope: system (of the matter being moved; nothing when it runs on several)
-- Where its copies are kept for recovery is not where it runs.
SELECT max(a.platform_id) FROM allocation a JOIN platform p ON p.id = a.platform_id AND p.kind <> 'recovery'
 WHERE a.system_id = :system AND a.freed_at IS NULL HAVING count(DISTINCT a.platform_id) = 1;

-- name: operation_systems_on   mode: read   scope: system (how many systems a platform holds, for the share that is down)
SELECT count(DISTINCT system_id) FROM allocation WHERE platform_id = :platform AND freed_at IS NULL;

-- name: operation_hosted_units   mode: read   rows: all (the units of the province)   scope: system (an effect of a move: whom it concerns)
SELECT DISTINCT s.organisation_id FROM allocation a JOIN system s ON s.id = a.system_id
 WHERE a.platform_id = :platform AND a.freed_at IS NULL AND s.state <> 'ended' ORDER BY 1;

-- name: operation_is_hosted   mode: read   scope: system (a guard: whether an organisation that was named has a system there)
SELECT o.short_name, EXISTS (SELECT 1 FROM allocation a JOIN system s ON s.id = a.system_id
                              WHERE a.platform_id = :platform AND a.freed_at IS NULL AND s.organisation_id = o.id AND s.state <> 'ended')
  FROM organisation o WHERE o.id = :unit;

-- name: operation_bears   mode: read   rows: all (the few platforms of one system)   scope: system (a guard: who bears the system of the matter)
SELECT EXISTS (SELECT 1 FROM allocation WHERE system_id = :system AND platform_id = :platform AND freed_at IS NULL),
       (SELECT group_concat(name, '、') FROM (SELECT DISTINCT p.name, p.rank FROM allocation a JOIN platform p ON p.id = a.platform_id
         WHERE a.system_id = :system AND a.freed_at IS NULL ORDER BY p.rank)),
       (SELECT count(DISTINCT platform_id) FROM allocation WHERE system_id = :system AND freed_at IS NULL);

-- name: operation_hosts   mode: read   rows: all (the few operators of a unit)   scope: system (an effect of a move: whom it concerns)
SELECT DISTINCT p.operator_id FROM system s JOIN allocation a ON a.system_id = s.id AND a.freed_at IS NULL
  JOIN platform p ON p.id = a.platform_id
 WHERE s.organisation_id = :unit AND s.state <> 'ended' AND p.operator_id <> :unit ORDER BY 1;

-- name: operation_surveyed   mode: read   rows: all (the few who serve a unit)   scope: system (an effect of a move: whom it concerns)
-- Those who host it, and those who watch what they host.
SELECT DISTINCT p.operator_id FROM system s JOIN allocation a ON a.system_id = s.id AND a.freed_at IS NULL
  JOIN platform p ON p.id = a.platform_id
 WHERE s.organisation_id = :unit AND s.state <> 'ended' AND p.operator_id <> :unit
UNION
SELECT DISTINCT w.organisation_id FROM system s JOIN allocation a ON a.system_id = s.id AND a.freed_at IS NULL
  JOIN watch w ON w.platform_id = a.platform_id
 WHERE s.organisation_id = :unit AND s.state <> 'ended' AND w.organisation_id <> :unit ORDER BY 1;

-- name: operation_delivery   mode: read   scope: org
-- Which organisation was told of a matter when, and when the first person there read it; who has not read it first, and
-- with every row how many there are and how many of them unread.
WITH told AS (
  SELECT o.name, o.rank, o.id, n.made_at, coalesce((SELECT min(r.read_at) FROM notice x JOIN notice_read r ON r.notice_id = x.id
                                                     WHERE x.matter_id = :matter AND x.kind = 'alarm' AND x.made_at = n.made_at
                                                       AND x.organisation_id = n.organisation_id), 0) AS read_at
    FROM notice n JOIN organisation o ON o.id = n.organisation_id
   WHERE n.matter_id = :matter AND n.kind = 'alarm' AND (:all = 1 OR n.organisation_id = :org)
   GROUP BY n.made_at, n.organisation_id)
SELECT name, made_at, read_at, count(*) OVER (), sum(read_at = 0) OVER () FROM told
 ORDER BY read_at > 0, made_at, rank, id LIMIT 200;

-- ---- maintenance ----

-- name: maintenance_put   mode: write   scope: system (an effect of a move: the window that was noticed last counts)
INSERT INTO maintenance (matter_id, platform_id, operator_id, starts_at, ends_at, noticed_at, in_time_yes)
VALUES (:matter, :platform, :operator, :starts, :ends, :now, :in_time)
ON CONFLICT (matter_id) DO UPDATE SET starts_at = :starts, ends_at = :ends, noticed_at = :now, in_time_yes = :in_time, agreed_at = NULL;

-- name: maintenance_agree   mode: write   scope: system (an effect of a move)
UPDATE maintenance SET agreed_at = :now WHERE matter_id = :matter;

-- name: maintenance_call_off   mode: write   scope: system (an effect of a move)
UPDATE maintenance SET agreed_at = NULL WHERE matter_id = :matter;

-- name: maintenance_end   mode: write   scope: system (an effect of a move)
UPDATE maintenance SET outcome = :outcome, finished_at = nullif(:finished, 0) WHERE matter_id = :matter;

-- name: maintenance_window   mode: read   scope: system (of the matter being moved)
SELECT starts_at, ends_at FROM maintenance WHERE matter_id = :matter;

-- ---- service requests and complaints ----

-- name: service_open   mode: write   scope: system (an effect of a move)
INSERT INTO service_request (matter_id, system_id, unit_id, kind, opened_at) VALUES (:matter, :system, :unit, :kind, :now);

-- name: service_accept   mode: write   scope: system (an effect of a move)
UPDATE service_request SET operator_id = :operator, accepted_at = coalesce(accepted_at, :now), due_at = coalesce(due_at, :due)
 WHERE matter_id = :matter;

-- name: service_deliver   mode: write   scope: system (an effect of a move)
UPDATE service_request SET operator_id = :operator, delivered_at = :now WHERE matter_id = :matter;

-- name: service_rework   mode: write   scope: system (an effect of a move)
UPDATE service_request SET reworked = reworked + 1, delivered_at = NULL WHERE matter_id = :matter;

-- name: service_promised   mode: read   scope: system (an effect of a move)
SELECT coalesce(due_at, 0) FROM service_request WHERE matter_id = :matter;

-- name: service_put_off   mode: write   scope: system (an effect of a move)
UPDATE service_request SET due_at = :due WHERE matter_id = :matter;

-- name: service_end   mode: write   scope: system (an effect of a move)
UPDATE service_request SET outcome = :outcome, rating = nullif(:rating, 0), confirmed_at = iif(:outcome = 'done', :now, NULL)
 WHERE matter_id = :matter;

-- name: complaint_open   mode: write   scope: system (an effect of a move)
INSERT INTO complaint (matter_id, unit_id, provider_id, raised_at) VALUES (:matter, :unit, :provider, :now);

-- name: complaint_answer   mode: write   scope: system (an effect of a move)
UPDATE complaint SET answered_at = coalesce(answered_at, :now) WHERE matter_id = :matter;

-- name: complaint_valid   mode: write   scope: system (an effect of a move)
UPDATE complaint SET judged_at = :now, valid_yes = 1 WHERE matter_id = :matter;

-- name: complaint_invalid   mode: write   scope: system (an effect of a move)
UPDATE complaint SET judged_at = :now, valid_yes = 0 WHERE matter_id = :matter;

-- name: complaint_withdraw   mode: write   scope: system (an effect of a move)
UPDATE complaint SET withdrawn_yes = 1 WHERE matter_id = :matter;

-- ---- figures ----

-- name: measurement_add   mode: write   scope: system (an effect of a move)
INSERT INTO measurement (matter_id, kind, platform_id, operator_id, period, total, passed, objected_yes, settled_at)
VALUES (:matter, :kind, :platform, :operator, :period, :total, :passed, :objected, :now);

-- name: drill_add   mode: write   scope: system (an effect of a move)
INSERT INTO recovery_drill (matter_id, platform_id, operator_id, period, held_day, rto_met_yes, rpo_met_yes, settled_at)
VALUES (:matter, :platform, :operator, :period, :day, :rto, :rpo, :now);

-- name: survey_add   mode: write   scope: system (an effect of a move)
INSERT INTO survey_answer (matter_id, unit_id, provider_id, period, stability, response, delivery, attitude, overall)
VALUES (:matter, :unit, :provider, :period, :stability, :response, :delivery, :attitude, :overall);

-- ---- contacts ----

-- name: contact_drop   mode: write   scope: system (an effect of a move: a side replaces its own lines)
DELETE FROM contact WHERE unit_id = :unit AND operator_id = :operator AND side = :side;

-- name: contact_add   mode: write   scope: system (an effect of a move)
INSERT INTO contact (unit_id, operator_id, side, tier, title, duty_line, mobile, matter_id, confirmed_at)
VALUES (:unit, :operator, :side, :tier, :title, :line, :mobile, :matter, :now);

-- name: contact_lines   mode: read   scope: system (a side's own lines, to begin its form with)
SELECT DISTINCT tier, title, duty_line, mobile FROM contact
 WHERE unit_id = :unit AND side = :side AND (:operator = 0 OR operator_id = :operator) ORDER BY tier LIMIT 3;

-- name: contact_list   mode: read   scope: org
-- Either side of a pair; who watches all of them.  Mobiles are masked here, not on the page.
SELECT c.unit_id AS sort_key, c.id, u.short_name AS unit_name, o.short_name AS operator_name,
       iif(c.side = 'unit', '使用单位', '运行单位') AS side_label, c.tier AS tier_n, c.title AS post_title, c.duty_line,
       iif(c.mobile = '', '', substr(c.mobile, 1, 3) || '****' || substr(c.mobile, -2)) AS mobile_if,
       c.confirmed_at, coalesce(c.confirmed_at, 0) < :quarter AS stale_yes, c.imported_yes AND c.confirmed_at IS NULL AS imported_yes
  FROM contact c JOIN organisation u ON u.id = c.unit_id JOIN organisation o ON o.id = c.operator_id
 WHERE (c.unit_id = :org OR c.operator_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops')))
   AND (:name = '' OR instr(u.name, :name) > 0 OR instr(o.name, :name) > 0 OR instr(u.short_name, :name) > 0)
   AND (c.unit_id, c.id) > (:after_sort, :after_id)
 ORDER BY c.unit_id, c.id LIMIT :limit;

-- name: contact_one   mode: read   scope: org
SELECT u.name, o.name, iif(c.side = 'unit', '使用单位', '运行单位'), c.tier, c.title, c.duty_line, c.mobile, coalesce(c.confirmed_at, 0)
  FROM contact c JOIN organisation u ON u.id = c.unit_id JOIN organisation o ON o.id = c.operator_id
 WHERE c.id = :id AND (c.unit_id = :org OR c.operator_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops')));

-- name: contact_of_matter   mode: read   scope: org
-- Each affected unit with whoever mends it or runs what it is about, two rows for the two sides; no lines: that side
-- registered none.  An affected unit that runs a platform of its own is no operator of the others for that.
-- As in contact_list: either side of a pair, and who watches all of them; mobiles masked.
WITH runner(id) AS (
  SELECT f.handler_id FROM fault f WHERE f.matter_id = :matter
  UNION SELECT p.operator_id FROM fault f JOIN platform p ON p.id = f.platform_id WHERE f.matter_id = :matter
  UNION SELECT p.operator_id FROM matter m JOIN platform p ON p.id = m.platform_id WHERE m.id = :matter
  UNION SELECT p.operator_id FROM matter m JOIN allocation a ON a.system_id = m.system_id AND a.freed_at IS NULL
          JOIN platform p ON p.id = a.platform_id AND p.kind <> 'recovery' WHERE m.id = :matter
  UNION SELECT c.organisation_id FROM matter_concern c WHERE c.matter_id = :matter AND (c.part = 'responsible'
           OR NOT EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = c.organisation_id AND k.kind = 'unit')))
SELECT u.name, u.short_name, o.short_name,
       (SELECT group_concat(line, '；') FROM (
          SELECT substr('一二三', c.tier, 1) || '级 ' || c.title || ' ' ||
                 coalesce(nullif(c.duty_line, ''), substr(nullif(c.mobile, ''), 1, 3) || '****' || substr(c.mobile, -2), '没有电话') AS line
            FROM contact c WHERE c.unit_id = u.id AND c.operator_id = o.id AND c.side = s.column1 ORDER BY c.tier)),
       (SELECT coalesce(min(coalesce(c.confirmed_at, 0)), 0) FROM contact c WHERE c.unit_id = u.id AND c.operator_id = o.id)
  FROM matter_concern a JOIN organisation u ON u.id = a.organisation_id
  JOIN runner r ON r.id <> u.id JOIN organisation o ON o.id = r.id
  JOIN (VALUES ('unit'), ('operator')) s
 WHERE a.matter_id = :matter AND a.part = 'addressee'
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = u.id AND k.kind = 'unit')
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = o.id AND k.kind IN ('provider', 'integrator', 'supervisor'))
   AND EXISTS (SELECT 1 FROM matter_party v WHERE v.organisation_id = :org AND v.matter_id = :matter)
   AND (:org IN (u.id, o.id)
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops')))
 ORDER BY u.rank, u.id, o.rank, o.id, s.column1 = 'operator' LIMIT 400;

-- name: operation_deeds   mode: read   scope: org
-- Below a matter the actor may see, without what the center keeps to itself and what another party wrote for itself.
SELECT e.action, e.label, e.actor_label, e.at, e.body FROM event e
 WHERE e.matter_id = :matter AND e.audience = 'all' AND e.body <> '{}'
   AND (e.reader_id IS NULL OR e.reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = e.matter_id AND v.organisation_id = :org))
 ORDER BY e.id DESC LIMIT 20;

-- ---- contacts taken over ----

-- name: contact_takeover_pair   mode: read   scope: system (organisations are known to everybody; for imports)
SELECT coalesce((SELECT u.id FROM organisation u JOIN organisation_kind k ON k.organisation_id = u.id AND k.kind = 'unit'
                  WHERE u.code = :unit), 0),
       coalesce((SELECT o.id FROM organisation o WHERE o.code = :operator AND EXISTS (SELECT 1 FROM organisation_kind k
                  WHERE k.organisation_id = o.id AND k.kind IN ('provider', 'integrator', 'supervisor'))), 0);

-- name: contact_known   mode: read   scope: system (whether a side of a pair has its line already; for imports)
SELECT count(*) FROM contact WHERE unit_id = :unit AND operator_id = :operator AND side = :side AND tier = :tier;

-- name: contact_takeover_add   mode: write   scope: system (the center takes over the contacts there are)
INSERT INTO contact (unit_id, operator_id, side, tier, title, duty_line, mobile, imported_yes)
VALUES (:unit, :operator, :side, :tier, :title, :line, :mobile, 1);
