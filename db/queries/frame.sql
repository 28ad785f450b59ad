-- What the page frame shows, on every page: keep these cheap.

-- name: frame_tasks   mode: read   scope: org
-- Seats of the role (:shared), and those given to this person.
SELECT coalesce((SELECT n FROM task_count WHERE organisation_id = :org AND role = :role AND person_id = :person), 0)
     + coalesce((SELECT n FROM task_count WHERE :shared = 1 AND organisation_id = :org AND role = :role AND person_id = 0), 0);

-- name: frame_notices   mode: read   scope: org
-- The newest twenty: a bell, not a census.  :since 0 of an own role, else the first moment of the delegation.
SELECT id, coalesce(person_id, :person) = :person AND made_at >= :since FROM notice WHERE organisation_id = :org AND role = :role
 ORDER BY made_at DESC, id DESC LIMIT 20;

-- name: frame_notices_read   mode: read   scope: system (the person's own marks)
SELECT notice_id FROM notice_read WHERE person_id = :person AND notice_id BETWEEN :first AND :last
 ORDER BY notice_id DESC LIMIT 200;

-- name: frame_notice_read   mode: read   scope: system (the person's own marks)
SELECT 1 FROM notice_read WHERE person_id = :person AND notice_id = :notice;
