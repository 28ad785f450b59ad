-- Who gave the first answer, kept apart from who attends to the fault by now: each is charged with what he did himself.
ALTER TABLE fault ADD COLUMN responder_id INTEGER REFERENCES organisation (id);
-- When another took it up after its recovery was denied: his limit to mend it runs from then.  NULL: from the answer on.
ALTER TABLE fault ADD COLUMN retaken_at INTEGER;
DROP TRIGGER fault_closed;
UPDATE fault SET responder_id = handler_id WHERE responded_at IS NOT NULL;
CREATE TRIGGER fault_closed BEFORE UPDATE ON fault WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'fault: closed'); END;
