-- Annual plans: their items, what applications and growing changes draw on them, progress.  A change of a version that asked
-- for no item yet stands beside the growth item of its system, without amounts.

-- name: planning_items_drop   mode: write   scope: system (an effect: items handed in again, not issued yet)
DELETE FROM plan_item WHERE matter_id = :matter AND issued_at IS NULL;

-- name: planning_item_add   mode: write   scope: system (an effect of a unit's plan)
INSERT INTO plan_item (organisation_id, unit_rank, year, matter_id, line, system_name, kind, system_id, quarter, filing_no,
                       level, zone, vcpu, memory_gb, storage_gb, bandwidth_mbps, funds, priority, basis, decision,
                       decided_vcpu, decided_memory_gb, decided_storage_gb, reason, issued_at)
SELECT o.id, o.rank, :year, :matter, :line, :name, :kind, :system, :quarter, :filing, :level, :zone, :vcpu, :memory_gb,
       :storage_gb, :bandwidth_mbps, :funds, :priority, :basis, :decision, :decided_vcpu, :decided_memory_gb,
       :decided_storage_gb, :reason, :issued
  FROM organisation o WHERE o.id = :organisation;

-- name: planning_item_elsewhere   mode: read   scope: system (below the matter being moved: the same item in another plan of the unit)
SELECT count(*) FROM plan_item WHERE organisation_id = :organisation AND year = :year AND system_name = :name
   AND kind = :kind AND withdrawn_at IS NULL AND matter_id IS NOT :matter;

-- name: planning_items   mode: read   scope: system (below a matter the actor may see)
SELECT id, system_name, kind, system_id, quarter, filing_no, level, zone, vcpu, memory_gb, storage_gb, bandwidth_mbps, funds,
       priority, basis, decision, decided_vcpu, decided_memory_gb, decided_storage_gb, reason
  FROM plan_item WHERE matter_id = :matter AND withdrawn_at IS NULL ORDER BY line, id LIMIT 200;

-- name: planning_item_decide   mode: write   scope: system (an effect of the center's decision)
UPDATE plan_item SET decision = :decision, reason = :reason,
       decided_vcpu = CASE :decision WHEN 'adopted' THEN vcpu WHEN 'partly' THEN :vcpu ELSE 0 END,
       decided_memory_gb = CASE :decision WHEN 'adopted' THEN memory_gb WHEN 'partly' THEN :memory_gb ELSE 0 END,
       decided_storage_gb = CASE :decision WHEN 'adopted' THEN storage_gb WHEN 'partly' THEN :storage_gb ELSE 0 END
 WHERE matter_id = :matter AND system_name = :name AND kind = :kind AND withdrawn_at IS NULL AND issued_at IS NULL;

-- name: planning_issue   mode: write   scope: system (an effect of issuing)
UPDATE plan_item SET issued_at = :now WHERE matter_id = :matter AND issued_at IS NULL;

-- name: planning_item_adjust   mode: write   scope: system (an effect of an adjustment that was agreed to)
UPDATE plan_item SET system_id = :system, quarter = :quarter, filing_no = :filing, level = :level, zone = :zone, vcpu = :vcpu,
       memory_gb = :memory_gb, storage_gb = :storage_gb, bandwidth_mbps = :bandwidth_mbps, funds = :funds,
       priority = :priority, basis = :basis, decision = 'adopted', decided_vcpu = :vcpu, decided_memory_gb = :memory_gb,
       decided_storage_gb = :storage_gb, reason = :reason
 WHERE matter_id = :matter AND system_name = :name AND kind = :kind AND withdrawn_at IS NULL;

-- name: planning_item_withdraw   mode: write   scope: system (an effect of an adjustment that was agreed to)
UPDATE plan_item SET withdrawn_at = :now WHERE id = :id AND withdrawn_at IS NULL;

-- name: planning_item_uses   mode: read   scope: system (below the matter being moved)
SELECT count(*) FROM plan_drawn WHERE plan_item_id = :id;

-- name: planning_event_after   mode: read   scope: system (of the matter being moved; whether one action came after the other)
SELECT coalesce((SELECT max(id) FROM event WHERE matter_id = :matter AND action = :action), 0)
     > coalesce((SELECT max(id) FROM event WHERE matter_id = :matter AND action = :other), 0);

-- name: planning_use   mode: write   scope: system (an effect of handing in an application or a change that grows)
INSERT INTO plan_use (matter_id, organisation_id, year, plan_item_id, note, vcpu, memory_gb, storage_gb, used_at)
VALUES (:matter, :organisation, coalesce((SELECT year FROM plan_item WHERE id = :item), :year), :item, :note, :vcpu,
        :memory_gb, :storage_gb, :now)
ON CONFLICT DO UPDATE SET year = excluded.year, plan_item_id = excluded.plan_item_id, note = excluded.note,
       vcpu = excluded.vcpu, memory_gb = excluded.memory_gb, storage_gb = excluded.storage_gb;

-- name: planning_use_drop   mode: write   scope: system (an effect of handing in a change again that does not grow any more)
DELETE FROM plan_use WHERE matter_id = :matter;

-- name: planning_item_other   mode: read   scope: system (an item that a form of its own unit names)
SELECT count(*) FROM plan_item WHERE id = :id AND kind = 'growth' AND system_id <> :system;

-- ---- progress ----

-- name: planning_progress_known   mode: read   scope: system (of the matter being moved)
SELECT count(*) FROM plan_progress WHERE matter_id = :matter AND quarter = :quarter;

-- name: planning_progress_add   mode: write   scope: system (an effect of a unit's report)
INSERT INTO plan_progress (matter_id, quarter, progress, reported_at) VALUES (:matter, :quarter, :progress, :now);

-- name: planning_progress   mode: read   scope: system (below a matter the actor may see)
-- What was told of each quarter, and when the plan was issued (0: not yet).
WITH quarter (n) AS (VALUES (1), (2), (3), (4))
SELECT q.n, p.progress, coalesce(p.reported_at, 0),
       coalesce((SELECT min(e.at) FROM event e WHERE e.matter_id = :matter AND e.action = 'issue'), 0)
  FROM quarter q LEFT JOIN plan_progress p ON p.matter_id = :matter AND p.quarter = q.n ORDER BY q.n LIMIT 4;

-- name: planning_progress_owed   mode: read   scope: org
-- Plans of a year that were issued before a quarter was over, and how many of them told its progress.
SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM plan_progress p WHERE p.matter_id = m.id AND p.quarter = :quarter)), 0)
  FROM matter m
 WHERE m.procedure_key = 'annual_plan' AND m.period = :period AND m.period <> '' AND (m.organisation_id = :org
    OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
   AND EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.action = 'issue' AND e.at < :quarter_ends);

