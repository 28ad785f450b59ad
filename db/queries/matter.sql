-- Matters: find, read, draft, move.  Visible is what the actor's organisation
-- takes part in, or the person was invited to and declared no conflict.

-- name: matter_find   mode: read   scope: org
-- One whose only roles are a guest's (:guest_only) sees by invitation alone, an administrator by a seat of his.
SELECT m.id, m.procedure_id, m.number, m.title, m.organisation_id, o.name, m.owner_role,
       coalesce((SELECT s.organisation_id FROM system s WHERE s.id = m.system_id), m.organisation_id),
       m.system_id, m.platform_id, m.base_matter_id, m.period, m.state, m.step, m.revision, m.holder, m.opened_by, m.opened_at, m.submitted_at, m.state_at, m.due_at, m.due_rule,
       m.paused_at, m.paused_days, m.returned_from, m.returned_by, m.returned_revision, m.rounds, m.closed_at,
       m.entry, m.held_at, m.held_until, m.held_seconds, :guest_only = 1 OR p.matter_id IS NULL, p.part IS 'copied'
  FROM matter m JOIN organisation o ON o.id = m.organisation_id
  LEFT JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
 WHERE m.id = :id
   AND ((:guest_only = 0 AND p.matter_id IS NOT NULL)
     OR EXISTS (SELECT 1 FROM task t WHERE t.matter_id = m.id AND t.organisation_id = :org AND t.role = :administrator)
     OR EXISTS (SELECT 1 FROM matter_guest g WHERE g.person_id = :person AND g.matter_id = m.id
         AND g.ended_at IS NULL AND g.conflict IS NOT 'declared'));

