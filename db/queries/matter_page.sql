-- What the pages of one matter show.  The matter itself was found in the actor's
-- scope before (kernel/matter.h); these look below it.  Of what one organisation wrote for itself (reader_id) the others
-- learn that it was done, not the words; of what one was given alone they learn nothing.

-- name: matter_page_events   mode: read   scope: org
-- Individual opinions only for the center or their author.  The rows come as the index has them: what is kept for one
-- reader is asked in place, since from a table of its own every word would be carried through a sorter.
SELECT e.actor_label, e.label, e.tone, e.at,
       iif(e.reader_id IS NULL OR e.reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = :matter AND v.organisation_id = :org), e.opinion, ''),
       a.h, e.action,
       iif(e.reader_id IS NULL OR e.reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = :matter AND v.organisation_id = :org), e.body, '{}'),
       e.reader_id IS NULL OR e.reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = :matter AND v.organisation_id = :org)
  FROM event e LEFT JOIN audit a ON a.seq = e.audit_seq
 WHERE e.matter_id = :matter AND (e.audience = 'all' OR :center = 1 OR e.person_id = :person)
   AND (e.reader_line_yes = 0 OR e.reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = :matter AND v.organisation_id = :org))
 ORDER BY e.id DESC LIMIT 500;

-- name: matter_page_ruling   mode: read   scope: system (below a matter the actor may see)
SELECT r.purpose, p.name AS platform_name, c.label AS class_label, c.unit AS class_unit,
       r.requested AS requested_n, r.granted AS granted_n, r.granted - r.requested AS difference_n,
       r.granted <> r.requested AS cut_yes, r.granted = r.requested AS same_yes, r.reason
  FROM ruling_line r JOIN platform p ON p.id = r.platform_id JOIN resource_class c ON c.key = r.class
 WHERE r.matter_id = :matter ORDER BY r.line, c.rank LIMIT 500;

-- name: matter_page_conditions   mode: read   scope: system (below a matter the actor may see)
SELECT id, text, owner, due_day, closed_at, met_at, met_note FROM matter_condition
 WHERE matter_id = :matter AND dropped_at IS NULL ORDER BY id LIMIT 200;

-- name: matter_page_question   mode: read   scope: system (below a matter the actor may see; for the one who was asked)
SELECT actor_label, opinion FROM event
 WHERE matter_id = :matter AND action = 'add_signer' AND person_id = :person AND at = :at ORDER BY id DESC LIMIT 1;

-- name: matter_page_list   mode: read   scope: org
SELECT p.opened_at AS sort_key, m.id, m.id AS matter_id, coalesce(m.number, '草稿') AS number, m.title AS subject,
       o.name AS unit_name, m.procedure_id, m.state, m.due_at, m.paused_at, m.closed_at, m.state_at + m.held_seconds AS state_since,
       coalesce(nullif(m.holder, ''), '—') AS holder_name, m.submitted_at
  FROM matter_party p JOIN matter m ON m.id = p.matter_id JOIN organisation o ON o.id = m.organisation_id
 WHERE p.organisation_id = :org AND (p.opened_at, p.matter_id) < (:after_sort, :after_id)
 ORDER BY p.opened_at DESC, p.matter_id DESC LIMIT :limit;

-- name: matter_page_list_state   mode: read   scope: org
SELECT p.opened_at AS sort_key, m.id, m.id AS matter_id, coalesce(m.number, '草稿') AS number, m.title AS subject,
       o.name AS unit_name, m.procedure_id, m.state, m.due_at, m.paused_at, m.closed_at, m.state_at + m.held_seconds AS state_since,
       coalesce(nullif(m.holder, ''), '—') AS holder_name, m.submitted_at
  FROM matter_party p JOIN matter m ON m.id = p.matter_id JOIN organisation o ON o.id = m.organisation_id
 WHERE p.organisation_id = :org AND p.procedure_key = :procedure AND p.state = :state
   AND (p.opened_at, p.matter_id) < (:after_sort, :after_id)
 ORDER BY p.opened_at DESC, p.matter_id DESC LIMIT :limit;

-- name: matter_page_search   mode: read   scope: org
SELECT p.opened_at AS sort_key, m.id, m.id AS matter_id, coalesce(m.number, '草稿') AS number, m.title AS subject,
       o.name AS unit_name, m.procedure_id, m.state, m.due_at, m.paused_at, m.closed_at, m.state_at + m.held_seconds AS state_since,
       coalesce(nullif(m.holder, ''), '—') AS holder_name, m.submitted_at
  FROM matter_party p JOIN matter m ON m.id = p.matter_id JOIN organisation o ON o.id = m.organisation_id
 WHERE p.organisation_id = :org AND (p.opened_at, p.matter_id) < (:after_sort, :after_id)
   AND (instr(m.number, upper(:text)) > 0 OR instr(m.title, :text) > 0 OR instr(o.name, :text) > 0)
 ORDER BY p.opened_at DESC, p.matter_id DESC LIMIT :limit;

-- name: matter_page_by_number   mode: read   scope: org
SELECT m.id FROM matter m JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id WHERE m.number = :number;

