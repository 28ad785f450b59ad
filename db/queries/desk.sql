-- Home, inbox, handled, notices.

-- name: desk_inbox   mode: read   scope: org
SELECT t.due_at, t.id, m.id, coalesce(m.number, '草稿'), m.title, o.name, m.procedure_id, m.state, t.opened_at,
       m.paused_at IS NOT NULL, t.parent_id IS NOT NULL, m.state_at + m.held_seconds
  FROM task t JOIN matter m ON m.id = t.matter_id JOIN organisation o ON o.id = m.organisation_id
 WHERE t.closed_at IS NULL AND t.organisation_id = :org AND t.role = :role
   AND (t.due_at, t.id) > (:after_sort, :after_id) AND ((t.person_id IS NULL AND :shared = 1) OR t.person_id = :person)
 ORDER BY t.due_at, t.id LIMIT :limit;

-- name: desk_due_between   mode: read   scope: org
-- By the index alone; then less those given to somebody else, of whom there are few.  One who does not share the role's
-- seats has his own.
SELECT CASE WHEN :shared = 1 THEN
       (SELECT count(*) FROM (SELECT 1 FROM task
          WHERE closed_at IS NULL AND organisation_id = :org AND role = :role AND due_at >= :from AND due_at < :to LIMIT 1000))
     - (SELECT count(*) FROM task_count c JOIN task t ON t.person_id = c.person_id AND t.closed_at IS NULL
          AND t.organisation_id = c.organisation_id AND t.role = c.role AND t.due_at >= :from AND t.due_at < :to
          WHERE c.organisation_id = :org AND c.role = :role AND c.person_id NOT IN (0, :person) AND c.n > 0)
  ELSE (SELECT count(*) FROM task WHERE closed_at IS NULL AND person_id = :person AND organisation_id = :org AND role = :role
           AND due_at >= :from AND due_at < :to) END;