-- name: matter_find_any   mode: read   scope: system (the clerk's jobs and effects work for everybody)
SELECT m.id, m.procedure_id, m.number, m.title, m.organisation_id, o.name, m.owner_role,
       coalesce((SELECT s.organisation_id FROM system s WHERE s.id = m.system_id), m.organisation_id),
       m.system_id, m.platform_id, m.base_matter_id, m.period, m.state, m.step, m.revision, m.holder, m.opened_by, m.opened_at, m.submitted_at, m.state_at, m.due_at, m.due_rule,
       m.paused_at, m.paused_days, m.returned_from, m.returned_by, m.returned_revision, m.rounds, m.closed_at,
       m.entry, m.held_at, m.held_until, m.held_seconds, 0, 0
  FROM matter m JOIN organisation o ON o.id = m.organisation_id WHERE m.id = :id;

-- name: matter_entered   mode: read   scope: system (of a matter that was found for its reader)
SELECT coalesce(min(at), 0), coalesce(max(at), 0) FROM event
 WHERE matter_id = :matter AND to_state = :state AND from_state <> to_state;

-- name: matter_since   mode: read   scope: system (of the matter being moved, and the clerk works for everybody)
-- The last entering by another way than those that lead back without new time (else the first by one of these), and
-- what it was held since then.
WITH entering AS (
  SELECT at, instr(:back, ',' || action || ',') > 0 AS back FROM event
   WHERE matter_id = :matter AND to_state = :state AND from_state <> to_state),
since AS (SELECT coalesce((SELECT max(at) FROM entering WHERE NOT back), (SELECT min(at) FROM entering),
                          (SELECT opened_at FROM matter WHERE id = :matter AND :first)) AS at)
SELECT since.at, coalesce((
  SELECT sum(r.at - (SELECT max(h.at) FROM event h WHERE h.matter_id = :matter AND h.action = 'hold' AND h.id < r.id))
    FROM event r WHERE r.matter_id = :matter AND r.action = 'resume' AND r.to_state = :state AND r.at >= since.at), 0)
  FROM since WHERE since.at IS NOT NULL;

-- name: matter_open   mode: write   scope: org
INSERT INTO matter (procedure_id, procedure_key, organisation_id, owner_role, system_id, platform_id, base_matter_id,
  period, title, state, opened_by, opened_at, state_at, due_at, due_rule)
VALUES (:procedure, :key, :org, :role, nullif(:system, 0), nullif(:platform, 0), nullif(:base, 0),
  :period, :title, :state, nullif(:person, 0), :now, :now, nullif(:due_at, 0), :due_rule);

-- name: matter_successor_open   mode: read   scope: system (of a matter the actor may see)
-- The new version of a paper that is under way, opened from the one in force.
SELECT m.id, m.procedure_id, m.number, m.title, m.state FROM matter m
 WHERE m.base_matter_id = :matter AND m.procedure_key = :key AND m.closed_at IS NULL ORDER BY m.id LIMIT 1;

-- name: matter_of_system_open   mode: read   scope: system (what ends with the system it is about)
SELECT id FROM matter WHERE system_id = :system AND closed_at IS NULL AND id <> :except ORDER BY id LIMIT 200;

-- name: matter_form_newest   mode: read   scope: system (below a matter the actor may see)
SELECT body, digest FROM matter_form WHERE matter_id = :matter ORDER BY revision DESC LIMIT 1;

-- name: matter_form_digest   mode: read   scope: system (below a matter the actor may see)
SELECT digest FROM matter_form WHERE matter_id = :matter ORDER BY revision DESC LIMIT 1;

-- name: matter_form_revision   mode: read   scope: system (below a matter the actor may see)
SELECT body, digest FROM matter_form WHERE matter_id = :matter AND revision = :revision;

-- name: matter_form_add   mode: write   scope: system (the one function that moves a matter)
INSERT INTO matter_form (matter_id, revision, body, digest, saved_by, saved_at)
VALUES (:matter, :revision, :body, :digest, nullif(:person, 0), :now);

-- name: matter_draft_read   mode: read   scope: system (below a matter the actor may edit)
SELECT body, saves, saved_at FROM matter_draft WHERE matter_id = :matter;

-- name: matter_draft_saves   mode: read   scope: system (below a matter the actor may edit)
SELECT coalesce((SELECT saves FROM matter_draft WHERE matter_id = :matter), 0);

-- name: matter_draft_save   mode: write   scope: system (below a matter the actor may edit)
INSERT INTO matter_draft (matter_id, body, saved_by, saved_at) VALUES (:matter, :body, nullif(:person, 0), :now)
ON CONFLICT (matter_id) DO UPDATE SET body = excluded.body, saves = saves + 1, saved_by = excluded.saved_by,
  saved_at = excluded.saved_at;

-- name: matter_draft_drop   mode: write   scope: system (submitted: it is a revision now)
DELETE FROM matter_draft WHERE matter_id = :matter;

-- name: matter_name   mode: write   scope: system (the title follows the form)
UPDATE matter SET title = :title WHERE id = :matter AND title <> :title;

-- name: matter_bind_system   mode: write   scope: system (effects bind a matter to its system)
UPDATE matter SET system_id = :system WHERE id = :matter;

-- name: matter_bind_platform   mode: write   scope: system (an effect: the matter is about this platform from now on)
UPDATE matter SET platform_id = :platform WHERE id = :matter;

-- name: matter_move   mode: write   scope: system (the one function that moves a matter)
UPDATE matter SET state = :to, step = step + 1, entry = entry + 1, held_at = NULL, held_until = NULL, held_seconds = :held,
  revision = :revision, title = :title, state_at = :now,
  submitted_at = coalesce(submitted_at, nullif(:submitted_at, 0)), due_at = nullif(:due_at, 0), due_rule = :due_rule,
  paused_at = nullif(:paused_at, 0), paused_days = :paused_days, reminded = 0, returned_from = :returned_from,
  returned_by = nullif(:returned_by, 0), returned_revision = nullif(:returned_revision, 0)
WHERE id = :matter AND step = :step AND state = :from AND closed_at IS NULL;

-- name: matter_stay   mode: write   scope: system (the one function that moves a matter)
-- A signature among several leaves the step alone: the other signers' pages stay good.
UPDATE matter SET step = step + :bump
WHERE id = :matter AND step = :step AND state = :from AND closed_at IS NULL;

-- name: matter_due_set   mode: write   scope: system (an effect knows another deadline than the state's)
UPDATE matter SET due_at = nullif(:due_at, 0), due_rule = :due_rule, reminded = 0 WHERE id = :matter;

-- name: task_due_set   mode: write   scope: system (an effect knows another deadline than the state's)
UPDATE task SET due_at = :due_at WHERE matter_id = :matter AND closed_at IS NULL;

-- name: task_due_last   mode: read   scope: system (of the matter being moved)
SELECT due_at FROM task WHERE matter_id = :matter AND state = :state ORDER BY id DESC LIMIT 1;

-- name: matter_settle   mode: write   scope: system (the one function that moves a matter)
-- Each column here and in matter_move is one more index written anew: numbers and ends have statements of their own.
UPDATE matter SET holder = :holder WHERE id = :matter;

-- name: matter_number_give   mode: write   scope: system (the one function that moves a matter)
UPDATE matter SET number = :number WHERE id = :matter AND number IS NULL;

-- name: matter_close   mode: write   scope: system (the one function that moves a matter)
UPDATE matter SET closed_at = :now WHERE id = :matter;

-- name: matter_number_next   mode: write   scope: system (numbers are counted for all organisations together)
INSERT INTO number_series (series, last) VALUES (:series, 1)
ON CONFLICT (series) DO UPDATE SET last = last + 1 RETURNING last;

-- name: matter_oversees   mode: read   scope: org
-- Whether the organisation reads what is written for any party of the matter: the same rule for rows, words and files.
SELECT EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = :matter AND v.organisation_id = :org);

-- name: matter_party_add   mode: write   scope: system (whoever gets a seat takes part)
INSERT INTO matter_party (organisation_id, matter_id, part, since, opened_at, procedure_key, state)
VALUES (:organisation, :matter, :part, :now, (SELECT opened_at FROM matter WHERE id = :matter),
        (SELECT procedure_key FROM matter WHERE id = :matter), (SELECT state FROM matter WHERE id = :matter))
ON CONFLICT (organisation_id, matter_id) DO UPDATE SET part = excluded.part WHERE part = 'copied';

-- name: matter_party_move   mode: write   scope: system (the one function that moves a matter)
UPDATE matter_party SET state = :to WHERE matter_id = :matter AND state <> :to;

-- name: matter_guests_end   mode: write   scope: system (invitations expire with the matter)
UPDATE matter_guest SET ended_at = :now WHERE matter_id = :matter AND ended_at IS NULL;

-- name: matter_guests   mode: read   rows: all (the few who take part)   scope: system (seats of invited persons)
SELECT p.organisation_id, g.person_id FROM matter_guest g JOIN person p ON p.id = g.person_id
 WHERE g.matter_id = :matter AND g.role = :role AND g.ended_at IS NULL AND g.conflict IS NOT 'declared'
   AND p.status = 'active'
 ORDER BY g.since, g.person_id;

-- name: matter_operators   mode: read   rows: all (the few who take part)   scope: system (seats relative to the matter)
-- Orders still to be done; when there are none those being handed over, and after
-- that (cutover) those received.  A matter without orders: its platform's operator,
-- without a platform whoever hosts its system, or did when the matter was opened.
WITH ranked AS (SELECT operator_id, platform_id, CASE WHEN state IN ('open', 'short') THEN 1
                       WHEN state = 'received' THEN 3 ELSE 2 END AS rank
                  FROM work_order WHERE matter_id = :matter AND state <> 'cancelled')
SELECT operator_id, platform_id FROM ranked WHERE rank = (SELECT min(rank) FROM ranked)
UNION
SELECT p.operator_id, p.id FROM matter m JOIN platform p ON p.id = m.platform_id
 WHERE m.id = :matter AND NOT EXISTS (SELECT 1 FROM ranked)
UNION
SELECT p.operator_id, p.id FROM matter m
  JOIN allocation a ON a.system_id = m.system_id AND (a.freed_at IS NULL OR a.freed_at >= m.opened_at)
  JOIN platform p ON p.id = a.platform_id
 WHERE m.id = :matter AND m.platform_id IS NULL AND NOT EXISTS (SELECT 1 FROM ranked)
ORDER BY 2;

-- name: matter_operator_parties   mode: read   rows: all (the few who take part)   scope: system (who sees a matter from a state on)
SELECT operator_id FROM work_order WHERE matter_id = :matter AND state <> 'cancelled'
UNION
SELECT p.operator_id FROM matter m JOIN platform p ON p.id = m.platform_id WHERE m.id = :matter
UNION
SELECT p.operator_id FROM matter m
  JOIN allocation a ON a.system_id = m.system_id AND (a.freed_at IS NULL OR a.freed_at >= m.opened_at)
  JOIN platform p ON p.id = a.platform_id
 WHERE m.id = :matter AND m.platform_id IS NULL AND NOT EXISTS (SELECT 1 FROM work_order w WHERE w.matter_id = m.id)
ORDER BY 1;

-- name: matter_concerned   mode: read   rows: all (the few who take part)   scope: system (seats relative to the matter)
SELECT c.organisation_id,
       (SELECT group_concat(k.kind, ' ') FROM organisation_kind k WHERE k.organisation_id = c.organisation_id),
       EXISTS (SELECT 1 FROM matter m JOIN platform p ON p.id = m.platform_id
                WHERE m.id = :matter AND p.operator_id = c.organisation_id)
  FROM matter_concern c JOIN organisation o ON o.id = c.organisation_id
 WHERE c.matter_id = :matter AND c.part = :part ORDER BY o.rank, o.id;

-- name: matter_concern_add   mode: write   scope: system (whoever it is addressed to takes part)
INSERT INTO matter_concern (matter_id, part, organisation_id, since) VALUES (:matter, :part, :organisation, :now)
ON CONFLICT DO NOTHING;

-- name: matter_concern_drop   mode: write   scope: system (the form names others now)
DELETE FROM matter_concern WHERE matter_id = :matter AND part = :part;

-- name: matter_concerns   mode: read   scope: org
-- Whether the matter is addressed to the actor's organisation, or that answers for it; and its platform is its own.
SELECT EXISTS (SELECT 1 FROM matter_concern WHERE matter_id = :matter AND organisation_id = :org AND part = :part),
       EXISTS (SELECT 1 FROM matter m JOIN platform p ON p.id = m.platform_id
                WHERE m.id = :matter AND p.operator_id = :org);

-- name: matter_system_choice   mode: read   scope: org
-- Its own system, one it hosts or watches.
SELECT 1 FROM system s WHERE s.id = :system AND (s.organisation_id = :org
   OR EXISTS (SELECT 1 FROM system_party p WHERE p.organisation_id = :org AND p.system_id = s.id));

-- name: matter_platform_choice   mode: read   scope: org
-- An operator speaks for its own platforms, everybody else of any.
SELECT 1 FROM platform WHERE id = :platform AND (:own = 0 OR operator_id = :org);

-- name: matter_organisations_of_kind   mode: read   rows: all (the few who take part)   scope: system (organisations are known to everybody)
SELECT k.organisation_id FROM organisation_kind k JOIN organisation o ON o.id = k.organisation_id
 WHERE k.kind = :kind AND (o.valid_to IS NULL OR o.valid_to >= :today) ORDER BY o.rank, o.id;

-- name: matter_supervisors   mode: read   rows: all (the few who take part)   scope: system (organisations are known to everybody)
-- Those who watch a platform it concerns: its own, those of its work orders, those its system lies on or lay on while it
-- ran; about none, all of them.
WITH concerned AS (
  SELECT platform_id FROM matter WHERE id = :matter AND platform_id IS NOT NULL
  UNION SELECT platform_id FROM work_order WHERE matter_id = :matter AND state <> 'cancelled'
  UNION SELECT a.platform_id FROM matter m JOIN allocation a ON a.system_id = m.system_id
         WHERE m.id = :matter AND (a.freed_at IS NULL OR a.freed_at >= m.opened_at))
SELECT k.organisation_id FROM organisation_kind k JOIN organisation o ON o.id = k.organisation_id
 WHERE k.kind = 'supervisor' AND (o.valid_to IS NULL OR o.valid_to >= :today)
   AND (NOT EXISTS (SELECT 1 FROM concerned)
        OR EXISTS (SELECT 1 FROM concerned c JOIN watch w ON w.platform_id = c.platform_id AND w.organisation_id = o.id))
 ORDER BY o.rank, o.id;

-- name: matter_stands   mode: read   scope: org
-- Whether the actor's organisation is an operator of this matter (also beside being its owner: a unit that runs the
-- platform of its own system), and the person a live guest with this role.
SELECT EXISTS (SELECT 1 FROM work_order WHERE matter_id = :matter AND operator_id = :org AND state <> 'cancelled')
    OR EXISTS (SELECT 1 FROM matter m JOIN platform p ON p.id = m.platform_id
                WHERE m.id = :matter AND p.operator_id = :org)
    OR EXISTS (SELECT 1 FROM matter_party WHERE matter_id = :matter AND organisation_id = :org AND part = 'operator')
    OR EXISTS (SELECT 1 FROM task WHERE matter_id = :matter AND organisation_id = :org
                AND role IN ('operator.clerk', 'operator.lead')),
       EXISTS (SELECT 1 FROM matter_guest WHERE matter_id = :matter AND person_id = :person AND role = :role
                 AND ended_at IS NULL AND conflict IS NOT 'declared');

-- name: matter_person_holds   mode: read   scope: system (whether the one who returned a matter still has the role)
SELECT 1 FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = :role
 WHERE p.id = :person AND p.organisation_id = :organisation AND p.status = 'active';

-- name: matter_overdue   mode: read   scope: system (the clerk works for everybody)
-- Half of the time gone, four fifths, all of it; and once a day what is overdue.
WITH clock AS (
  SELECT m.id, m.step, m.state, m.number, m.title, m.organisation_id, m.due_at, m.reminded, m.revision,
         CASE WHEN m.due_at < :now THEN 100
              WHEN (:now - m.state_at) * 100 >= (m.due_at - m.state_at) * 80 THEN 80
              WHEN (:now - m.state_at) * 100 >= (m.due_at - m.state_at) * 50 THEN 50 ELSE 0 END AS stage
    FROM matter m WHERE m.due_at IS NOT NULL AND m.closed_at IS NULL AND m.held_at IS NULL AND m.id > :after)
SELECT id, step, state, number, title, organisation_id, due_at, reminded, revision, stage FROM clock
 WHERE stage > reminded
    OR (stage = 100 AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.matter_id = clock.id AND n.kind = 'overdue'
                                       AND n.made_at >= :today))
 ORDER BY id LIMIT 100;

