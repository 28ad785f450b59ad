-- What a platform was called before: what was attested of it under that name is of it all the same (第三十一条).
CREATE TABLE platform_renamed (
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  name TEXT NOT NULL,
  until_at INTEGER NOT NULL,
  PRIMARY KEY (platform_id, name)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER platform_renames AFTER UPDATE OF name ON platform WHEN NEW.name <> OLD.name
BEGIN INSERT OR IGNORE INTO platform_renamed VALUES (OLD.id, OLD.name, unixepoch()); END;
CREATE TRIGGER platform_renamed_kept BEFORE DELETE ON platform_renamed
BEGIN SELECT RAISE(ABORT, 'platform_renamed: kept'); END;

DROP VIEW log_held;
CREATE VIEW log_held AS
SELECT l.rowid AS id, l.*,
       (SELECT max(s.system_id) FROM system_logged s WHERE s.organisation_id = l.organisation_id AND s.subject = l.subject) AS system_id,
       (SELECT max(p.platform_id) FROM platform_logged p WHERE p.organisation_id = l.organisation_id
          AND (p.subject = l.subject OR EXISTS (SELECT 1 FROM platform_renamed r WHERE r.platform_id = p.platform_id AND r.name = l.subject))) AS platform_id,
       coalesce((SELECT min(s.begun_day) FROM system_logged s WHERE s.organisation_id = l.organisation_id AND s.subject = l.subject),
                (SELECT min(p.begun_day) FROM platform_logged p WHERE p.organisation_id = l.organisation_id
                    AND (p.subject = l.subject OR EXISTS (SELECT 1 FROM platform_renamed r WHERE r.platform_id = p.platform_id AND r.name = l.subject))), 0) AS begun_day
  FROM log_holding l;

-- As before, with the platform it is.
DROP VIEW live_subject;
CREATE VIEW live_subject AS
SELECT l.organisation_id, l.subject, l.begun_day, s.created_at AS since, NULL AS platform_id FROM system s JOIN system_logged l ON l.system_id = s.id
 WHERE s.state IN ('trial', 'operating', 'changing', 'suspended')
UNION ALL SELECT organisation_id, subject, begun_day, 0, platform_id FROM platform_logged;
