-- How long a result counts is what the rules say, not what was typed: from the day it was obtained 等保 24 months of the
-- second level, 12 of the third, 6 of the fourth, 密评 12, an assessment of the cloud 36 (settings cert_*_m, crypto_m, cloud_m;
-- what is registered from now on is refused beyond them).  The last day of a shorter month stands for a day it lacks.
ALTER TABLE compliance ADD COLUMN stated_day INTEGER; -- what was typed, where it counted for longer than the rules let it
UPDATE compliance SET stated_day = valid_day, valid_day = t.last
  FROM (SELECT r.id, CAST(strftime('%s', min(date(r.day, '+' || r.months || ' months'),
                                             date(r.day, 'start of month', '+' || (r.months + 1) || ' months', '-1 day'))) AS INTEGER) / 86400 AS last
          FROM (SELECT c.id, date(c.obtained_day * 86400, 'unixepoch') AS day,
                       CASE c.kind WHEN 'cryptography' THEN 12 WHEN 'cloud_assessment' THEN 36
                            ELSE CASE coalesce(c.level, s.level, 3) WHEN 4 THEN 6 WHEN 3 THEN 12 ELSE 24 END END AS months
                  FROM compliance c LEFT JOIN system s ON s.id = c.system_id
                 WHERE c.kind IN ('classified_protection', 'cryptography', 'cloud_assessment')) r) t
 WHERE t.id = compliance.id AND (compliance.valid_day IS NULL OR compliance.valid_day > t.last);
