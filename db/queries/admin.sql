-- Rules, calendar, announcements and the audit browser.

-- name: rule_current   mode: read   scope: system the rules are the same for everybody
SELECT s.valid_from, coalesce(p.title, '系统'), s.higher_law FROM setting s LEFT JOIN person p ON p.id = s.changed_by
 WHERE s.key = :key AND s.valid_from <= :today ORDER BY s.valid_from DESC LIMIT 1;

-- name: rule_coming   mode: read   scope: system the rules are the same for everybody
SELECT valid_from, value FROM setting WHERE key = :key AND valid_from > :today ORDER BY valid_from LIMIT 1;

-- name: rule_history   mode: read   scope: system the rules are the same for everybody
SELECT s.valid_from AS valid_from_day, s.value, coalesce(p.title, '系统') AS changed_by, s.changed_at, s.reason,
       a.title AS approved_by_if, s.higher_law AS higher_law_if
  FROM setting s LEFT JOIN person p ON p.id = s.changed_by LEFT JOIN person a ON a.id = s.approved_by
 WHERE s.key = :key ORDER BY s.valid_from DESC LIMIT 50;

-- name: calendar_rows   mode: read   rows: all (one year)   scope: system the calendar is the same for everybody
SELECT day AS date_day, is_workday_yes AS work_yes, is_workday_yes = 0 AS rest_yes, name, source
  FROM workday WHERE day BETWEEN :first AND :last ORDER BY day;

-- name: calendar_day   mode: read   scope: system the calendar is the same for everybody
SELECT is_workday_yes, name FROM workday WHERE day = :day;

-- name: calendar_count   mode: read   scope: system the calendar is the same for everybody
SELECT count(*) FROM workday WHERE day BETWEEN :first AND :last;

-- name: calendar_clear   mode: write   scope: system the calendar is the same for everybody
DELETE FROM workday WHERE day BETWEEN :first AND :last;

-- name: calendar_add   mode: write   scope: system the calendar is the same for everybody
INSERT INTO workday (day, is_workday_yes, name, source) VALUES (:day, :workday, :name, :source);

-- name: announcement_list   mode: read   scope: system announcements are for everybody
SELECT published_at AS sort_key, id, title AS heading,
       CASE kind WHEN 'template' THEN '模板' ELSE '公告' END AS kind_label,
       withdrawn_at IS NOT NULL AS withdrawn_yes, withdrawn_at IS NULL AS live_yes, withdrawn_at, published_at
  FROM announcement
 WHERE (published_at, id) < (:after_sort, :after_id) AND kind = :kind AND (:all = 1 OR withdrawn_at IS NULL)
 ORDER BY published_at DESC, id DESC LIMIT :limit;

-- name: announcement_find   mode: read   scope: system announcements are for everybody
SELECT a.title AS heading, CASE a.kind WHEN 'template' THEN '模板' ELSE '公告' END AS kind_label,
       coalesce(o.name || ' ' || p.title, '系统') AS published_by, a.published_at,
       a.withdrawn_at IS NOT NULL AS withdrawn_yes, a.withdrawn_at, a.body AS text,
       a.id AS announcement_id, a.kind = 'template' AND a.withdrawn_at IS NULL AS file_yes
  FROM announcement a LEFT JOIN person p ON p.id = a.published_by LEFT JOIN organisation o ON o.id = p.organisation_id
 WHERE a.id = :id;

-- name: announcement_title   mode: read   scope: system announcements are for everybody
SELECT title FROM announcement WHERE id = :id;

-- name: announcement_file   mode: read   scope: system announcements are for everybody (a template that is in use)
SELECT title, body FROM announcement WHERE id = :id AND kind = 'template' AND withdrawn_at IS NULL;

-- name: announcement_add   mode: write   scope: system announcements are for everybody
INSERT INTO announcement (kind, title, body, published_by, published_at)
VALUES (:kind, :title, :body, nullif(:by, 0), :now);

-- name: announcement_withdraw   mode: write   scope: system announcements are for everybody
UPDATE announcement SET withdrawn_at = :now WHERE id = :id AND withdrawn_at IS NULL;

-- name: trail_seq_from   mode: read   scope: system the audit administrator reads everybody's rows
SELECT seq FROM audit WHERE ts >= :ts ORDER BY ts, seq LIMIT 1;

