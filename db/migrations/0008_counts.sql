-- Open seats are counted for those who may take them: a seat given to one person
-- is not another's, and no page counts seats to find that out.

DROP TRIGGER task_opens;
DROP TRIGGER task_closes;
CREATE TABLE seat_count (
  organisation_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  person_id INTEGER NOT NULL,          -- 0: anybody of the role
  n INTEGER NOT NULL,
  PRIMARY KEY (organisation_id, role, person_id)
) STRICT, WITHOUT ROWID;
INSERT INTO seat_count SELECT organisation_id, role, 0, 0 FROM task_count;
INSERT INTO seat_count
SELECT organisation_id, role, coalesce(person_id, 0), count(*) FROM task WHERE closed_at IS NULL GROUP BY 1, 2, 3
    ON CONFLICT DO UPDATE SET n = excluded.n;
DROP TABLE task_count;
ALTER TABLE seat_count RENAME TO task_count;
CREATE TRIGGER task_opens AFTER INSERT ON task WHEN NEW.closed_at IS NULL BEGIN
  INSERT INTO task_count VALUES (NEW.organisation_id, NEW.role, coalesce(NEW.person_id, 0), 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER task_closes AFTER UPDATE OF closed_at ON task WHEN OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL BEGIN
  UPDATE task_count SET n = n - 1 WHERE organisation_id = OLD.organisation_id AND role = OLD.role
    AND person_id = coalesce(OLD.person_id, 0);
END;
CREATE TRIGGER task_changes_hands AFTER UPDATE OF organisation_id, role, person_id ON task
WHEN NEW.closed_at IS NULL BEGIN
  UPDATE task_count SET n = n - 1 WHERE organisation_id = OLD.organisation_id AND role = OLD.role
    AND person_id = coalesce(OLD.person_id, 0);
  INSERT INTO task_count VALUES (NEW.organisation_id, NEW.role, coalesce(NEW.person_id, 0), 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

-- The bell reads this index alone.
DROP INDEX notice_by_organisation;
CREATE INDEX notice_by_organisation ON notice (organisation_id, role, made_at, id, person_id);
