-- Faults: written by the effects of their moves, listed for those who take part.

-- name: fault_find   mode: read   scope: system (below a matter the actor may see)
SELECT f.level, f.reported_level, f.raised, f.began_at, f.found_at, f.reported_at, f.respond_due_at,
       coalesce(f.responded_at, 0), coalesce(f.restore_due_at, 0), coalesce(f.restored_at, 0), f.handler_id, o.name,
       coalesce(f.report_due_at, 0), coalesce(f.arrive_due_at, 0), coalesce(f.arrived_at, 0), f.remote_yes,
       coalesce(f.platform_id, 0), coalesce((SELECT c.number FROM contract c WHERE c.id = f.respond_contract_id), ''),
       coalesce((SELECT c.number FROM contract c WHERE c.id = f.restore_contract_id), ''), coalesce(f.confirmed_at, 0),
       coalesce(r.name, ''), coalesce(a.name, ''), coalesce(f.retaken_at, 0)
  FROM fault f JOIN organisation o ON o.id = f.handler_id LEFT JOIN organisation r ON r.id = f.responsible_id
  LEFT JOIN organisation a ON a.id = f.responder_id
 WHERE f.matter_id = :matter;

-- name: fault_add   mode: write   scope: system (an effect of the report)
INSERT INTO fault (matter_id, level, reported_level, platform_id, system_id, side, handler_id, responsible_id, planned_yes,
                   interrupted_yes, data_loss_yes, affected_systems, affected_vcpu, began_at, found_at, reported_at, respond_due_at,
                   respond_contract_id, report_due_at, arrive_due_at)
VALUES (:matter, :level, :level, :platform, :system, :side, :handler, iif(:side = 'outside', NULL, :handler), :planned,
        :interrupted, :data_loss, :systems, :vcpu, :began, :found, :now, :due, :contract, :report_due, :arrive_due);

-- name: fault_maintenance   mode: read   scope: system (of the matter being moved: agreed work on its platform, about that time)
SELECT w.in_time_yes FROM matter m JOIN maintenance w ON w.matter_id = m.id
 WHERE m.number = :number AND (:platform = 0 OR w.platform_id = :platform) AND w.agreed_at IS NOT NULL
   AND w.outcome IS NOT 'cancelled' AND w.outcome IS NOT 'lapsed' AND :began BETWEEN w.starts_at AND w.ends_at;

-- name: fault_respond   mode: write   scope: system (an effect of a move)
UPDATE fault SET responder_id = coalesce(responder_id, handler_id), responded_at = coalesce(responded_at, :now), restore_due_at = coalesce(restore_due_at, :due),
       restore_contract_id = iif(restore_due_at IS NULL, :contract, restore_contract_id)
 WHERE matter_id = :matter;

-- name: fault_raise   mode: write   scope: system (an effect of a move)
UPDATE fault SET level = :level, raised = raised + 1 WHERE matter_id = :matter;

-- name: fault_regrade   mode: write   scope: system (an effect of a move)
UPDATE fault SET level = :level, reported_level = :level, respond_due_at = :respond_due, restore_due_at = :restore_due,
       respond_contract_id = :respond_contract, restore_contract_id = :restore_contract, report_due_at = :report_due,
       arrive_due_at = :arrive_due
 WHERE matter_id = :matter;

-- name: fault_arrive   mode: write   scope: system (an effect of a move)
UPDATE fault SET arrived_at = :arrived, remote_yes = :remote WHERE matter_id = :matter;

-- name: fault_hand_over   mode: write   scope: system (an effect of a move: whoever takes over goes on under the clock that runs, what was answered stays who answered)
UPDATE fault SET responder_id = coalesce(responder_id, iif(responded_at IS NULL, NULL, handler_id)), arrived_at = NULL, remote_yes = 0, side = :side, handler_id = :handler, responsible_id = iif(:side = 'outside', NULL, :handler) WHERE matter_id = :matter;

-- name: fault_incidents   mode: read   scope: system (of the matter being moved: incidents it was turned into)
SELECT count(*) FROM matter WHERE base_matter_id = :matter AND procedure_key = 'incident' AND state NOT IN ('dropped', 'false_alarm');

-- name: fault_responsible_drop   mode: write   scope: system (an effect of a move)
DELETE FROM matter_concern WHERE matter_id = :matter AND part = 'responsible';

-- name: fault_responsible_add   mode: write   scope: system (an effect of a move)
INSERT INTO matter_concern (matter_id, part, organisation_id, since) VALUES (:matter, 'responsible', :organisation, :now);