-- name: matter_reminded   mode: write   scope: system (the clerk works for everybody)
UPDATE matter SET reminded = :stage WHERE id = :matter AND step = :step AND reminded = :before;

-- name: matter_open_versions   mode: read   rows: all (a few versions)   scope: system (the clerk works for everybody)
SELECT DISTINCT procedure_id FROM matter WHERE closed_at IS NULL ORDER BY procedure_id;

-- name: matter_waiting   mode: read   scope: system (the clerk works for everybody)
-- The time it was held does not count.
SELECT id, state_at + held_seconds, coalesce(due_at, 0), reminded FROM matter
 WHERE procedure_id = :procedure AND closed_at IS NULL AND held_at IS NULL AND state = :state AND state_at < :before AND id > :after
 ORDER BY id LIMIT 100;

-- name: matter_revised   mode: write   scope: system (an effect of the move changes what the form says)
UPDATE matter SET revision = revision + 1 WHERE id = :matter;

-- name: matter_revision   mode: read   scope: system (of the matter being moved)
SELECT revision FROM matter WHERE id = :matter;

-- name: matter_begin   mode: write   scope: system (what begins beyond its draft is submitted)
UPDATE matter SET revision = 1, submitted_at = :now WHERE id = :matter;

-- name: matter_addressee_names   mode: read   rows: all (the few it is addressed to)   scope: system (below a matter the actor may see)
SELECT o.name FROM matter_concern c JOIN organisation o ON o.id = c.organisation_id
 WHERE c.matter_id = :matter AND c.part = 'addressee' ORDER BY o.rank, o.id;

-- name: matter_hold   mode: write   scope: system (found in the actor's scope before)
UPDATE matter SET held_at = :now, held_until = :until, paused_at = :now
 WHERE id = :matter AND step = :step AND closed_at IS NULL AND held_at IS NULL AND paused_at IS NULL;

-- name: matter_resume   mode: write   scope: system (found in the actor's scope before; the clerk works for everybody)
UPDATE matter SET held_at = NULL, held_until = NULL, held_seconds = :seconds, paused_at = NULL, paused_days = :paused_days,
  due_at = nullif(:due_at, 0), due_rule = :due_rule
 WHERE id = :matter AND held_at = :held_at;

-- name: matter_held   mode: read   scope: system (the clerk works for everybody)
SELECT id FROM matter WHERE held_at IS NOT NULL AND held_until < :today AND id > :after ORDER BY id LIMIT 100;

-- name: matter_subject_called   mode: read   rows: all (one)   scope: org
-- A system or platform of this organisation by its name, 0: none.
SELECT coalesce((SELECT max(id) FROM system WHERE organisation_id = :org AND name = :name AND state <> 'ended'), 0),
       coalesce((SELECT max(id) FROM platform WHERE operator_id = :org AND name = :name AND ended_at IS NULL), 0);