-- name: matter_page_states   mode: read   scope: org
SELECT procedure_key, state, n FROM matter_count WHERE organisation_id = :org AND n > 0 ORDER BY procedure_key, state LIMIT 400;

-- name: matter_page_colleagues   mode: read   scope: org
-- CROSS JOIN: from the organisation's people, not from everybody in the province who has the role.
SELECT p.id, p.title, t.id FROM task t
 CROSS JOIN person p ON p.organisation_id = :org CROSS JOIN person_role r ON r.person_id = p.id AND r.role = t.role
 WHERE t.matter_id = :matter AND t.closed_at IS NULL AND t.organisation_id = :org
   AND p.status = 'active' AND p.id <> :person ORDER BY t.id, p.id LIMIT 100;

-- name: matter_page_may_sign   mode: read   scope: org
-- Who may be asked to sign as well: those of delegation_colleagues, without their roles.  An administrator has no role
-- beside that (a trigger sees to it), so one role that does business is enough; for a post of the center (:inside)
-- one that does not ask in its name.
SELECT p.id, p.title FROM person p
 WHERE p.organisation_id = :org AND p.id <> :person AND p.status = 'active'
   AND EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = p.id
                  AND r.role <> 'review.expert' AND r.role <> 'assessor.clerk' AND r.role NOT GLOB 'admin.*'
                  AND (:inside = 0 OR r.role NOT GLOB 'unit.*'))
 ORDER BY p.id LIMIT 200;

-- name: matter_page_said   mode: read   scope: system (the person's own words in a matter he sees)
SELECT EXISTS (SELECT 1 FROM event WHERE matter_id = :matter AND person_id = :person AND opinion = :words);

-- name: matter_page_phrases   mode: read   scope: system (the person's own library)
SELECT id AS phrase_id, text AS phrase_text FROM opinion_phrase WHERE person_id = :person ORDER BY id LIMIT 20;

-- name: matter_page_saved_by   mode: read   scope: system (below a matter the actor may edit)
SELECT CASE WHEN d.saved_by IS NULL THEN '系统' WHEN d.saved_by = :person THEN '您在另一个页面' ELSE p.title END, d.saved_at
  FROM matter_draft d LEFT JOIN person p ON p.id = d.saved_by WHERE d.matter_id = :matter;

-- name: matter_page_returned   mode: read   scope: org
SELECT e.actor_label, e.at, iif(e.reads_yes, e.opinion, ''), e.reads_yes
  FROM (SELECT id, actor_label, at, opinion, to_state, tone, audience,
               reader_id IS NULL OR reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = event.matter_id AND v.organisation_id = :org) AS reads_yes
          FROM event WHERE matter_id = :matter) e
 WHERE e.to_state = :state AND e.tone = 'amber' AND e.audience = 'all' ORDER BY e.id DESC LIMIT 1;

-- name: matter_page_documents   mode: read   scope: org
-- Documents of the center alone stay with it, the caller sees to that.  Party by party, and reader by reader: each has a
-- line of versions of its own.
SELECT a.id, a.document, a.version, a.name, a.size, hex(substr(a.digest, 1, 4)), o.short_name, p.title, a.uploaded_at,
       a.organisation_id, a.withdrawn_at, coalesce(a.reader_id, 0), r.short_name, a.uploaded_by
  FROM attachment a JOIN organisation o ON o.id = a.organisation_id JOIN person p ON p.id = a.uploaded_by
  LEFT JOIN organisation r ON r.id = a.reader_id
 WHERE a.matter_id = :matter
   AND (a.reader_id IS NULL OR a.reader_id = :org
        OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = a.matter_id AND v.organisation_id = :org))
 ORDER BY a.document, a.organisation_id, coalesce(a.reader_id, 0), a.version DESC LIMIT 500;

-- name: matter_page_handed_in   mode: read   scope: org
-- Documents of the center alone stay with it, the caller sees to that.  What lay there when an event happened, before it
-- and not taken back by then; :event 0: what lies there now.
SELECT DISTINCT a.document FROM attachment a
 WHERE a.matter_id = :matter AND (:event = 0 AND a.withdrawn_at IS NULL
        OR a.follows < :event AND (a.withdrawn_at IS NULL OR a.withdrawn_at > :at))
   AND (a.reader_id IS NULL OR a.reader_id = :org
        OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = a.matter_id AND v.organisation_id = :org))
 ORDER BY a.document LIMIT 100;

-- name: matter_page_opened   mode: read   scope: org
-- Openings of a file the actor's own organisation owns.  Which of the reviewers it was is told to those alone who may
-- read what they say (:reads).
SELECT CASE WHEN :reads = 0 AND (organisation_id IS NOT :org OR :org = c.id)
             AND (instr(',' || role || ',', ',review.expert,') > 0 OR instr(',' || role || ',', ',center.review,') > 0)
            THEN c.name || ' 评审人员' ELSE actor END AS opener, ts AS opened_at,
       CASE outcome WHEN 'ok' THEN '已开启' ELSE '未开启' END AS outcome
  FROM audit, (SELECT o.id, o.name FROM organisation o JOIN organisation_kind k ON k.organisation_id = o.id
                WHERE k.kind = 'center' LIMIT 1) c
 WHERE object = 'attachment' AND object_id = :attachment AND action = 'attachment.open' ORDER BY seq DESC LIMIT 200;

