-- Keys and seals.  These statements, and only these, are prepared against
-- keys.db, not app.db.  None is bound to an actor's organisation: the keeper
-- decides who may open what (db/queries/keeper.sql).

-- name: keys_master   mode: read   scope: system (one master key for all)
SELECT suite, check_value FROM master WHERE id = 1;

-- name: keys_master_insert   mode: write   scope: system (one master key for all)
INSERT INTO master (id, suite, check_value) VALUES (1, :suite, :check);

-- name: keys_signing   mode: read   scope: system (one signing key for all)
SELECT suite, public, private FROM signing_key WHERE id = 1;

-- name: keys_signing_insert   mode: write   scope: system (one signing key for all)
INSERT INTO signing_key (id, suite, public, private, made_at) VALUES (1, :suite, :public, :private, :now);

-- name: keys_current   mode: read   scope: system (a public key)
SELECT id, public FROM organisation_key
WHERE organisation_id = :organisation AND suite = :suite AND retired_at IS NULL;

-- name: keys_organisation_insert   mode: write   scope: system (made by the keeper at the first upload)
INSERT INTO organisation_key (organisation_id, suite, public, private, made_at)
VALUES (:organisation, :suite, :public, :private, :now);

-- name: keys_seal   mode: read   scope: system (asked by the keeper after it decided)
SELECT s.suite, s.sealed_key, k.suite, k.public, k.private, k.organisation_id
FROM seal s JOIN organisation_key k ON k.id = s.key_id WHERE s.uuid = :uuid;

-- name: keys_seal_insert   mode: write   scope: system (the file belongs to the key's organisation)
INSERT INTO seal (uuid, key_id, suite, sealed_key, made_at) VALUES (:uuid, :key, :suite, :sealed, :now);

-- name: keys_seal_remove   mode: write   scope: system (orphans of the file store)
DELETE FROM seal WHERE uuid = :uuid;

-- name: keys_seal_old   mode: read   scope: system (orphans of the file store)
SELECT uuid FROM seal WHERE uuid > :after AND made_at < :before ORDER BY uuid LIMIT :limit;
