-- What counts against the availability of a platform, the same for every month's report and for the assessment: an
-- interruption that was a fault after all, on that platform and its own operator's, from where it counts (fault_counts).
-- Minutes are whole and told once: it begins with the minute it began in and lasts the minutes it took, a started one
-- whole.  Periods begin and end with a minute, so what is cut out of it by any of them adds up to all of it.
CREATE VIEW platform_outage AS
SELECT f.matter_id, f.platform_id, p.operator_id, p.kind, c.counts_from / 60 * 60 AS starts_at,
       coalesce(c.counts_from / 60 * 60 + (f.restored_at - c.counts_from + 59) / 60 * 60, 253402300800) AS ends_at,
       f.affected_vcpu, f.began_at, f.restored_at, f.planned_yes
  FROM fault f JOIN platform p ON p.id = f.platform_id AND p.operator_id = f.responsible_id
  JOIN fault_counts c ON c.matter_id = f.matter_id
 WHERE f.interrupted_yes = 1 AND f.dismissed_yes = 0 AND coalesce(f.restored_at, 253402300800) > c.counts_from;
