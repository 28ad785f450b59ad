-- Demo data.  Everything here is `zwy demo` writing an empty database.

-- name: demo_installed   mode: read   scope: system (what this database is)
SELECT demo_yes FROM installation;

-- name: demo_inhabited   mode: read   scope: system (whether anything real is there)
SELECT EXISTS (SELECT 1 FROM organisation) + EXISTS (SELECT 1 FROM person) + EXISTS (SELECT 1 FROM matter);

-- name: demo_mark   mode: write   scope: system (demo data: marks the database)
INSERT INTO installation (id, demo_yes, made_at) VALUES (1, 1, :now);

-- name: demo_accounts   mode: read   rows: all (the demo accounts)   scope: system (demo accounts, for the person who made them)
SELECT p.login, r.role, o.short_name FROM person p
  JOIN person_role r ON r.person_id = p.id JOIN organisation o ON o.id = p.organisation_id
 WHERE p.login NOT GLOB 'bulk-*' AND p.status = 'active' ORDER BY p.id, r.role;

-- ---- people ----

-- name: demo_person   mode: read   scope: system (demo data: a story names an account)
SELECT id FROM person WHERE login = :login;

-- name: demo_organisation_add   mode: write   scope: system (demo data)
INSERT INTO organisation (code, name, short_name, rank, phone, valid_from)
VALUES (:code, :name, :short_name, :rank, :phone, :valid_from);

-- name: demo_kind_add   mode: write   scope: system (demo data)
INSERT INTO organisation_kind (organisation_id, kind) VALUES (:organisation, :kind);

-- name: demo_organisation   mode: read   scope: system (demo data)
SELECT id, name, short_name,
       (SELECT group_concat(kind, ' ') FROM organisation_kind WHERE organisation_id = id) FROM organisation WHERE code = :code;

-- name: demo_person_add   mode: write   scope: system (demo data)
INSERT INTO person (organisation_id, login, title, phone, password_hash, status, created_at, created_by)
VALUES (:organisation, :login, :title, :phone, :hash, 'active', :now, nullif(:by, 0));

-- name: demo_hash   mode: read   scope: system (demo data: the hash all demo accounts share)
SELECT password_hash FROM person ORDER BY id LIMIT 1;

-- name: demo_role_add   mode: write   scope: system (demo data)
INSERT INTO person_role (person_id, role, granted_by, granted_at) VALUES (:person, :role, nullif(:by, 0), :now);

-- ---- registers ----

-- name: demo_platform_add   mode: write   scope: system (demo data)
INSERT INTO platform (code, name, kind, operator_id, zones, architecture, rank)
VALUES (:code, :name, :kind, :operator, :zones, :architecture, :rank);

-- name: demo_platform   mode: read   scope: system (demo data)
SELECT id FROM platform WHERE code = :code;

-- name: demo_capacity_add   mode: write   scope: system (demo data)
INSERT INTO capacity (platform_id, class, total, changed_at) VALUES (:platform, :class, :total, :now);

-- name: demo_assessor_add   mode: write   scope: system (demo data)
INSERT INTO assessor (organisation_id, name, qualification_no, kind, scope, valid_from, valid_to)
VALUES (:organisation, :name, :number, :kind, :scope, :from, :to);

-- name: demo_assessor_terms_add   mode: write   scope: system (demo data)
-- The three years before the present period, of who assesses security.
INSERT INTO assessor_term (assessor_id, qualification_no, kind, scope, valid_from, valid_to, kept_at)
SELECT id, qualification_no, kind, scope, valid_from - 1095, valid_from - 1, valid_from * 86400 FROM assessor WHERE kind = 'security';

-- name: demo_assessor   mode: read   scope: system (demo data)
SELECT id FROM assessor WHERE kind = :kind AND valid_to >= :today AND valid_from <= :since ORDER BY id LIMIT 1;

-- name: demo_filing_add   mode: write   scope: system (demo data)
INSERT INTO filing (filing_no, organisation_id, system_name, filed_day, source, created_at, created_by)
VALUES (:number, :organisation, :name, :day, :source, :now, nullif(:by, 0));

-- name: demo_filing_of   mode: read   scope: system (demo data)
SELECT f.filing_no FROM filing f JOIN system s ON s.filing_id = f.id WHERE s.id = :system;

