-- Dated delegation: who acts for whom, in which role.

-- name: delegation_taken   mode: read   scope: system (bound to the person himself)
-- What somebody takes for others today, as long as they have it themselves.
SELECT d.id, d.person_id, d.role, p.title, d.from_day FROM delegation d JOIN person p ON p.id = d.person_id AND p.status = 'active'
 WHERE d.delegate_id = :person AND d.ended_at IS NULL AND d.to_day >= :today AND d.from_day <= :today
   AND EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = d.person_id AND r.role = d.role)
 ORDER BY d.to_day, d.id LIMIT 16;

-- name: delegation_holds   mode: read   scope: system (bound to the person himself)
SELECT 1 FROM delegation d JOIN person p ON p.id = d.person_id AND p.status = 'active'
 WHERE d.id = :delegation AND d.delegate_id = :person AND d.ended_at IS NULL AND d.to_day >= :today AND d.from_day <= :today
   AND EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = d.person_id AND r.role = d.role);

-- name: delegation_colleague   mode: read   scope: org
-- Somebody else of the organisation who acts in matters.
SELECT p.title FROM person p
 WHERE p.id = :delegate AND p.id <> :person AND p.organisation_id = :org AND p.status = 'active'
   AND EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = p.id
                  AND r.role NOT IN ('admin.system', 'admin.security', 'admin.audit', 'review.expert', 'assessor.clerk'))
   AND NOT EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = p.id AND r.role GLOB 'admin.*');

-- name: delegation_colleagues   mode: read   scope: org
-- No administrators, and nobody who is here as an expert or an assessor alone.
SELECT p.id, p.title, group_concat(r.role, ' ') FROM person p JOIN person_role r ON r.person_id = p.id
 WHERE p.id <> :person AND p.organisation_id = :org AND p.status = 'active' GROUP BY p.id
HAVING max(r.role GLOB 'admin.*') = 0 AND max(r.role <> 'review.expert' AND r.role <> 'assessor.clerk') = 1
 ORDER BY p.id LIMIT 200;

-- name: delegation_role_of   mode: read   scope: system (where a notice to a person is found)
SELECT role FROM person_role WHERE person_id = :person ORDER BY role LIMIT 1;

-- name: delegation_overlaps   mode: read   scope: system (bound to the person himself)
SELECT 1 FROM delegation WHERE person_id = :person AND role = :role AND ended_at IS NULL
   AND to_day >= :from_day AND from_day <= :to_day;

-- name: delegation_circle   mode: read   scope: system (whether somebody's own work comes back to him; only the answer is used)
-- Whether whoever is to act is away himself in these days and left it, straight or through others, to the one who asks him.
WITH RECURSIVE reached (person_id) AS (SELECT :delegate
  UNION SELECT d.delegate_id FROM reached r JOIN delegation d ON d.person_id = r.person_id
         AND d.ended_at IS NULL AND d.to_day >= :from_day AND d.from_day <= :to_day)
SELECT EXISTS (SELECT 1 FROM reached WHERE person_id = :person);

-- name: delegation_add   mode: write   scope: org
INSERT INTO delegation (organisation_id, person_id, delegate_id, role, from_day, to_day, reason, made_at)
VALUES (:org, :person, :delegate, :role, :from_day, :to_day, :reason, :now);

-- name: delegation_find   mode: read   scope: org
SELECT person_id, delegate_id, role, ended_at IS NOT NULL OR to_day < :today FROM delegation
 WHERE id = :id AND organisation_id = :org;

-- name: delegation_end   mode: write   scope: system (found in the organisation before)
UPDATE delegation SET ended_at = :now, ended_by = :person WHERE id = :id AND ended_at IS NULL;

-- name: delegation_list   mode: read   scope: org
-- One's own, given and taken; for a lead (:all) everybody's of the organisation.
SELECT d.made_at AS sort_key, d.id, p.title AS person_title, q.title AS delegate_title, d.role, d.from_day,
       d.to_day, d.reason, d.person_id, d.ended_at, (SELECT e.title FROM person e WHERE e.id = d.ended_by) AS ender_title_if
  FROM delegation d JOIN person p ON p.id = d.person_id JOIN person q ON q.id = d.delegate_id
 WHERE d.organisation_id = :org AND (:all = 1 OR d.person_id = :person OR d.delegate_id = :person)
   AND (d.made_at, d.id) < (:after_sort, :after_id)
 ORDER BY d.made_at DESC, d.id DESC LIMIT :limit;
