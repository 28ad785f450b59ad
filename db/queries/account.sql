-- One's own account.

-- name: account_find   mode: read   scope: system bound to the person himself
SELECT p.login, o.name AS unit_name, p.phone, p.signed_in_at AS last_sign_in_at
  FROM person p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = :person;

-- name: account_sessions   mode: read   rows: all (a person has few)   scope: system bound to the person himself
SELECT id, created_at, seen_at, source, agent, id = :current AS current_yes, id <> :current AS other_yes
  FROM session WHERE person_id = :person ORDER BY created_at DESC, id DESC;

-- name: account_phrases   mode: read   rows: all (thirty at most)   scope: system bound to the person himself
SELECT id AS phrase_id, text AS phrase_text FROM opinion_phrase WHERE person_id = :person ORDER BY id;

-- name: account_news   mode: read   scope: system announcements are for everybody
SELECT title AS heading, published_at FROM announcement
 WHERE kind = 'announcement' AND withdrawn_at IS NULL ORDER BY published_at DESC, id DESC LIMIT 5;

-- name: account_demo   mode: read   scope: system only asked in a demo, whose accounts are public
SELECT p.login, o.name AS unit_name, p.title AS post_title
  FROM person p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.status = 'active' AND o.id IN (SELECT id FROM organisation ORDER BY rank, id LIMIT 15)
 ORDER BY o.rank, o.id, p.id LIMIT 60;

-- name: account_phone   mode: write   scope: system bound to the person himself
UPDATE person SET phone = :phone WHERE id = :person;

-- name: phrase_count   mode: read   scope: system bound to the person himself
SELECT count(*) FROM opinion_phrase WHERE person_id = :person;

-- name: phrase_add   mode: write   scope: system bound to the person himself
INSERT INTO opinion_phrase (person_id, text) VALUES (:person, :text) ON CONFLICT DO NOTHING;

-- name: phrase_drop   mode: write   scope: system bound to the person himself
DELETE FROM opinion_phrase WHERE id = :id AND person_id = :person;