-- name: demo_system_add   mode: write   scope: system (demo data)
INSERT INTO system (organisation_id, filing_id, base_system_id, name, short_name, level, zones, state, department,
  responsible_title, responsible_phone, security_title, security_phone, icp_no, monitored_yes, created_at, operating_at, expires_day, imported_yes)
VALUES (:organisation, :filing, nullif(:base, 0), :name, '', :level, :zones, :state, '信息化处', :title, :phone, :security_title,
  :security_phone, :icp_no, 1, :created,
  nullif(:operating, 0), :expires, 1);

-- name: demo_system_filing   mode: read   scope: system (demo data)
SELECT filing_id FROM system WHERE id = :system;

-- name: demo_system   mode: read   scope: system (demo data)
SELECT id FROM system WHERE name = :name AND state <> 'ended' ORDER BY id LIMIT 1;

-- name: demo_system_party   mode: write   scope: system (demo data)
INSERT INTO system_party (organisation_id, system_id, created_at) VALUES (:organisation, :system, :created)
ON CONFLICT DO NOTHING;

-- name: demo_system_watchers   mode: write   scope: system (demo data)
INSERT INTO system_party (organisation_id, system_id, created_at)
SELECT DISTINCT organisation_id, :system, :created FROM organisation_kind
 WHERE kind IN ('center', 'supervisor', 'secops') ON CONFLICT DO NOTHING;

-- name: demo_allocation_add   mode: write   scope: system (demo data)
INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at, imported_yes)
VALUES (:system, :platform, :class, :amount, :amount, :at, 1);

-- name: demo_pool   mode: read   scope: system (demo data)
SELECT c.total, coalesce((SELECT sum(max(a.granted, a.allocated)) FROM allocation a
                           WHERE a.platform_id = c.platform_id AND a.class = c.class AND a.freed_at IS NULL), 0)
  FROM capacity c WHERE c.platform_id = :platform AND c.class = :class;

-- name: demo_hosted   mode: read   rows: all (systems of one platform)   scope: system (demo data)
-- The imported systems of a platform, the greatest first: these grew; not what is being made smaller.
SELECT a.system_id, sum(a.allocated) FROM allocation a
 WHERE a.platform_id = :platform AND a.class = :class AND a.imported_yes = 1 AND a.freed_at IS NULL
   AND a.allocated > 0
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.system_id = a.system_id AND m.platform_id = a.platform_id
                      AND m.procedure_key = 'downsizing' AND m.closed_at IS NULL)
 GROUP BY a.system_id ORDER BY 2 DESC, 1;

-- ---- matters ----

-- name: demo_procedure   mode: read   scope: system (demo data)
SELECT id FROM procedure WHERE key = :key ORDER BY version DESC LIMIT 1;

-- name: demo_conditions   mode: read   rows: all (the demo conditions)   scope: system (demo data)
SELECT id, owner, text, met_at IS NOT NULL FROM matter_condition WHERE matter_id = :matter AND closed_at IS NULL AND dropped_at IS NULL ORDER BY id;

-- ---- reports ----

-- name: demo_closings_unsigned   mode: read   scope: system (demo data)
SELECT c.id, c.subject, c.subject_id, c.organisation_id FROM closing c
 WHERE c.due_at IS NOT NULL AND c.closed_at < :before AND c.id % 7 <> 0
   AND EXISTS (SELECT 1 FROM person p JOIN person_role r ON r.person_id = p.id AND r.role IN ('unit.clerk', 'operator.clerk')
                WHERE p.organisation_id = c.organisation_id)
   AND NOT EXISTS (SELECT 1 FROM closing_read q WHERE q.closing_id = c.id)
 ORDER BY c.id LIMIT 12;

-- ---- desk ----

-- name: demo_announcement_add   mode: write   scope: system (demo data)
INSERT INTO announcement (kind, title, body, published_by, published_at) VALUES (:kind, :title, :body, :by, :now);

-- name: demo_phrase_add   mode: write   scope: system (demo data)
INSERT INTO opinion_phrase (person_id, text) VALUES (:person, :text);

-- name: demo_notices_read   mode: write   scope: system (demo data)
-- What is some days old was read the day after it came.
INSERT INTO notice_read (person_id, notice_id, read_at)
SELECT p.id, n.id, n.made_at + 3600 FROM notice n JOIN person p ON p.organisation_id = n.organisation_id
  JOIN person_role r ON r.person_id = p.id AND r.role = n.role
 WHERE n.made_at < :before AND (n.person_id IS NULL OR n.person_id = p.id) ON CONFLICT DO NOTHING;

