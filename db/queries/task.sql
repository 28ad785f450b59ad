-- Seats: who holds a matter; and the events of a matter.

-- name: task_open   mode: write   scope: system (the one function that moves a matter)
-- VALUES: of INSERT ... SELECT a table with triggers makes a temporary table first, which costs as much as all the rest.
INSERT INTO task (matter_id, state, organisation_id, role, holder, person_id, platform_id, parent_id, asked_by, opened_at,
  due_at, entry)
VALUES (:matter, :state, :organisation, :role, :holder, nullif(:person, 0), nullif(:platform, 0), nullif(:parent, 0),
  nullif(:asked_by, 0), :now, :due_at, (SELECT entry FROM matter WHERE id = :matter));

-- name: task_of_matter   mode: read   rows: all (the few who take part)   scope: system (below a matter the actor may see)
SELECT t.id, t.organisation_id, o.short_name, t.role, t.holder, t.person_id, t.platform_id, t.opened_at, t.due_at, t.parent_id,
       t.asked_by
  FROM task t JOIN organisation o ON o.id = t.organisation_id
 WHERE t.matter_id = :matter AND t.closed_at IS NULL ORDER BY t.id;

-- name: task_signers   mode: read   rows: all (the few who take part)   scope: system (below a matter the actor may see)
-- Seats of this entry into the state, open or signed; a seat that closed because others decided is none.
SELECT t.id, t.organisation_id, o.short_name, t.role, t.platform_id, t.closed_at,
       (SELECT e.actor_label FROM event e WHERE e.matter_id = t.matter_id AND e.person_id = t.closed_by AND e.action = t.outcome
         ORDER BY e.id DESC LIMIT 1)
  FROM task t JOIN organisation o ON o.id = t.organisation_id
 WHERE t.matter_id = :matter AND t.state = :state AND t.entry = :entry AND t.parent_id IS NULL
   AND (t.closed_at IS NULL OR t.closed_by IS NOT NULL) ORDER BY t.id;

-- name: task_organisation   mode: read   scope: system (organisations are known to everybody)
SELECT short_name FROM organisation WHERE id = :id;

-- name: task_close   mode: write   scope: system (the one function that moves a matter)
UPDATE task SET closed_at = :now, closed_by = nullif(:person, 0), on_behalf_of = nullif(:behalf, 0), outcome = :outcome
 WHERE id = :task AND matter_id = :matter AND closed_at IS NULL;

-- name: task_close_others   mode: write   scope: system (the one function that moves a matter)
UPDATE task SET closed_at = :now, outcome = 'moved' WHERE matter_id = :matter AND closed_at IS NULL;

-- name: task_give   mode: write   scope: org
UPDATE task SET person_id = :person
 WHERE id = :task AND matter_id = :matter AND organisation_id = :org AND closed_at IS NULL;

-- name: task_colleague   mode: read   scope: org
-- A colleague who could take the seat over.
SELECT p.title FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = :role
 WHERE p.id = :person AND p.organisation_id = :org AND p.status = 'active';

-- name: task_askable   mode: read   rows: all (a person has a few roles)   scope: org
SELECT r.role, p.title FROM person p JOIN person_role r ON r.person_id = p.id
 WHERE p.id = :person AND p.organisation_id = :org AND p.status = 'active' ORDER BY r.role;

-- name: event_add   mode: write   scope: system (the one function that moves a matter)
INSERT INTO event (matter_id, at, person_id, on_behalf_of, organisation_id, role, actor_label, action, label, from_state,
  to_state, opinion, body, revision, digest, tone, audience, audit_seq, reader_id, reader_line_yes)
VALUES (:matter, :now, nullif(:person, 0), nullif(:behalf, 0), nullif(:organisation, 0), :role, :actor, :action, :label,
  :from, :to, :opinion, :body, :revision, :digest, :tone, :audience, :audit_seq, nullif(:reader, 0), :reader_line);

-- name: event_roles   mode: read   scope: system (separation of duties inside one matter)
-- In which roles a person has acted, or somebody for him; talking about a matter is not acting in it.
-- CASE and UNION ALL: asked at every step, and neither makes a temporary table.
SELECT role FROM event WHERE matter_id = :matter AND person_id = :person AND CASE action WHEN 'comment' THEN 0 WHEN 'urge' THEN 0
  WHEN 'reassign' THEN 0 WHEN 'add_signer' THEN 0 WHEN 'drop_signer' THEN 0 WHEN 'hold' THEN 0 WHEN 'resume' THEN 0 WHEN 'copy' THEN 0 ELSE 1 END
UNION ALL
SELECT role FROM event WHERE matter_id = :matter AND on_behalf_of = :person AND CASE action WHEN 'comment' THEN 0 WHEN 'urge' THEN 0
  WHEN 'reassign' THEN 0 WHEN 'add_signer' THEN 0 WHEN 'drop_signer' THEN 0 WHEN 'hold' THEN 0 WHEN 'resume' THEN 0 WHEN 'copy' THEN 0 ELSE 1 END;

-- name: event_taken_by   mode: read   scope: system (separation of duties inside one matter)
-- Whether a person took this action, or somebody for him.
SELECT EXISTS (SELECT 1 FROM event WHERE matter_id = :matter AND action = :action AND (person_id = :person OR on_behalf_of = :person));

-- name: event_urged   mode: read   scope: org
SELECT max(at) FROM event WHERE matter_id = :matter AND action = 'urge' AND organisation_id = :org;

-- name: event_documents_changed   mode: read   scope: system (below a matter the actor may see)
-- Whether a document came or went since the matter was returned: since it last left the state it was returned from.
SELECT EXISTS (SELECT 1 FROM event WHERE matter_id = :matter AND action IN ('attach', 'detach')
  AND id > coalesce((SELECT max(e.id) FROM event e JOIN matter m ON m.id = e.matter_id
                      WHERE e.matter_id = :matter AND e.from_state <> e.to_state AND e.from_state = m.returned_from), 0));

-- name: event_asked   mode: read   scope: system (who learns of the reviewers of a matter)
-- Whether a person, or somebody for him, asked in it for the unit.
SELECT EXISTS (SELECT 1 FROM event WHERE matter_id = :matter AND (person_id = :person OR on_behalf_of = :person)
   AND role IN ('unit.clerk', 'unit.lead') AND action NOT IN ('comment', 'urge', 'copy', 'opinion'));

-- name: event_decisions   mode: read   scope: system (below a matter the actor may see; individual opinions only for the center or their author)
SELECT role, action, from_state, to_state, id, label, actor_label, at, revision, digest FROM event
 WHERE matter_id = :matter AND digest IS NOT NULL AND (audience = 'all' OR :center = 1 OR person_id = :person)
 ORDER BY id LIMIT 500;

-- name: event_body   mode: read   scope: system (of the matter being moved or shown: what its action was last given)
SELECT body FROM event WHERE matter_id = :matter AND action = :action ORDER BY id DESC LIMIT 1;
