-- Taking over what ran before: what is there, what is unconfirmed, and the files it is exported as.

-- name: takeover_organisations   mode: read   scope: org
-- Organisations with something imported, in the official order; for the center and its administrators alone.
SELECT o.rank AS sort_key, o.id, o.name AS unit_name,
       (SELECT count(*) FROM takeover_object t WHERE t.organisation_id = o.id) AS all_n,
       (SELECT count(*) FROM takeover_pending t WHERE t.organisation_id = o.id) AS open_n,
       (SELECT count(*) FROM takeover_answer a WHERE a.organisation_id = o.id AND a.answer = 'objection' AND a.settled_at IS NULL) AS objections_n,
       m.id AS matter_id, m.procedure_id, m.state, m.number
  FROM organisation o LEFT JOIN matter m ON m.id = (SELECT max(n.id) FROM matter n
         WHERE n.organisation_id = o.id AND n.procedure_key = 'takeover' AND n.closed_at IS NULL)
 WHERE EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center')
   AND o.valid_to IS NULL AND EXISTS (SELECT 1 FROM takeover_object t WHERE t.organisation_id = o.id)
   AND (o.rank, o.id) > (:after_sort, :after_id)
 ORDER BY o.rank, o.id LIMIT :limit;

-- name: takeover_counts   mode: read   scope: system (what came by import, for those who import)
SELECT (SELECT count(*) FROM organisation), (SELECT count(*) FROM person), (SELECT count(*) FROM person_role), (SELECT count(*) FROM platform WHERE ended_at IS NULL),
       (SELECT count(*) FROM filing), (SELECT count(*) FROM system WHERE state <> 'ended'),
       (SELECT count(*) FROM allocation WHERE freed_at IS NULL), (SELECT count(*) FROM machine), (SELECT count(*) FROM contact),
       (SELECT count(*) FROM organisation WHERE imported_yes = 1), 0, 0, (SELECT count(*) FROM platform WHERE imported_yes = 1 AND ended_at IS NULL),
       (SELECT count(*) FROM filing WHERE source = 'takeover'), (SELECT count(*) FROM system WHERE imported_yes = 1 AND state <> 'ended'),
       (SELECT count(*) FROM allocation WHERE imported_yes = 1 AND freed_at IS NULL), (SELECT count(*) FROM machine WHERE imported_yes = 1),
       (SELECT count(*) FROM contact WHERE imported_yes = 1);

-- name: takeover_unsent   mode: read   scope: system (whom the center asks to confirm)   rows: all (organisations)
-- Those with something unconfirmed whom no open matter asks yet.
SELECT o.id, (SELECT group_concat(kind, ' ') FROM organisation_kind WHERE organisation_id = o.id) FROM organisation o
 WHERE o.valid_to IS NULL AND EXISTS (SELECT 1 FROM takeover_pending t WHERE t.organisation_id = o.id)
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.organisation_id = o.id AND m.procedure_key = 'takeover' AND m.closed_at IS NULL)
 ORDER BY o.rank, o.id;

-- name: takeover_asked   mode: read   scope: org
-- An earlier confirmation of this organisation that is under way; a predecessor's may have come to it.
SELECT count(*) FROM matter WHERE organisation_id = :org AND procedure_key = 'takeover' AND closed_at IS NULL
   AND (:matter = 0 OR id < :matter);