-- name: demo_signed_in   mode: write   scope: system (demo data)
UPDATE person SET signed_in_at = e.newest FROM (SELECT person_id, max(at) AS newest FROM event GROUP BY person_id) AS e
 WHERE e.person_id = person.id;

-- ---- in bulk ----

-- name: demo_bulk_matter   mode: write   scope: system (demo data)
INSERT INTO matter (procedure_id, procedure_key, number, organisation_id, title, state, step, revision, holder,
  opened_by, opened_at, submitted_at, state_at, due_at, due_rule, closed_at)
VALUES (:procedure, :key, :number, :organisation, :title, :state, :step, 1, :holder, :person, :opened, nullif(:submitted, 0),
  :state_at, nullif(:due, 0), '', nullif(:closed, 0));

-- name: demo_bulk_form   mode: write   scope: system (demo data)
INSERT INTO matter_form (matter_id, revision, body, digest, saved_by, saved_at)
VALUES (:matter, 1, :body, :digest, :person, :now);

-- name: demo_bulk_party   mode: write   scope: system (demo data)
INSERT INTO matter_party (organisation_id, matter_id, part, since, opened_at, procedure_key, state)
VALUES (:organisation, :matter, :part, :since, :opened, :key, :state) ON CONFLICT DO NOTHING;

-- name: demo_bulk_task   mode: write   scope: system (demo data)
INSERT INTO task (matter_id, state, organisation_id, role, opened_at, due_at, closed_at, closed_by, outcome)
VALUES (:matter, :state, :organisation, :role, :opened, :due, nullif(:closed, 0), nullif(:by, 0), :outcome);

-- name: demo_bulk_event   mode: write   scope: system (demo data)
INSERT INTO event (matter_id, at, person_id, organisation_id, role, actor_label, action, label, from_state, to_state,
  opinion, body, revision, digest, tone, audience, audit_seq)
VALUES (:matter, :at, :person, :organisation, :role, :actor, :action, :label, :from, :to, :opinion, '{}', 1, :digest,
  :tone, 'all', :seq);

-- name: demo_matter_following   mode: read   scope: system (demo data)
SELECT id FROM matter WHERE base_matter_id = :matter AND procedure_key = :key ORDER BY id DESC LIMIT 1;

-- name: demo_matter_base   mode: read   scope: system (demo data)
SELECT base_matter_id FROM matter WHERE id = :matter;

-- name: demo_plan_item   mode: read   scope: system (made by zwy demo)
SELECT id FROM plan_item WHERE organisation_id = :organisation AND system_name = :name AND year IN (:year, :year - 1)
   AND decision IN ('adopted', 'partly') AND issued_at IS NOT NULL AND withdrawn_at IS NULL AND kind <> 'exit'
 ORDER BY year DESC, id LIMIT 1;

-- name: demo_plan_item_add   mode: write   scope: system (made by zwy demo)
INSERT INTO plan_item (organisation_id, unit_rank, year, line, system_name, kind, system_id, quarter, level, zone, vcpu,
                       memory_gb, storage_gb, funds, priority, basis, decision, decided_vcpu, decided_memory_gb,
                       decided_storage_gb, issued_at, imported_yes)
SELECT id, rank, :year, 1, :name, :kind, :system, :quarter, :level, 'public', :vcpu, :memory_gb, :storage_gb, :funds, 1,
       '年度信息化建设计划', 'adopted', :vcpu, :memory_gb, :storage_gb, :now, 1 FROM organisation WHERE id = :organisation;

-- name: demo_contract   mode: read   scope: system (made by zwy demo)
SELECT id FROM contract WHERE number = :number;
-- name: demo_usage_hosts   mode: read   rows: all (systems of the demo)   scope: system (demo data)
-- What of each system lies on which platform and has no machines yet.
SELECT a.system_id, a.platform_id, p.code, p.kind = 'recovery', s.name, s.operating_at,
       sum(CASE a.class WHEN 'vcpu' THEN max(a.granted, a.allocated) ELSE 0 END),
       sum(CASE WHEN a.class IN ('ssd_gb', 'hdd_gb') THEN max(a.granted, a.allocated) ELSE 0 END)
  FROM allocation a JOIN system s ON s.id = a.system_id JOIN platform p ON p.id = a.platform_id
 WHERE a.freed_at IS NULL AND s.operating_at IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM machine m WHERE m.system_id = s.id AND m.platform_id = p.id)
 GROUP BY a.system_id, a.platform_id ORDER BY a.system_id, a.platform_id;