-- name: desk_handled   mode: read   scope: system (the person's own deeds, and those in his name; the matter itself is asked for again when opened)
WITH done (id) AS (
  SELECT id FROM (SELECT id FROM task WHERE closed_by = :person AND (closed_at, id) < (:after_sort, :after_id)
                  ORDER BY closed_at DESC, id DESC LIMIT :limit)
  UNION SELECT id FROM (SELECT id FROM task WHERE on_behalf_of = :person AND (closed_at, id) < (:after_sort, :after_id)
                        ORDER BY closed_at DESC, id DESC LIMIT :limit))
SELECT t.closed_at AS sort_key, t.id, t.closed_at AS done_at, m.id AS matter_id, coalesce(m.number, '草稿') AS number,
       m.title AS subject, o.name AS unit_name, m.procedure_id, m.state, m.due_at, m.paused_at, m.closed_at, t.outcome,
       t.role IN ('review.expert', 'assessor.clerk') AND g.matter_id IS NULL AS shut_yes,
       t.role NOT IN ('review.expert', 'assessor.clerk') OR g.matter_id IS NOT NULL AS open_yes,
       CASE WHEN t.closed_by = :person THEN (SELECT b.title FROM person b WHERE b.id = t.on_behalf_of) END AS behalf_if,
       CASE WHEN t.closed_by <> :person THEN (SELECT b.title FROM person b WHERE b.id = t.closed_by) END AS done_by_if
  FROM done d JOIN task t ON t.id = d.id JOIN matter m ON m.id = t.matter_id JOIN organisation o ON o.id = m.organisation_id
  LEFT JOIN matter_guest g ON g.person_id = :person AND g.matter_id = m.id AND g.ended_at IS NULL
 ORDER BY t.closed_at DESC, t.id DESC LIMIT :limit;

-- name: desk_running   mode: read   scope: org
SELECT coalesce(sum(n), 0) FROM matter_count WHERE organisation_id = :org;

-- name: desk_mine   mode: read   scope: org
SELECT id FROM matter WHERE organisation_id = :org AND closed_at IS NULL AND number IS NOT NULL
 ORDER BY opened_at DESC, id DESC LIMIT 3;

-- name: desk_drafts   mode: read   scope: org
SELECT m.id AS matter_id, m.title AS subject, p.title AS procedure_title, coalesce(d.saved_at, m.opened_at) AS saved_at
  FROM matter m INDEXED BY matter_drafts JOIN procedure p ON p.id = m.procedure_id LEFT JOIN matter_draft d ON d.matter_id = m.id
 WHERE m.organisation_id = :org AND m.opened_by = :person AND m.number IS NULL AND m.closed_at IS NULL
   -- Not handed on, and not one that a decision of his set going for another post.
   AND EXISTS (SELECT 1 FROM task t JOIN person_role r ON r.person_id = :person AND r.role = t.role WHERE t.matter_id = m.id
                  AND t.closed_at IS NULL AND (t.person_id IS NULL OR t.person_id = :person))
 ORDER BY m.opened_at DESC, m.id DESC LIMIT 5;

-- name: desk_news   mode: read   scope: system (announcements are for everybody)
SELECT id, title AS heading, published_at FROM announcement
 WHERE kind = 'announcement' AND withdrawn_at IS NULL ORDER BY published_at DESC, id DESC LIMIT :limit;

-- name: desk_notices   mode: read   scope: org
-- A guest's door closes before the matter or with it: then the notice is read without it.  So is what the leader of the
-- center hears of matters that are late before they reach the center.
SELECT n.made_at AS sort_key, n.id, n.text, n.kind, n.matter_id, n.made_at, r.read_at,
       m.id IS NOT NULL AS matter_yes, m.id IS NULL AND n.href = '' AS plain_yes, n.href AS href_if,
       r.read_at IS NULL AS new_yes, r.read_at IS NOT NULL AS read_yes
  FROM notice n LEFT JOIN notice_read r ON r.person_id = :person AND r.notice_id = n.id
  LEFT JOIN matter m ON m.id = n.matter_id AND (n.role NOT IN ('review.expert', 'assessor.clerk')
    OR EXISTS (SELECT 1 FROM matter_guest g WHERE g.person_id = :person AND g.matter_id = n.matter_id AND g.ended_at IS NULL))
   AND (n.role <> 'center.lead' OR EXISTS (SELECT 1 FROM matter_party v WHERE v.organisation_id = :org AND v.matter_id = n.matter_id))
 WHERE n.organisation_id = :org AND (n.role IN (SELECT role FROM person_role WHERE person_id = :person)
   AND (n.person_id IS NULL OR n.person_id = :person) OR EXISTS (SELECT 1 FROM delegation d
       WHERE d.delegate_id = :person AND d.role = n.role AND (n.person_id IS NULL OR n.person_id = d.person_id)
         AND d.ended_at IS NULL AND d.from_day <= :today AND d.to_day >= :today AND n.made_at >= d.from_day * 86400 - 28800
         AND EXISTS (SELECT 1 FROM person_role h WHERE h.person_id = d.person_id AND h.role = d.role)))
   AND (n.made_at, n.id) < (:after_sort, :after_id)
 ORDER BY n.made_at DESC, n.id DESC LIMIT :limit;

-- name: desk_read   mode: write   scope: org
INSERT OR IGNORE INTO notice_read (person_id, notice_id, read_at)
SELECT :person, id, :at FROM notice WHERE id = :notice AND organisation_id = :org;

-- name: desk_read_all   mode: write   scope: org
INSERT OR IGNORE INTO notice_read (person_id, notice_id, read_at)
SELECT :person, id, :at FROM notice
 WHERE organisation_id = :org AND role IN (SELECT role FROM person_role WHERE person_id = :person
   UNION SELECT role FROM delegation WHERE delegate_id = :person AND ended_at IS NULL AND from_day <= :today AND to_day >= :today)
 ORDER BY made_at DESC, id DESC LIMIT 500;

-- name: desk_health   mode: read   scope: system (is the database there)
SELECT 1;

-- ---- what a leader looks at first ----

-- name: desk_pools   mode: read   rows: all (the platforms)   scope: system (the leader sees every pool)
-- The tightest resource of each platform, in percent.
WITH pool AS (SELECT c.platform_id, k.label, coalesce((SELECT sum(max(a.granted, a.allocated)) FROM allocation a
                WHERE a.platform_id = c.platform_id AND a.class = c.class AND a.freed_at IS NULL), 0) * 100 / c.total AS rate
                FROM capacity c JOIN resource_class k ON k.key = c.class WHERE c.total > 0)
SELECT p.id, p.name, pool.label, max(pool.rate) FROM pool JOIN platform p ON p.id = pool.platform_id
 WHERE p.ended_at IS NULL GROUP BY p.id ORDER BY 4 DESC, p.rank;

-- name: desk_late_by_holder   mode: read   scope: system (the leader sees who is late)
-- The first of them; behind each how many are late of all.
SELECT holder, count(*), sum(count(*)) OVER () FROM matter WHERE due_at < :now AND due_at IS NOT NULL AND closed_at IS NULL
 GROUP BY holder ORDER BY 2 DESC, 1 LIMIT 8;

-- name: desk_open_incidents   mode: read   scope: org
-- Reported ones, as /incidents lists them; behind each how many there are.
SELECT m.id, m.number || ' ' || m.title, m.procedure_id, m.state, count(*) OVER ()
  FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id JOIN incident i ON i.matter_id = m.id
 WHERE m.procedure_key = 'incident' AND m.opened_at > 0 AND m.closed_at IS NULL ORDER BY m.opened_at DESC LIMIT 6;

-- name: desk_lapses   mode: read   scope: system (the leader sees what ran out)
-- Of what is still there; behind each how many there are.
SELECT href, text, day, count(*) OVER () FROM (
  SELECT '/compliance-filings?condition=' || CASE WHEN c.valid_day < :until - 30 THEN 'lapsed' ELSE 'ending' END AS href,
         coalesce(s.name, p.name, o.short_name) || ' ' || CASE c.kind WHEN 'classified_protection' THEN '等级保护测评'
           WHEN 'cryptography' THEN '密码应用评估' WHEN 'cloud_assessment' THEN '云安全评估' WHEN 'grading' THEN '定级备案' ELSE '报备结果' END AS text, c.valid_day AS day
    FROM compliance c JOIN organisation o ON o.id = c.organisation_id LEFT JOIN system s ON s.id = c.system_id
    LEFT JOIN platform p ON p.id = c.platform_id
   WHERE c.replaced_at IS NULL AND c.valid_day <= :until AND coalesce(s.state, '') <> 'ended' AND p.ended_at IS NULL
  UNION ALL SELECT '/matters/' || c.matter_id, c.name, c.ends_day FROM contract c WHERE c.state = 'in_force' AND c.ends_day <= :until
  UNION ALL SELECT '/systems/' || s.id, s.name || ' 使用期限', s.expires_day FROM system s
   WHERE s.state IN ('operating', 'changing', 'suspended') AND s.expires_day <= :until
  UNION ALL SELECT '/matters/' || m.id, m.title || ' 修订', (m.due_at + 28800) / 86400 FROM matter m
   WHERE m.procedure_key IN ('om_rules', 'plan_document') AND m.opened_at > 0 AND m.state = 'in_force' AND m.due_at <= :until_at)
 ORDER BY day, href LIMIT 10;
