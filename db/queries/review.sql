-- Review rounds, opinions, conditions.  Whatever names a reviewer or shows an
-- individual opinion binds the organisation and asks for kind center.

-- name: review_round   mode: read   scope: system (inside a move of a matter the actor holds; counts only)
SELECT r.id, r.round, r.mode,
       (SELECT count(*) FROM matter_guest g WHERE g.matter_id = r.matter_id AND g.ended_at IS NULL AND g.conflict IS NOT 'declared'),
       (SELECT count(*) FROM review_opinion o WHERE o.review_id = r.id), r.concluded_at IS NOT NULL
  FROM review r WHERE r.matter_id = :matter ORDER BY r.round DESC LIMIT 1;

-- name: review_open   mode: write   scope: system (inside a move of a matter the actor holds)
INSERT INTO review (matter_id, round, mode, held_day, opened_at)
VALUES (:matter, (SELECT coalesce(max(round), 0) + 1 FROM review WHERE matter_id = :matter), :mode, nullif(:held, 0), :now);

-- name: review_invite   mode: write   scope: system (inside a move of a matter the actor holds; experts only)
INSERT INTO matter_guest (person_id, matter_id, role, since)
SELECT :person, :matter, 'review.expert', :now FROM person_role WHERE person_id = :person AND role = 'review.expert'
ON CONFLICT DO UPDATE SET ended_at = NULL, since = excluded.since, conflict = NULL;

-- name: review_conflict   mode: write   scope: system (the expert's own declaration)
UPDATE matter_guest SET conflict = :conflict WHERE person_id = :person AND matter_id = :matter AND ended_at IS NULL;

-- name: review_leave   mode: write   scope: system (the expert's own seat)
UPDATE task SET closed_at = :now, closed_by = :person, outcome = 'opine'
 WHERE matter_id = :matter AND closed_at IS NULL AND person_id = :person AND role = 'review.expert';

-- name: review_opinion   mode: write   scope: system (the reviewer's own opinion)
INSERT INTO review_opinion (review_id, person_id, verdict, opinion, given_at)
VALUES (:review, :person, :verdict, :opinion, :now);

-- name: review_conclude   mode: write   scope: system (inside a move of a matter the actor holds)
UPDATE review SET conclusion = :conclusion, consolidated = :consolidated, concluded_at = :now WHERE id = :review;

-- name: review_replan   mode: write   scope: system (inside a move of a matter the actor holds)
UPDATE matter SET rounds = rounds + 1 WHERE id = :matter;

-- name: review_guests_end   mode: write   scope: system (invitations end with the review)
UPDATE matter_guest SET ended_at = :now WHERE matter_id = :matter AND role = 'review.expert' AND ended_at IS NULL;

-- name: review_condition_add   mode: write   scope: system (inside a move of a matter the actor holds)
INSERT INTO matter_condition (matter_id, text, owner, due_day) VALUES (:matter, :text, :owner, :due);

-- name: review_conditions_open   mode: read   scope: system (inside a move of a matter the actor may see)
SELECT count(*) FROM matter_condition WHERE matter_id = :matter AND closed_at IS NULL;

-- name: review_condition_close   mode: write   scope: system (below a matter the actor may see; roles asked before)
UPDATE matter_condition SET closed_at = :now, closed_by = :person
 WHERE id = :id AND matter_id = :matter AND closed_at IS NULL;

-- name: review_condition_met   mode: write   scope: system (below a matter the actor may see; its owner alone)
UPDATE matter_condition SET met_at = :now, met_note = :note
 WHERE id = :id AND matter_id = :matter AND owner = :owner AND closed_at IS NULL;

-- name: review_opinions   mode: read   scope: org
SELECT r.round AS round_n, g.short_name || '　' || p.title AS reviewer, o.verdict, o.opinion, o.given_at
  FROM review r JOIN review_opinion o ON o.review_id = r.id
  JOIN person p ON p.id = o.person_id JOIN organisation g ON g.id = p.organisation_id
 WHERE r.matter_id = :matter
   AND EXISTS (SELECT 1 FROM organisation_kind WHERE organisation_id = :org AND kind = 'center')
 ORDER BY r.round, o.given_at LIMIT 200;

-- name: review_invited   mode: read   scope: org
SELECT g.short_name || '　' || p.title AS reviewer, coalesce(m.conflict = 'declared', 0) AS declared_yes, m.since AS since_at
  FROM matter_guest m JOIN person p ON p.id = m.person_id JOIN organisation g ON g.id = p.organisation_id
 WHERE m.matter_id = :matter AND m.role = 'review.expert'
   AND EXISTS (SELECT 1 FROM organisation_kind WHERE organisation_id = :org AND kind = 'center')
 ORDER BY m.since, p.id LIMIT 50;
