-- Standing jobs of the clerk process.

-- name: jobs_expire_sessions   mode: write   scope: system (clerk: sessions past their absolute end)
DELETE FROM session WHERE seen_at < :before;

-- name: jobs_expire_once   mode: write   scope: system (clerk: used one-time numbers of yesterday)
DELETE FROM once WHERE used_at < :before;

-- name: jobs_expire_throttle   mode: write   scope: system (clerk: windows that ended)
DELETE FROM throttle WHERE window_at < :before AND locked_until < unixepoch();

-- name: expiry_remind   mode: write   scope: system (the clerk reminds of what ends; each reminder once)
INSERT INTO expiry_reminder (object, object_id, ends_day, days, reminded_at) VALUES (:object, :id, :ends, :days, :now)
ON CONFLICT DO NOTHING;
