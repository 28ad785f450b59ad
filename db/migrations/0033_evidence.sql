-- Evidence counts once: a file is new until its own organisation has taken a step that asked for it.
-- Seconds are too coarse for that order, so each file knows the last event of its matter before it.
ALTER TABLE attachment ADD COLUMN follows INTEGER NOT NULL DEFAULT 0;
UPDATE attachment SET follows = coalesce((SELECT max(e.id) FROM event e
  WHERE e.matter_id = attachment.matter_id AND (e.at < attachment.uploaded_at
     OR e.at = attachment.uploaded_at AND e.action = 'attach')), 0);
CREATE TRIGGER attachment_order_fixed BEFORE UPDATE OF follows ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment: what it follows never changes'); END;