-- name: takeover_lines   mode: read   scope: org
-- What the organisation has to confirm, one line each, as it stands in the registers.
SELECT t.kind, t.first_id, t.second_id, CASE t.kind
  WHEN 'system' THEN (SELECT s.name || '：备案号 ' || f.filing_no || '，' || substr('一二三四', s.level, 1) || '级，'
       || CASE s.state WHEN 'deploying' THEN '部署' WHEN 'trial' THEN '试运行' WHEN 'suspended' THEN '暂停' ELSE '正式运行' END || '，责任岗位'
       || iif(s.responsible_title = '', '未填', ' ' || s.responsible_title || ' ' || s.responsible_phone) || '，安全责任岗位'
       || iif(s.security_title = '', '未填', ' ' || s.security_title || ' ' || s.security_phone)
       || iif(s.department = '', '', '，主管处室 ' || s.department)
       || CASE WHEN s.icp_no <> '' THEN '，ICP 备案号 ' || s.icp_no WHEN instr(s.zones, '互联网区') > 0 THEN '，ICP 备案号未填' ELSE '' END
       || '；资源' || coalesce((SELECT ' ' || group_concat(name || '：' || amounts, '；') FROM (
            SELECT name, group_concat(label || ' ' || n || ' ' || unit, '，') AS amounts FROM (
              SELECT p.id, p.name, r.label, r.unit, sum(max(a.granted, a.allocated)) AS n FROM allocation a JOIN platform p ON p.id = a.platform_id
                JOIN resource_class r ON r.key = a.class WHERE a.system_id = t.first_id AND a.freed_at IS NULL
               GROUP BY p.id, r.key ORDER BY p.id, r.rank) GROUP BY id ORDER BY id)), '未登记')
       || '；机器 ' || (SELECT count(*) FROM machine m WHERE m.system_id = t.first_id) || ' 台'
       FROM system s JOIN filing f ON f.id = s.filing_id WHERE s.id = t.first_id)
  WHEN 'platform' THEN (SELECT p.name || '：' || CASE p.kind WHEN 'supervision' THEN '云监管' WHEN 'service' THEN '云服务'
       WHEN 'recovery' THEN '云灾备' ELSE '云整合' END || '平台，容量' || coalesce((SELECT ' ' || group_concat(label || ' ' || total || ' ' || unit, '，')
       FROM (SELECT r.label, c.total, r.unit FROM capacity c JOIN resource_class r ON r.key = c.class
              WHERE c.platform_id = t.first_id ORDER BY r.rank)), '未填') FROM platform p WHERE p.id = t.first_id)
  WHEN 'hosting' THEN (SELECT s.name || '（' || p.name || '）：' || coalesce((SELECT group_concat(label || ' ' || n || ' ' || unit, '，')
       FROM (SELECT r.label, r.unit, sum(max(a.granted, a.allocated)) AS n FROM allocation a JOIN resource_class r ON r.key = a.class
              WHERE a.system_id = t.first_id AND a.platform_id = t.second_id AND a.freed_at IS NULL GROUP BY r.key ORDER BY r.rank)), '')
       || '，机器 ' || (SELECT count(*) FROM machine m WHERE m.system_id = t.first_id AND m.platform_id = t.second_id) || ' 台'
       FROM system s JOIN platform p ON p.id = t.second_id WHERE s.id = t.first_id)
  ELSE (SELECT '联系人（' || iif(t.organisation_id = u.id, o.short_name, u.short_name) || '）：' || coalesce((SELECT group_concat(c.tier || ' 级 ' || c.title || ' ' || c.duty_line, '，')
       FROM contact c WHERE c.unit_id = u.id AND c.operator_id = o.id AND c.imported_yes = 1
         AND c.side = iif(t.organisation_id = u.id, 'unit', 'operator')), '')
       FROM organisation u JOIN organisation o ON o.id = t.second_id WHERE u.id = t.first_id) END
  FROM takeover_pending t WHERE t.organisation_id = :org
 ORDER BY CASE t.kind WHEN 'system' THEN 1 WHEN 'platform' THEN 2 WHEN 'hosting' THEN 3 ELSE 4 END, t.first_id, t.second_id LIMIT 500;

