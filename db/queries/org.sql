-- Organisations, people, roles: kept by the administrators.

-- name: org_list   mode: read   scope: system the administrators keep every organisation
SELECT o.rank AS sort_key, o.id, o.rank, o.name, o.code,
       (SELECT group_concat(k.kind, ' ') FROM organisation_kind k WHERE k.organisation_id = o.id) AS kinds,
       (SELECT count(*) FROM person p WHERE p.organisation_id = o.id) AS people_n,
       (SELECT count(*) FROM system s WHERE s.organisation_id = o.id AND s.state <> 'ended') AS systems_n,
       o.valid_from AS valid_from_day, o.valid_to IS NOT NULL AS ended_yes, o.valid_to AS valid_to_day,
       coalesce((SELECT n.name FROM organisation n WHERE n.id = o.successor_id), '—') AS successor_name
  FROM organisation o
 WHERE (o.rank, o.id) > (:after_sort, :after_id)
   AND (:kind IS NULL OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = o.id AND k.kind = :kind))
   AND (:words IS NULL OR instr(o.name, :words) > 0 OR instr(o.code, :words) > 0)
 ORDER BY o.rank, o.id LIMIT :limit;

-- name: org_find   mode: read   scope: system the administrators keep every organisation
SELECT o.id, o.code, o.name, o.short_name, o.rank, o.phone, o.valid_from, coalesce(o.valid_to, 0),
       (SELECT group_concat(k.kind, ' ') FROM organisation_kind k WHERE k.organisation_id = o.id),
       coalesce((SELECT n.name FROM organisation n WHERE n.id = o.successor_id), '')
  FROM organisation o WHERE o.id = :id;

-- name: org_find_code   mode: read   scope: system imports name organisations by their code
SELECT id FROM organisation WHERE code = :code AND (valid_to IS NULL OR valid_to >= :today);

-- name: org_code_taken   mode: read   scope: system codes are unique
SELECT count(*) FROM organisation WHERE code = :code;

-- name: org_name_holder   mode: read   scope: system two of one name cannot be told apart; what ended keeps its name
SELECT code FROM organisation WHERE name = :name AND id <> :id AND (valid_to IS NULL OR valid_to > :today) LIMIT 1;

-- name: org_kind_holder   mode: read   scope: system there is one center
SELECT organisation_id FROM organisation_kind WHERE kind = :kind ORDER BY organisation_id LIMIT 1;

-- name: org_add   mode: write   scope: system the administrators keep every organisation
INSERT INTO organisation (code, name, short_name, rank, phone, valid_from, imported_yes)
VALUES (:code, :name, :short_name, :rank, :phone, :valid_from, :imported);

-- name: org_save   mode: write   scope: system the administrators keep every organisation
UPDATE organisation SET name = :name, short_name = :short_name, rank = :rank, phone = :phone WHERE id = :id;

-- name: org_kind_add   mode: write   scope: system the administrators keep every organisation
INSERT INTO organisation_kind (organisation_id, kind) VALUES (:id, :kind) ON CONFLICT DO NOTHING;

-- name: org_kind_drop   mode: write   scope: system the administrators keep every organisation
DELETE FROM organisation_kind WHERE organisation_id = :id AND kind = :kind;

-- name: org_load   mode: read   scope: system what would be left without an owner
SELECT (SELECT count(*) FROM system WHERE organisation_id = :id AND state <> 'ended')
     + (SELECT count(*) FROM matter WHERE organisation_id = :id AND closed_at IS NULL)
     + (SELECT count(*) FROM task WHERE organisation_id = :id AND closed_at IS NULL)
     + (SELECT count(*) FROM platform WHERE operator_id = :id AND ended_at IS NULL);

-- name: org_successors   mode: read   scope: system the administrators keep every organisation
SELECT id, name FROM organisation WHERE id <> :id AND (valid_to IS NULL OR valid_to >= :today) ORDER BY rank, id LIMIT 500;

-- name: org_end   mode: write   scope: system the administrators keep every organisation
UPDATE organisation SET valid_to = :valid_to, successor_id = nullif(:successor, 0) WHERE id = :id AND valid_to IS NULL;

-- name: org_hand_filings   mode: write   scope: system the successor takes over
UPDATE filing SET organisation_id = :successor WHERE organisation_id = :id;

-- name: org_hand_systems   mode: write   scope: system the successor takes over
UPDATE system SET organisation_id = :successor WHERE organisation_id = :id;

