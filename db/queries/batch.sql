-- Bulk decisions: several open seats of one procedure, state and role.

-- name: batch_task   mode: read   scope: org
SELECT t.matter_id, t.role, t.person_id, m.procedure_id, m.state, m.step FROM task t JOIN matter m ON m.id = t.matter_id
 WHERE t.id = :task AND t.organisation_id = :org AND t.closed_at IS NULL AND t.parent_id IS NULL;

-- name: batch_add   mode: write   scope: org
INSERT INTO batch (organisation_id, person_id, role, procedure_id, state, made_at)
VALUES (:org, :person, :role, :procedure, :state, :now);

-- name: batch_item_add   mode: write   scope: system (into the batch just made)
INSERT INTO batch_item (batch_id, line, task_id, matter_id, step) VALUES (:batch, :line, :task, :matter, :step);

-- name: batch_find   mode: read   scope: org
-- One's own, or of one's role once a second person is asked.
SELECT b.id, b.person_id, b.role, b.procedure_id, b.state, b.action, b.opinion, b.made_at, b.asked_at, b.confirmed_by,
       b.confirmed_at, b.run_at, b.dropped_at, p.title,
       (SELECT q.title FROM person q WHERE q.id = b.confirmed_by), (SELECT q.title FROM person q WHERE q.id = b.dropped_by)
  FROM batch b JOIN person p ON p.id = b.person_id
 WHERE b.id = :id AND b.organisation_id = :org
   AND (b.person_id = :person OR (b.asked_at IS NOT NULL
     AND EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = :person AND r.role = b.role)));

-- name: batch_open_list   mode: read   scope: org
-- Not over yet: one's own, and those of one's role about which a second person is asked.
SELECT b.id, b.procedure_id, b.action, (SELECT count(*) FROM batch_item i WHERE i.batch_id = b.id), b.made_at,
       b.asked_at IS NOT NULL, b.confirmed_at IS NOT NULL, p.title, b.person_id = :person
  FROM batch b JOIN person p ON p.id = b.person_id
 WHERE b.organisation_id = :org AND b.run_at IS NULL AND b.dropped_at IS NULL
   AND (b.person_id = :person OR (b.asked_at IS NOT NULL
     AND EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = :person AND r.role = b.role)))
 ORDER BY b.made_at DESC, b.id DESC LIMIT 6;

-- name: batch_done_list   mode: read   scope: org
-- What one did so last; who confirmed it, where that was needed.
SELECT b.id, b.procedure_id, b.action, (SELECT count(*) FROM batch_item i WHERE i.batch_id = b.id),
       (SELECT count(*) FROM batch_item i WHERE i.batch_id = b.id AND i.outcome = 'done'), b.run_at,
       (SELECT q.title FROM person q WHERE q.id = b.confirmed_by)
  FROM batch b WHERE b.person_id = :person AND b.organisation_id = :org AND b.run_at IS NOT NULL
 ORDER BY b.made_at DESC, b.id DESC LIMIT 6;

-- name: batch_seconds   mode: read   scope: org
-- Others who could confirm.
SELECT count(*) FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = :role
 WHERE p.organisation_id = :org AND p.id <> :person AND p.status = 'active';

-- name: batch_items   mode: read   rows: all (a page of the inbox)   scope: org
SELECT i.line, i.matter_id, i.step, i.outcome, i.sentence, m.number, m.title, o.name, m.due_at, m.paused_at IS NOT NULL
  FROM batch_item i JOIN matter m ON m.id = i.matter_id JOIN organisation o ON o.id = m.organisation_id
  JOIN matter_party v ON v.organisation_id = :org AND v.matter_id = m.id
 WHERE i.batch_id = :batch ORDER BY i.line;

-- name: batch_choose   mode: write   scope: system (found in the actor's scope before)
UPDATE batch SET action = :action, opinion = :opinion WHERE id = :id AND person_id = :person;

-- name: batch_ask   mode: write   scope: system (found in the actor's scope before)
UPDATE batch SET asked_at = :now
 WHERE id = :id AND person_id = :person AND asked_at IS NULL AND run_at IS NULL AND dropped_at IS NULL AND action <> '';

-- name: batch_confirm   mode: write   scope: system (found in the actor's scope before)
UPDATE batch SET confirmed_by = :person, confirmed_at = :now WHERE id = :id AND run_at IS NULL;

-- name: batch_drop   mode: write   scope: system (found in the actor's scope before)
UPDATE batch SET dropped_at = :now, dropped_by = :person WHERE id = :id AND run_at IS NULL AND dropped_at IS NULL;

-- name: batch_run   mode: write   scope: system (found in the actor's scope before)
UPDATE batch SET run_at = :now WHERE id = :id AND person_id = :person AND run_at IS NULL;

-- name: batch_item_done   mode: write   scope: system (the batch that runs)
UPDATE batch_item SET outcome = :outcome, sentence = :sentence, done_at = :now WHERE batch_id = :batch AND line = :line;
