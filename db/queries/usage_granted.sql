-- name: usage_granted   mode: read   scope: system (below a system the viewer may see)
-- Of one class what a system held on a platform when a moment came; before the books begin, what they begin with.
WITH held AS MATERIALIZED (
  SELECT max(granted, allocated) AS amount, granted_at, freed_at FROM allocation
   WHERE system_id = :system AND platform_id = :platform AND class = :class),
moment (at) AS (SELECT max(:at, coalesce(min(granted_at) + 1, 0)) FROM held)
SELECT coalesce(sum(h.amount), 0) FROM moment m CROSS JOIN held h WHERE h.granted_at < m.at AND (h.freed_at IS NULL OR h.freed_at >= m.at);
