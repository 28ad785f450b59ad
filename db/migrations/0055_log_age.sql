-- Logs reach back six months, or as far as there was anything to log (第三十一条): of a system since it went on trial, else
-- since it ran, of a platform since it was admitted, else since the contract or the supplement that brought it counts.  Of
-- what ran before anybody knew of it no day is known: 0.
ALTER TABLE platform ADD COLUMN begun_day INTEGER; -- of the contract or supplement that brought it; NULL: another way, or not known
UPDATE platform SET begun_day = (SELECT min(k.starts_day) FROM contract_platform x JOIN contract k ON k.id = x.contract_id
                                  WHERE x.platform_id = platform.id) WHERE imported_yes = 0;
CREATE VIEW system_logged AS
SELECT s.organisation_id, s.name AS subject, s.id AS system_id,
       (coalesce((SELECT min(e.at) FROM matter a JOIN event e ON e.matter_id = a.id WHERE a.system_id = s.id AND e.to_state = 'trial'),
                 s.operating_at, iif(s.imported_yes = 1, -28800, s.created_at)) + 28800) / 86400 AS begun_day
  FROM system s WHERE s.state <> 'ended';
CREATE VIEW platform_logged AS
SELECT p.operator_id AS organisation_id, p.name AS subject, p.id AS platform_id,
       coalesce((SELECT max(m.closed_at + 28800) / 86400 FROM matter m WHERE m.platform_id = p.id AND m.procedure_key = 'platform_admission'
                    AND m.state = 'admitted'), p.begun_day, 0) AS begun_day
  FROM platform p WHERE p.ended_at IS NULL;

-- What was attested, what it is of, and the first day there can be logs of it.
CREATE VIEW log_held AS
SELECT l.rowid AS id, l.*,
       (SELECT max(s.system_id) FROM system_logged s WHERE s.organisation_id = l.organisation_id AND s.subject = l.subject) AS system_id,
       (SELECT max(p.platform_id) FROM platform_logged p WHERE p.organisation_id = l.organisation_id AND p.subject = l.subject) AS platform_id,
       coalesce((SELECT min(s.begun_day) FROM system_logged s WHERE s.organisation_id = l.organisation_id AND s.subject = l.subject),
                (SELECT min(p.begun_day) FROM platform_logged p WHERE p.organisation_id = l.organisation_id AND p.subject = l.subject), 0) AS begun_day
  FROM log_holding l;