-- name: takeover_answer_put   mode: write   scope: system (an effect of the organisation's own confirmation; only what is pending)
INSERT INTO takeover_answer (organisation_id, kind, first_id, second_id, matter_id, answer, reason, answered_at, settled_at)
SELECT t.organisation_id, t.kind, t.first_id, t.second_id, :matter, :answer, :reason, :now, iif(:answer = 'right', :now, NULL)
  FROM takeover_pending t WHERE t.organisation_id = :organisation AND t.kind = :kind AND t.first_id = :first AND t.second_id = :second
ON CONFLICT DO UPDATE SET matter_id = excluded.matter_id, answer = excluded.answer, reason = excluded.reason,
  answered_at = excluded.answered_at, decision = NULL, note = '', settled_at = excluded.settled_at;

-- name: takeover_contact_confirmed   mode: write   scope: system (an effect of the confirmation: a side's own lines)
UPDATE contact SET confirmed_at = :now, matter_id = :matter WHERE unit_id = :first AND operator_id = :second AND imported_yes = 1
   AND ((side = 'unit' AND unit_id = :organisation) OR (side = 'operator' AND operator_id = :organisation));

-- name: takeover_objections   mode: read   scope: system (below a matter the actor holds)
SELECT kind, first_id, second_id, reason FROM takeover_answer
 WHERE matter_id = :matter AND answer = 'objection' AND settled_at IS NULL ORDER BY kind, first_id, second_id LIMIT 500;

-- name: takeover_settle   mode: write   scope: system (an effect of the center's decision)
UPDATE takeover_answer SET decision = :decision, note = :note, settled_at = :now
 WHERE organisation_id = :organisation AND kind = :kind AND first_id = :first AND second_id = :second AND matter_id = :matter
   AND answer = 'objection' AND settled_at IS NULL;

-- name: takeover_free   mode: write   scope: system (an effect of the center's decision: what was imported goes back to the pool)
UPDATE allocation SET freed_at = :now WHERE system_id = :system AND (:platform = 0 OR platform_id = :platform) AND freed_at IS NULL
   AND imported_yes = 1;

-- name: takeover_machines_drop   mode: write   scope: system (an effect of the center's decision: machines that came with it)
DELETE FROM machine WHERE system_id = :system AND (:platform = 0 OR platform_id = :platform) AND imported_yes = 1;

-- name: takeover_system_end   mode: write   scope: system (an effect of the center's decision)
UPDATE system SET state = 'ended', ended_at = :now WHERE id = :system AND imported_yes = 1 AND state <> 'ended';

-- name: takeover_contact_drop   mode: write   scope: system (an effect of the center's decision: that side's imported lines)
DELETE FROM contact WHERE unit_id = :first AND operator_id = :second AND imported_yes = 1
   AND ((side = 'unit' AND unit_id = :organisation) OR (side = 'operator' AND operator_id = :organisation));

-- name: takeover_busy   mode: read   scope: system (below the matter of the center's decision)
-- Whether something under way is about the system, or something granted there was not imported.
-- What only goes on with a system taken over is no reason against what its operator says of it.
SELECT (SELECT count(*) FROM matter m WHERE m.system_id = :system AND m.closed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM matter b WHERE b.id = m.base_matter_id AND b.procedure_key = 'takeover'))
     + (SELECT count(*) FROM allocation WHERE system_id = :system AND freed_at IS NULL AND imported_yes = 0);

-- name: takeover_unfinished   mode: read   scope: system (an effect of the confirmation)
-- A system taken over before its formal operation that no application carries on.
SELECT s.state, s.organisation_id FROM system s
 WHERE s.id = :system AND s.imported_yes = 1 AND s.state IN ('deploying', 'trial')
   AND NOT EXISTS (SELECT 1 FROM matter m WHERE m.system_id = s.id AND m.procedure_key = 'application' AND m.closed_at IS NULL);

-- name: takeover_seen_by   mode: read   scope: system (an effect of the confirmation)   rows: all (who sees one system)
SELECT v.organisation_id, coalesce((SELECT k.kind FROM organisation_kind k WHERE k.organisation_id = v.organisation_id
         AND k.kind IN ('center', 'supervisor', 'secops') ORDER BY k.kind LIMIT 1), 'operator')
  FROM system_party v JOIN system s ON s.id = v.system_id WHERE v.system_id = :system AND v.organisation_id <> s.organisation_id;

-- ---- as files ----

-- name: takeover_export_organisations   mode: read   scope: system (an export by whoever may run commands)   rows: all (an export)
SELECT code, name, short_name, rank, (SELECT group_concat(CASE kind WHEN 'center' THEN '省大数据中心' WHEN 'unit' THEN '使用单位'
       WHEN 'provider' THEN '云服务商' WHEN 'supervisor' THEN '云监管服务商' WHEN 'secops' THEN '统一安全运维机构'
       WHEN 'integrator' THEN '云整合平台承建单位' ELSE '第三方机构' END, '、') FROM organisation_kind WHERE organisation_id = o.id), phone
  FROM organisation o WHERE valid_to IS NULL ORDER BY rank, id;

-- name: takeover_export_people   mode: read   scope: system (an export by whoever may run commands)   rows: all (an export)
-- The three administrators belong to an installation and do not go with the data.
SELECT p.login, o.code, p.title, p.phone FROM person p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.status <> 'disabled' AND o.valid_to IS NULL
   AND NOT EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = p.id AND r.role GLOB 'admin.*') ORDER BY p.id;

-- name: takeover_export_roles   mode: read   scope: system (an export by whoever may run commands)   rows: all (an export)
-- Of the accounts above; the security administrator of the other installation gives them.
SELECT p.login, r.role FROM person_role r JOIN person p ON p.id = r.person_id JOIN organisation o ON o.id = p.organisation_id
 WHERE p.status <> 'disabled' AND o.valid_to IS NULL
   AND NOT EXISTS (SELECT 1 FROM person_role a WHERE a.person_id = p.id AND a.role GLOB 'admin.*') ORDER BY p.id, r.role;

-- name: takeover_export_platforms   mode: read   scope: system (an export by whoever may run commands)   rows: all (an export)
SELECT p.code, p.name, CASE p.kind WHEN 'supervision' THEN '云监管' WHEN 'service' THEN '云服务' WHEN 'recovery' THEN '云灾备' ELSE '云整合' END,
       o.code, p.zones, p.architecture, p.rank,
       (SELECT total FROM capacity WHERE platform_id = p.id AND class = 'vcpu'), (SELECT total FROM capacity WHERE platform_id = p.id AND class = 'memory_gb'),
       (SELECT total FROM capacity WHERE platform_id = p.id AND class = 'ssd_gb'), (SELECT total FROM capacity WHERE platform_id = p.id AND class = 'hdd_gb'),
       (SELECT total FROM capacity WHERE platform_id = p.id AND class = 'file_gb'), (SELECT total FROM capacity WHERE platform_id = p.id AND class = 'object_gb'),
       (SELECT total FROM capacity WHERE platform_id = p.id AND class = 'backup_gb'), (SELECT total FROM capacity WHERE platform_id = p.id AND class = 'public_ip'),
       (SELECT total FROM capacity WHERE platform_id = p.id AND class = 'bandwidth_mbps'), (SELECT total FROM capacity WHERE platform_id = p.id AND class = 'archive_gb'),
       (SELECT total FROM capacity WHERE platform_id = p.id AND class = 'gpu')
  FROM platform p JOIN organisation o ON o.id = p.operator_id WHERE p.ended_at IS NULL ORDER BY p.rank, p.id;

-- name: takeover_export_filings   mode: read   scope: system (an export by whoever may run commands)   rows: all (an export)
SELECT f.filing_no, f.system_name, o.code, date(f.filed_day * 86400, 'unixepoch') FROM filing f JOIN organisation o ON o.id = f.organisation_id
 ORDER BY f.id;

-- name: takeover_export_systems   mode: read   scope: system (an export by whoever may run commands)   rows: all (an export)
SELECT f.filing_no, s.name, s.short_name, o.code, substr('一二三四', s.level, 1) || '级', s.zones,
       CASE s.state WHEN 'allocating' THEN '部署' WHEN 'deploying' THEN '部署' WHEN 'trial' THEN '试运行' WHEN 'suspended' THEN '暂停' ELSE '正式运行' END,
       s.responsible_title, s.responsible_phone, date(s.created_at + 28800, 'unixepoch'),
       date(coalesce(s.operating_at, iif(s.state IN ('operating', 'changing', 'exiting'), s.created_at, NULL)) + 28800, 'unixepoch'),
       date(s.expires_day * 86400, 'unixepoch'), iif(s.monitored_yes, '是', '否'),
       -- What a sub-system belonged to may have ended: then the first that still lives under the filing.
       coalesce((SELECT b.name FROM system b WHERE b.id = s.base_system_id AND b.filing_id = s.filing_id AND b.state <> 'ended'),
                (SELECT b.name FROM system b WHERE s.base_system_id IS NOT NULL AND b.filing_id = s.filing_id AND b.state <> 'ended'
                    AND b.id < s.id LIMIT 1)),
       s.department, s.security_title, s.security_phone, s.icp_no
  FROM system s JOIN filing f ON f.id = s.filing_id JOIN organisation o ON o.id = s.organisation_id
 WHERE s.state <> 'ended' ORDER BY s.base_system_id IS NOT NULL, s.id;

-- name: takeover_export_allocations   mode: read   scope: system (an export by whoever may run commands)   rows: all (an export)
SELECT f.filing_no, s.name, p.code, r.label, row_number() OVER (PARTITION BY a.system_id, a.platform_id, a.class ORDER BY a.granted_at, a.id),
       a.granted, a.allocated, date(a.granted_at + 28800, 'unixepoch')
  FROM allocation a JOIN system s ON s.id = a.system_id JOIN filing f ON f.id = s.filing_id JOIN platform p ON p.id = a.platform_id
  JOIN resource_class r ON r.key = a.class
 WHERE a.freed_at IS NULL AND s.state <> 'ended' AND p.ended_at IS NULL AND a.granted + a.allocated > 0
 ORDER BY p.rank, s.created_at, s.id, r.rank, a.granted_at, a.id;

-- name: takeover_export_machines   mode: read   scope: system (an export by whoever may run commands)   rows: all (an export)
-- Those of a system that holds something there; the others were left behind in the register.
SELECT p.code, m.code, f.filing_no, s.name, m.vcpu, m.memory_gb, m.disk_gb, date(m.since_day * 86400, 'unixepoch'), iif(m.standby_yes, '是', '否')
  FROM machine m JOIN platform p ON p.id = m.platform_id JOIN system s ON s.id = m.system_id JOIN filing f ON f.id = s.filing_id
 WHERE s.state <> 'ended' AND p.ended_at IS NULL
   AND EXISTS (SELECT 1 FROM allocation a WHERE a.system_id = s.id AND a.platform_id = p.id AND a.freed_at IS NULL) ORDER BY p.rank, m.id;

-- name: takeover_export_contacts   mode: read   scope: system (an export by whoever may run commands)   rows: all (an export)
SELECT u.code, o.code, iif(c.side = 'unit', '使用单位', '运行单位'), c.tier, c.title, c.duty_line, c.mobile
  FROM contact c JOIN organisation u ON u.id = c.unit_id JOIN organisation o ON o.id = c.operator_id ORDER BY c.unit_id, c.id;