-- name: planning_silent   mode: read   scope: system (the clerk reminds of a quarter's progress)
-- Plans of a year under way without progress for a quarter that was not over yet when they were issued.
SELECT m.id, m.organisation_id, m.title FROM matter m
 WHERE m.procedure_key = 'annual_plan' AND m.state = 'executing' AND m.period = :period
   AND EXISTS (SELECT 1 FROM event e WHERE e.matter_id = m.id AND e.action = 'issue' AND e.at < :quarter_ends)
   AND NOT EXISTS (SELECT 1 FROM plan_progress p WHERE p.matter_id = m.id AND p.quarter = :quarter)
   AND NOT EXISTS (SELECT 1 FROM expiry_reminder r WHERE r.object = 'plan_progress' AND r.object_id = m.id
                    AND r.ends_day = :quarter_day)
 ORDER BY m.id LIMIT 200;

-- name: planning_progress_reminded   mode: write   scope: system (the clerk reminds of a quarter's progress, once)
INSERT INTO expiry_reminder (object, object_id, ends_day, days, reminded_at)
VALUES ('plan_progress', :matter, :quarter_day, 0, :now) ON CONFLICT DO NOTHING;

-- ---- panels and pages ----

-- name: planning_panel_items   mode: read   scope: system (below a matter the actor may see; a decision shows once it is issued, to the center before)
SELECT i.system_name, i.kind, i.quarter, i.vcpu, i.memory_gb, i.storage_gb,
       CASE WHEN i.issued_at IS NOT NULL OR :center THEN i.decision END, i.reason, i.decided_vcpu, i.decided_memory_gb,
       i.decided_storage_gb, i.withdrawn_at IS NOT NULL, i.issued_at IS NOT NULL,
       (SELECT count(*) FROM plan_drawn u WHERE u.plan_item_id = i.id),
       (SELECT sum(u.vcpu) FROM plan_drawn u WHERE u.plan_item_id = i.id),
       (SELECT sum(u.memory_gb) FROM plan_drawn u WHERE u.plan_item_id = i.id),
       (SELECT sum(u.storage_gb) FROM plan_drawn u WHERE u.plan_item_id = i.id),
       a.id, a.number, a.procedure_id, a.state
  FROM plan_item i LEFT JOIN matter a ON a.id = coalesce(
         (SELECT max(u.matter_id) FROM plan_use u WHERE u.plan_item_id = i.id),
         (SELECT max(m.id) FROM matter m WHERE m.system_id = i.system_id AND m.number IS NOT NULL
           AND m.opened_at BETWEEN :first_at AND :last_at
           AND (i.kind = 'exit' AND m.procedure_key = 'exit'
             OR i.kind = 'growth' AND m.procedure_key = 'change' AND NOT EXISTS (SELECT 1 FROM plan_use n WHERE n.matter_id = m.id)
                AND EXISTS (SELECT 1 FROM matter_form f WHERE f.matter_id = m.id AND f.revision = m.revision
                             AND json_extract(f.body, '$.kinds') LIKE '%growth%'))))
 WHERE i.matter_id = :matter ORDER BY i.withdrawn_at IS NOT NULL, i.line, i.id LIMIT 200;

-- name: planning_panel_unplanned   mode: read   scope: system (below a matter the actor may see: applications of the same unit)
SELECT m.id, m.number, m.title, u.note, u.vcpu, u.memory_gb, u.storage_gb
  FROM plan_drawn u JOIN matter m ON m.id = u.matter_id
 WHERE u.organisation_id = :organisation AND u.year = :year AND u.plan_item_id IS NULL
 ORDER BY u.matter_id LIMIT 100;

-- name: planning_list   mode: read   scope: org
-- The center sees the items of all units once they were handed in, a unit its own.
SELECT i.unit_rank AS sort_key, i.id, o.short_name AS unit_name, i.system_name, i.matter_id, i.matter_id IS NOT NULL AS matter_yes,
       CASE i.kind WHEN 'new' THEN '新建' WHEN 'migration' THEN '迁移上云' WHEN 'growth' THEN '扩容' ELSE '退出' END AS kind_label,
       CASE i.quarter WHEN 1 THEN '第一季度' WHEN 2 THEN '第二季度' WHEN 3 THEN '第三季度' ELSE '第四季度' END AS quarter_label,
       CASE i.level WHEN 1 THEN '一级' WHEN 2 THEN '二级' WHEN 3 THEN '三级' ELSE '四级' END AS level_label,
       i.vcpu AS vcpu_n, i.memory_gb AS memory_n, i.storage_gb AS storage_n, i.funds, i.priority AS priority_n, i.imported_yes,
       i.basis, i.withdrawn_at IS NOT NULL AS withdrawn_yes,
       CASE WHEN i.issued_at IS NOT NULL OR :center THEN i.decision END AS decision, i.issued_at IS NOT NULL AS issued,
       CASE WHEN i.issued_at IS NOT NULL OR :center THEN i.reason ELSE '' END AS reason_if,
       a.id AS applied_id, iif(a.id IS NULL, '', coalesce(a.number, '草稿')) AS applied_number, a.id IS NOT NULL AS applied_yes, a.id IS NULL AS open_yes,
       a.procedure_id AS applied_procedure, a.state AS applied_state
  FROM plan_item i JOIN organisation o ON o.id = i.organisation_id
  LEFT JOIN matter a ON a.id = coalesce(
         (SELECT max(u.matter_id) FROM plan_use u WHERE u.plan_item_id = i.id),
         (SELECT max(m.id) FROM matter m WHERE m.system_id = i.system_id AND m.number IS NOT NULL
           AND m.opened_at BETWEEN :first_at AND :last_at
           AND (i.kind = 'exit' AND m.procedure_key = 'exit'
             OR i.kind = 'growth' AND m.procedure_key = 'change' AND NOT EXISTS (SELECT 1 FROM plan_use n WHERE n.matter_id = m.id)
                AND EXISTS (SELECT 1 FROM matter_form f WHERE f.matter_id = m.id AND f.revision = m.revision
                             AND json_extract(f.body, '$.kinds') LIKE '%growth%'))))
 WHERE i.year = :year AND (i.organisation_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
   AND (:kind = '' OR i.kind = :kind)
   AND (:decision = '' OR (:decision = 'open' AND i.issued_at IS NULL) OR (i.issued_at IS NOT NULL AND i.decision = :decision))
   AND (:unit = '' OR instr(o.name, :unit) > 0 OR instr(i.system_name, :unit) > 0)
   AND (i.unit_rank, i.id) > (:after_sort, :after_id)
 ORDER BY i.unit_rank, i.id LIMIT :limit;

-- name: planning_totals   mode: read   scope: org
-- By quarter: planned, adopted, applied for.
SELECT i.quarter, count(*), count(DISTINCT i.organisation_id), sum(i.vcpu), sum(i.memory_gb), sum(i.storage_gb),
       sum(i.bandwidth_mbps), sum(i.funds),
       sum(CASE WHEN i.issued_at IS NOT NULL THEN i.decided_vcpu ELSE 0 END),
       sum(CASE WHEN i.issued_at IS NOT NULL THEN i.decided_memory_gb ELSE 0 END),
       sum(CASE WHEN i.issued_at IS NOT NULL THEN i.decided_storage_gb ELSE 0 END),
       sum(coalesce((SELECT sum(u.vcpu) FROM plan_drawn u WHERE u.plan_item_id = i.id), 0)),
       sum(coalesce((SELECT sum(u.memory_gb) FROM plan_drawn u WHERE u.plan_item_id = i.id), 0)),
       sum(coalesce((SELECT sum(u.storage_gb) FROM plan_drawn u WHERE u.plan_item_id = i.id), 0))
  FROM plan_item i
 WHERE i.year = :year AND i.withdrawn_at IS NULL AND (i.organisation_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
 GROUP BY i.quarter ORDER BY i.quarter LIMIT 4;

-- name: planning_unplanned   mode: read   scope: org
SELECT m.id AS matter_id, coalesce(m.number, '草稿') AS number, m.title AS subject, o.short_name AS unit_name, u.note AS note,
       u.vcpu AS vcpu_n, u.memory_gb AS memory_n, u.storage_gb AS storage_n
  FROM plan_drawn u JOIN matter m ON m.id = u.matter_id JOIN organisation o ON o.id = u.organisation_id
 WHERE u.year = :year AND u.plan_item_id IS NULL AND (u.organisation_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
 ORDER BY o.rank, m.id LIMIT 200;

-- name: planning_filed   mode: read   scope: org
-- How many units owe a plan of this year, and how far they are; drafts, which the center does not see, are counted for it.
SELECT count(*), sum(m.state NOT IN ('draft', 'unit_check', 'not_filed')),
       sum(m.state IN ('executing', 'adjust_check', 'adjust_review', 'evaluating', 'closed')),
       sum(m.state IN ('draft', 'unit_check', 'not_filed'))
  FROM matter m
 WHERE m.procedure_key = 'annual_plan' AND m.period = :period AND m.period <> '' AND (m.organisation_id = :org
    OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'));

-- name: planning_years   mode: read   scope: org
SELECT DISTINCT i.year FROM plan_item i
 WHERE i.organisation_id = :org OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center')
 ORDER BY i.year DESC LIMIT 10;
