-- Who still owes a duty of a period.  :kinds is ',provider,integrator,'.

-- name: round_installed   mode: read   scope: system (nothing is owed for the time before the installation)
SELECT made_at FROM installation;

-- name: round_organisations   mode: read   scope: system (the clerk works for everybody)
-- Who uses the cloud owes it as a unit (第六条): :systems 1, with a system in operation; 2, with one that went on trial by :until.
-- Other kinds owe it for what they run.
SELECT o.id, 0, 0, (SELECT group_concat(k.kind, ' ') FROM organisation_kind k WHERE k.organisation_id = o.id)
  FROM organisation o
 WHERE (o.valid_to IS NULL OR o.valid_to >= :today)
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = o.id
                AND instr(:kinds, ',' || k.kind || ',') > 0)
   AND (:systems = 0
    OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = o.id AND k.kind <> 'unit'
                AND instr(:kinds, ',' || k.kind || ',') > 0)
    OR :systems = 1 AND EXISTS (SELECT 1 FROM system s WHERE s.organisation_id = o.id
                AND s.state IN ('operating', 'changing', 'suspended'))
    OR :systems = 2 AND EXISTS (SELECT 1 FROM system s WHERE s.organisation_id = o.id AND s.created_at <= :until
                AND s.state IN ('trial', 'operating', 'changing', 'suspended')
                AND coalesce((SELECT min(e.at) FROM matter a JOIN event e ON e.matter_id = a.id
                               WHERE a.system_id = s.id AND e.to_state = 'trial'), 0) <= :until))
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.procedure_key = :key AND m.period = :period AND m.period <> ''
                    AND m.organisation_id = o.id)
 ORDER BY o.rank, o.id LIMIT 100;

-- name: round_platforms   mode: read   scope: system (the clerk works for everybody)
SELECT p.operator_id, p.id, 0,
       (SELECT group_concat(k.kind, ' ') FROM organisation_kind k WHERE k.organisation_id = p.operator_id)
  FROM platform p
 WHERE p.ended_at IS NULL AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = p.operator_id
                AND instr(:kinds, ',' || k.kind || ',') > 0)
   AND (:platforms IS NULL OR instr(:platforms, ',' || p.kind || ',') > 0)
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.procedure_key = :key AND m.period = :period AND m.period <> ''
                    AND m.organisation_id = p.operator_id AND coalesce(m.platform_id, 0) = p.id)
 ORDER BY p.rank, p.id LIMIT 100;

-- name: round_systems   mode: read   scope: system (the clerk works for everybody)
SELECT s.organisation_id, 0, s.id,
       (SELECT group_concat(k.kind, ' ') FROM organisation_kind k WHERE k.organisation_id = s.organisation_id)
  FROM system s
 WHERE s.state NOT IN ('allocating', 'ended')
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = s.organisation_id
                AND instr(:kinds, ',' || k.kind || ',') > 0)
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.procedure_key = :key AND m.period = :period AND m.period <> ''
                    AND m.organisation_id = s.organisation_id AND coalesce(m.system_id, 0) = s.id)
 ORDER BY s.created_at, s.id LIMIT 100;

-- name: round_other_platforms   mode: read   scope: system (the clerk works for everybody)
-- Who watches or tests owes it for each platform that is not its own; a supervisor for those it watches.
SELECT o.id, p.id, 0, (SELECT group_concat(k.kind, ' ') FROM organisation_kind k WHERE k.organisation_id = o.id)
  FROM organisation o JOIN platform p ON p.operator_id <> o.id
 WHERE (o.valid_to IS NULL OR o.valid_to >= :today)
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = o.id
                AND instr(:kinds, ',' || k.kind || ',') > 0)
   AND (instr(:kinds, ',supervisor,') = 0 OR EXISTS (SELECT 1 FROM watch w WHERE w.platform_id = p.id AND w.organisation_id = o.id))
   AND (:platforms IS NULL OR instr(:platforms, ',' || p.kind || ',') > 0)
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.procedure_key = :key AND m.period = :period AND m.period <> ''
                    AND m.organisation_id = o.id AND coalesce(m.platform_id, 0) = p.id)
 ORDER BY p.rank, p.id, o.id LIMIT 100;

-- name: round_counts   mode: read   scope: system (the center counts what everybody owes)
-- :missed: states in which a duty ends that nobody did, " a b "; :waived: in which nothing was owed.
SELECT count(*), sum(closed_at IS NOT NULL AND instr(:missed, ' ' || state || ' ') = 0),
       sum(CASE WHEN closed_at IS NULL THEN due_at < :now ELSE instr(:missed, ' ' || state || ' ') > 0 END) FROM matter
 WHERE procedure_key = :key AND period = :period AND period <> '' AND instr(:waived, ' ' || state || ' ') = 0;
