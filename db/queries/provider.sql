-- Contracts, penalties, revocation, platforms that come and go.

-- ---- contracts ----

-- name: provider_contract_number   mode: read   scope: system (of the matter being moved: whether a number is taken)
SELECT count(*) FROM contract WHERE number = :number AND matter_id <> :matter;

-- name: provider_contract_of_matter   mode: read   scope: system (of the matter being moved)
SELECT id, provider_id, number, version FROM contract WHERE matter_id = :matter;

-- name: provider_terms_newest   mode: read   scope: system (of the matter being moved)
SELECT coalesce(max(t.valid_from), 0) FROM contract c JOIN contract_terms t ON t.contract_id = c.id WHERE c.matter_id = :matter;

-- name: provider_contract_add   mode: write   scope: system (an effect of the leader's approval)
INSERT INTO contract (matter_id, provider_id, number, name, starts_day, ends_day, amount, state)
VALUES (:matter, :provider, :number, :name, :starts, :ends, :amount, 'in_force');

-- name: provider_contract_change   mode: write   scope: system (an effect of a supplement)
UPDATE contract SET name = :name, starts_day = :starts, ends_day = :ends, amount = :amount, version = :version
 WHERE id = :contract AND state = 'in_force';

-- name: provider_contract_close   mode: write   scope: system (an effect of ending)
UPDATE contract SET state = :state, ended_day = :day, ended_reason = :reason WHERE id = :contract AND state = 'in_force';

-- name: provider_contract_platforms_drop   mode: write   scope: system (an effect: the list is written anew)
DELETE FROM contract_platform WHERE contract_id = :contract;

-- name: provider_contract_platform_add   mode: write   scope: system (an effect of the leader's approval)
INSERT INTO contract_platform (contract_id, platform_id) VALUES (:contract, :platform) ON CONFLICT DO NOTHING;

-- name: provider_contract_platform_of   mode: read   scope: system (of the matter being moved: a platform its contract has brought already)
SELECT p.id FROM contract c JOIN contract_platform x ON x.contract_id = c.id JOIN platform p ON p.id = x.platform_id
 WHERE c.matter_id = :matter AND p.code = :code AND p.name = :name;

-- name: provider_contract_platform_new   mode: write   scope: system (an effect of the leader's approval)
INSERT INTO platform (code, name, kind, operator_id, zones, architecture, begun_day, rank)
VALUES (:code, :name, :kind, :operator, :zones, :architecture, :begun, (SELECT coalesce(max(rank), 0) + 1 FROM platform));

-- name: provider_has_kind   mode: read   scope: system (organisations are known to everybody)
SELECT count(*) FROM organisation_kind WHERE organisation_id = :organisation AND kind = :kind;

-- name: provider_overcommit_add   mode: write   scope: system (an effect of the leader's approval)
INSERT INTO contract_overcommit (contract_id, version, class, most) VALUES (:contract, :version, :class, :most);

-- name: provider_overcommits   mode: read   scope: system (below a contract the actor's organisation may see)
SELECT r.label, o.most FROM contract_overcommit o JOIN resource_class r ON r.key = o.class
 WHERE o.contract_id = :contract AND o.version = :version ORDER BY r.rank LIMIT 20;

-- name: provider_overcommit   mode: read   scope: system (the terms a platform is held to on a day)
-- The newest version that was valid then, of the newest contract that names the platform; a class it does not name is not set.
SELECT (SELECT o.most FROM contract_overcommit o
         WHERE o.contract_id = t.contract_id AND o.version = t.version AND o.class = :class)
  FROM contract_platform x JOIN contract c ON c.id = x.contract_id JOIN contract_terms t ON t.contract_id = c.id
 WHERE x.platform_id = :platform AND c.starts_day <= :day AND coalesce(c.ended_day, c.ends_day) >= :day AND t.valid_from <= :day
 ORDER BY c.starts_day DESC, c.id DESC, t.valid_from DESC, t.version DESC LIMIT 1;

-- name: provider_terms_add   mode: write   scope: system (an effect of the leader's approval)
INSERT INTO contract_terms (contract_id, version, valid_from, note, catalogue, availability, penalty_terms, amount, durability,
                            backup, delivery_wd)
VALUES (:contract, :version, :from, :note, :catalogue, :availability, :penalty, :amount, :durability, :backup, :delivery);

-- name: provider_fault_limit   mode: read   scope: system (the terms who handles a fault is held to on a day)
-- As above, of a contract with that organisation; :platform 0: not known, whichever of its platforms.  A level the terms do
-- not name is not set.
SELECT h.contract_id, h.number, l.respond_min, l.restore_min
  FROM (SELECT t.contract_id, t.version, c.number FROM contract c JOIN contract_terms t ON t.contract_id = c.id
         WHERE c.provider_id = :provider AND c.starts_day <= :day AND coalesce(c.ended_day, c.ends_day) >= :day AND t.valid_from <= :day
           AND (:platform = 0 OR EXISTS (SELECT 1 FROM contract_platform x WHERE x.contract_id = c.id AND x.platform_id = :platform))
         ORDER BY c.starts_day DESC, c.id DESC, t.valid_from DESC, t.version DESC LIMIT 1) h
  JOIN contract_limit l ON l.contract_id = h.contract_id AND l.version = h.version AND l.level = :level;

-- name: provider_delivery   mode: read   scope: system (the terms a platform is held to on a day)
SELECT h.delivery_wd, h.contract_id, h.number
  FROM (SELECT t.delivery_wd, t.contract_id, c.number
          FROM contract_platform x JOIN contract c ON c.id = x.contract_id JOIN contract_terms t ON t.contract_id = c.id
         WHERE x.platform_id = :platform AND c.starts_day <= :day AND coalesce(c.ended_day, c.ends_day) >= :day AND t.valid_from <= :day
         ORDER BY c.starts_day DESC, c.id DESC, t.valid_from DESC, t.version DESC LIMIT 1) h
 WHERE h.delivery_wd IS NOT NULL;

-- name: provider_limit_add   mode: write   scope: system (an effect of the leader's approval)
INSERT INTO contract_limit (contract_id, version, level, respond_min, restore_min)
VALUES (:contract, :version, :level, :respond, :restore);

-- name: provider_coefficient_add   mode: write   scope: system (an effect of the leader's approval)
INSERT INTO contract_coefficient (contract_id, version, grade, coefficient) VALUES (:contract, :version, :grade, :coefficient);

-- name: provider_coefficient   mode: read   scope: system (the terms a provider is settled by on a day)
-- The newest version that was valid then; a grade it does not name is not set.
SELECT (SELECT f.coefficient FROM contract_coefficient f
         WHERE f.contract_id = t.contract_id AND f.version = t.version AND f.grade = :grade)
  FROM contract c JOIN contract_terms t ON t.contract_id = c.id
 WHERE c.provider_id = :provider AND c.starts_day <= :day AND coalesce(c.ended_day, c.ends_day) >= :day
   AND t.valid_from <= :day
 ORDER BY c.starts_day DESC, c.id DESC, t.valid_from DESC, t.version DESC LIMIT 1;

-- name: provider_terms   mode: read   scope: system (below a contract the actor's organisation may see)
-- The one in force on a day is asked for as a quarter asks for it: the newest that was valid then.
SELECT t.version, t.valid_from, t.note, t.catalogue, t.availability, t.penalty_terms, coalesce(t.amount, c.amount), c.state <> 'in_force',
       t.version = (SELECT z.version FROM contract_terms z WHERE z.contract_id = :contract AND z.valid_from <= :day
                     ORDER BY z.valid_from DESC, z.version DESC LIMIT 1),
       coalesce(t.durability, -1), coalesce(t.backup, -1), coalesce(t.delivery_wd, 0)
  FROM contract_terms t JOIN contract c ON c.id = t.contract_id
 WHERE t.contract_id = :contract ORDER BY t.version DESC LIMIT 20;

-- name: provider_limits   mode: read   scope: system (below a contract the actor's organisation may see)
SELECT level, respond_min, restore_min FROM contract_limit WHERE contract_id = :contract AND version = :version
 ORDER BY level LIMIT 4;

-- name: provider_coefficients   mode: read   scope: system (below a contract the actor's organisation may see)
SELECT grade, coefficient FROM contract_coefficient WHERE contract_id = :contract AND version = :version LIMIT 4;

-- name: provider_contract_line   mode: read   scope: system (below a matter the actor's organisation may see)
SELECT id, number || '　' || name, starts_day, ends_day, version,
       CASE state WHEN 'in_force' THEN '生效' WHEN 'ended' THEN '到期终止' ELSE '提前终止' END
  FROM contract WHERE matter_id = :matter;

-- name: provider_contracts   mode: read   scope: org
-- The center sees all, a provider its own; the amount is that of the terms in force on a day.
SELECT c.ends_day AS sort_key, c.id, c.number, c.name, o.short_name AS provider_name, c.starts_day, c.ends_day,
       coalesce((SELECT t.amount FROM contract_terms t WHERE t.contract_id = c.id AND t.valid_from <= :day
                   ORDER BY t.valid_from DESC, t.version DESC LIMIT 1), c.amount) AS amount, c.state,
       (SELECT group_concat(p.name, '、') FROM contract_platform x JOIN platform p ON p.id = x.platform_id
         WHERE x.contract_id = c.id) AS platform_names
  FROM contract c JOIN organisation o ON o.id = c.provider_id
 WHERE (c.provider_id = :org OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
   AND (:state = '' OR c.state = :state)
   AND (:name = '' OR instr(c.name, :name) > 0 OR instr(c.number, :name) > 0 OR instr(o.name, :name) > 0)
   AND (c.ends_day, c.id) < (:after_sort, :after_id)
 ORDER BY c.ends_day DESC, c.id DESC LIMIT :limit;

-- name: provider_contract_seen   mode: read   scope: org
SELECT c.name, c.provider_id FROM contract c
 WHERE c.id = :id AND (c.provider_id = :org
    OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'));

-- name: provider_contract_page   mode: read   scope: system (below a contract the actor's organisation may see)
SELECT c.number, o.name AS provider_name, c.starts_day, c.ends_day,
       coalesce((SELECT t.amount FROM contract_terms t WHERE t.contract_id = c.id AND t.valid_from <= :day
                   ORDER BY t.valid_from DESC, t.version DESC LIMIT 1), c.amount) AS amount,
       c.state, c.matter_id, c.version AS version_n,
       c.ended_day IS NOT NULL AS closed_yes, c.ended_day, c.ended_reason,
       (SELECT group_concat(p.name, '、') FROM contract_platform x JOIN platform p ON p.id = x.platform_id
         WHERE x.contract_id = c.id) AS platform_names
  FROM contract c JOIN organisation o ON o.id = c.provider_id WHERE c.id = :id;

-- name: provider_contracts_ending   mode: read   scope: system (the clerk reminds of contracts that end)
SELECT c.id, c.provider_id, c.matter_id, c.ends_day, c.name,
       (SELECT group_concat(k.kind, ' ') FROM organisation_kind k WHERE k.organisation_id = c.provider_id)
  FROM contract c WHERE c.state = 'in_force' AND c.ends_day >= :today ORDER BY c.ends_day, c.id LIMIT 500;

-- name: provider_contract_matters   mode: read   scope: system (an effect of revoking: contracts under way with that provider)
SELECT m.id, coalesce(k.ends_day, 0) FROM matter_concern c JOIN matter m ON m.id = c.matter_id
  LEFT JOIN contract k ON k.matter_id = m.id
 WHERE c.organisation_id = :provider AND c.part = 'addressee' AND m.procedure_key = 'contract' AND m.closed_at IS NULL
   AND m.state <> 'draft' ORDER BY m.id LIMIT 200;

-- name: provider_contract_drafts   mode: read   scope: system (an effect of revoking: drafts of the center that name the provider)
SELECT m.id, m.title, t.role FROM task t JOIN matter m ON m.id = t.matter_id JOIN matter_draft d ON d.matter_id = m.id
 WHERE t.organisation_id = :center AND t.role GLOB 'center.*' AND t.closed_at IS NULL AND t.state = 'draft'
   AND m.procedure_key = 'contract' AND json_extract(d.body, '$.provider') = :provider ORDER BY m.id LIMIT 200;

-- name: provider_contracts_of   mode: read   scope: system (an effect of revoking)
SELECT id FROM contract WHERE provider_id = :provider AND state = 'in_force' ORDER BY id LIMIT 200;

-- name: provider_contract_party   mode: read   scope: system (of the matter being moved: whose contract is quoted)
SELECT provider_id FROM contract WHERE id = :contract;

-- ---- penalties ----

-- name: provider_penalty_add   mode: write   scope: system (an effect of the leader's decision)
INSERT INTO penalty (matter_id, provider_id, contract_id, kind, amount, clause, decided_at)
VALUES (:matter, :provider, :contract, :kind, :amount, :clause, :now);

-- name: provider_penalties   mode: read   scope: org
-- Only those whose matter the actor's organisation takes part in.  :contract 0: of all contracts.
SELECT x.matter_id, m.number, x.kind, x.decided_at, x.clause, x.amount
  FROM penalty x JOIN matter m ON m.id = x.matter_id
  JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = x.matter_id
 WHERE x.provider_id = :provider AND x.matter_id <> :but AND (:contract = 0 OR x.contract_id = :contract) ORDER BY x.decided_at DESC, x.id DESC LIMIT 20;

-- ---- revocation ----

-- name: provider_revocations   mode: read   scope: system (of the matter being moved: others about the same provider that are decided)
SELECT count(*) FROM matter_concern c JOIN matter m ON m.id = c.matter_id
 WHERE c.organisation_id = :provider AND c.part = 'addressee' AND m.procedure_key = 'revocation' AND m.id <> :matter
   AND m.state IN ('resettling', 'finishing', 'revoked');

-- name: provider_hosted   mode: read   scope: system (how many systems a provider still hosts)
SELECT count(DISTINCT a.system_id) FROM allocation a JOIN platform p ON p.id = a.platform_id
 WHERE p.operator_id = :provider AND a.freed_at IS NULL;

-- name: provider_suspend   mode: write   scope: system (an effect of the decision: no new systems)
UPDATE platform SET suspended_yes = 1 WHERE operator_id = :provider;

-- name: provider_revocation_open   mode: read   scope: system (of the matter being moved: another about the same provider under way)
SELECT m.number FROM matter_concern c JOIN matter m ON m.id = c.matter_id
 WHERE c.organisation_id = :provider AND c.part = 'addressee' AND m.procedure_key = 'revocation' AND m.id <> :matter
   AND m.closed_at IS NULL AND m.state <> 'draft' ORDER BY m.id DESC LIMIT 1;

-- name: provider_platforms_end   mode: write   scope: system (an effect of revoking)
UPDATE platform SET suspended_yes = 1, ended_at = :now WHERE operator_id = :provider AND ended_at IS NULL;

-- name: provider_resettlement_add   mode: write   scope: system (an effect of the decision)
INSERT INTO resettlement (matter_id, system_id, platform_id, since)
SELECT DISTINCT :matter, a.system_id, a.platform_id, :now FROM allocation a JOIN platform p ON p.id = a.platform_id
 WHERE p.operator_id = :provider AND a.freed_at IS NULL;

-- name: provider_resettlement_plan   mode: write   scope: system (an effect of the dispatch post's plan)
UPDATE resettlement SET target_platform_id = :target, due_day = :due WHERE matter_id = :matter AND system_id = :system;

-- name: provider_resettlement_has   mode: read   scope: system (below the matter being moved)
SELECT count(*) FROM resettlement WHERE matter_id = :matter AND system_id = :system;

-- name: provider_target_open   mode: read   scope: system (whether a platform may take over a system)
SELECT count(*) FROM platform WHERE id = :platform AND suspended_yes = 0 AND ended_at IS NULL AND operator_id <> :provider
   AND kind <> 'supervision';

-- name: provider_resettlement   mode: read   scope: system (below a matter the actor's organisation may see)
SELECT s.id, s.name, o.short_name, p.name, t.name, r.due_day,
       EXISTS (SELECT 1 FROM allocation a WHERE a.system_id = r.system_id AND a.platform_id = r.platform_id
                AND a.freed_at IS NULL)
  FROM resettlement r JOIN system s ON s.id = r.system_id JOIN organisation o ON o.id = s.organisation_id
  JOIN platform p ON p.id = r.platform_id LEFT JOIN platform t ON t.id = r.target_platform_id
 WHERE r.matter_id = :matter ORDER BY 7 DESC, o.rank, s.id LIMIT 200;

-- ---- platforms of integrators ----

-- name: provider_is_integrator   mode: read   scope: system (organisations are known to everybody)
SELECT count(*) FROM organisation_kind WHERE organisation_id = :organisation AND kind = 'integrator';

-- name: provider_platform_taken   mode: read   scope: system (platforms are known to everybody)
SELECT count(*) FROM platform WHERE code = :code OR name = :name;

-- name: provider_attached_by   mode: read   scope: system (of the matter being moved)
SELECT organisation_id FROM event WHERE matter_id = :matter AND action = 'attach_monitoring' ORDER BY id DESC LIMIT 1;

-- name: provider_platform_add   mode: write   scope: system (an effect of the admission)
INSERT INTO platform (code, name, kind, operator_id, zones, architecture, rank)
VALUES (:code, :name, 'integration', :operator, :zones, :architecture, (SELECT coalesce(max(rank), 0) + 1 FROM platform));

-- name: provider_capacity_set   mode: write   scope: system (an effect of the center's ruling)
INSERT INTO capacity (platform_id, class, total, changed_at) VALUES (:platform, :class, :total, :now)
ON CONFLICT DO UPDATE SET total = :total, changed_at = :now;

-- name: provider_committed   mode: read   scope: system (asked by guards inside the transaction)
SELECT coalesce(sum(max(granted, allocated)), 0) FROM allocation
 WHERE platform_id = :platform AND class = :class AND freed_at IS NULL;

-- name: provider_capacity_of   mode: read   scope: system (of the matter being moved)
SELECT total FROM capacity WHERE platform_id = :platform AND class = :class;

-- name: provider_capacity   mode: read   scope: system (below a matter the actor's organisation may see)
SELECT t.class, c.label || '（' || c.unit || '）', t.total,
       coalesce((SELECT sum(max(a.granted, a.allocated)) FROM allocation a
                  WHERE a.platform_id = t.platform_id AND a.class = t.class AND a.freed_at IS NULL), 0)
  FROM capacity t JOIN resource_class c ON c.key = t.class WHERE t.platform_id = :platform ORDER BY c.rank LIMIT 20;

-- name: provider_platform_systems   mode: read   scope: system (of the matter being moved)
SELECT count(DISTINCT system_id) FROM allocation WHERE platform_id = :platform AND freed_at IS NULL;

-- name: provider_platform_present   mode: read   scope: system (below a matter the actor's organisation may see)
SELECT name, service_scope, zones, architecture, operation_post, operation_phone, kind, operator_id, ended_at IS NOT NULL
  FROM platform WHERE id = :platform;

-- name: provider_platform_named   mode: read   scope: system (platforms are known to everybody)
SELECT count(*) FROM platform WHERE name = :name AND id <> :platform;

-- name: provider_platform_set   mode: write   scope: system (an effect of an agreed change, of an admission)
UPDATE platform SET name = :name, service_scope = :scope, zones = :zones, architecture = :architecture, operation_post = :post,
  operation_phone = :phone WHERE id = :platform;

-- name: provider_conformity   mode: read   scope: system (below a matter or a platform the actor's organisation may see)
SELECT item, state, note FROM platform_conformity WHERE platform_id = :platform LIMIT 40;

-- name: provider_conformity_set   mode: write   scope: system (an effect of the center's finding)
INSERT INTO platform_conformity (platform_id, item, state, note, checked_at) VALUES (:platform, :item, :state, :note, :now)
ON CONFLICT DO UPDATE SET state = :state, note = :note, checked_at = :now;

-- name: provider_changing   mode: read   scope: system (of the matter being moved: another change of its platform under way)
SELECT number FROM matter WHERE platform_id = :platform AND id <> :matter AND closed_at IS NULL
   AND (procedure_key = 'platform_change' AND state <> 'draft'
        OR procedure_key = 'platform_admission' AND state IN ('resize_review', 'leave_review')) ORDER BY id LIMIT 1;

-- name: provider_change_add   mode: write   scope: system (an effect of an agreed change)
INSERT INTO platform_change (matter_id, platform_id, item, before, after, changed_at)
VALUES (:matter, :platform, :item, :before, :after, :now);

-- name: provider_changes_of_matter   mode: read   scope: system (below a matter the actor's organisation may see)
SELECT item, before, after FROM platform_change WHERE matter_id = :matter ORDER BY id LIMIT 60;

-- name: provider_changes_of_platform   mode: read   scope: system (below a platform the actor's organisation may see)
SELECT changed_at, item, before, after FROM platform_change WHERE platform_id = :platform ORDER BY id DESC LIMIT 40;

-- name: provider_platform_end   mode: write   scope: system (an effect of leaving)
UPDATE platform SET suspended_yes = 1, ended_at = :now WHERE id = :platform AND ended_at IS NULL;

-- name: provider_contract_approved   mode: read   scope: system (an effect of a move: the form as the leader last approved it)
SELECT coalesce(max(revision), 0) FROM event WHERE matter_id = :matter AND action IN ('take_effect', 'adopt_supplement');