-- name: trail_person   mode: read   scope: system the audit administrator reads everybody's rows
SELECT id FROM person WHERE login = :login;

-- name: trail_list   mode: read   scope: system the audit administrator reads everybody's rows
SELECT seq AS sort_key, seq AS id, action, object, object_id, outcome, seq AS seq_n, ts AS ts_at, actor, source,
       outcome <> 'ok' AS refused_yes, substr(detail, 1, 1000) AS detail,
       substr(hex(h), 1, 4) || '-' || substr(hex(h), 5, 4) || '-' || substr(hex(h), 9, 4) AS h_code
  FROM audit
 WHERE seq < :after_sort AND seq <= :after_id AND seq BETWEEN :low AND :high
 ORDER BY seq DESC LIMIT :limit;

-- name: trail_list_action   mode: read   scope: system the audit administrator reads everybody's rows
SELECT seq AS sort_key, seq AS id, action, object, object_id, outcome, seq AS seq_n, ts AS ts_at, actor, source,
       outcome <> 'ok' AS refused_yes, substr(detail, 1, 1000) AS detail,
       substr(hex(h), 1, 4) || '-' || substr(hex(h), 5, 4) || '-' || substr(hex(h), 9, 4) AS h_code
  FROM audit
 WHERE action = :action AND (:object IS NULL OR object = :object) AND seq < :after_sort AND seq <= :after_id AND seq BETWEEN :low AND :high
 ORDER BY seq DESC LIMIT :limit;

-- name: trail_list_kind   mode: read   scope: system the audit administrator reads everybody's rows
-- Ordered by number within a kind of object the index would sort; the newest rows are looked through instead.
SELECT seq AS sort_key, seq AS id, action, object, object_id, outcome, seq AS seq_n, ts AS ts_at, actor, source,
       outcome <> 'ok' AS refused_yes, substr(detail, 1, 1000) AS detail,
       substr(hex(h), 1, 4) || '-' || substr(hex(h), 5, 4) || '-' || substr(hex(h), 9, 4) AS h_code
  FROM audit NOT INDEXED
 WHERE object = :object AND seq < :after_sort AND seq <= :after_id AND seq BETWEEN :low AND :high
 ORDER BY seq DESC LIMIT :limit;

-- name: trail_list_object   mode: read   scope: system the audit administrator reads everybody's rows
SELECT seq AS sort_key, seq AS id, action, object, object_id, outcome, seq AS seq_n, ts AS ts_at, actor, source,
       outcome <> 'ok' AS refused_yes, substr(detail, 1, 1000) AS detail,
       substr(hex(h), 1, 4) || '-' || substr(hex(h), 5, 4) || '-' || substr(hex(h), 9, 4) AS h_code
  FROM audit
 WHERE object = :object AND object_id = :object_id AND (:action IS NULL OR action = :action)
   AND seq < :after_sort AND seq <= :after_id AND seq BETWEEN :low AND :high
 ORDER BY seq DESC LIMIT :limit;

-- name: trail_list_person   mode: read   scope: system the audit administrator reads everybody's rows
SELECT seq AS sort_key, seq AS id, action, object, object_id, outcome, seq AS seq_n, ts AS ts_at, actor, source,
       outcome <> 'ok' AS refused_yes, substr(detail, 1, 1000) AS detail,
       substr(hex(h), 1, 4) || '-' || substr(hex(h), 5, 4) || '-' || substr(hex(h), 9, 4) AS h_code
  FROM audit
 WHERE person_id = :person AND (:action IS NULL OR action = :action)
   AND (:object IS NULL OR (object = :object AND (:object_id = 0 OR object_id = :object_id)))
   AND seq < :after_sort AND seq <= :after_id AND seq BETWEEN :low AND :high
 ORDER BY seq DESC LIMIT :limit;

-- name: trail_procedure   mode: read   scope: system the audit administrator reads everybody's rows
-- Whose words a row about a matter is said in: the version it began with.
SELECT procedure_id FROM matter WHERE id = :matter;