-- name: demo_has   mode: read   scope: system (demo data)
-- Without what emergency growth lent it.
SELECT sum(max(granted, allocated)) FROM allocation
 WHERE system_id = :system AND platform_id = :platform AND class = :class AND freed_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.id = allocation.matter_id AND m.procedure_key = 'emergency_growth');

-- name: demo_matter_of_round   mode: read   scope: system (demo data)
SELECT id FROM matter WHERE procedure_key = :key AND period = :period AND organisation_id = :organisation
   AND coalesce(platform_id, 0) = :platform AND coalesce(system_id, 0) = :system;

-- name: demo_matter_seen   mode: read   rows: all (the organisations of one matter)   scope: system (the demo looks for somebody who may)
SELECT organisation_id FROM matter_party WHERE matter_id = :matter
UNION SELECT organisation_id FROM task WHERE matter_id = :matter
UNION SELECT p.organisation_id FROM matter_guest g JOIN person p ON p.id = g.person_id WHERE g.matter_id = :matter;

-- name: demo_batch_seats   mode: read   rows: all (one desk of a unit)   scope: system (the demo tells what everybody does)
SELECT t.id FROM task t JOIN matter m ON m.id = t.matter_id
 WHERE t.organisation_id = :organisation AND t.role = :role AND t.closed_at IS NULL AND t.person_id IS NULL
   AND m.procedure_key = :key AND m.state = :state ORDER BY t.id;

-- name: demo_ledger_drafts   mode: write   scope: system (demo data)
-- Confirmations of the ledger that nobody handed in yet say what the register holds now, as their prefill would.
WITH held AS (
  SELECT s.id,
         coalesce(sum(a.amount) FILTER (WHERE a.class = 'vcpu'), 0) AS vcpu,
         coalesce(sum(a.amount) FILTER (WHERE a.class = 'memory_gb'), 0) AS memory,
         coalesce(sum(a.amount) FILTER (WHERE a.class IN ('ssd_gb', 'hdd_gb', 'file_gb', 'object_gb', 'backup_gb', 'archive_gb')), 0) AS storage
    FROM system s LEFT JOIN (SELECT system_id, class, max(granted, allocated) AS amount FROM allocation WHERE freed_at IS NULL) a
      ON a.system_id = s.id GROUP BY s.id)
UPDATE matter_draft SET body = json_set(body, '$.systems', (
  SELECT json_group_array(json_set(r.value, '$.vcpu', h.vcpu, '$.memory_gb', h.memory, '$.storage_gb', h.storage))
    FROM json_each(matter_draft.body, '$.systems') r JOIN held h ON h.id = r.value ->> '$.system'))
 WHERE matter_id IN (SELECT id FROM matter WHERE procedure_key = 'ledger_confirmation' AND state = 'draft')
   AND json_array_length(body, '$.systems') > 0;

-- name: demo_assets_add   mode: write   scope: system (demo data)
-- A front end and an application host of each system where it runs; a few units have not said theirs.
INSERT INTO asset (system_id, platform_id, name, address, ports, domain, internet_yes, registered_by, registered_at)
SELECT s.id, p.id, v.name, '10.' || (20 + p.id) || '.' || (s.id % 250) || '.' || v.host, v.ports,
       iif(v.host = 11 AND instr(s.zones, '互联网') > 0, 's' || s.id || '.example.cn', ''), v.host = 11 AND instr(s.zones, '互联网') > 0,
       iif(s.id % 5 = 0, p.operator_id, s.organisation_id), :now
  FROM system s JOIN allocation a ON a.system_id = s.id AND a.class = 'vcpu' AND a.freed_at IS NULL
  JOIN platform p ON p.id = a.platform_id AND p.kind <> 'recovery'
  JOIN (SELECT '网页前端' AS name, 11 AS host, '80、443' AS ports UNION ALL SELECT '应用主机', 21, '8080-8081') v
 WHERE s.state <> 'ended' AND s.id % 9 <> 0 GROUP BY s.id, p.id, v.host ORDER BY s.id, p.id, v.host;
