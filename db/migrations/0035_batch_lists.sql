-- Bulk decisions on the pages: those of an organisation that are not over yet.
CREATE INDEX batch_open ON batch (organisation_id, made_at, id) WHERE run_at IS NULL AND dropped_at IS NULL;
