-- Sessions, sign-in, activation, one-time numbers, counters of failures.

-- name: session_find   mode: read   scope: system who acts is found before his organisation is known
SELECT s.id, s.person_id, p.organisation_id, s.restricted_yes OR p.must_change_yes, p.login, p.title, o.name,
       (SELECT group_concat(r.role, ' ') FROM person_role r WHERE r.person_id = p.id),
       (SELECT group_concat(k.kind, ' ') FROM organisation_kind k WHERE k.organisation_id = o.id),
       s.seen_at, s.password_at
  FROM session s
  JOIN person p ON p.id = s.person_id
  JOIN organisation o ON o.id = p.organisation_id
 WHERE s.digest = :digest AND s.seen_at > :seen_after AND s.created_at > :created_after
   AND p.status = 'active' AND (o.valid_to IS NULL OR o.valid_to >= :today);

-- name: session_seen   mode: write   scope: system the session is the actor's own
UPDATE session SET seen_at = :now WHERE id = :id AND seen_at < :now;

-- name: session_add   mode: write   scope: system a session belongs to a person
INSERT INTO session (digest, person_id, restricted_yes, created_at, seen_at, password_at, source, agent)
VALUES (:digest, :person, :restricted, :now, :now, :now, :source, :agent);

-- name: session_password   mode: write   scope: system bound to the person himself
UPDATE session SET password_at = :now WHERE id = :id AND person_id = :person;

-- name: session_is_admin   mode: read   scope: system the limit of sessions depends on the roles
SELECT count(*) FROM person_role WHERE person_id = :person AND role GLOB 'admin.*';

-- name: session_end_oldest   mode: write   scope: system a session belongs to a person
-- By number: after a clock that was set back the newest session does not have the newest time.
DELETE FROM session WHERE person_id = :person AND id NOT IN
 (SELECT id FROM session WHERE person_id = :person ORDER BY id DESC LIMIT :keep);

-- name: session_end   mode: write   scope: system bound to the person himself
DELETE FROM session WHERE id = :id AND person_id = :person;

-- name: session_end_all   mode: write   scope: system a session belongs to a person
DELETE FROM session WHERE person_id = :person;

-- name: sign_in_find   mode: read   scope: system nobody is signed in yet
SELECT p.id, p.password_hash,
       p.status = 'disabled' OR (o.valid_to IS NOT NULL AND o.valid_to < :today), p.must_change_yes
  FROM person p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.login = :login;

-- name: sign_in_done   mode: write   scope: system nobody is signed in yet
UPDATE person SET signed_in_at = :now WHERE id = :person;

-- name: sign_in_rehash   mode: write   scope: system nobody is signed in yet
UPDATE person SET password_hash = :hash WHERE id = :person;

-- name: sign_in_password   mode: write   scope: system the person's own password
UPDATE person SET password_hash = :hash, must_change_yes = 0, status = 'active'
 WHERE id = :person AND status <> 'disabled';

-- name: sign_in_refusal   mode: write   scope: system strangers have no organisation
INSERT INTO refusal_count (source, minute, action, n) VALUES (:source, :minute, :action, 1)
ON CONFLICT DO UPDATE SET n = n + 1;

-- name: activation_use   mode: write   scope: system nobody is signed in yet
UPDATE activation SET used_at = :now
 WHERE digest = :digest AND person_id = :person AND used_at IS NULL AND expires_at > :now;

-- name: once_take   mode: write   scope: system numbers are random
INSERT INTO once (number, used_at) VALUES (:number, :now) ON CONFLICT DO NOTHING;

-- name: once_taken   mode: read   scope: system numbers are random
SELECT EXISTS (SELECT 1 FROM once WHERE number = :number);

-- name: throttle_find   mode: read   scope: system nobody is signed in yet
SELECT failures, window_at, locked_until FROM throttle WHERE key = :key;

-- name: throttle_count   mode: write   scope: system nobody is signed in yet
INSERT INTO throttle (key, failures, window_at, locked_until)
VALUES (:key, 1, :now, iif(:limit <= 1, :now + :lock, 0))
ON CONFLICT (key) DO UPDATE SET
  failures = iif(window_at + :window <= :now, 1, failures + 1),
  locked_until = iif(window_at + :window > :now AND failures + 1 >= :limit, :now + :lock, locked_until),
  window_at = iif(window_at + :window <= :now, :now, window_at)
RETURNING failures;

-- name: throttle_forget   mode: write   scope: system the person who just signed in
DELETE FROM throttle WHERE key = :key;

-- name: throttle_known   mode: write   scope: system the person who just signed in
-- window_at of these rows: until when the network counts as known.
INSERT INTO throttle (key, failures, window_at) VALUES (:key, 0, :until)
ON CONFLICT (key) DO UPDATE SET window_at = :until;
