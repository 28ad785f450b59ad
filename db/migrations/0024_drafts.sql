-- One's own drafts stand on the home page: without this SQLite looks through everybody's.
CREATE INDEX matter_drafts ON matter (opened_by, opened_at, id) WHERE number IS NULL AND closed_at IS NULL;