-- name: org_hand_platforms   mode: write   scope: system the successor takes over
UPDATE platform SET operator_id = :successor WHERE operator_id = :id;

-- name: org_hand_parties   mode: write   scope: system the successor sees what its predecessor saw
INSERT INTO matter_party (organisation_id, matter_id, part, since, opened_at, procedure_key, state)
SELECT :successor, matter_id, part, :now, opened_at, procedure_key, state FROM matter_party WHERE organisation_id = :id
ON CONFLICT DO NOTHING;

-- name: org_hand_system_parties   mode: write   scope: system the successor sees what its predecessor saw
INSERT INTO system_party (organisation_id, system_id, created_at)
SELECT :successor, system_id, created_at FROM system_party WHERE organisation_id = :id
ON CONFLICT DO NOTHING;

-- name: org_hand_matters   mode: write   scope: system the successor takes over
UPDATE matter SET organisation_id = :successor WHERE organisation_id = :id AND closed_at IS NULL;

-- name: org_hand_orders   mode: write   scope: system the successor takes over
UPDATE work_order SET operator_id = :successor WHERE operator_id = :id AND state NOT IN ('received', 'cancelled');

-- name: org_hand_tasks   mode: write   scope: system the successor takes over
UPDATE task SET organisation_id = :successor, person_id = NULL WHERE organisation_id = :id AND closed_at IS NULL;

-- name: org_hand_concerns   mode: write   scope: system the successor answers for what its predecessor was asked
INSERT INTO matter_concern (matter_id, part, organisation_id, since)
SELECT c.matter_id, c.part, :successor, :now FROM matter_concern c JOIN matter m ON m.id = c.matter_id
 WHERE c.organisation_id = :id AND m.closed_at IS NULL
ON CONFLICT DO NOTHING;

-- name: org_drop_concerns   mode: write   scope: system nobody waits for who is no more
DELETE FROM matter_concern WHERE organisation_id = :id AND matter_id IN (SELECT m.id FROM matter m WHERE m.closed_at IS NULL);

-- name: org_hand_hazards   mode: write   scope: system the successor takes over
UPDATE hazard SET organisation_id = :successor WHERE organisation_id = :id AND closed_at IS NULL;

-- name: org_hand_lines   mode: write   scope: system the successor reports what its predecessor had to
UPDATE OR IGNORE incident_line SET organisation_id = :successor WHERE organisation_id = :id AND told_at IS NULL AND stopped_at IS NULL;

-- name: org_stop_lines   mode: write   scope: system a line that the successor has itself
UPDATE incident_line SET stopped_at = :now WHERE organisation_id = :id AND told_at IS NULL AND stopped_at IS NULL;

-- name: org_hand_contacts   mode: write   scope: system the successor is reached where its predecessor was
UPDATE OR IGNORE contact SET unit_id = iif(unit_id = :id, :successor, unit_id), operator_id = iif(operator_id = :id, :successor, operator_id)
 WHERE unit_id = :id OR operator_id = :id;

-- name: org_drop_contacts   mode: write   scope: system nobody is reached there; those the successor has itself stay
DELETE FROM contact WHERE unit_id = :id OR operator_id = :id;

-- name: org_hand_contracts   mode: write   scope: system the successor takes over
UPDATE contract SET provider_id = :successor WHERE provider_id = :id AND state = 'in_force';

-- name: org_end_watches   mode: write   scope: system who is no more watches no platform
UPDATE platform_supervisor SET until_at = :now WHERE organisation_id = :id AND until_at IS NULL;

-- name: org_hand_watches   mode: write   scope: system the successor watches on
INSERT INTO platform_supervisor (platform_id, organisation_id, from_at, reason, set_by)
SELECT platform_id, :successor, :now, '机构改革，由承接单位继续监管', nullif(:by, 0) FROM platform_supervisor
 WHERE organisation_id = :id AND until_at = :now;

-- name: org_hand_answers   mode: write   scope: system what was confirmed is not asked of the successor again
INSERT INTO takeover_answer (organisation_id, kind, first_id, second_id, matter_id, answer, reason, answered_at, decision, note, settled_at)
SELECT :successor, kind, first_id, second_id, matter_id, answer, reason, answered_at, decision, note, settled_at FROM takeover_answer
 WHERE organisation_id = :id AND settled_at IS NOT NULL
ON CONFLICT DO NOTHING;

