-- From when on an interruption counts.  One that was planned and noticed in time counts from the end of the window on that
-- it was noticed for (domain: maintenance stays out of downtime only as it was noticed); any other from its beginning.
-- Where that window is known no longer, what was found to be in time does not count.
CREATE VIEW fault_counts AS
SELECT f.matter_id, iif(f.planned_yes = 0, f.began_at,
         coalesce((SELECT max(w.ends_at) FROM maintenance w
                    WHERE w.platform_id = f.platform_id AND w.starts_at <= f.began_at AND w.ends_at >= f.began_at
                      AND w.in_time_yes = 1 AND w.agreed_at IS NOT NULL
                      AND w.outcome IS NOT 'cancelled' AND w.outcome IS NOT 'lapsed'), 253402300799)) AS counts_from
  FROM fault f;
