-- Choices of form fields that point at a record, and the label of one.  Of the choices those whose label has :find in it
-- ("": all), or the one of :id (0: all); one more than a list shows, so that it is known when it shows not all.

-- name: reference_filings   mode: read   scope: org
SELECT id, filing_no || '　' || system_name FROM filing WHERE organisation_id = :org
   AND (:id = 0 OR id = :id) AND instr(upper(filing_no || '　' || system_name), upper(:find)) > 0
 ORDER BY id LIMIT 501;

-- name: reference_filing   mode: read   scope: system (the label of a filing named by a form the actor may read)
SELECT filing_no || '　' || system_name FROM filing WHERE id = :id;

-- name: reference_systems   mode: read   scope: org
SELECT id, name FROM system WHERE organisation_id = :org AND (:id = 0 OR id = :id) AND instr(upper(name), upper(:find)) > 0
 ORDER BY created_at, id LIMIT 501;

-- name: reference_system   mode: read   scope: system (the label of a system named by a form the actor may read)
SELECT name FROM system WHERE id = :id;

-- name: reference_platforms   mode: read   scope: system (platforms are known to everybody)
SELECT id, name FROM platform WHERE ended_at IS NULL AND (:id = 0 OR id = :id) AND instr(upper(name), upper(:find)) > 0
 ORDER BY rank, id LIMIT 501;

-- name: reference_platform   mode: read   scope: system (platforms are known to everybody)
SELECT name FROM platform WHERE id = :id;

-- name: reference_organisations   mode: read   scope: system (organisations are known to everybody)
SELECT id, name FROM organisation WHERE valid_to IS NULL AND (:id = 0 OR id = :id) AND instr(upper(name), upper(:find)) > 0
 ORDER BY rank, id LIMIT 501;

-- name: reference_organisation   mode: read   scope: system (organisations are known to everybody)
SELECT name FROM organisation WHERE id = :id;

-- name: reference_recipients   mode: read   scope: system (organisations are known to everybody)
-- Somebody there can sign for what is sent.
SELECT o.id, o.name FROM organisation o
 WHERE o.valid_to IS NULL
   AND EXISTS (SELECT 1 FROM person p JOIN person_role r ON r.person_id = p.id
                WHERE p.organisation_id = o.id AND p.status = 'active'
                  AND r.role IN ('unit.clerk', 'operator.clerk', 'supervisor.clerk', 'secops.clerk'))
   AND (:id = 0 OR o.id = :id) AND instr(upper(o.name), upper(:find)) > 0
 ORDER BY o.rank, o.id LIMIT 501;

-- name: reference_assessors   mode: read   scope: system (the register of assessors is open to every participant)
SELECT id, name || '（' || qualification_no || '）' FROM assessor
 WHERE (:id = 0 OR id = :id) AND instr(upper(name || qualification_no), upper(:find)) > 0 ORDER BY id LIMIT 501;

-- name: reference_assessor   mode: read   scope: system (the register of assessors is open to every participant)
SELECT name || '（' || qualification_no || '）' FROM assessor WHERE id = :id;

-- name: reference_persons   mode: read   scope: system (review experts and reviewers, invited by the center alone)
SELECT p.id, o.short_name || '　' || p.title FROM person_role r
  JOIN person p ON p.id = r.person_id JOIN organisation o ON o.id = p.organisation_id
 WHERE r.role IN ('review.expert', 'center.review') AND p.status = 'active'
   AND (:id = 0 OR p.id = :id) AND instr(upper(o.short_name || '　' || p.title), upper(:find)) > 0
 ORDER BY r.role DESC, p.id LIMIT 501;

-- name: reference_person   mode: read   scope: system (shown only where an invited person is named to the center)
SELECT o.short_name || '　' || p.title FROM person p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = :id;

-- name: reference_colleagues   mode: read   scope: org
-- Accounts in use of one's own organisation; those of administrators are nobody else's to ask about.
SELECT p.id, p.title || '（' || p.login || '）' FROM person p
 WHERE p.organisation_id = :org AND p.status <> 'disabled'
   AND NOT EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = p.id AND r.role GLOB 'admin.*')
   AND (:id = 0 OR p.id = :id) AND instr(upper(p.title || p.login), upper(:find)) > 0
 ORDER BY p.id LIMIT 501;

-- name: reference_colleague   mode: read   scope: org
-- Of one's own organisation; the administrators, who are of the center, read the forms of all.
SELECT p.title || '（' || p.login || '）' FROM person p
 WHERE p.id = :id AND (p.organisation_id = :org
    OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'));

-- name: reference_subject_systems   mode: read   scope: org
-- Its own systems, those it hosts or watches.
SELECT s.id, s.name || CASE WHEN s.organisation_id = :org THEN '' ELSE '　' || o.short_name END
  FROM system s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.state <> 'ended' AND (s.organisation_id = :org
    OR EXISTS (SELECT 1 FROM system_party p WHERE p.organisation_id = :org AND p.system_id = s.id))
   AND (:id = 0 OR s.id = :id) AND instr(upper(s.name || '　' || o.short_name), upper(:find)) > 0
 ORDER BY o.rank, s.created_at, s.id LIMIT 501;

-- name: reference_subject_platforms   mode: read   scope: org
-- A provider speaks for its own platforms, everybody else of any.
SELECT id, name FROM platform WHERE ended_at IS NULL AND (operator_id = :org
    OR NOT EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'provider'))
   AND (:id = 0 OR id = :id) AND instr(upper(name), upper(:find)) > 0
 ORDER BY rank, id LIMIT 501;

