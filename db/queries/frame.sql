-- What the page frame shows, on every page: keep these cheap.

-- name: frame_tasks   mode: read   scope: org
-- Seats of the role (:shared), and those given to this person.
SELECT coalesce(sum(n), 0) FROM task_count
 WHERE organisation_id = :org AND role = :role AND person_id IN (iif(:shared = 1, 0, :person), :person);

-- name: frame_notices   mode: read   scope: org
-- Unread among the newest fifty: a bell, not a census.
SELECT count(*) FROM (SELECT n.id, n.person_id FROM notice n
   WHERE n.organisation_id = :org AND n.role = :role ORDER BY n.made_at DESC, n.id DESC LIMIT 50) recent
  LEFT JOIN notice_read r ON r.person_id = :person AND r.notice_id = recent.id
 WHERE r.notice_id IS NULL AND (recent.person_id IS NULL OR recent.person_id = :person);
