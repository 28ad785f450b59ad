-- Copies for reading, and who read them.

-- name: copy_takes_part   mode: read   scope: org
SELECT 1 FROM matter_party WHERE matter_id = :matter AND organisation_id = :org AND part <> 'copied';

-- name: copy_receiver   mode: read   scope: system (organisations are known to everybody)
-- Its name, and whether it has somebody to read it; administrators, experts and assessors read no copies.
SELECT o.name, EXISTS (SELECT 1 FROM person p JOIN person_role r ON r.person_id = p.id
         WHERE p.organisation_id = o.id AND p.status = 'active' AND (:role = '' OR r.role = :role)
           AND r.role NOT IN ('admin.system', 'admin.security', 'admin.audit', 'review.expert', 'assessor.clerk'))
  FROM organisation o WHERE o.id = :organisation AND (o.valid_to IS NULL OR o.valid_to >= :today);

-- name: copy_roles   mode: read   rows: all (a few roles)   scope: system (whom a notice is for)
SELECT DISTINCT r.role FROM person p JOIN person_role r ON r.person_id = p.id
 WHERE p.organisation_id = :organisation AND p.status = 'active'
   AND r.role NOT IN ('admin.system', 'admin.security', 'admin.audit', 'review.expert', 'assessor.clerk') ORDER BY r.role;

-- name: copy_add   mode: write   scope: system (below a matter the actor may see)
INSERT INTO matter_copy (matter_id, organisation_id, role, note, sent_by, sender, sent_at)
VALUES (:matter, :organisation, :role, :note, :person, :sender, :now);

-- name: copy_read_add   mode: write   scope: org
INSERT INTO copy_read (copy_id, person_id, reader, read_at)
SELECT c.id, :person, :reader, :now FROM matter_copy c
 WHERE c.matter_id = :matter AND c.organisation_id = :org
   AND (c.role = '' OR EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = :person AND r.role = c.role))
   AND NOT EXISTS (SELECT 1 FROM copy_read r WHERE r.copy_id = c.id AND r.person_id = :person);

-- name: copy_unread   mode: read   scope: org
SELECT EXISTS (SELECT 1 FROM matter_copy c WHERE c.matter_id = :matter AND c.organisation_id = :org
   AND (c.role = '' OR EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = :person AND r.role = c.role))
   AND NOT EXISTS (SELECT 1 FROM copy_read r WHERE r.copy_id = c.id AND r.person_id = :person));

-- name: copy_was_read   mode: read   scope: org
SELECT EXISTS (SELECT 1 FROM matter_copy c JOIN copy_read r ON r.copy_id = c.id AND r.person_id = :person
  WHERE c.matter_id = :matter AND c.organisation_id = :org);

-- name: copy_of_matter   mode: read   scope: org
-- Copies and their readers.  Those to a post of the center are for those alone who know its reviewers (:reads); who asks
-- in its name sees those to his own posts.
SELECT c.id, o.short_name, c.role, c.sender, c.sent_at, c.note, r.reader, r.read_at
  FROM matter_copy c JOIN organisation o ON o.id = c.organisation_id LEFT JOIN copy_read r ON r.copy_id = c.id
 WHERE c.matter_id = :matter AND (:reads = 1 OR c.organisation_id <> :center_org OR (:org = :center_org AND c.role GLOB 'unit.*'))
 ORDER BY c.id, r.read_at LIMIT 300;

-- name: copy_counts   mode: read   scope: org
-- How many were sent, and how many of them somebody has read; as copy_of_matter.
SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM copy_read r WHERE r.copy_id = c.id)), 0) FROM matter_copy c
 WHERE c.matter_id = :matter AND (:reads = 1 OR c.organisation_id <> :center_org OR (:org = :center_org AND c.role GLOB 'unit.*'));

-- name: copy_receipts   mode: read   scope: org
-- Of one matter, in the order in which they were sent; the first who read it.
SELECT c.id AS sort_key, c.id, o.name AS unit_name, c.role AS role, c.sent_at, r.read_at IS NULL AS new_yes,
       coalesce(r.reader, '') AS reader_if, r.read_at
  FROM matter_copy c JOIN organisation o ON o.id = c.organisation_id
  LEFT JOIN copy_read r ON r.copy_id = c.id
   AND r.person_id = (SELECT f.person_id FROM copy_read f WHERE f.copy_id = c.id ORDER BY f.read_at, f.person_id LIMIT 1)
 WHERE c.matter_id = :matter AND (:reads = 1 OR c.organisation_id <> :center_org OR (:org = :center_org AND c.role GLOB 'unit.*'))
   AND (:condition = '' OR (r.read_at IS NULL) = (:condition = 'unread'))
   AND (c.id, c.id) > (:after_sort, :after_id)
 ORDER BY c.id LIMIT :limit;

-- name: copy_unread_by   mode: read   rows: all (the organisations of the province)   scope: system (whom a notice is for)
SELECT DISTINCT c.organisation_id FROM matter_copy c
 WHERE c.matter_id = :matter AND NOT EXISTS (SELECT 1 FROM copy_read r WHERE r.copy_id = c.id) ORDER BY 1;

-- name: copy_list   mode: read   scope: org
SELECT c.sent_at AS sort_key, c.id, c.sent_at AS copied_at, m.id AS matter_id, m.number AS number, m.title AS subject,
       o.name AS unit_name, m.procedure_id, m.state, m.due_at, m.paused_at, m.closed_at, c.sender AS sender_label,
       c.note AS note_if, r.read_at IS NULL AS new_yes, r.read_at IS NOT NULL AS read_yes, r.read_at
  FROM matter_copy c JOIN matter m ON m.id = c.matter_id JOIN organisation o ON o.id = m.organisation_id
  LEFT JOIN copy_read r ON r.copy_id = c.id AND r.person_id = :person
 WHERE c.organisation_id = :org AND (c.sent_at, c.id) < (:after_sort, :after_id)
   AND (c.role = '' OR EXISTS (SELECT 1 FROM person_role q WHERE q.person_id = :person AND q.role = c.role))
 ORDER BY c.sent_at DESC, c.id DESC LIMIT :limit;

-- name: copy_receivers   mode: read   scope: system (organisations are known to everybody)
SELECT id, name FROM organisation WHERE valid_to IS NULL OR valid_to >= :today ORDER BY rank, id LIMIT 500;
