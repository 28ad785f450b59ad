-- Review: rounds, invited persons, individual opinions, conditions.
-- Opinions and who gave them are read by the center alone: those queries bind the
-- organisation and ask for its kind themselves.

-- name: review_person   mode: read   scope: system (asked by a guard of the center's move; whether a person may review)
SELECT p.organisation_id, p.status = 'active',
       EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = p.id AND r.role = 'review.expert'),
       EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = p.id AND r.role = 'center.review')
  FROM person p WHERE p.id = :person;

-- name: review_open   mode: write   scope: system (an effect of the center's move)
INSERT INTO review (matter_id, round, mode, held_day, opened_at)
SELECT :matter, coalesce(max(round), 0) + 1, :mode, :held_day, :now FROM review WHERE matter_id = :matter;

-- name: review_current   mode: read   scope: system (below a matter that is being moved; the round under way)
SELECT id, round, mode, opened_at FROM review WHERE matter_id = :matter AND concluded_at IS NULL ORDER BY round DESC LIMIT 1;

-- name: review_invite   mode: write   scope: system (an effect of the center's move)
INSERT INTO matter_guest (person_id, matter_id, role, since) VALUES (:person, :matter, :role, :now)
ON CONFLICT DO UPDATE SET role = :role, since = :now, conflict = NULL, ended_at = NULL;

-- name: review_uninvite   mode: write   scope: system (invitations of a round end with it)
UPDATE matter_guest SET ended_at = :now
 WHERE matter_id = :matter AND role IN ('review.expert', 'center.review') AND ended_at IS NULL;

-- name: review_invited   mode: read   scope: system (whether the person who acts was invited)
SELECT count(*) FROM matter_guest WHERE matter_id = :matter AND person_id = :person AND ended_at IS NULL
   AND role IN ('review.expert', 'center.review');

-- name: review_conflict   mode: write   scope: system (the invited person's own declaration)
UPDATE matter_guest SET conflict = :conflict WHERE matter_id = :matter AND person_id = :person AND ended_at IS NULL;

-- name: review_seat_done   mode: write   scope: system (the invited person's own seat)
UPDATE task SET closed_at = :now, closed_by = :person, outcome = :outcome
 WHERE matter_id = :matter AND person_id = :person AND role = 'review.expert' AND closed_at IS NULL;

-- name: review_opinion_add   mode: write   scope: system (the invited person's own opinion)
INSERT INTO review_opinion (review_id, person_id, verdict, opinion, given_at) VALUES (:review, :person, :verdict, :opinion, :now)
ON CONFLICT DO UPDATE SET verdict = :verdict, opinion = :opinion, given_at = :now;

-- name: review_progress   mode: read   scope: system (below a matter that is being moved; counts alone)
-- Invited without conflict, of those with an opinion, and those who withdrew.
SELECT count(CASE WHEN g.conflict IS NOT 'declared' THEN 1 END),
       count(CASE WHEN g.conflict IS NOT 'declared' AND o.person_id IS NOT NULL THEN 1 END),
       count(CASE WHEN g.conflict = 'declared' THEN 1 END)
  FROM matter_guest g LEFT JOIN review_opinion o ON o.review_id = :review AND o.person_id = g.person_id
 WHERE g.matter_id = :matter AND g.ended_at IS NULL AND g.role IN ('review.expert', 'center.review');

-- name: review_conclude   mode: write   scope: system (an effect of the center's move)
UPDATE review SET conclusion = :conclusion, consolidated = :consolidated, concluded_at = :now
 WHERE id = :review AND concluded_at IS NULL;

-- name: review_round_used   mode: write   scope: system (an effect of the center's move)
UPDATE matter SET rounds = rounds + 1 WHERE id = :matter;

-- ---- conditions ----

-- name: review_conditions_drop   mode: write   scope: system (an effect of the center's move: a conclusion takes the place of the one before)
UPDATE matter_condition SET dropped_at = :now WHERE matter_id = :matter AND dropped_at IS NULL;

-- name: review_condition_add   mode: write   scope: system (an effect of the center's move)
INSERT INTO matter_condition (matter_id, text, owner, due_day) VALUES (:matter, :text, :owner, :due);

-- name: review_conditions_open   mode: read   scope: system (below a matter that is being moved)
SELECT count(*), min(due_day) FROM matter_condition WHERE matter_id = :matter AND closed_at IS NULL AND dropped_at IS NULL;

-- name: review_condition   mode: read   scope: system (below a matter the actor may see)
SELECT owner, text, met_at IS NOT NULL FROM matter_condition
 WHERE id = :id AND matter_id = :matter AND closed_at IS NULL AND dropped_at IS NULL;

-- name: review_condition_operator   mode: read   scope: org
-- Who runs a platform that was ruled, though it takes part as something else as well: a unit applies for its own platform.
SELECT EXISTS (SELECT 1 FROM matter_party WHERE matter_id = :matter AND organisation_id = :org AND part = 'operator')
    OR EXISTS (SELECT 1 FROM ruling_line r JOIN platform p ON p.id = r.platform_id
                WHERE r.matter_id = :matter AND r.granted > 0 AND p.operator_id = :org);

-- name: review_condition_met   mode: write   scope: system (the owner was compared before)
UPDATE matter_condition SET met_at = :now, met_note = :note WHERE id = :id AND matter_id = :matter AND closed_at IS NULL;

-- name: review_condition_close   mode: write   scope: system (the center's own decision)
UPDATE matter_condition SET closed_at = :now, closed_by = :person WHERE id = :id AND matter_id = :matter AND closed_at IS NULL;

-- ---- the page, for the center alone ----

-- name: review_rounds   mode: read   scope: org
SELECT r.id, r.round AS round_n, CASE r.mode WHEN 'meeting' THEN '会议评审' ELSE '函审' END AS mode_label, r.held_day, r.opened_at,
       r.conclusion, r.consolidated AS consolidated_if, r.concluded_at AS concluded, r.concluded_at IS NULL AS open_yes
  FROM review r WHERE r.matter_id = :matter
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center')
 ORDER BY r.round DESC LIMIT 20;

-- name: review_opinions   mode: read   scope: org
SELECT o.review_id, g.short_name || '　' || p.title AS who, o.verdict, o.opinion, o.given_at
  FROM review r JOIN review_opinion o ON o.review_id = r.id
  JOIN person p ON p.id = o.person_id JOIN organisation g ON g.id = p.organisation_id
 WHERE r.matter_id = :matter
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center')
 ORDER BY r.round DESC, o.given_at, o.person_id LIMIT 300;

-- name: review_guests   mode: read   scope: org
SELECT g.short_name || '　' || p.title AS who, CASE i.role WHEN 'review.expert' THEN '评审专家' ELSE '方案评审岗' END AS role_label,
       i.since AS since_at, i.ended_at IS NOT NULL AS ended_yes, i.ended_at IS NULL AS live_yes,
       coalesce(i.conflict, '') AS conflict
  FROM matter_guest i JOIN person p ON p.id = i.person_id JOIN organisation g ON g.id = p.organisation_id
 WHERE i.matter_id = :matter AND i.role IN ('review.expert', 'center.review')
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center')
 ORDER BY i.since, i.person_id LIMIT 100;
