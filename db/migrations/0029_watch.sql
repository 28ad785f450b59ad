-- Which supervisor watches which platform (第十七条、第二十条), with its history.  A platform that no row names now is
-- watched by every supervisor, as while there is only one.
CREATE TABLE platform_supervisor (
  id INTEGER PRIMARY KEY,
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  from_at INTEGER NOT NULL,
  until_at INTEGER CHECK (until_at >= from_at),
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 2 AND 200),
  set_by INTEGER REFERENCES person (id)
) STRICT;
CREATE UNIQUE INDEX platform_supervisor_now ON platform_supervisor (platform_id) WHERE until_at IS NULL;
CREATE INDEX platform_supervisor_by_platform ON platform_supervisor (platform_id, id);
CREATE TRIGGER platform_supervisor_lawful BEFORE INSERT ON platform_supervisor
WHEN NOT EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = NEW.organisation_id AND k.kind = 'supervisor')
BEGIN SELECT RAISE(ABORT, 'platform_supervisor: only a supervisor watches'); END;
CREATE TRIGGER platform_supervisor_fixed BEFORE UPDATE ON platform_supervisor
WHEN OLD.until_at IS NOT NULL OR (OLD.platform_id, OLD.organisation_id, OLD.from_at, OLD.reason)
  IS NOT (NEW.platform_id, NEW.organisation_id, NEW.from_at, NEW.reason)
BEGIN SELECT RAISE(ABORT, 'platform_supervisor: is ended, never changed'); END;
CREATE TRIGGER platform_supervisor_kept BEFORE DELETE ON platform_supervisor
BEGIN SELECT RAISE(ABORT, 'platform_supervisor: kept'); END;

-- Who watches what, today.
CREATE VIEW watch AS
SELECT p.id AS platform_id, k.organisation_id
  FROM platform p JOIN organisation_kind k ON k.kind = 'supervisor'
 WHERE k.organisation_id = coalesce((SELECT s.organisation_id FROM platform_supervisor s
                                      WHERE s.platform_id = p.id AND s.until_at IS NULL), k.organisation_id);

-- GPUs are part of a platform's monthly verification, and nothing grants them yet: no books are kept of them.
ALTER TABLE resource_class ADD COLUMN booked_yes INTEGER NOT NULL DEFAULT 1 CHECK (booked_yes IN (0, 1));
INSERT INTO resource_class (key, label, unit, rank, booked_yes) VALUES ('gpu', 'GPU', '张', 10, 0);
