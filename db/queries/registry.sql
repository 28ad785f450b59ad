-- Filings, assessors, systems, platforms and capacity.

-- ---- filings ----

-- name: registry_filings_all   mode: read   scope: org
-- The whole register, for the center alone.
SELECT f.id AS sort_key, f.id, f.filing_no, f.system_name, o.name AS unit_name, f.filed_day,
       CASE f.source WHEN 'register' THEN '登记清单' WHEN 'proof' THEN '备案证明' ELSE '存量导入' END AS source_label,
       s.id AS system_id, s.name AS bound_name, s.id IS NOT NULL AS bound_yes, s.id IS NULL AS free_yes
  FROM filing f JOIN organisation o ON o.id = f.organisation_id
  LEFT JOIN system s ON s.id = (SELECT min(b.id) FROM system b WHERE b.filing_id = f.id AND b.state <> 'ended')
 WHERE EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center')
   AND f.id < :after_id AND :after_sort IS NOT NULL
 ORDER BY f.id DESC LIMIT :limit;

-- name: registry_filings_unit   mode: read   scope: org
SELECT f.id AS sort_key, f.id, f.filing_no, f.system_name, o.name AS unit_name, f.filed_day,
       CASE f.source WHEN 'register' THEN '登记清单' WHEN 'proof' THEN '备案证明' ELSE '存量导入' END AS source_label,
       s.id AS system_id, s.name AS bound_name, s.id IS NOT NULL AS bound_yes, s.id IS NULL AS free_yes
  FROM filing f JOIN organisation o ON o.id = f.organisation_id
  LEFT JOIN system s ON s.id = (SELECT min(b.id) FROM system b WHERE b.filing_id = f.id AND b.state <> 'ended')
 WHERE f.organisation_id = :org AND f.id < :after_id AND :after_sort IS NOT NULL
 ORDER BY f.id DESC LIMIT :limit;