-- name: org_hand_pairs   mode: write   scope: system contacts are named by their pair, which has the successor now
UPDATE OR IGNORE takeover_answer SET first_id = iif(first_id = :id, :successor, first_id), second_id = iif(second_id = :id, :successor, second_id)
 WHERE kind = 'contact' AND (first_id = :id OR second_id = :id);

-- name: org_end_tokens   mode: write   scope: system who is no more reports nothing
UPDATE api_token SET revoked_at = :now, revoked_by = nullif(:by, 0) WHERE organisation_id = :id AND revoked_at IS NULL;

-- name: org_hand_holders   mode: write   scope: system after the seats: lists say who holds a matter
UPDATE matter SET holder = substr(replace('、' || holder, '、' || (SELECT short_name FROM organisation WHERE id = :id) || ' ',
         '、' || (SELECT short_name FROM organisation WHERE id = :successor) || ' '), 2)
 WHERE closed_at IS NULL AND id IN (SELECT t.matter_id FROM task t WHERE t.organisation_id = :successor AND t.closed_at IS NULL);

-- name: org_accounts   mode: read   rows: all (the people of one organisation)   scope: system the administrators keep every account
SELECT id FROM person WHERE organisation_id = :id AND status <> 'disabled';

-- name: org_people   mode: read   scope: system the administrators keep every account
SELECT p.id, p.login, p.title AS post_title,
       CASE p.status WHEN 'new' THEN 'amber' WHEN 'active' THEN 'green' ELSE 'grey' END AS status_tone,
       CASE p.status WHEN 'new' THEN '待激活' WHEN 'active' THEN '正常' ELSE '已停用' END AS status_label,
       (SELECT group_concat(r.role, ' ') FROM person_role r WHERE r.person_id = p.id) AS roles
  FROM person p WHERE p.organisation_id = :id ORDER BY p.id LIMIT 200;

-- name: person_list   mode: read   scope: system the administrators keep every account
SELECT p.id AS sort_key, p.id, p.login, o.name AS unit_name, p.title AS post_title,
       CASE p.status WHEN 'new' THEN 'amber' WHEN 'active' THEN 'green' ELSE 'grey' END AS status_tone,
       CASE p.status WHEN 'new' THEN '待激活' WHEN 'active' THEN '正常' ELSE '已停用' END AS status_label,
       p.signed_in_at, (SELECT group_concat(r.role, ' ') FROM person_role r WHERE r.person_id = p.id) AS roles
  FROM person p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.id > :after_sort AND p.id > :after_id
   AND (:status IS NULL OR p.status = :status)
   AND (:words IS NULL OR instr(p.login, :words) > 0 OR instr(p.title, :words) > 0 OR instr(o.name, :words) > 0)
 ORDER BY p.id LIMIT :limit;

-- name: person_list_of   mode: read   scope: system the administrators keep every account
SELECT p.id AS sort_key, p.id, p.login, o.name AS unit_name, p.title AS post_title,
       CASE p.status WHEN 'new' THEN 'amber' WHEN 'active' THEN 'green' ELSE 'grey' END AS status_tone,
       CASE p.status WHEN 'new' THEN '待激活' WHEN 'active' THEN '正常' ELSE '已停用' END AS status_label,
       p.signed_in_at, (SELECT group_concat(r.role, ' ') FROM person_role r WHERE r.person_id = p.id) AS roles
  FROM person p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.organisation_id = :organisation AND p.id > :after_sort AND p.id > :after_id
   AND (:status IS NULL OR p.status = :status)
   AND (:words IS NULL OR instr(p.login, :words) > 0 OR instr(p.title, :words) > 0)
 ORDER BY p.id LIMIT :limit;

-- name: person_find   mode: read   scope: system the administrators keep every account
SELECT p.id, p.organisation_id, p.login, p.title, p.phone, p.status, p.must_change_yes, p.created_at,
       coalesce(p.created_by, 0), coalesce(p.signed_in_at, 0), o.name,
       (SELECT group_concat(k.kind, ' ') FROM organisation_kind k WHERE k.organisation_id = o.id),
       (SELECT group_concat(r.role, ' ') FROM person_role r WHERE r.person_id = p.id)
  FROM person p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = :id;

-- name: person_login_taken   mode: read   scope: system logins are unique
SELECT count(*) FROM person WHERE login = :login;

-- name: person_by_login   mode: read   scope: system logins are unique
SELECT id FROM person WHERE login = :login;

