-- Reports drafted from the records.  Who may see one: its drafter and the center the whole, once it is theirs to see;
-- units and operators their extract, once it is closed.

-- name: report_find   mode: read   scope: system (asked before anything is shown: modules/report/report_show.c)
SELECT id, matter_id, organisation_id, kind, period, title, drafted_at, drafts, closed_at FROM report WHERE id = :id;

-- name: report_of_matter   mode: read   scope: system (below a matter the actor may see)
SELECT id, matter_id, organisation_id, kind, period, title, drafted_at, drafts, closed_at FROM report WHERE matter_id = :matter;

-- name: report_add   mode: write   scope: system (a round opened it)
INSERT INTO report (matter_id, organisation_id, kind, period, title, made_at, drafted_at)
VALUES (:matter, :organisation, :kind, :period, :title, :now, :now);

-- name: report_touch   mode: write   scope: system (its drafter holds it)
UPDATE report SET drafts = drafts + 1, drafted_at = CASE WHEN :anew THEN :now ELSE drafted_at END
 WHERE id = :report AND drafts = :drafts AND closed_at IS NULL;

-- name: report_draft   mode: read   scope: system (asked before anything is shown)
SELECT body FROM report_draft WHERE report_id = :report AND edition = :edition AND organisation_id = :organisation;

-- name: report_draft_put   mode: write   scope: system (its drafter holds it)
INSERT INTO report_draft (report_id, edition, organisation_id, body) VALUES (:report, :edition, :organisation, :body)
ON CONFLICT (report_id, edition, organisation_id) DO UPDATE SET body = excluded.body;

-- name: report_drafts_drop   mode: write   scope: system (its drafter holds it, or it was closed)
DELETE FROM report_draft WHERE report_id = :report;

-- name: report_receivers   mode: read   rows: all (an extract for each of them)   scope: system (whom reports are about)
-- Who sees the whole needs no extract.
SELECT x.operator, o.id, o.name
  FROM (SELECT 0 AS operator, s.organisation_id AS id FROM system s WHERE s.state NOT IN ('allocating', 'ended')
        UNION SELECT 0, s.organisation_id FROM usage_month u JOIN system s ON s.id = u.system_id WHERE u.period = :period
        UNION SELECT 1, p.operator_id FROM platform p WHERE p.ended_at IS NULL AND p.kind <> 'supervision') x
  JOIN organisation o ON o.id = x.id AND o.id <> :drafter AND o.id <> :center ORDER BY x.operator, o.rank, o.id;

-- name: report_draft_next   mode: read   scope: system (an effect of the closing)
-- One after the other: each is as large as a report.
SELECT d.id, d.edition, d.organisation_id, d.body, coalesce(o.name, '') FROM report_draft d
  LEFT JOIN organisation o ON o.id = d.organisation_id WHERE d.report_id = :report AND d.id > :after ORDER BY d.id LIMIT 1;

-- name: report_closed   mode: write   scope: system (an effect of the closing)
UPDATE report SET closed_at = :now WHERE id = :report AND closed_at IS NULL;

-- name: report_list   mode: read   scope: org
SELECT r.made_at AS sort_key, r.id, r.title AS subject, r.period, r.kind, o.short_name AS unit_name, m.procedure_id, m.state,
       CASE WHEN r.organisation_id = :org OR :org = :center THEN m.due_at END AS due_at, m.paused_at, m.closed_at,
       r.drafted_at AS drafted_at, r.closed_at AS issued_at, r.organisation_id = :org OR :org = :center AS whole_yes,
       EXISTS (SELECT 1 FROM closing c WHERE c.organisation_id = :org AND c.subject = 'report' AND c.subject_id = r.id
                AND c.due_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM closing_read q WHERE q.closing_id = c.id)) AS unread_yes
  FROM report r JOIN matter m ON m.id = r.matter_id JOIN organisation o ON o.id = r.organisation_id
 WHERE (:kind = '' OR r.kind = :kind) AND (:period = '' OR r.period = :period) AND (r.made_at, r.id) < (:after_sort, :after_id)
   AND (((r.organisation_id = :org OR :org = :center) AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = m.id))
        OR EXISTS (SELECT 1 FROM closing c WHERE c.organisation_id = :org AND c.subject = 'report' AND c.subject_id = r.id))
 ORDER BY r.made_at DESC, r.id DESC LIMIT :limit;

-- name: report_receiver_choice   mode: read   scope: system (the extracts of one report, for its issuer)
SELECT c.edition || ':' || c.organisation_id, o.name || CASE c.edition WHEN 'operator' THEN '（运营单位）' ELSE '' END
  FROM closing c JOIN organisation o ON o.id = c.organisation_id
 WHERE c.subject = 'report' AND c.subject_id = :report AND c.organisation_id <> 0 ORDER BY o.rank, o.id, c.edition LIMIT 500;

-- name: report_receipt_late   mode: read   scope: system (the clerk reminds everybody)
-- Of the last weeks, once: the notice itself says that it was told.
SELECT c.organisation_id, c.edition, c.subject_id, c.title FROM closing c
 WHERE c.due_at BETWEEN :since AND :now AND c.subject = 'report'
   AND NOT EXISTS (SELECT 1 FROM closing_read q WHERE q.closing_id = c.id)
   AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.organisation_id = c.organisation_id AND n.kind = 'overdue' AND n.made_at > c.due_at
                    AND n.href = '/reports/' || c.subject_id || '?edition=' || c.edition)
 ORDER BY c.due_at LIMIT 1;
