-- Which result stands: the one obtained last, not the one registered last; a report that was filed again stands for its earlier
-- filing.  What an older result had replaced stands again.
CREATE TEMP TABLE filing_newest AS
WITH alike AS (
  SELECT id, kind, coalesce(system_id, -platform_id) AS about, certificate_no, obtained_day, registered_at FROM compliance
   WHERE kind NOT IN ('network_review', 'domestic_pilot') AND coalesce(system_id, platform_id) IS NOT NULL)
SELECT a.id, row_number() OVER (PARTITION BY a.kind, a.about ORDER BY
         EXISTS (SELECT 1 FROM alike n WHERE n.kind = a.kind AND n.about = a.about AND n.certificate_no = a.certificate_no
                    AND (n.registered_at, n.id) > (a.registered_at, a.id)),
         a.obtained_day DESC, a.registered_at DESC, a.id DESC) AS place
  FROM alike a;
UPDATE compliance SET replaced_at = NULL WHERE id IN (SELECT id FROM filing_newest WHERE place = 1);
UPDATE compliance SET replaced_at = registered_at
 WHERE replaced_at IS NULL AND id IN (SELECT id FROM filing_newest WHERE place > 1);
DROP TABLE filing_newest;