-- name: person_add   mode: write   scope: system the system administrator creates accounts
INSERT INTO person (organisation_id, login, title, phone, status, created_at, created_by)
VALUES (:organisation, :login, :title, :phone, 'new', :now, nullif(:by, 0));

-- name: person_save   mode: write   scope: system the system administrator keeps accounts
UPDATE person SET title = :title, phone = :phone WHERE id = :id;

-- name: person_force_change   mode: write   scope: system the system administrator keeps accounts
UPDATE person SET must_change_yes = 1 WHERE id = :id AND status = 'active';

-- name: person_disable   mode: write   scope: system the system administrator keeps accounts
UPDATE person SET status = 'disabled', successor_id = nullif(:successor, 0) WHERE id = :id AND status <> 'disabled';

-- name: person_enable   mode: write   scope: system the system administrator keeps accounts
UPDATE person SET status = 'new', password_hash = NULL, successor_id = NULL WHERE id = :id AND status = 'disabled'
   AND organisation_id IN (SELECT o.id FROM organisation o WHERE o.valid_to IS NULL);

-- name: person_forget_password   mode: write   scope: system a reset makes the old password useless
UPDATE person SET status = 'new', password_hash = NULL, must_change_yes = 0 WHERE id = :id AND status <> 'disabled';

-- name: person_void_codes   mode: write   scope: system an older code ends with a newer one
UPDATE activation SET used_at = :now WHERE person_id = :id AND used_at IS NULL;

-- name: person_issue_code   mode: write   scope: system the system administrator hands out codes
INSERT INTO activation (digest, person_id, made_by, made_at, expires_at)
VALUES (:digest, :id, nullif(:by, 0), :now, :expires);

-- name: person_code_out   mode: read   scope: system a code that still opens the account
SELECT count(*) FROM activation WHERE person_id = :id AND used_at IS NULL AND expires_at > :now;

-- name: person_without_code   mode: read   scope: system the system administrator hands out codes
-- Who never had a password and has no code that still opens the account; :organisation 0: of all.
SELECT p.id, p.login, p.title, o.name FROM person p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.status = 'new' AND (:organisation = 0 OR p.organisation_id = :organisation) AND o.valid_to IS NULL
   AND NOT EXISTS (SELECT 1 FROM activation a WHERE a.person_id = p.id AND a.used_at IS NULL AND a.expires_at > :now)
 ORDER BY o.rank, o.id, p.id LIMIT :limit;

-- name: person_without_code_count   mode: read   scope: system the system administrator hands out codes
SELECT count(*) FROM person p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.status = 'new' AND (:organisation = 0 OR p.organisation_id = :organisation) AND o.valid_to IS NULL
   AND NOT EXISTS (SELECT 1 FROM activation a WHERE a.person_id = p.id AND a.used_at IS NULL AND a.expires_at > :now);

-- name: person_seats   mode: read   scope: system what a leaver would leave behind
SELECT role, count(*) FROM task WHERE person_id = :id AND closed_at IS NULL GROUP BY role;

-- name: person_only_holder   mode: read   scope: system open seats of a role only this person holds
SELECT r.role FROM person_role r
 WHERE r.person_id = :id AND instr(:kept, ' ' || r.role || ' ') = 0
   AND EXISTS (SELECT 1 FROM task t WHERE t.organisation_id = :organisation AND t.role = r.role AND t.closed_at IS NULL)
   AND NOT EXISTS (SELECT 1 FROM person_role x JOIN person p ON p.id = x.person_id
                    WHERE x.role = r.role AND x.person_id <> :id AND p.organisation_id = :organisation AND p.status = 'active')
 LIMIT 1;

-- name: person_hand_seats   mode: write   scope: system a leaver's seats go to the successor
UPDATE task SET person_id = :successor
 WHERE person_id = :id AND closed_at IS NULL AND instr(:kept, ' ' || role || ' ') = 0;

-- name: person_left_behind   mode: read   scope: system what would be named after a post that nobody holds
-- Posts are named by title; a colleague of the same title keeps them filled.
WITH alone AS (SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM person x WHERE x.organisation_id = :organisation AND x.id <> :id
                                             AND x.title = :title AND x.status <> 'disabled'))
