-- Procedures as people read them.

-- name: guide_procedures   mode: read   scope: system (procedures are public among the participants)
SELECT p.id, p.key, p.title AS procedure_title, p.version AS version_n, p.valid_from AS valid_from_day, p.loaded_at,
       coalesce((SELECT title FROM person WHERE id = p.loaded_by), '系统') AS loaded_by,
       (SELECT count(*) FROM matter m WHERE m.procedure_id = p.id AND m.closed_at IS NULL) AS open_n
  FROM procedure p WHERE p.version = (SELECT max(version) FROM procedure n WHERE n.key = p.key)
 ORDER BY p.key LIMIT 100;

-- name: guide_versions   mode: read   scope: system (procedures are public among the participants)
SELECT p.id, p.version AS version_n, p.valid_from AS valid_from_day, p.loaded_at,
       coalesce((SELECT title FROM person WHERE id = p.loaded_by), '系统') AS loaded_by,
       lower(hex(substr(p.digest, 1, 4))) AS digest_code
  FROM procedure p WHERE p.key = :key ORDER BY p.version DESC LIMIT 50;