-- name: matter_page_parties   mode: read   scope: system (below a matter the actor may see)
SELECT o.short_name FROM matter_party p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.matter_id = :matter ORDER BY o.rank, o.id LIMIT 20;

-- name: matter_page_signatures   mode: read   scope: org
-- For the approval form: what moved it, what was said, and each signature where several sign (:signing is ",key,key,"), since
-- it moves with the last of them.
SELECT e.label, iif(e.reads_yes, e.opinion, ''), e.actor_label, e.person_id IS NOT NULL, e.at,
       CASE WHEN e.from_state <> e.to_state THEN e.to_state ELSE '' END, e.action,
       iif(e.reads_yes, e.body, '{}'), e.id, e.reads_yes
  FROM (SELECT id, label, opinion, actor_label, person_id, at, from_state, to_state, action, body, audience, reader_line_yes,
               reader_id IS NULL OR reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = event.matter_id AND v.organisation_id = :org) AS reads_yes
          FROM event WHERE matter_id = :matter) e
 WHERE e.audience = 'all' AND (e.reads_yes AND e.opinion <> '' OR e.from_state <> e.to_state OR instr(:signing, ',' || e.action || ',') > 0)
   AND (e.reads_yes OR e.reader_line_yes = 0)
   AND e.action NOT IN ('comment', 'urge', 'reassign', 'add_signer', 'drop_signer', 'hold', 'resume', 'copy', 'overdue')
 ORDER BY e.id LIMIT 300;

-- name: matter_page_event_of   mode: read   scope: system (below a matter the actor may see; the newest event of an action, or its opening where it began as that action leaves it)
SELECT e.id, e.at, e.opinion, e.body, e.actor_label, e.audit_seq, a.h, coalesce(e.organisation_id, 0), coalesce(o.name, '')
  FROM event e LEFT JOIN audit a ON a.seq = e.audit_seq LEFT JOIN organisation o ON o.id = e.organisation_id
 WHERE e.matter_id = :matter AND (e.action = :action OR (e.action = 'open' AND e.to_state = :begun)) ORDER BY e.id DESC LIMIT 1;

-- name: matter_page_given_before   mode: read   scope: org
-- What an action was given last before an event.
SELECT e.body FROM event e WHERE e.matter_id = :matter AND e.action = :action AND e.id < :event
   AND (e.reader_id IS NULL OR e.reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = e.matter_id AND v.organisation_id = :org))
 ORDER BY e.id DESC LIMIT 1;

-- name: matter_page_taken_before   mode: read   scope: org
-- What was given before an event, newest first.
SELECT e.action, e.body FROM event e WHERE e.matter_id = :matter AND e.id < :event AND e.body <> '{}'
   AND (e.reader_id IS NULL OR e.reader_id = :org OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = e.matter_id AND v.organisation_id = :org))
 ORDER BY e.id DESC LIMIT 1000;

-- name: matter_page_past   mode: read   scope: system (below a matter the actor may see)
SELECT action, from_state, to_state FROM event WHERE matter_id = :matter LIMIT 1000;

-- name: matter_page_signers   mode: read   scope: system (below a matter the actor may see; who signed in this round)
SELECT e.actor_label, e.at FROM event e
 WHERE e.matter_id = :matter AND e.action = :action
   AND e.id > coalesce((SELECT max(n.id) FROM event n WHERE n.matter_id = e.matter_id AND n.to_state = e.from_state
                           AND n.from_state <> n.to_state), 0)
 ORDER BY e.id LIMIT 60;

-- name: matter_page_operators   mode: read   scope: system (below a matter the actor may see)
SELECT o.name FROM work_order w JOIN organisation o ON o.id = w.operator_id
 WHERE w.matter_id = :matter AND w.state <> 'cancelled' ORDER BY w.id LIMIT 20;

-- name: matter_page_parties_as   mode: read   rows: all (the few who take part)   scope: system (below a matter the actor may see)
-- Who opened it has that part alone, whatever it is: a secops that plans a scan is its owner.
SELECT o.name FROM matter_party p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.matter_id = :matter AND (p.part = :part OR p.part = 'owner' AND EXISTS (
       SELECT 1 FROM organisation_kind k WHERE k.organisation_id = p.organisation_id AND k.kind = :part)) ORDER BY o.rank, o.id;

-- name: matter_page_related   mode: read   scope: org
-- What the matter came from and what it set going.
SELECT m.id, coalesce(m.number || ' ', '') || m.title, m.procedure_id, m.state FROM matter m
 WHERE m.id = :base AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = m.id)
UNION ALL
SELECT m.id, coalesce(m.number || ' ', '') || m.title, m.procedure_id, m.state FROM matter m
 WHERE m.base_matter_id = :matter AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = m.id)
 ORDER BY 1 LIMIT 20;