-- name: fault_restore   mode: write   scope: system (an effect of a move)
UPDATE fault SET restored_at = :restored, temporary_yes = :temporary, cause = :cause WHERE matter_id = :matter;

-- name: fault_confirm   mode: write   scope: system (an effect of a move)
UPDATE fault SET confirmed_at = :now, analysis_due_at = nullif(:due, 0), closed_at = iif(:due = 0, :now, NULL)
 WHERE matter_id = :matter;

-- name: fault_reopen   mode: write   scope: system (an effect of a move)
UPDATE fault SET restored_at = NULL, temporary_yes = 0, reopened = reopened + 1 WHERE matter_id = :matter;

-- name: fault_retake   mode: write   scope: system (an effect of a move: another than before goes on, in his own time)
UPDATE fault SET handler_id = :handler, retaken_at = :now, restore_due_at = :due, restore_contract_id = nullif(:contract, 0),
       arrived_at = NULL, remote_yes = 0, arrive_due_at = :arrive_due
 WHERE matter_id = :matter;

-- name: fault_analysis   mode: write   scope: system (an effect of a move)
UPDATE fault SET analysis_at = coalesce(analysis_at, :now) WHERE matter_id = :matter;

-- name: fault_return   mode: write   scope: system (an effect of a move)
UPDATE fault SET analysis_returned = analysis_returned + 1 WHERE matter_id = :matter;

-- name: fault_accept   mode: write   scope: system (an effect of a move)
UPDATE fault SET analysis_accepted_at = :now, closed_at = :now WHERE matter_id = :matter;

-- name: fault_dismiss   mode: write   scope: system (an effect of a move)
UPDATE fault SET dismissed_yes = 1, closed_at = :now WHERE matter_id = :matter;

-- name: fault_correct   mode: write   scope: system (an effect of a move: whoever attended to it did so, whoever answers for it)
UPDATE fault SET side = :side, responsible_id = iif(:side = 'outside', NULL, :party), began_at = :began, found_at = :found,
       restored_at = :restored, affected_vcpu = :vcpu, interrupted_yes = :interrupted, data_loss_yes = :data_loss,
       planned_yes = :planned, report_due_at = iif(report_due_at IS NULL, NULL, :report_due)
 WHERE matter_id = :matter;

-- name: fault_correction_add   mode: write   scope: system (an effect of a move)
INSERT INTO fault_correction (matter_id, event_id, fact, former, corrected) VALUES (:matter, :event, :fact, :former, :corrected);

-- name: fault_corrections   mode: read   scope: system (below a matter the actor may see)
SELECT e.at, e.actor_label, c.fact, c.former, c.corrected, e.opinion FROM fault_correction c JOIN event e ON e.id = c.event_id
 WHERE c.matter_id = :matter ORDER BY c.id LIMIT 200;

-- name: fault_analysis_due   mode: write   scope: system (an effect of a move)
UPDATE fault SET analysis_due_at = nullif(:due, 0) WHERE matter_id = :matter;

-- name: fault_analyst   mode: write   scope: system (an effect of a move: whoever has it to write begins with a clean sheet)
UPDATE fault SET analyst_id = :analyst, analysis_at = iif(coalesce(analyst_id, :former) = :analyst, analysis_at, NULL),
       analysis_returned = iif(coalesce(analyst_id, :former) = :analyst, analysis_returned, 0)
 WHERE matter_id = :matter;

-- name: fault_author   mode: write   scope: system (an effect of a move: what was handed in stays who wrote it)
UPDATE fault SET analyst_id = coalesce(analyst_id, :former) WHERE matter_id = :matter AND analysis_at IS NOT NULL;

-- name: fault_waive   mode: write   scope: system (an effect of the clock: its level asks for no analysis any more)
UPDATE fault SET closed_at = :now WHERE matter_id = :matter;