-- name: trail_ends   mode: read   scope: system the audit administrator reads everybody's rows
SELECT coalesce((SELECT seq FROM audit ORDER BY seq LIMIT 1), 0), coalesce((SELECT ts FROM audit ORDER BY seq LIMIT 1), 0),
       coalesce((SELECT seq FROM audit_checkpoint ORDER BY seq DESC LIMIT 1), 0),
       coalesce((SELECT ts FROM audit_checkpoint ORDER BY seq DESC LIMIT 1), 0);

-- name: trail_verified   mode: read   scope: system the audit administrator reads everybody's rows
SELECT ts, outcome FROM audit WHERE action = 'audit.verify' ORDER BY seq DESC LIMIT 1;

-- name: archive_open   mode: read   scope: system the two administrators keep one log for all
SELECT a.id, a.asked_by, coalesce(a.consent_yes, 0), a.asked_at, a.until_day, a.first_seq, a.last_seq,
       o.name || ' ' || p.title, a.reason
  FROM audit_archive a JOIN person p ON p.id = a.asked_by JOIN organisation o ON o.id = p.organisation_id
 WHERE a.consent_yes IS NOT 0 AND a.ended_at IS NULL LIMIT 1;

-- name: trail_time   mode: read   scope: system the two administrators keep one log for all
SELECT ts FROM audit WHERE seq = :seq;

-- name: archive_list   mode: read   scope: system the two administrators keep one log for all
SELECT a.asked_at AS sort_key, a.id, a.asked_at, o.name || ' ' || p.title AS asked_by_label, a.reason,
       a.until_day, a.first_seq AS first_seq_n, a.last_seq AS last_seq_n,
       ro.name || ' ' || r.title AS ruled_by_label, a.ruled_at, a.note AS note_if,
       CASE WHEN a.failure IS NOT NULL THEN 'red' WHEN a.ended_at IS NOT NULL THEN 'green'
            WHEN a.consent_yes = 0 THEN 'grey' WHEN a.consent_yes = 1 THEN 'blue' ELSE 'amber' END AS state_tone,
       CASE WHEN a.failure IS NOT NULL THEN '没有完成' WHEN a.ended_at IS NOT NULL THEN '已归档'
            WHEN a.consent_yes = 0 THEN '不同意' WHEN a.consent_yes = 1 THEN '正在归档' ELSE '待核准' END AS state_label,
       a.ruled_by IS NOT NULL AS ruled_yes, a.ruled_by IS NULL AS unruled_yes,
       a.ended_at IS NOT NULL AS ended_yes, a.file IS NOT NULL AS file_yes, a.file IS NULL AS unwritten_yes, a.file, a.row_count AS rows_n,
       lower(hex(a.digest)) AS digest_hex, a.failure AS failure_if, a.ended_at
  FROM audit_archive a JOIN person p ON p.id = a.asked_by JOIN organisation o ON o.id = p.organisation_id
  LEFT JOIN person r ON r.id = a.ruled_by LEFT JOIN organisation ro ON ro.id = r.organisation_id
 WHERE (a.asked_at, a.id) < (:after_sort, :after_id)
 ORDER BY a.asked_at DESC, a.id DESC LIMIT :limit;

-- name: archive_ask   mode: write   scope: system the two administrators keep one log for all
INSERT INTO audit_archive (asked_by, asked_at, reason, until_day, first_seq, last_seq)
VALUES (:by, :now, :reason, :until, :first, :last);

-- name: archive_rule   mode: write   scope: system the two administrators keep one log for all
UPDATE audit_archive SET ruled_by = :by, ruled_at = :now, consent_yes = :consent, note = nullif(:note, '')
 WHERE id = :id AND ruled_by IS NULL;

-- name: archive_due   mode: read   scope: system the clerk carries out what two administrators want
SELECT id, asked_by, ruled_by, last_seq, file, first_seq, row_count, digest FROM audit_archive
 WHERE consent_yes = 1 AND ended_at IS NULL LIMIT 1;

-- name: archive_written   mode: write   scope: system the clerk carries out what two administrators want
UPDATE audit_archive SET file = :file, row_count = :rows, digest = :digest WHERE id = :id;

-- name: archive_end   mode: write   scope: system the clerk carries out what two administrators want
UPDATE audit_archive SET ended_at = :now, failure = :failure WHERE id = :id;

-- name: archive_person   mode: read   scope: system a notice goes to the person who asked
SELECT organisation_id FROM person WHERE id = :id;
