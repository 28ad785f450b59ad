-- Tokens of an organisation: found before anybody is known, kept by its lead.

-- name: token_find   mode: read   scope: system who acts is found before his organisation is known
SELECT t.id, t.organisation_id, t.label, o.name
  FROM api_token t JOIN organisation o ON o.id = t.organisation_id
 WHERE t.digest = :digest AND t.revoked_at IS NULL AND t.expires_at > :now
   AND (o.valid_to IS NULL OR o.valid_to >= :today);

-- name: token_used   mode: write   scope: org
UPDATE api_token SET used_at = :now WHERE id = :id AND organisation_id = :org;

-- name: token_add   mode: write   scope: org
INSERT INTO api_token (organisation_id, label, digest, created_at, created_by, expires_at)
SELECT :org, :label, :digest, :now, :person, :expires
 WHERE (SELECT count(*) FROM api_token WHERE organisation_id = :org AND revoked_at IS NULL AND expires_at > :now) < :most;

-- name: token_revoke   mode: write   scope: org
-- Of the own organisation; the security administrator ends anybody's.
UPDATE api_token SET revoked_at = :now, revoked_by = :person
 WHERE id = :id AND revoked_at IS NULL AND (organisation_id = :org OR :all = 1);

-- name: token_list   mode: read   scope: org
SELECT t.id AS sort_key, t.id, t.label, o.name AS organisation_name, t.created_at, p.title AS maker_title, t.expires_at,
       t.used_at, t.revoked_at, t.revoked_at IS NULL AND t.expires_at > :now AS live_yes
  FROM api_token t JOIN organisation o ON o.id = t.organisation_id JOIN person p ON p.id = t.created_by
 WHERE (t.organisation_id = :org OR :all = 1) AND t.id < :after_id AND :after_sort IS NOT NULL
 ORDER BY t.id DESC LIMIT :limit;