-- name: fault_list   mode: read   scope: org
SELECT f.began_at AS sort_key, m.id, m.id AS matter_id, m.number, m.title AS subject, coalesce(l.name, '—') AS platform_name,
       s.name AS system_if, f.level AS level_number, o.short_name AS handler_name, f.began_at AS begun_at, f.restored_at AS mended_at,
       iif(f.dismissed_yes = 1, NULL, (coalesce(f.restored_at, :now) - f.began_at) / 60) AS minutes_n, f.restored_at IS NULL AND f.closed_at IS NULL AS running_yes,
       coalesce(f.reported_at > f.report_due_at AND f.dismissed_yes = 0, 0) AS report_late_yes, f.arrived_at, f.arrived_at IS NOT NULL AS came_yes, f.remote_yes,
       coalesce(f.arrive_due_at < iif(f.remote_yes = 1 OR f.dismissed_yes = 1, NULL, coalesce(f.arrived_at, iif(f.restored_at IS NULL AND f.closed_at IS NULL, :now, NULL))), 0) AS arrive_late_yes,
       f.planned_yes, f.raised > 0 AS raised_yes, m.procedure_id, m.state, m.due_at, m.paused_at, m.closed_at
  FROM fault f JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = f.matter_id
  JOIN matter m ON m.id = f.matter_id JOIN organisation o ON o.id = f.handler_id
  LEFT JOIN platform l ON l.id = f.platform_id LEFT JOIN system s ON s.id = f.system_id
 WHERE (:level = 0 OR f.level = :level) AND (:platform = 0 OR f.platform_id = :platform)
   AND (:open = '' OR (:open = 'open') = (f.closed_at IS NULL))
   AND (f.began_at, f.matter_id) < (:after_sort, :after_id)
 ORDER BY f.began_at DESC, f.matter_id DESC LIMIT :limit;

-- name: fault_platforms   mode: read   scope: org
-- Those that faults the organisation takes part in were about; for the filter.
SELECT l.id, l.name FROM platform l
 WHERE EXISTS (SELECT 1 FROM fault f JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = f.matter_id
                WHERE f.platform_id = l.id) ORDER BY l.rank, l.id LIMIT 100;

-- name: fault_counts   mode: read   scope: org
SELECT count(*), coalesce(sum(f.level <= 2), 0), coalesce(sum(f.responded_at IS NULL), 0)
  FROM fault f JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = f.matter_id
 WHERE f.closed_at IS NULL;

-- name: fault_of_week   mode: read   rows: all (the faults of a week)   scope: system (the supervisor's summary, without names of units)
SELECT m.number, f.level, coalesce(p.name, '—'), f.side, (coalesce(f.restored_at, :now) - f.began_at) / 60,
       iif(f.restored_at IS NULL, '未恢复', iif(f.temporary_yes = 1, '临时恢复', '已恢复')),
       coalesce(f.reported_at > f.report_due_at, 0), coalesce(f.responded_at > f.respond_due_at, 0),
       coalesce(f.arrived_at > f.arrive_due_at AND f.remote_yes = 0, 0), coalesce(f.restored_at > f.restore_due_at, 0)
  FROM fault f JOIN matter m ON m.id = f.matter_id LEFT JOIN platform p ON p.id = f.platform_id
 WHERE f.began_at >= :from AND f.began_at < :until AND f.dismissed_yes = 0
   AND (f.platform_id IS NULL OR EXISTS (SELECT 1 FROM watch w WHERE w.platform_id = f.platform_id AND w.organisation_id = :watcher))
 ORDER BY f.began_at, f.matter_id;

-- name: fault_units_of_week   mode: read   rows: all (the units of the province)   scope: system (an effect of a move: whom the summary concerns)
SELECT DISTINCT c.organisation_id FROM fault f JOIN matter_concern c ON c.matter_id = f.matter_id AND c.part = 'addressee'
 WHERE f.began_at >= :from AND f.began_at < :until AND f.dismissed_yes = 0
   AND (f.platform_id IS NULL OR EXISTS (SELECT 1 FROM watch w WHERE w.platform_id = f.platform_id AND w.organisation_id = :watcher))
 ORDER BY 1;

-- name: fault_own_of_week   mode: read   rows: all (the faults of a week)   scope: org
-- Who watches them all (:all) reads whom each one hit; an affected unit reads of its own and of nobody else.
SELECT m.id, m.number, m.title, f.level, (coalesce(f.restored_at, :now) - f.began_at) / 60, f.restored_at IS NOT NULL,
       iif(:all = 1, (SELECT group_concat(o.short_name, '、') FROM matter_concern c JOIN organisation o ON o.id = c.organisation_id
                       WHERE c.matter_id = m.id AND c.part = 'addressee'), '')
  FROM fault f CROSS JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = f.matter_id -- from the week, not from all it takes part in
  JOIN matter m ON m.id = f.matter_id
 WHERE f.began_at >= :from AND f.began_at < :until AND f.dismissed_yes = 0 ORDER BY f.began_at, f.matter_id;
