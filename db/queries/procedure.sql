-- Procedures and their versions: rules, the same for everybody.

-- name: procedure_in_force   mode: read   scope: system (rules are the same for everybody)   rows: all (one per procedure)
SELECT p.id FROM procedure p
 WHERE p.version = (SELECT max(q.version) FROM procedure q WHERE q.key = p.key AND q.valid_from <= :today)
 ORDER BY p.key;

-- name: procedure_with_open_matters   mode: read   scope: system (rules are the same for everybody)   rows: all (one per version, read when rules change)
SELECT p.id FROM procedure p
 WHERE EXISTS (SELECT 1 FROM matter m WHERE m.procedure_id = p.id AND m.closed_at IS NULL)
 ORDER BY p.id;

-- name: procedure_by_id   mode: read   scope: system (rules are the same for everybody)
SELECT key, version, body FROM procedure WHERE id = :id;

-- name: procedure_newest   mode: read   scope: system (rules are the same for everybody)
SELECT id, version, digest, valid_from, body FROM procedure WHERE key = :key ORDER BY version DESC LIMIT 1;

-- name: procedure_numbered   mode: read   scope: system (rules are the same for everybody)
SELECT id FROM procedure WHERE key = :key AND version = :version;

-- name: procedure_insert   mode: write   scope: system (rules are the same for everybody)
INSERT INTO procedure (key, version, title, digest, body, valid_from, loaded_by, approved_by, loaded_at)
VALUES (:key, :version, :title, :digest, :body, :valid_from, nullif(:person, 0), nullif(:approver, 0), :now);

-- name: procedure_internal   mode: write   scope: system (rules are the same for everybody)
INSERT INTO procedure_internal (procedure_id, document) VALUES (:procedure, :document) ON CONFLICT DO NOTHING;
