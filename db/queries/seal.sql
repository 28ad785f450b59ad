-- The file store seen from app.db.

-- name: seal_attached   mode: read   scope: system (the clerk collects files nobody owns)
SELECT count(*) FROM attachment WHERE uuid = :uuid;