-- name: registry_filings_number   mode: read   scope: org
-- One number, for the center or the unit it belongs to.
SELECT f.id AS sort_key, f.id, f.filing_no, f.system_name, o.name AS unit_name, f.filed_day,
       CASE f.source WHEN 'register' THEN '登记清单' WHEN 'proof' THEN '备案证明' ELSE '存量导入' END AS source_label,
       s.id AS system_id, s.name AS bound_name, s.id IS NOT NULL AS bound_yes, s.id IS NULL AS free_yes
  FROM filing f JOIN organisation o ON o.id = f.organisation_id
  LEFT JOIN system s ON s.id = (SELECT min(b.id) FROM system b WHERE b.filing_id = f.id AND b.state <> 'ended')
 WHERE f.filing_no = :number AND f.id < :after_id AND :after_sort IS NOT NULL
   AND (f.organisation_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
 ORDER BY f.id DESC LIMIT :limit;

-- name: registry_filing_by_number   mode: read   scope: system (guards compare the owner themselves; imports are the center's)
SELECT id, organisation_id, system_name, filed_day, source FROM filing WHERE filing_no = :number;

-- name: registry_filing_bound   mode: read   scope: system (whether a number is free; only the fact leaves the guard)
SELECT id FROM system WHERE filing_id = :filing AND state <> 'ended' AND id <> :base
   AND (base_system_id IS NULL OR base_system_id <> :base) LIMIT 1;

-- name: registry_filing_add   mode: write   scope: system (the center confirms a number of the applicant)
INSERT INTO filing (filing_no, organisation_id, system_name, filed_day, source, created_at, created_by)
VALUES (:number, :organisation, :name, :day, :source, :now, nullif(:person, 0));

-- name: registry_filing_registered   mode: write   scope: system (the list of the register names a number that came by proof)
UPDATE filing SET source = 'register', filed_day = coalesce(filed_day, :day) WHERE id = :id AND source <> 'register';

-- name: registry_unit_by_name   mode: read   scope: system (organisations are known to everybody; for imports)
-- By its code, else its name, else its short name; how many are called so in that way.
WITH named AS (SELECT o.id, CASE :name WHEN o.code THEN 1 WHEN o.name THEN 2 ELSE 3 END AS way
                 FROM organisation o JOIN organisation_kind k ON k.organisation_id = o.id AND k.kind = 'unit'
                WHERE (o.name = :name OR o.short_name = :name OR o.code = :name) AND (o.valid_to IS NULL OR o.valid_to >= :today))
SELECT n.id, (SELECT count(*) FROM named m WHERE m.way = n.way) FROM named n ORDER BY n.way LIMIT 1;

-- ---- assessors ----

-- name: registry_assessors   mode: read   scope: system (the register of assessors is open to every participant)
SELECT valid_to AS sort_key, id, name, qualification_no, scope, valid_from AS valid_from_day, valid_to AS valid_to_day,
       CASE kind WHEN 'security' THEN '安全评估' WHEN 'performance' THEN '性能测试'
                 WHEN 'classified_protection' THEN '等保测评' ELSE '密码应用评估' END AS kind_label,
       valid_to < :today AS expired_yes, valid_to >= :today + 60 AS valid_yes,
       valid_to >= :today AND valid_to < :today + 60 AS ending_yes,
       (SELECT group_concat(period, '、') FROM (SELECT date(t.valid_from * 86400, 'unixepoch') || ' 至 ' || date(t.valid_to * 86400, 'unixepoch') AS period
           FROM assessor_term t WHERE t.assessor_id = assessor.id ORDER BY t.valid_from DESC LIMIT 20)) AS former_if
  FROM assessor WHERE (:kind = '' OR kind = :kind) AND (valid_to, id) < (:after_sort, :after_id)
 ORDER BY valid_to DESC, id DESC LIMIT :limit;

-- name: registry_assessor   mode: read   scope: system (the register of assessors is open to every participant)
SELECT id, name, qualification_no, kind, scope, valid_from, valid_to, organisation_id FROM assessor WHERE id = :id;

-- name: registry_assessor_by_number   mode: read   scope: system (the register of assessors is open to every participant)
SELECT id, name FROM assessor WHERE qualification_no = :number;

-- name: registry_assessor_add   mode: write   scope: system (kept by the center's security post)
INSERT INTO assessor (organisation_id, name, qualification_no, kind, scope, valid_from, valid_to)
VALUES (:organisation, :name, :number, :kind, :scope, :from, :to);

-- name: registry_assessor_change   mode: write   scope: system (kept by the center's security post)
UPDATE assessor SET organisation_id = :organisation, name = :name, qualification_no = :number, kind = :kind, scope = :scope,
       valid_from = :from, valid_to = :to, ended_at = iif(:corrected, NULL, ended_at) WHERE id = :id;

-- name: registry_assessor_term_add   mode: write   scope: system (kept by the center's security post)
-- The present period as it stands, before the next takes its place.
INSERT INTO assessor_term (assessor_id, qualification_no, kind, scope, valid_from, valid_to, kept_at, kept_by)
SELECT id, qualification_no, kind, scope, valid_from, valid_to, :now, :by FROM assessor WHERE id = :id;

-- name: registry_assessor_terms   mode: read   scope: system (the register of assessors is open to every participant)
SELECT qualification_no, CASE kind WHEN 'security' THEN '安全评估' WHEN 'performance' THEN '性能测试'
                                   WHEN 'classified_protection' THEN '等保测评' ELSE '密码应用评估' END, scope, valid_from, valid_to
  FROM assessor_term WHERE assessor_id = :id ORDER BY valid_from DESC LIMIT 20;

-- name: registry_assessor_end   mode: write   scope: system (kept by the center's security post)
UPDATE assessor SET valid_to = max(valid_from, :yesterday), ended_at = :now WHERE id = :id AND valid_to > :yesterday;

-- name: registry_assessors_ending   mode: read   scope: system (the clerk reminds of qualifications that end)
SELECT id, organisation_id, valid_to, name || '的资质（' || qualification_no || '）' FROM assessor
 WHERE valid_to >= :today ORDER BY valid_to, id LIMIT 500;

-- ---- systems ----

-- name: registry_systems   mode: read   scope: org
SELECT p.created_at AS sort_key, s.id, s.name, f.filing_no, s.imported_yes, o.short_name AS unit_name,
       CASE s.level WHEN 1 THEN '一级' WHEN 2 THEN '二级' WHEN 3 THEN '三级' ELSE '四级' END AS level_label, s.state,
       (SELECT group_concat(name, '、') FROM (SELECT DISTINCT l.name FROM allocation a JOIN platform l ON l.id = a.platform_id
         WHERE a.system_id = s.id AND a.freed_at IS NULL ORDER BY l.rank LIMIT 4)) AS platform_name,
       (SELECT sum(max(granted, allocated)) FROM allocation WHERE system_id = s.id AND class = 'vcpu' AND freed_at IS NULL) AS vcpu_n,
       (SELECT sum(max(granted, allocated)) FROM allocation WHERE system_id = s.id AND class = 'memory_gb' AND freed_at IS NULL) AS memory_n,
       s.expires_day, s.expires_day < :today AND s.state = 'operating' AS late_yes
  FROM system_party p JOIN system s ON s.id = p.system_id
  JOIN filing f ON f.id = s.filing_id JOIN organisation o ON o.id = s.organisation_id
 WHERE p.organisation_id = :org AND (:state = '' OR s.state = :state)
   AND (:name = '' OR instr(s.name, :name) > 0 OR f.filing_no = :name)
   AND (p.created_at, p.system_id) < (:after_sort, :after_id)
 ORDER BY p.created_at DESC, p.system_id DESC LIMIT :limit;

-- name: registry_system_counts   mode: read   scope: org
SELECT s.state, count(*) FROM system_party p JOIN system s ON s.id = p.system_id
 WHERE p.organisation_id = :org GROUP BY s.state LIMIT 20;

-- name: registry_system_seen   mode: read   scope: org
SELECT s.id, s.name, s.organisation_id, s.state, s.department, s.responsible_title, s.responsible_phone, s.security_title,
       s.security_phone, s.icp_no, s.operating_at, instr(s.zones, '互联网区') > 0
  FROM system s JOIN system_party p ON p.organisation_id = :org AND p.system_id = s.id WHERE s.id = :id;

-- name: registry_system_page   mode: read   scope: org
SELECT f.filing_no, o.name AS unit_name, s.imported_yes,
       s.name AS full_name, s.short_name, s.level, s.zones, s.monitored_yes AS watched, s.created_at AS made, s.operating_at AS begun,
       s.expires_day AS until, s.ended_at AS ended
  FROM system s JOIN system_party p ON p.organisation_id = :org AND p.system_id = s.id
  JOIN filing f ON f.id = s.filing_id JOIN organisation o ON o.id = s.organisation_id WHERE s.id = :id;

-- name: registry_system_kin   mode: read   scope: org
-- Of the same filing: what it is a part of or came from, its parts and what came from it.  What was applied for again takes the
-- other's place; of others that live one is part of the other.
WITH again AS (SELECT a.system_id AS id FROM matter a JOIN matter_form g ON g.matter_id = a.id AND g.revision = a.revision
  WHERE a.procedure_key = 'application' AND json_extract(g.body, '$.kind') = 'reapplication'
    AND a.system_id IN (SELECT id FROM system WHERE id = :id OR base_system_id = :id))
SELECT k.id, k.name, k.state, CASE
         WHEN k.id = s.base_system_id THEN iif(k.state <> 'ended' AND s.id NOT IN (SELECT id FROM again), '所属系统', '由本系统替代的原系统')
         ELSE iif(s.state <> 'ended' AND k.id NOT IN (SELECT id FROM again), '子系统', '替代本系统的系统') END
  FROM system s JOIN system k ON k.filing_id = s.filing_id AND (k.id = s.base_system_id OR k.base_system_id = s.id)
  JOIN system_party p ON p.organisation_id = :org AND p.system_id = k.id
 WHERE s.id = :id ORDER BY k.id LIMIT 50;

-- name: registry_system_allocations   mode: read   scope: system (below a system the actor's organisation may see)
-- First whether the platform's own page is for him too (registry_platform).
SELECT l.operator_id = :viewer OR EXISTS (SELECT 1 FROM system s WHERE s.id = a.system_id AND s.organisation_id = :viewer)
       OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :viewer AND k.kind IN ('center', 'supervisor', 'secops')) AS seen,
       a.platform_id, l.name AS platform_name, c.label AS class_label, a.granted AS granted_n, a.allocated AS allocated_n,
       c.unit AS unit_label, a.granted_at, m.id AS matter_id, m.number, v.matter_id IS NOT NULL AS matter_yes, a.imported_yes AS before_yes
  FROM allocation a JOIN platform l ON l.id = a.platform_id JOIN resource_class c ON c.key = a.class
  LEFT JOIN matter m ON m.id = a.matter_id
  LEFT JOIN matter_party v ON v.matter_id = m.id AND v.organisation_id = :viewer
 WHERE a.system_id = :system AND a.freed_at IS NULL ORDER BY l.rank, l.id, c.rank, a.id LIMIT 200;

-- name: registry_system_matters   mode: read   scope: org
SELECT m.id AS matter_id, coalesce(m.number, '草稿') AS number, m.procedure_id, m.state, m.due_at, m.paused_at, m.closed_at,
       m.submitted_at
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
 WHERE m.system_id = :system ORDER BY m.id DESC LIMIT 50;

-- name: registry_system_documents   mode: read   scope: org
-- The newest version of each document of the system's matters this organisation takes part in.
SELECT a.matter_id, m.procedure_id, a.document, a.name, a.version, a.uploaded_at, m.number
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
  JOIN attachment a ON a.matter_id = m.id AND a.withdrawn_at IS NULL
 WHERE m.system_id = :system AND NOT EXISTS (SELECT 1 FROM attachment n WHERE n.matter_id = a.matter_id
       AND n.document = a.document AND n.organisation_id = a.organisation_id AND coalesce(n.reader_id, 0) = coalesce(a.reader_id, 0)
       AND n.version > a.version AND n.withdrawn_at IS NULL)
   AND (a.reader_id IS NULL OR a.reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = m.id AND v.organisation_id = :org))
 ORDER BY m.id DESC, a.id LIMIT 100;

-- name: registry_system_parties   mode: read   scope: system (below a system the actor's organisation may see)
SELECT o.name AS party_name, CASE WHEN o.id = s.organisation_id THEN '使用单位' ELSE coalesce((SELECT group_concat(
         CASE k.kind WHEN 'center' THEN '省大数据中心' WHEN 'provider' THEN '云服务商' WHEN 'supervisor' THEN '云监管服务商'
                     WHEN 'secops' THEN '统一安全运维机构' WHEN 'integrator' THEN '云整合平台承建单位'
                     WHEN 'assessor' THEN '第三方机构' END, '、')
         FROM organisation_kind k WHERE k.organisation_id = o.id AND k.kind <> 'unit'), '参与单位') END AS party_kind
  FROM system_party p JOIN organisation o ON o.id = p.organisation_id JOIN system s ON s.id = p.system_id
 WHERE p.system_id = :system ORDER BY o.rank, o.id LIMIT 40;

-- name: registry_system_responsible   mode: write   scope: org
UPDATE system SET department = :department, responsible_title = :title, responsible_phone = :phone,
       security_title = :security_title, security_phone = :security_phone, icp_no = :icp_no
 WHERE id = :id AND organisation_id = :org;

-- name: registry_system_add   mode: write   scope: system (an effect of the ruling)
INSERT INTO system (organisation_id, filing_id, base_system_id, name, short_name, level, zones, state,
                    department, responsible_title, responsible_phone, security_title, security_phone, icp_no, created_at)
VALUES (:organisation, :filing, :base, :name, :short_name, :level, :zones, 'allocating', :department, :title, :phone,
        :security_title, :security_phone, :icp_no, :now);

-- name: registry_matter_system   mode: read   scope: system (of the matter being moved)
SELECT system_id FROM matter WHERE id = :matter;

-- name: registry_system_set_state   mode: write   scope: system (an effect of a move)
UPDATE system SET state = :state WHERE id = :id AND state <> 'ended';

-- name: registry_system_advance   mode: write   scope: system (an effect of a move)
-- On its way into operation: not while an exit or a suspension decides on it.
UPDATE system SET state = :state WHERE id = :id AND state NOT IN ('exiting', 'suspended', 'ended');

-- name: registry_system_stands   mode: read   scope: system (of the matter being moved)
SELECT state FROM system WHERE id = :id;

-- name: registry_description   mode: read   scope: system (for the prefill of an application about it)
SELECT f.filing_no, s.name, s.short_name, CAST(s.level AS TEXT), s.zones, s.department, s.responsible_title, s.responsible_phone,
       s.security_title, s.security_phone, s.icp_no
  FROM system s JOIN filing f ON f.id = s.filing_id WHERE s.id = :system;

-- name: registry_system_icp   mode: read   scope: system (of the matter being moved)
SELECT icp_no, instr(zones, '互联网区') > 0 FROM system WHERE id = :id;

-- name: registry_system_icp_put   mode: write   scope: system (an effect of a move)
UPDATE system SET icp_no = :icp_no WHERE id = :id;

-- name: registry_system_operate   mode: write   scope: system (an effect of a move)
-- One that was taken over keeps the period it came with.
UPDATE system SET state = 'operating', operating_at = :now, expires_day = iif(imported_yes = 1, coalesce(expires_day, :expires), :expires)
 WHERE id = :id AND state NOT IN ('exiting', 'suspended', 'ended');

-- name: registry_system_end   mode: write   scope: system (an effect of a move)
UPDATE system SET state = 'ended', ended_at = :now WHERE id = :id AND state <> 'ended';

-- name: registry_system_held   mode: read   scope: system (whether an operator still has something to free)
SELECT count(*) FROM allocation WHERE system_id = :system AND freed_at IS NULL;

-- name: registry_system_base   mode: read   scope: system (the base system named by a form, its owner compared)
SELECT filing_id FROM system WHERE id = :id AND organisation_id = :owner AND state <> 'ended';

-- name: registry_condition_add   mode: write   scope: system (an effect of a move: what must be put right before formal operation)
INSERT INTO matter_condition (matter_id, text, owner, due_day) VALUES (:matter, :text, 'unit', :due);

-- name: registry_party_add   mode: write   scope: system (an effect of the ruling)
INSERT INTO system_party (organisation_id, system_id, created_at)
SELECT :organisation, s.id, s.created_at FROM system s WHERE s.id = :system ON CONFLICT DO NOTHING;

-- name: registry_party_watchers   mode: write   scope: system (center, supervisor and secops see every system)
INSERT INTO system_party (organisation_id, system_id, created_at)
SELECT DISTINCT k.organisation_id, s.id, s.created_at FROM system s, organisation_kind k
 WHERE s.id = :system AND k.kind IN ('center', 'supervisor', 'secops') ON CONFLICT DO NOTHING;

-- ---- what guards ask ----

-- name: registry_report   mode: read   scope: system (of the matter being moved; the newest version of a document)
SELECT a.evidence_day, coalesce(a.assessor_id, 0) FROM attachment a
 WHERE a.matter_id = :matter AND a.document = :document AND a.withdrawn_at IS NULL ORDER BY a.id DESC LIMIT 1;

-- name: registry_exception   mode: read   scope: system (of the matter being moved; whether the center's leader made an exception)
SELECT count(*) FROM event WHERE matter_id = :matter AND action = :action AND role = 'center.lead';

-- name: registry_event_at   mode: read   scope: system (of the matter being moved; when an action was last taken)
SELECT max(at) FROM event WHERE matter_id = :matter AND action = :action;

-- name: registry_taken_over_at   mode: read   scope: system (of the matter being moved; when it began, if a take-over began it)
SELECT m.opened_at FROM matter m JOIN matter b ON b.id = m.base_matter_id WHERE m.id = :matter AND b.procedure_key = 'takeover';

-- name: registry_event_since   mode: read   scope: system (of the matter being moved; whether an action came after the state was entered)
SELECT count(*) FROM event WHERE matter_id = :matter AND action = :action
   AND id > coalesce((SELECT max(id) FROM event WHERE matter_id = :matter AND to_state = :state AND from_state <> :state), 0);

-- ---- platforms ----

-- name: registry_platforms   mode: read   scope: org
-- Center, supervisor and secops see all; operators their own; units those that host their systems.
SELECT p.rank AS sort_key, p.id, p.name, p.code, o.short_name AS operator_name, p.zones, p.suspended_yes, p.suspended_yes = 0 AS normal_yes,
       CASE p.kind WHEN 'supervision' THEN '云监管' WHEN 'service' THEN '云服务' WHEN 'recovery' THEN '云灾备'
                   ELSE '云整合' END AS kind_label,
       (SELECT count(DISTINCT a.system_id) FROM allocation a WHERE a.platform_id = p.id AND a.freed_at IS NULL) AS systems_n,
       coalesce((SELECT total FROM capacity c WHERE c.platform_id = p.id AND c.class = 'vcpu'), 0) AS total,
       coalesce((SELECT sum(max(a.granted, a.allocated)) FROM allocation a
                  WHERE a.platform_id = p.id AND a.class = 'vcpu' AND a.freed_at IS NULL), 0) AS committed
  FROM platform p JOIN organisation o ON o.id = p.operator_id
 WHERE (p.rank, p.id) > (:after_sort, :after_id) AND p.ended_at IS NULL AND (p.operator_id = :org
    OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops'))
    OR EXISTS (SELECT 1 FROM allocation a JOIN system s ON s.id = a.system_id
                WHERE a.platform_id = p.id AND a.freed_at IS NULL AND s.organisation_id = :org))
 ORDER BY p.rank, p.id LIMIT :limit;

-- name: registry_platform   mode: read   scope: org
SELECT p.name, CASE p.kind WHEN 'supervision' THEN '云监管' WHEN 'service' THEN '云服务' WHEN 'recovery' THEN '云灾备'
                           ELSE '云整合' END AS kind_label,
       o.name AS operator_name, p.zones, p.suspended_yes, p.imported_yes, p.ended_at IS NOT NULL,
       p.kind = 'integration' AND p.operator_id = :org, p.operation_post, coalesce(nullif(p.operation_phone, ''), o.phone)
  FROM platform p JOIN organisation o ON o.id = p.operator_id
 WHERE p.id = :id AND (p.operator_id = :org
    OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops'))
    OR EXISTS (SELECT 1 FROM allocation a JOIN system s ON s.id = a.system_id
                WHERE a.platform_id = p.id AND a.freed_at IS NULL AND s.organisation_id = :org));

-- name: registry_watcher   mode: read   scope: system (below a platform the actor's organisation may see)
SELECT o.id, o.name, s.from_at FROM platform_supervisor s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.platform_id = :platform AND s.until_at IS NULL;

-- name: registry_watch_end   mode: write   scope: system (the center's dispatch post; the effect of an admission)
UPDATE platform_supervisor SET until_at = :now WHERE platform_id = :platform AND until_at IS NULL;

-- name: registry_watch_begin   mode: write   scope: system (the center's dispatch post; the effect of an admission)
INSERT INTO platform_supervisor (platform_id, organisation_id, from_at, reason, set_by)
VALUES (:platform, :supervisor, :now, :reason, nullif(:person, 0));

-- name: registry_platform_classes   mode: read   scope: system (below a platform the actor's organisation may see)
SELECT c.key AS class_key, c.label AS class_label, c.unit AS unit_label, coalesce(t.total, 0) AS total_n,
       coalesce((SELECT sum(max(a.granted, a.allocated)) FROM allocation a
                  WHERE a.platform_id = :platform AND a.class = c.key AND a.freed_at IS NULL), 0) AS committed_n
  FROM resource_class c LEFT JOIN capacity t ON t.platform_id = :platform AND t.class = c.key ORDER BY c.rank LIMIT 40;

-- name: registry_platform_systems   mode: read   scope: org
SELECT v.created_at AS sort_key, s.id, s.name, o.short_name AS unit_name, s.state,
       EXISTS (SELECT 1 FROM allocation a WHERE a.system_id = s.id AND a.platform_id = :platform AND a.freed_at IS NULL AND a.imported_yes = 1) AS imported_yes,
       (SELECT sum(max(granted, allocated)) FROM allocation WHERE system_id = s.id AND platform_id = :platform AND class = 'vcpu' AND freed_at IS NULL) AS vcpu_n,
       (SELECT sum(max(granted, allocated)) FROM allocation WHERE system_id = s.id AND platform_id = :platform AND class = 'memory_gb' AND freed_at IS NULL) AS memory_n
  FROM system_party v JOIN system s ON s.id = v.system_id JOIN organisation o ON o.id = s.organisation_id
 WHERE v.organisation_id = :org
   AND EXISTS (SELECT 1 FROM allocation a WHERE a.system_id = s.id AND a.platform_id = :platform AND a.freed_at IS NULL)
   AND (v.created_at, v.system_id) < (:after_sort, :after_id)
 ORDER BY v.created_at DESC, v.system_id DESC LIMIT :limit;

-- name: registry_capacity_set   mode: write   scope: system (capacity is the center's to keep; its dispatch post alone reaches it)
INSERT INTO capacity (platform_id, class, total, changed_at) VALUES (:platform, :class, :total, :now)
ON CONFLICT DO UPDATE SET total = :total, changed_at = :now;

-- name: registry_capacity   mode: read   scope: system (asked inside the transaction that changes it)
SELECT coalesce((SELECT total FROM capacity WHERE platform_id = :platform AND class = :class), 0),
       coalesce((SELECT sum(max(granted, allocated)) FROM allocation
                  WHERE platform_id = :platform AND class = :class AND freed_at IS NULL), 0);

-- name: registry_operator   mode: read   scope: system (who runs a platform is known to everybody)
SELECT operator_id FROM platform WHERE id = :platform;

-- name: registry_assessor_reached   mode: read   rows: one   scope: system (whom an invitation would reach; only their number is told)
SELECT EXISTS (SELECT 1 FROM assessor_qualification q WHERE q.assessor_id = a.id AND :today BETWEEN q.valid_from AND q.valid_to),
       (SELECT count(*) FROM person p JOIN person_role r ON r.person_id = p.id
         WHERE p.organisation_id = a.organisation_id AND p.status = 'active' AND r.role = 'assessor.clerk')
  FROM assessor a WHERE a.id = :assessor;

-- name: registry_assessor_invite   mode: write   scope: system (an effect of the move that invites)
INSERT INTO matter_guest (person_id, matter_id, role, since)
SELECT p.id, :matter, 'assessor.clerk', :now
  FROM assessor a JOIN person p ON p.organisation_id = a.organisation_id JOIN person_role r ON r.person_id = p.id
 WHERE a.id = :assessor AND p.status = 'active' AND r.role = 'assessor.clerk'
ON CONFLICT DO UPDATE SET role = excluded.role, since = excluded.since, conflict = NULL, ended_at = NULL;

-- ---- taking over what ran before ----

-- name: registry_takeover_org   mode: read   scope: system (organisations are known to everybody; for imports)
SELECT o.id, (SELECT group_concat(kind, ' ') FROM organisation_kind WHERE organisation_id = o.id) FROM organisation o
 WHERE o.code = :code AND (o.valid_to IS NULL OR o.valid_to >= :today);

-- name: registry_platform_by_code   mode: read   scope: system (platforms are known to everybody; for imports)
SELECT id FROM platform WHERE code = :text;

-- name: registry_platform_by_name   mode: read   scope: system (platforms are known to everybody; for imports)
SELECT id FROM platform WHERE name = :text AND ended_at IS NULL LIMIT 1;

-- name: registry_platform_add   mode: write   scope: system (the center takes over platforms that run already)
INSERT INTO platform (code, name, kind, operator_id, zones, architecture, rank, imported_yes)
VALUES (:code, :name, :kind, :operator, :zones, :architecture, :rank, 1);

-- name: registry_takeover_base   mode: read   scope: system (the center takes over a sub-system with what it belongs to)
SELECT id FROM system WHERE filing_id = :filing AND name = :name AND state <> 'ended' ORDER BY id LIMIT 1;

-- name: registry_takeover_system_add   mode: write   scope: system (the center takes over systems that run already)
INSERT INTO system (organisation_id, filing_id, base_system_id, name, short_name, level, zones, state, department, responsible_title,
  responsible_phone, security_title, security_phone, icp_no, monitored_yes, created_at, operating_at, expires_day, imported_yes)
VALUES (:organisation, :filing, :base, :name, :short_name, :level, :zones, :state, :department, :title, :phone, :security_title,
  :security_phone, :icp_no, :watched, :created, :operating, :expires, 1);
