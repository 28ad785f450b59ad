-- Settings, calendar, what a process loads at its start.

-- name: setting_in_force   mode: read   scope: system the rules are the same for everybody
SELECT s.key, s.value FROM setting s
 WHERE s.valid_from = (SELECT max(n.valid_from) FROM setting n WHERE n.key = s.key AND n.valid_from <= :day);

-- name: setting_on   mode: read   scope: system the rules are the same for everybody
SELECT CAST(value AS INTEGER) FROM setting WHERE key = :key AND valid_from <= :day ORDER BY valid_from DESC LIMIT 1;

-- name: setting_put   mode: write   scope: system the rules are the same for everybody
INSERT INTO setting (key, valid_from, value, changed_by, changed_at, reason, higher_law, approved_by)
VALUES (:key, :valid_from, :value, nullif(:person, 0), :now, :reason, :higher_law, nullif(:approver, 0))
ON CONFLICT (key, valid_from) DO UPDATE SET
  value = excluded.value, changed_by = excluded.changed_by, changed_at = excluded.changed_at, reason = excluded.reason,
  higher_law = excluded.higher_law, approved_by = excluded.approved_by;

-- name: setting_greatest   mode: read   scope: system the rules are the same for everybody
SELECT max(CAST(value AS INTEGER)) FROM setting WHERE key = :key;

-- name: setting_days_after   mode: read   scope: system the rules are the same for everybody
SELECT DISTINCT valid_from FROM setting WHERE valid_from > :day ORDER BY valid_from LIMIT 255;

-- name: setting_next   mode: read   scope: system the rules are the same for everybody
SELECT valid_from FROM setting WHERE key = :key AND valid_from > :day ORDER BY valid_from LIMIT 1;

-- name: service_version   mode: read   scope: system the rules are the same for everybody
SELECT version FROM rules_version;

-- name: service_center   mode: read   scope: system there is one center
SELECT organisation_id FROM organisation_kind WHERE kind = 'center' ORDER BY organisation_id LIMIT 1;

-- name: service_demo   mode: read   scope: system what this database is
SELECT demo_yes FROM installation;

-- name: service_workdays   mode: read   rows: all (the calendar is loaded whole)   scope: system the calendar is the same for everybody
SELECT day, is_workday_yes FROM workday ORDER BY day;
