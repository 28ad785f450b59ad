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

-- name: operation_operator   mode: read   scope: system (who runs a platform is known to everybody)
SELECT operator_id FROM platform WHERE id = :platform;

-- name: operation_platform_of_system   mode: read   scope: system (of the matter being moved; nothing when it lies on several)
SELECT max(platform_id) FROM allocation WHERE system_id = :system AND freed_at IS NULL HAVING count(DISTINCT platform_id) = 1;

-- name: operation_systems_on   mode: read   scope: system (how many systems a platform holds, for the share that is down)
SELECT count(DISTINCT system_id) FROM allocation WHERE platform_id = :platform AND freed_at IS NULL;

-- name: operation_address   mode: write   scope: system (an effect of a move: it is addressed to this organisation too)
INSERT INTO matter_concern (matter_id, part, organisation_id, since) VALUES (:matter, 'addressee', :organisation, :now)
ON CONFLICT DO NOTHING;

-- name: operation_hosted_units   mode: read   rows: all (the units of the province)   scope: system (an effect of a move: whom it concerns)
SELECT DISTINCT s.organisation_id FROM allocation a JOIN system s ON s.id = a.system_id
 WHERE a.platform_id = :platform AND a.freed_at IS NULL AND s.state <> 'ended' ORDER BY 1;

-- name: operation_hosts   mode: read   rows: all (the few operators of a unit)   scope: system (an effect of a move: whom it concerns)
SELECT DISTINCT p.operator_id FROM system s JOIN allocation a ON a.system_id = s.id AND a.freed_at IS NULL
  JOIN platform p ON p.id = a.platform_id
 WHERE s.organisation_id = :unit AND s.state <> 'ended' AND p.operator_id <> :unit ORDER BY 1;

-- name: operation_delivery   mode: read   scope: org
-- Who was told of a matter, and when the first person there read it.
SELECT o.name, n.role, n.made_at, coalesce((SELECT min(r.read_at) FROM notice_read r WHERE r.notice_id = n.id), 0)
  FROM notice n JOIN organisation o ON o.id = n.organisation_id
 WHERE n.matter_id = :matter AND n.kind = 'alarm' AND (:all = 1 OR n.organisation_id = :org)
 ORDER BY n.made_at, o.rank, n.id LIMIT 200;