SELECT (SELECT count(*) FROM alone, system s WHERE s.organisation_id = :organisation AND s.state <> 'ended'
          AND (s.responsible_title = :title OR s.security_title = :title)),
       (SELECT count(*) FROM alone, contact c WHERE c.unit_id = :organisation AND c.side = 'unit' AND c.title = :title)
     + (SELECT count(*) FROM alone, contact c WHERE c.operator_id = :organisation AND c.side = 'operator' AND c.title = :title),
       (SELECT m.number FROM alone, matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision,
               json_each(f.body, '$.persons') j
         WHERE m.organisation_id = :organisation AND m.opened_at > 0 AND m.procedure_key = 'om_rules'
           AND m.state IN ('in_force', 'year_check', 'year_registering', 'year_returned')
           AND j.value ->> '$.title' = :title LIMIT 1);

-- name: person_hand_systems   mode: write   scope: system a leaver's post goes to the successor
UPDATE system SET responsible_title = iif(responsible_title = :title, h.title, responsible_title),
       responsible_phone = iif(responsible_title = :title, h.phone, responsible_phone),
       security_title = iif(security_title = :title, h.title, security_title),
       security_phone = iif(security_title = :title, h.phone, security_phone)
  FROM person h
 WHERE h.id = :successor AND system.organisation_id = :organisation AND state <> 'ended'
   AND (responsible_title = :title OR security_title = :title)
   AND NOT EXISTS (SELECT 1 FROM person x WHERE x.organisation_id = :organisation AND x.id <> :id AND x.title = :title
                      AND x.status <> 'disabled');

-- name: person_hand_contacts   mode: write   scope: system a leaver's post goes to the successor
UPDATE contact SET (title, mobile) = (SELECT h.title, h.phone FROM person h WHERE h.id = :successor)
 WHERE ((unit_id = :organisation AND side = 'unit') OR (operator_id = :organisation AND side = 'operator')) AND title = :title
   AND NOT EXISTS (SELECT 1 FROM person x WHERE x.organisation_id = :organisation AND x.id <> :id AND x.title = :title
                      AND x.status <> 'disabled');

-- name: person_end_delegations   mode: write   scope: system a leaver acts for nobody, and nobody for him
UPDATE delegation SET ended_at = :now, ended_by = nullif(:by, 0)
 WHERE (person_id = :id OR delegate_id = :id) AND ended_at IS NULL;

-- name: person_of_login   mode: read   scope: org
SELECT id FROM person WHERE login = :login AND organisation_id = :org;

-- name: org_account_submitted   mode: read   scope: system of the matter being moved: nobody approves what he handed in
SELECT count(*) FROM event WHERE matter_id = :matter AND person_id = :person AND action = 'submit';

-- name: org_account_waiting   mode: read   scope: org
-- Matters about people that wait for this administrator.
SELECT m.id AS matter_id, m.number, m.title AS subject, t.due_at
  FROM task t JOIN matter m ON m.id = t.matter_id
 WHERE t.closed_at IS NULL AND t.organisation_id = :org AND t.role = :role AND m.procedure_key = 'user_account'
   AND (t.person_id IS NULL OR t.person_id = :person)
 ORDER BY t.due_at, t.id LIMIT 20;

-- name: person_successors   mode: read   scope: system colleagues who may take over
SELECT p.id, p.title || '（' || p.login || '）' AS label FROM person p
 WHERE p.organisation_id = :organisation AND p.id <> :id AND p.status = 'active' ORDER BY p.id LIMIT 200;

-- name: person_others_with   mode: read   scope: system at least one of each administrator stays
SELECT count(*) FROM person_role r JOIN person p ON p.id = r.person_id
 WHERE r.role = :role AND r.person_id <> :id AND p.status = 'active';

-- name: person_roles   mode: read   rows: all (a person has few)   scope: system the administrators keep every account
SELECT r.role AS role_key, coalesce(g.title, '系统') AS granted_by, r.granted_at
  FROM person_role r LEFT JOIN person g ON g.id = r.granted_by WHERE r.person_id = :id ORDER BY r.role;

-- name: person_grant   mode: write   scope: system the security administrator grants
INSERT INTO person_role (person_id, role, granted_by, granted_at) VALUES (:id, :role, nullif(:by, 0), :now);

-- name: person_revoke   mode: write   scope: system the security administrator revokes
DELETE FROM person_role WHERE person_id = :id AND role = :role;

-- name: person_sessions   mode: read   scope: system the administrators keep every account
SELECT id, source, created_at, seen_at FROM session WHERE person_id = :id ORDER BY created_at DESC, id DESC LIMIT 20;

-- name: person_end_session   mode: write   scope: system the system administrator ends sessions
DELETE FROM session WHERE id = :session AND person_id = :id;