-- name: reference_own_platforms   mode: read   scope: org
SELECT id, name FROM platform WHERE ended_at IS NULL AND operator_id = :org
   AND (:id = 0 OR id = :id) AND instr(upper(name), upper(:find)) > 0
 ORDER BY rank, id LIMIT 501;

-- name: reference_hosts   mode: read   scope: org
-- Whatever bears a system of one's own organisation now.
SELECT p.id, p.name FROM platform p
 WHERE p.ended_at IS NULL
   AND EXISTS (SELECT 1 FROM allocation a JOIN system s ON s.id = a.system_id
                WHERE a.platform_id = p.id AND a.freed_at IS NULL AND s.organisation_id = :org)
   AND (:id = 0 OR p.id = :id) AND instr(upper(p.name), upper(:find)) > 0
 ORDER BY p.rank, p.id LIMIT 501;

-- name: reference_other_platforms   mode: read   scope: org
SELECT id, name FROM platform WHERE ended_at IS NULL AND operator_id <> :org
   AND (:id = 0 OR id = :id) AND instr(upper(name), upper(:find)) > 0
 ORDER BY rank, id LIMIT 501;

-- name: reference_plan_items   mode: read   scope: org
-- What was adopted for this year, and of last year what is not begun yet.
SELECT i.id, i.year || '年　' || i.system_name || CASE i.kind WHEN 'new' THEN '　新建' WHEN 'migration' THEN '　迁移上云'
         ELSE '　扩容' END || '　第' || i.quarter || '季度'
  FROM plan_item i
 WHERE i.organisation_id = :org AND i.decision IN ('adopted', 'partly') AND i.issued_at IS NOT NULL
   AND i.withdrawn_at IS NULL AND i.kind <> 'exit'
   AND i.year IN (:year, :year - 1)
   AND (:id = 0 OR i.id = :id) AND instr(upper(i.year || '年　' || i.system_name), upper(:find)) > 0
 ORDER BY i.year DESC, i.id LIMIT 501;

-- name: reference_plan_item   mode: read   scope: system (the label of a plan item named by a form the actor may read)
SELECT year || '年　' || system_name FROM plan_item WHERE id = :id;

-- name: reference_contracts   mode: read   scope: org
-- The center chooses among all in force, a provider among its own.
SELECT c.id, c.number || '　' || o.short_name || '　' || c.name
  FROM contract c JOIN organisation o ON o.id = c.provider_id
 WHERE c.state = 'in_force' AND (c.provider_id = :org
    OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center'))
   AND (:id = 0 OR c.id = :id) AND instr(upper(c.number || '　' || o.short_name || '　' || c.name), upper(:find)) > 0
 ORDER BY o.rank, c.id LIMIT 501;

-- name: reference_contract   mode: read   scope: system (the label of a contract named by a form the actor may read)
SELECT number || '　' || name FROM contract WHERE id = :id;

-- name: reference_supervisors   mode: read   scope: system (organisations are known to everybody)
SELECT o.id, o.name FROM organisation o JOIN organisation_kind k ON k.organisation_id = o.id AND k.kind = 'supervisor'
 WHERE o.valid_to IS NULL AND (:id = 0 OR o.id = :id) AND instr(upper(o.name), upper(:find)) > 0
 ORDER BY o.rank, o.id LIMIT 501;

-- name: reference_suppliers   mode: read   scope: org
-- Whose platform bears or bore a system of this unit, and who supervises and secures all of them.
SELECT o.id, o.name FROM organisation o
 WHERE o.valid_to IS NULL AND o.id <> :org
   AND (EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = o.id AND k.kind IN ('supervisor', 'secops'))
        OR EXISTS (SELECT 1 FROM system s JOIN allocation a ON a.system_id = s.id JOIN platform p ON p.id = a.platform_id
                    WHERE s.organisation_id = :org AND p.operator_id = o.id))
   AND (:id = 0 OR o.id = :id) AND instr(upper(o.name), upper(:find)) > 0
 ORDER BY o.rank, o.id LIMIT 501;

-- name: reference_contractors   mode: read   scope: system (organisations are known to everybody)
SELECT o.id, o.name FROM organisation o
 WHERE o.valid_to IS NULL AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = o.id
        AND k.kind IN ('provider', 'supervisor', 'secops'))
   AND (:id = 0 OR o.id = :id) AND instr(upper(o.name), upper(:find)) > 0
 ORDER BY o.rank, o.id LIMIT 501;
