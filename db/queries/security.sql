-- Incidents, hazards, suspensions, the register of compliance filings.

-- ---- incidents ----

-- name: security_incident   mode: read   scope: system (of a matter the actor may see)
SELECT found_at, cii_yes, grade, outage_object, coalesce(outage_min, -1), coalesce(people, -1), coalesce(records, -1),
       coalesce(loss_wan, -1), coalesce(home_min, -1), coalesce(page_min, -1), coalesce(forwards, -1), coalesce(views, -1),
       coalesce(province_pct, -1), coalesce(city_pct, -1)
  FROM incident WHERE matter_id = :matter;

-- name: security_incident_operators   mode: read   scope: system (of the matter being moved)
-- Who runs the platform it names, else those that run its system; a recovery copy is not where it happened.
SELECT p.operator_id FROM matter m JOIN platform p ON p.id = m.platform_id WHERE m.id = :matter
UNION
SELECT p.operator_id FROM matter m JOIN allocation a ON a.system_id = m.system_id AND a.freed_at IS NULL
  JOIN platform p ON p.id = a.platform_id AND p.kind IN ('service', 'integration')
 WHERE m.id = :matter AND m.platform_id IS NULL
 ORDER BY 1 LIMIT 40;

-- name: security_incident_parties   mode: read   rows: all (the few it concerns)   scope: system (of the matter being moved)
SELECT organisation_id FROM matter_concern WHERE matter_id = :matter AND part = 'addressee' ORDER BY 1;

-- name: security_incident_operator   mode: read   scope: system (platforms are known to everybody)
SELECT operator_id, name FROM platform WHERE id = :platform;

-- name: security_incident_hosted   mode: read   rows: all (the units of the province)   scope: system (an effect of a move: whom it concerns)
-- Units with a system on the platform that do not take part yet.
SELECT DISTINCT s.organisation_id FROM allocation a JOIN system s ON s.id = a.system_id AND s.state <> 'ended'
 WHERE a.platform_id = :platform AND a.freed_at IS NULL AND s.organisation_id <> :center
   AND NOT EXISTS (SELECT 1 FROM matter_party p WHERE p.matter_id = :matter AND p.organisation_id = s.organisation_id)
 ORDER BY 1;

-- name: security_incident_readers   mode: read   rows: all (the units of the province)   scope: system (an effect of a move: whom it concerns)
SELECT organisation_id FROM matter_party WHERE matter_id = :matter AND part = 'copied' ORDER BY 1;

-- name: security_incident_add   mode: write   scope: system (an effect of the first report)
INSERT INTO incident (matter_id, found_at, reported_at, cii_yes, grade, outage_object, outage_min, people, records, loss_wan,
                      home_min, page_min, forwards, views, province_pct, city_pct, updated_at)
VALUES (:matter, :found_at, :now, :cii, :grade, :outage_object, :outage_min, :people, :records, :loss_wan,
        :home_min, :page_min, :forwards, :views, :province_pct, :city_pct, :now);

-- name: security_incident_facts   mode: write   scope: system (an effect of a move)
-- What is not known any better stays as it was.
UPDATE incident SET outage_object = coalesce(nullif(:outage_object, ''), outage_object),
       outage_min = coalesce(:outage_min, outage_min), people = coalesce(:people, people), records = coalesce(:records, records),
       loss_wan = coalesce(:loss_wan, loss_wan), home_min = coalesce(:home_min, home_min), page_min = coalesce(:page_min, page_min),
       forwards = coalesce(:forwards, forwards), views = coalesce(:views, views), province_pct = coalesce(:province_pct, province_pct),
       city_pct = coalesce(:city_pct, city_pct), updated_at = :now
 WHERE matter_id = :matter;

-- name: security_incident_set_grade   mode: write   scope: system (an effect of a move)
UPDATE incident SET grade = :grade WHERE matter_id = :matter;

-- name: security_incident_handled   mode: write   scope: system (an effect of a move)
UPDATE incident SET handled_at = :handled_at WHERE matter_id = :matter;

-- name: security_incident_false   mode: write   scope: system (an effect of a move)
UPDATE incident SET false_yes = 1 WHERE matter_id = :matter;

-- name: security_incident_grade_add   mode: write   scope: system (an effect of a move)
INSERT INTO incident_grade (matter_id, step, grade, by_label, at) VALUES (:matter, :step, :grade, :by, :now);

-- name: security_incident_newest_grade   mode: read   scope: system (of the matter being moved)
SELECT grade FROM incident_grade WHERE matter_id = :matter ORDER BY id DESC LIMIT 1;

-- name: security_incident_grades   mode: read   scope: system (of a matter the actor may see)
SELECT at, step, grade, by_label FROM incident_grade WHERE matter_id = :matter ORDER BY id LIMIT 100;

-- name: security_incident_times   mode: read   scope: system (of the matter being moved)
SELECT i.reported_at, i.handled_at, (SELECT min(t.told_at) FROM incident_told t WHERE t.matter_id = i.matter_id),
       (SELECT g.grade FROM incident_grade g WHERE g.matter_id = i.matter_id AND g.step = 'suspected' ORDER BY g.id LIMIT 1)
  FROM incident i WHERE i.matter_id = :matter;

-- name: security_incident_found   mode: write   scope: system (an effect of a move)
UPDATE incident SET found_at = :found_at, cii_yes = :cii, updated_at = :now WHERE matter_id = :matter;

-- name: security_correction_add   mode: write   scope: system (an effect of a move)
INSERT INTO incident_correction (matter_id, event_id, organisation_id, what, former, present, by_label, at)
VALUES (:matter, :event, nullif(:organisation, 0), :what, :former, :present, :by, :now);

-- name: security_corrections   mode: read   scope: system (of a matter the actor may see)
SELECT c.at, c.by_label, coalesce(o.short_name || '的对外报告', '首报'), c.what, c.former, c.present
  FROM incident_correction c LEFT JOIN organisation o ON o.id = c.organisation_id
 WHERE c.matter_id = :matter ORDER BY c.id LIMIT 200;

-- name: security_line_add   mode: write   scope: system (an effect of the first report)
INSERT INTO incident_line (matter_id, organisation_id, addressee, due_at) VALUES (:matter, :organisation, :addressee, :due_at)
ON CONFLICT DO NOTHING;

-- name: security_line_add_parties   mode: write   scope: system (an effect of a move)
-- Its hours run from :known_at, else from where another line of the same party began, else from discovery.
INSERT INTO incident_line (matter_id, organisation_id, addressee, kind, due_at, known_at)
SELECT :matter, c.organisation_id, 'authority', :kind, coalesce(nullif(:known_at, 0), c.known_at, :found_at) + :external,
       coalesce(nullif(:known_at, 0), c.known_at)
  FROM (SELECT a.organisation_id, (SELECT max(l.known_at) FROM incident_line l WHERE l.matter_id = :matter
                                      AND l.organisation_id = a.organisation_id AND l.addressee = 'authority') AS known_at
          FROM matter_concern a WHERE a.matter_id = :matter AND a.part = 'addressee') c
 WHERE true
ON CONFLICT DO NOTHING;

-- name: security_line_told   mode: write   scope: system (an effect of the first report, to those inside)
UPDATE incident_line SET told_at = :told_at, authority = :authority, channel = :channel, receipt = :receipt
 WHERE matter_id = :matter AND organisation_id = :organisation AND addressee = :addressee AND told_at IS NULL;

-- name: security_line_open   mode: write   scope: system (an effect of a move: of the actor's own organisation)
-- Told though nobody asks for it.
INSERT INTO incident_line (matter_id, organisation_id, addressee, kind) VALUES (:matter, :organisation, 'authority', :kind)
ON CONFLICT DO NOTHING;

-- name: security_report_add   mode: write   scope: system (an effect of a move: of the actor's own organisation)
INSERT INTO incident_told (event_id, matter_id, organisation_id, kind, told_at, authority, channel, receipt)
VALUES (:event, :matter, :organisation, :kind, :told_at, :authority, :channel, :receipt);

-- name: security_lines_untold_again   mode: write   scope: system (an effect of a move)
-- Its report turned out to be one to another authority, and there is no other.
UPDATE incident_line SET told_at = NULL, told_event = NULL, authority = '', channel = '', receipt = '', warned = 0
 WHERE matter_id = :matter AND addressee = 'authority' AND told_event IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM incident_told r WHERE r.matter_id = incident_line.matter_id
                      AND r.organisation_id = incident_line.organisation_id AND (incident_line.kind = '' OR r.kind = incident_line.kind));

-- name: security_lines_told   mode: write   scope: system (an effect of a move)
-- The first report of its kind that its party made counts for the clock of each line; of one line the first of all.
UPDATE incident_line SET told_event = t.event_id, told_at = t.told_at, authority = t.authority, channel = t.channel, receipt = t.receipt
  FROM (SELECT n.organisation_id, n.kind, min(r.event_id) AS first
          FROM incident_line n JOIN incident_told r ON r.matter_id = n.matter_id AND r.organisation_id = n.organisation_id
           AND (n.kind = '' OR r.kind = n.kind)
         WHERE n.matter_id = :matter AND n.addressee = 'authority' GROUP BY n.organisation_id, n.kind) f
  JOIN incident_told t ON t.event_id = f.first
 WHERE incident_line.matter_id = :matter AND incident_line.addressee = 'authority'
   AND incident_line.organisation_id = f.organisation_id AND incident_line.kind = f.kind;

-- name: security_lines_close   mode: write   scope: system (an effect of a move)
-- One line gives way to two, or two to one.
UPDATE incident_line SET stopped_at = :now, stopped_why = :why, due_at = NULL
 WHERE matter_id = :matter AND addressee = 'authority' AND stopped_why = '' AND (kind = '') = :two;

-- name: security_lines_reopen   mode: write   scope: system (an effect of a move)
UPDATE incident_line SET stopped_why = '', warned = 0, stopped_at = iif(:asked = 1, NULL, stopped_at),
       due_at = iif(:asked = 1, coalesce(known_at, :found_at) + :external, NULL)
 WHERE matter_id = :matter AND addressee = 'authority' AND stopped_why <> '' AND (kind = '') <> :two;

-- name: security_lines_stop   mode: write   scope: system (an effect of a move)
UPDATE incident_line SET stopped_at = :now
 WHERE matter_id = :matter AND addressee = 'authority' AND told_at IS NULL AND stopped_at IS NULL;

-- name: security_lines_resume   mode: write   scope: system (an effect of a move)
UPDATE incident_line SET stopped_at = NULL, due_at = :due_at, known_at = :now, warned = 0
 WHERE matter_id = :matter AND addressee = 'authority' AND told_at IS NULL AND stopped_why = '';

-- name: security_lines_recount   mode: write   scope: system (an effect of a move)
-- Of a report that nobody asked for there is no time to count; who was warned by the former one is warned again.
UPDATE incident_line SET due_at = coalesce(known_at, :found_at) + CASE addressee WHEN 'authority' THEN :external ELSE :internal END,
       warned = 0
 WHERE matter_id = :matter AND due_at IS NOT NULL;

-- name: security_lines   mode: read   rows: all (the few it concerns)   scope: system (of a matter the actor may see)
-- The lines of each party, each judged by the first report of its kind; under them each report that it made besides.
SELECT o.name, x.addressee, x.due_at, x.stopped_at, x.told_at, x.authority, x.channel, x.receipt, x.unproved, x.noted, x.kind,
       (SELECT count(*) FROM incident_told n WHERE n.matter_id = :matter AND n.organisation_id = x.organisation_id AND n.event_id <= x.event_id),
       x.why
  FROM (SELECT l.organisation_id, l.addressee, l.due_at, l.stopped_at, iif(l.stopped_why = '', l.told_at, NULL) AS told_at,
               iif(l.stopped_why = '', l.authority, '') AS authority, iif(l.stopped_why = '', l.channel, '') AS channel,
               iif(l.stopped_why = '', l.receipt, '') AS receipt,
               l.addressee = 'authority' AND EXISTS (SELECT 1 FROM incident_unproved u
                 WHERE u.matter_id = l.matter_id AND u.organisation_id = l.organisation_id AND u.kind = l.kind) AS unproved,
               l.told_at IS NULL AND EXISTS (SELECT 1 FROM event e
                 WHERE e.matter_id = l.matter_id AND e.action = 'note_untold' AND e.at > l.due_at) AS noted, l.kind,
               iif(l.stopped_why = '', coalesce(l.told_event, 0), 0) AS event_id, l.stopped_why AS why, 0 AS besides
          FROM incident_line l WHERE l.matter_id = :matter
        UNION ALL
        SELECT t.organisation_id, 'authority', NULL, NULL, t.told_at, t.authority, t.channel, t.receipt,
               t.receipt = '' AND NOT EXISTS (SELECT 1 FROM attachment a JOIN person p ON p.id = a.uploaded_by
                 WHERE a.matter_id = t.matter_id AND a.document = 'told_proof' AND a.withdrawn_at IS NULL
                   AND p.organisation_id = t.organisation_id), 0, t.kind, t.event_id, '', 1
          FROM incident_told t WHERE t.matter_id = :matter
           AND NOT EXISTS (SELECT 1 FROM incident_line l WHERE l.matter_id = :matter AND l.organisation_id = t.organisation_id
                              AND l.stopped_why = '' AND l.told_event = t.event_id)) x
  JOIN organisation o ON o.id = x.organisation_id
 ORDER BY x.addressee <> 'authority', o.rank, o.id, x.addressee, x.besides, x.why <> '', x.kind = 'police', x.event_id;

-- name: security_lines_unproved   mode: read   rows: all (the few it concerns)   scope: system (of the matter being moved)
SELECT o.name, u.told_at, u.authority, u.channel FROM incident_unproved u JOIN organisation o ON o.id = u.organisation_id
 WHERE u.matter_id = :matter ORDER BY o.rank, o.id;

-- name: security_lines_untold   mode: read   rows: all (the few it concerns)   scope: system (of the matter being moved)
-- Whose time is over and nothing told, and of which the center has not said why since (记明未报); :event, being written, counts not.
SELECT o.id, o.name || CASE l.kind WHEN 'protector' THEN '（保护工作部门）' WHEN 'police' THEN '（公安机关）' ELSE '' END
  FROM incident_line l JOIN organisation o ON o.id = l.organisation_id
 WHERE l.matter_id = :matter AND l.addressee = 'authority' AND l.told_at IS NULL AND l.stopped_at IS NULL AND l.due_at < :now
   AND NOT EXISTS (SELECT 1 FROM event e WHERE e.matter_id = l.matter_id AND e.action = 'note_untold' AND e.at > l.due_at AND e.id <> :event)
 ORDER BY o.rank, o.id, l.kind = 'police';

-- name: security_reports_own   mode: read   rows: all (the few one party made)   scope: org
-- The organisation's own reports, in the order in which they were registered.
SELECT event_id, told_at, kind, authority, channel, receipt FROM incident_told
 WHERE matter_id = :matter AND organisation_id = :org ORDER BY event_id;

-- name: security_report_numbered   mode: write   scope: org
-- A number once given stays.
UPDATE incident_told SET receipt = :receipt WHERE event_id = :event AND organisation_id = :org AND receipt = '';

-- name: security_report_corrected   mode: write   scope: org
UPDATE incident_told SET told_at = :told_at, kind = :kind, authority = :authority, channel = :channel, receipt = :receipt
 WHERE event_id = :event AND organisation_id = :org;

-- name: security_lines_running   mode: read   scope: system (the clerk works for everybody)
SELECT l.matter_id, l.organisation_id, l.due_at, coalesce(m.number, ''), m.title, l.kind
  FROM incident_line l JOIN matter m ON m.id = l.matter_id
 WHERE l.told_at IS NULL AND l.stopped_at IS NULL AND l.due_at IS NOT NULL AND l.due_at <= :ahead
   AND l.warned < CASE WHEN l.due_at < :now THEN 2 ELSE 1 END
 ORDER BY l.due_at LIMIT 100;

-- name: security_line_warned   mode: write   scope: system (the clerk works for everybody)
UPDATE incident_line SET warned = :warned
 WHERE matter_id = :matter AND organisation_id = :organisation AND addressee = 'authority' AND kind = :kind;

-- name: security_seated_roles   mode: read   rows: all (the few posts that answer)   scope: system (whom the clerk tells)
SELECT DISTINCT r.role FROM person_role r JOIN person p ON p.id = r.person_id
 WHERE p.organisation_id = :organisation AND p.status = 'active' AND r.role IN ('unit.clerk', 'unit.lead', 'operator.clerk',
       'operator.lead', 'supervisor.clerk', 'supervisor.lead', 'secops.clerk', 'secops.lead') ORDER BY r.role;

-- name: security_incidents   mode: read   scope: org
-- Across matters, the newest first: grade in force, and how the reports to the authorities stand.
SELECT m.opened_at AS sort_key, m.id, coalesce(m.number, '') AS number, m.title AS subject, o.short_name AS unit_name,
       coalesce(s.name, p.name, '') AS about_if, m.procedure_id, m.state, m.due_at, m.paused_at, m.closed_at,
       m.state_at + m.held_seconds AS state_since, i.grade,
       i.found_at, i.false_yes, i.cii_yes, l.asked, l.told, l.told_late, l.missing, l.next_due,
       l.unproved
  FROM matter m JOIN incident i ON i.matter_id = m.id JOIN organisation o ON o.id = m.organisation_id
  LEFT JOIN system s ON s.id = m.system_id LEFT JOIN platform p ON p.id = m.platform_id
  JOIN (SELECT n.matter_id,
               (SELECT count(*) FROM incident_line l WHERE l.matter_id = n.matter_id AND l.addressee = 'authority' AND l.stopped_why = ''
                   AND (l.told_at IS NOT NULL OR l.stopped_at IS NULL AND l.due_at IS NOT NULL)) AS asked,
               (SELECT count(*) FROM incident_line l WHERE l.matter_id = n.matter_id AND l.addressee = 'authority' AND l.stopped_why = ''
                   AND l.told_at IS NOT NULL) AS told,
               (SELECT count(*) FROM incident_line l WHERE l.matter_id = n.matter_id AND l.addressee = 'authority'
                   AND l.told_at > l.due_at) AS told_late,
               (SELECT count(*) FROM incident_line l WHERE l.matter_id = n.matter_id AND l.addressee = 'authority'
                   AND l.told_at IS NULL AND l.stopped_at IS NULL AND l.due_at < :now) AS missing,
               (SELECT min(l.due_at) FROM incident_line l WHERE l.matter_id = n.matter_id AND l.addressee = 'authority'
                   AND l.told_at IS NULL AND l.stopped_at IS NULL) AS next_due,
               (SELECT count(*) FROM incident_unproved u WHERE u.matter_id = n.matter_id) AS unproved
          FROM incident n) l ON l.matter_id = m.id
 WHERE m.procedure_key = 'incident' AND m.opened_at > 0
   AND EXISTS (SELECT 1 FROM matter_party v WHERE v.organisation_id = :org AND v.matter_id = m.id)
   AND (:grade = '' OR i.grade = :grade)
   AND CASE :condition WHEN 'open' THEN m.closed_at IS NULL WHEN 'closed' THEN m.closed_at IS NOT NULL
            WHEN 'unreported' THEN l.next_due IS NOT NULL WHEN 'late' THEN l.missing > 0 OR l.told_late > 0
            WHEN 'unproved' THEN l.unproved > 0 WHEN 'false' THEN i.false_yes = 1 WHEN '' THEN 1 ELSE 0 END
   AND (m.opened_at, m.id) < (:after_sort, :after_id)
 ORDER BY m.opened_at DESC, m.id DESC LIMIT :limit;

-- ---- hazards ----

-- name: security_hazard   mode: read   scope: system (of a matter the actor may see)
SELECT severity, issued_at, limit_at, asked, extensions, rounds, coalesce(accepted_day, 0) FROM hazard WHERE matter_id = :matter;

-- name: security_hazard_add   mode: write   scope: system (an effect of a move)
INSERT INTO hazard (matter_id, organisation_id, severity, source, issued_at, limit_at)
VALUES (:matter, :organisation, :severity, :source, :now, :limit_at);

-- name: security_hazard_limit   mode: write   scope: system (an effect of a move)
UPDATE hazard SET limit_at = :limit_at, extensions = :extensions, accepted_day = NULL WHERE matter_id = :matter;

-- name: security_hazard_ask   mode: write   scope: system (an effect of a move)
UPDATE hazard SET asked = :asked WHERE matter_id = :matter;

-- name: security_hazard_accept   mode: write   scope: system (an effect of a move)
UPDATE hazard SET accepted_day = :day WHERE matter_id = :matter;

-- name: security_hazard_round   mode: write   scope: system (an effect of a move)
UPDATE hazard SET rounds = rounds + 1 WHERE matter_id = :matter;

-- name: security_hazard_close   mode: write   scope: system (an effect of a move)
UPDATE hazard SET closed_at = :now, outcome = :outcome WHERE matter_id = :matter;

-- name: security_chain_papers   mode: read   rows: all (the few papers of one hazard)   scope: org
-- What grew from a late hazard, the newest last, and how it stands: 1 in preparation, 2 issued, 3 discarded, withdrawn or over
-- without effect; whether it counts for the limit that runs (a risk that was borne meanwhile begins a new one), and whether the
-- actor may open it.
SELECT m.id, m.procedure_key, coalesce(m.number, ''), CASE WHEN m.state IN ('cancelled', 'dropped', 'refused', 'withdrawn', 'resumed') THEN 3
            WHEN i.at IS NOT NULL THEN 2 ELSE 1 END, coalesce(i.at, 0), m.opened_at,
       m.opened_at >= coalesce((SELECT max(r.at) FROM event r WHERE r.matter_id = :matter AND r.action = 'risk_expired'), 0),
       EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = m.id)
  FROM matter m LEFT JOIN (SELECT e.matter_id, min(e.at) AS at FROM matter g JOIN event e ON e.matter_id = g.id
                            WHERE g.base_matter_id = :matter AND e.action IN ('issue', 'sign', 'sign_all', 'decide')
                            GROUP BY e.matter_id) i ON i.matter_id = m.id
 WHERE m.base_matter_id = :matter AND m.procedure_key IN ('supervision_notice', 'bulletin', 'suspension', 'platform_suspension')
 ORDER BY m.id;

-- name: security_receiver_answers   mode: read   rows: all (one)   scope: system (a guard below a matter the actor may see: organisations and platforms are known)
-- Whose system it is and who runs what it lies on; of a platform alone also whose systems lie on it.  Nothing said: anybody.
WITH answering (id) AS (
  SELECT s.organisation_id FROM system s WHERE s.id = :system
  UNION SELECT p.operator_id FROM allocation a JOIN platform p ON p.id = a.platform_id WHERE a.system_id = :system
  UNION SELECT p.operator_id FROM platform p WHERE p.id = :platform)
SELECT NOT EXISTS (SELECT 1 FROM answering) OR :organisation IN (SELECT id FROM answering)
       OR :system = 0 AND EXISTS (SELECT 1 FROM allocation a JOIN system s ON s.id = a.system_id
                                   WHERE a.platform_id = :platform AND s.organisation_id = :organisation),
       coalesce((SELECT group_concat(short_name, '、') FROM (SELECT o.short_name FROM answering JOIN organisation o ON o.id = answering.id
                                                             ORDER BY o.rank, o.id)), '')
       || iif(:system = 0 AND :platform > 0, '或者平台上信息系统的使用单位', '');

-- name: security_hazards   mode: read   scope: org
SELECT h.issued_at AS sort_key, h.matter_id AS id, coalesce(m.number, '') AS number, m.title AS subject, o.short_name AS unit_name,
       h.severity, h.source, h.issued_at AS begun_at, h.limit_at, h.closed_at, h.outcome, h.rounds AS rounds_n, h.extensions,
       coalesce(h.accepted_day, 0) AS accepted_day, m.state, m.procedure_id, coalesce(s.name, '') AS about_if,
       h.closed_at IS NULL AND h.accepted_day IS NULL AND h.limit_at < :now AS late_yes
  FROM matter_party p JOIN hazard h ON h.matter_id = p.matter_id JOIN matter m ON m.id = h.matter_id
  JOIN organisation o ON o.id = h.organisation_id LEFT JOIN system s ON s.id = m.system_id
 WHERE p.organisation_id = :org AND p.procedure_key = 'hazard'
   AND (:severity = '' OR h.severity = :severity) AND (:unit = 0 OR h.organisation_id = :unit)
   AND CASE :condition WHEN 'open' THEN h.closed_at IS NULL WHEN 'late' THEN h.closed_at IS NULL AND h.accepted_day IS NULL AND h.limit_at < :now
            WHEN 'accepted' THEN h.closed_at IS NULL AND h.accepted_day IS NOT NULL WHEN 'closed' THEN h.closed_at IS NOT NULL ELSE 1 END
   AND (h.issued_at, h.matter_id) < (:after_sort, :after_id)
 ORDER BY h.issued_at DESC, h.matter_id DESC LIMIT :limit;

-- name: security_hazard_counts   mode: read   scope: org
SELECT sum(h.closed_at IS NULL), sum(h.closed_at IS NULL AND h.accepted_day IS NULL AND h.limit_at < :now),
       sum(h.closed_at IS NULL AND h.accepted_day IS NOT NULL), sum(h.closed_at IS NOT NULL),
       sum(h.closed_at IS NULL AND h.issued_at > :week), sum(h.closed_at IS NULL AND h.issued_at <= :week AND h.issued_at > :month),
       sum(h.closed_at IS NULL AND h.issued_at <= :month)
  FROM matter_party p JOIN hazard h ON h.matter_id = p.matter_id
 WHERE p.organisation_id = :org AND p.procedure_key = 'hazard';

-- ---- suspension ----

-- name: security_suspension_add   mode: write   scope: system (an effect of a move)
INSERT INTO suspension (matter_id, system_id, state_before, suspended_at)
SELECT :matter, s.id, s.state, :now FROM system s WHERE s.id = :system;

-- name: security_system_suspend   mode: write   scope: system (an effect of a move)
UPDATE system SET state = 'suspended' WHERE id = :system AND state <> 'ended';

-- name: security_system_resume   mode: write   scope: system (an effect of a move)
-- As it was before; a change that ended meanwhile is no longer under way.
UPDATE system SET state = (SELECT iif(u.state_before = 'changing' AND NOT EXISTS (
           SELECT 1 FROM matter m WHERE m.system_id = u.system_id AND m.procedure_key = 'change'
              AND m.state IN ('executing', 'shortage', 'confirming')), 'operating', u.state_before)
     FROM suspension u WHERE u.matter_id = :matter)
 WHERE id = (SELECT system_id FROM suspension WHERE matter_id = :matter) AND state = 'suspended';

-- name: security_suspension_end   mode: write   scope: system (an effect of a move)
UPDATE suspension SET resumed_at = :now WHERE matter_id = :matter;

-- ---- compliance filings ----

-- name: security_compliance_settle   mode: write   scope: system (an effect of the registration)
-- Of what is registered of a kind about one thing the result obtained last stands, of two obtained on one day the later registered;
-- a report that was filed again stands for its earlier filing, whatever its day.  Reviews are filed purchase by purchase and pilots
-- stand beside each other: neither takes another's place by its kind.
WITH alike AS (
  SELECT id, certificate_no, obtained_day, registered_at FROM compliance
   WHERE kind = :kind AND kind NOT IN ('network_review', 'domestic_pilot')
     AND ((:system > 0 AND system_id = :system) OR (:system = 0 AND :platform > 0 AND platform_id = :platform AND system_id IS NULL))),
standing AS (
  SELECT a.id FROM alike a
   WHERE NOT EXISTS (SELECT 1 FROM alike n WHERE n.certificate_no = a.certificate_no AND (n.registered_at, n.id) > (a.registered_at, a.id))
   ORDER BY a.obtained_day DESC, a.registered_at DESC, a.id DESC LIMIT 1)
UPDATE compliance SET replaced_at = iif(id = (SELECT id FROM standing), NULL, coalesce(replaced_at, :now))
 WHERE id IN (SELECT id FROM alike);

-- name: security_compliance_newer   mode: read   scope: system (of the filing that is checked: about the same thing)
SELECT max(obtained_day) FROM compliance
 WHERE kind = :kind AND kind NOT IN ('network_review', 'domestic_pilot') AND replaced_at IS NULL
   AND certificate_no <> :certificate AND obtained_day > :obtained
   AND ((:system > 0 AND system_id = :system) OR (:system = 0 AND :platform > 0 AND platform_id = :platform AND system_id IS NULL));

-- name: security_compliance_renewed   mode: read   scope: system (of the filing that is checked: the same organisation's, of the same object)
SELECT c.id, c.replaced_at IS NOT NULL FROM compliance c JOIN matter m ON m.id = c.matter_id
 WHERE m.number = :number AND c.kind = 'domestic_pilot' AND c.organisation_id = :organisation
   AND coalesce(c.system_id, 0) = :system AND (c.system_id IS NOT NULL OR coalesce(c.platform_id, 0) = :platform);

-- name: security_compliance_renew   mode: write   scope: system (an effect of the registration)
UPDATE compliance SET replaced_at = :now WHERE id = :id AND replaced_at IS NULL;

-- name: security_compliance_add   mode: write   scope: system (an effect of the registration)
INSERT INTO compliance (matter_id, kind, organisation_id, system_id, platform_id, level, certificate_no, result, obtained_day,
                        valid_day, registered_at, passed_yes, authority_due, authority_day, authority_no)
VALUES (:matter, :kind, :organisation, :system, :platform, :level, :certificate, :result, :obtained, :valid, :now, :passed,
        :authority_due, :authority_day, :authority_no);

-- name: security_crypto_filed   mode: write   scope: system (an effect of a move)
UPDATE compliance SET authority_day = :day, authority_no = :number WHERE matter_id = :matter;

-- name: security_crypto_filing   mode: read   scope: system (of a matter the actor may see)
SELECT authority_due, coalesce(authority_day, 0) FROM compliance WHERE matter_id = :matter AND authority_due IS NOT NULL;

-- name: security_filing_report_put   mode: write   scope: system (an effect of handing it in)
INSERT INTO filing_report (matter_id, organisation_id, obtained_day, due_day) VALUES (:matter, :organisation, :obtained, :due)
ON CONFLICT (matter_id) DO UPDATE SET obtained_day = :obtained, due_day = :due;

-- name: security_filing_reported   mode: write   scope: system (an effect of the unit's approval)
UPDATE filing_report SET reported_day = :today WHERE matter_id = :matter AND reported_day IS NULL;

-- name: security_filing_report   mode: read   scope: system (of a matter the actor may see)
SELECT obtained_day, due_day, coalesce(reported_day, 0) FROM filing_report WHERE matter_id = :matter;

-- name: security_own_level   mode: read   scope: system (of a matter the actor may see)
-- 0: neither a system nor a platform; a platform's is at least the third.
SELECT coalesce((SELECT s.level FROM system s WHERE s.id = m.system_id), iif(m.platform_id IS NULL, 0, 3)), m.system_id IS NOT NULL
  FROM matter m WHERE m.id = :matter;

-- name: security_platform_standing   mode: read   scope: system (of the matter being moved)
SELECT kind, ended_at IS NOT NULL FROM platform WHERE id = :platform;

-- name: security_platform_suspension_add   mode: write   scope: system (an effect of a move)
-- What it was before the first of those decisions that still hold.
INSERT INTO platform_suspension (matter_id, platform_id, before_yes, suspended_at)
SELECT :matter, p.id, coalesce((SELECT u.before_yes FROM platform_suspension u WHERE u.platform_id = p.id AND u.resumed_at IS NULL LIMIT 1),
       p.suspended_yes), :now FROM platform p WHERE p.id = :platform;

-- name: security_platform_suspend   mode: write   scope: system (an effect of a move)
UPDATE platform SET suspended_yes = 1 WHERE id = :platform;

-- name: security_platform_suspension_end   mode: write   scope: system (an effect of a move)
UPDATE platform_suspension SET resumed_at = :now WHERE matter_id = :matter;

-- name: security_platform_resume   mode: write   scope: system (an effect of a move, after the decision has ended)
-- Not while another such decision holds, nor where it was closed before, nor after its operator lost the qualification.
UPDATE platform SET suspended_yes = 0 WHERE id = :platform AND ended_at IS NULL
   AND (SELECT u.before_yes FROM platform_suspension u WHERE u.matter_id = :matter) = 0
   AND NOT EXISTS (SELECT 1 FROM platform_suspension u WHERE u.platform_id = platform.id AND u.resumed_at IS NULL)
   AND NOT EXISTS (SELECT 1 FROM matter_concern c JOIN matter m ON m.id = c.matter_id
        WHERE c.organisation_id = platform.operator_id AND c.part = 'addressee' AND m.procedure_key = 'revocation'
          AND m.state IN ('resettling', 'finishing', 'revoked'));

-- name: security_compliance_ending   mode: read   scope: system (the clerk works for everybody)
SELECT c.id, c.matter_id, c.organisation_id, c.valid_day, c.reminded, coalesce(c.system_id, 0), coalesce(c.platform_id, 0), c.kind,
       coalesce(s.name, p.name, '')
  FROM compliance c LEFT JOIN system s ON s.id = c.system_id LEFT JOIN platform p ON p.id = c.platform_id
 WHERE c.replaced_at IS NULL AND c.reminded < 4 AND c.valid_day <= :until AND c.id > :after
 ORDER BY c.id LIMIT 100;

-- name: security_compliance_failed   mode: read   scope: system (the clerk works for everybody)
-- Results in force that failed and that no hazard speaks of: none began from the filing, and none is open about the
-- same kind of the same thing.  Pilots are encouraged, not owed.
SELECT c.id, c.matter_id, c.organisation_id, c.obtained_day, c.result, coalesce(c.system_id, 0), coalesce(c.platform_id, 0), c.kind,
       coalesce(s.name, p.name, '')
  FROM compliance c LEFT JOIN system s ON s.id = c.system_id LEFT JOIN platform p ON p.id = c.platform_id
 WHERE c.replaced_at IS NULL AND c.passed_yes = 0 AND c.kind <> 'domestic_pilot' AND c.id > :after
   AND NOT EXISTS (SELECT 1 FROM matter m JOIN hazard h ON h.matter_id = m.id WHERE m.base_matter_id = c.matter_id)
   AND NOT EXISTS (SELECT 1 FROM compliance o JOIN matter m ON m.base_matter_id = o.matter_id JOIN hazard h ON h.matter_id = m.id
                    WHERE h.closed_at IS NULL AND o.kind = c.kind
                      AND ((c.system_id IS NOT NULL AND o.system_id = c.system_id)
                        OR (c.system_id IS NULL AND c.platform_id IS NOT NULL AND o.system_id IS NULL AND o.platform_id = c.platform_id)))
 ORDER BY c.id LIMIT 100;

-- name: security_compliance_hazards   mode: read   scope: system (the clerk works for everybody)
SELECT count(*) FROM matter m JOIN hazard h ON h.matter_id = m.id WHERE m.base_matter_id = :matter AND h.closed_at IS NULL;

-- name: security_compliance_reminded   mode: write   scope: system (the clerk works for everybody)
UPDATE compliance SET reminded = :reminded WHERE id = :id;

-- name: security_compliance_earlier   mode: read   scope: org
-- Beside a filing: what is registered about the same system, else platform, else of the same organisation; as the list below.
SELECT c.matter_id, coalesce(m.number, ''), c.kind, c.certificate_no, c.result, c.obtained_day, coalesce(c.valid_day, 0),
       c.replaced_at IS NOT NULL, EXISTS (SELECT 1 FROM matter_party v WHERE v.organisation_id = :org AND v.matter_id = c.matter_id)
  FROM (SELECT c.id FROM matter own JOIN compliance c ON c.system_id = own.system_id WHERE own.id = :matter
        UNION ALL SELECT c.id FROM matter own JOIN compliance c ON c.platform_id = own.platform_id AND c.system_id IS NULL
                   WHERE own.id = :matter AND own.system_id IS NULL
        UNION ALL SELECT c.id FROM matter own JOIN compliance c ON c.organisation_id = own.organisation_id
                   WHERE own.id = :matter AND own.system_id IS NULL AND own.platform_id IS NULL
                     AND c.system_id IS NULL AND c.platform_id IS NULL) AS about
  JOIN compliance c ON c.id = about.id JOIN matter m ON m.id = c.matter_id LEFT JOIN platform p ON p.id = c.platform_id
 WHERE c.matter_id <> :matter
   AND EXISTS (SELECT 1 FROM matter_party v WHERE v.organisation_id = :org AND v.matter_id = :matter)
   AND (c.organisation_id = :org OR p.operator_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops'))
        OR EXISTS (SELECT 1 FROM system_party v WHERE v.organisation_id = :org AND v.system_id = c.system_id))
 ORDER BY c.registered_at DESC, c.id DESC LIMIT 6;

-- name: security_compliances   mode: read   scope: org
-- Center, supervisor and secops see all; everybody else his own, and those of the systems he takes part in.
SELECT c.registered_at AS sort_key, c.id, c.matter_id, coalesce(m.number, '') AS number, c.kind, c.level, c.certificate_no, c.result,
       c.obtained_day, c.valid_day, date(c.stated_day * 86400, 'unixepoch') AS stated_if, c.registered_at, o.short_name AS unit_name, coalesce(s.name, p.name, '') AS about,
       CASE WHEN c.authority_day > c.authority_due THEN '报密码管理部门备案逾期 ' || (c.authority_day - c.authority_due) || ' 日'
            WHEN c.authority_day IS NULL AND c.replaced_at IS NULL AND c.authority_due < :today THEN '报密码管理部门备案已逾期 ' || (:today - c.authority_due) || ' 日'
            WHEN c.authority_day IS NULL AND c.replaced_at IS NULL AND c.authority_due >= :today
            THEN '应于 ' || date(c.authority_due * 86400, 'unixepoch') || ' 前报密码管理部门备案' END AS authority_if,
       c.fault_text, f.due_day AS until_day, f.reported_day, coalesce(f.reported_day > f.due_day, 0) AS tardy_yes,
       c.replaced_at IS NOT NULL AS replaced_yes, c.replaced_at IS NULL AND c.fault <> '' AS fault_yes,
       c.replaced_at IS NULL AND c.fault = '' AND c.good_until < :today AS late_yes,
       c.replaced_at IS NULL AND c.good_until >= :today AND c.good_until < :soon AS ending_yes,
       c.replaced_at IS NULL AND c.good_until >= :soon AS valid_yes,
       EXISTS (SELECT 1 FROM matter_party v WHERE v.organisation_id = :org AND v.matter_id = c.matter_id) AS open_yes
  FROM compliance_worth c JOIN matter m ON m.id = c.matter_id JOIN organisation o ON o.id = c.organisation_id
  LEFT JOIN system s ON s.id = c.system_id LEFT JOIN platform p ON p.id = c.platform_id
  LEFT JOIN filing_report f ON f.matter_id = c.matter_id
 WHERE (c.organisation_id = :org OR p.operator_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops'))
        OR EXISTS (SELECT 1 FROM system_party v WHERE v.organisation_id = :org AND v.system_id = c.system_id))
   AND (:kind = '' OR c.kind = :kind)
   AND CASE :condition WHEN 'valid' THEN c.replaced_at IS NULL AND c.good_until >= :today
            WHEN 'ending' THEN c.replaced_at IS NULL AND c.good_until >= :today AND c.good_until < :soon
            WHEN 'lapsed' THEN c.replaced_at IS NULL AND c.fault = '' AND c.good_until < :today
            WHEN 'fault' THEN c.replaced_at IS NULL AND c.fault <> '' WHEN 'tardy' THEN f.reported_day > f.due_day
            WHEN 'replaced' THEN c.replaced_at IS NOT NULL ELSE 1 END
   AND (c.registered_at, c.id) < (:after_sort, :after_id)
 ORDER BY c.registered_at DESC, c.id DESC LIMIT :limit;

-- name: security_system_gaps   mode: read   scope: org
-- Systems that run without what they need (view compliance_standing), and why it does not count.
SELECT v.created_at AS sort_key, s.id, s.name, o.short_name AS unit_name, s.level AS level_no,
       (SELECT iif(n.fault_text <> '', n.fault_text, '已过有效期') FROM compliance_standing n
         WHERE n.system_id = s.id AND n.kind = 'grading' AND n.good_until < :today) AS grading_if,
       (SELECT iif(n.fault_text <> '', n.fault_text, '已过有效期') FROM compliance_standing n
         WHERE n.system_id = s.id AND n.kind = 'classified_protection' AND n.good_until < :today) AS protection_if,
       (SELECT iif(n.fault_text <> '', n.fault_text, '已过有效期') FROM compliance_standing n
         WHERE n.system_id = s.id AND n.kind = 'cryptography' AND n.good_until < :today) AS cryptography_if
  FROM system_party v JOIN system s ON s.id = v.system_id JOIN organisation o ON o.id = s.organisation_id
 WHERE v.organisation_id = :org AND s.state IN ('trial', 'operating', 'changing', 'suspended') AND s.level >= 2
   AND coalesce(grading_if, protection_if, cryptography_if) IS NOT NULL
   AND (v.created_at, v.system_id) < (:after_sort, :after_id)
 ORDER BY v.created_at DESC, v.system_id DESC LIMIT :limit;

-- name: security_platform_gaps   mode: read   scope: org
SELECT p.name, o.short_name AS operator_name,
       (SELECT iif(n.fault_text <> '', n.fault_text, '已过有效期') FROM compliance_standing n
         WHERE n.platform_id = p.id AND n.kind = 'classified_protection' AND n.good_until < :today) AS protection_if,
       (SELECT iif(n.fault_text <> '', n.fault_text, '已过有效期') FROM compliance_standing n
         WHERE n.platform_id = p.id AND n.kind = 'cryptography' AND n.good_until < :today) AS cryptography_if,
       (SELECT iif(n.fault_text <> '', n.fault_text, '已过有效期') FROM compliance_standing n
         WHERE n.platform_id = p.id AND n.kind = 'cloud_assessment' AND n.good_until < :today) AS assessment_if
  FROM platform p JOIN organisation o ON o.id = p.operator_id
 WHERE (p.operator_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops')))
   AND coalesce(protection_if, cryptography_if, assessment_if) IS NOT NULL ORDER BY p.rank, p.id LIMIT 200;

-- name: security_tardy_filings   mode: read   scope: org
-- Results that were not reported in time: not yet, or late and still in use.  The newest first.
SELECT f.due_day AS sort_key, f.matter_id AS id, coalesce(m.number, '') AS number, m.title, o.short_name AS unit_name, f.obtained_day,
       f.due_day AS until_day, f.reported_day,
       EXISTS (SELECT 1 FROM matter_party v WHERE v.organisation_id = :org AND v.matter_id = m.id) AS open_yes
  FROM filing_report f JOIN matter m ON m.id = f.matter_id JOIN organisation o ON o.id = f.organisation_id
  LEFT JOIN compliance c ON c.matter_id = f.matter_id LEFT JOIN platform p ON p.id = m.platform_id
 WHERE f.due_day < :today AND coalesce(f.reported_day, :today) > f.due_day AND m.state <> 'withdrawn' AND c.replaced_at IS NULL
   AND (f.organisation_id = :org OR p.operator_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'supervisor', 'secops'))
        OR EXISTS (SELECT 1 FROM system_party v WHERE v.organisation_id = :org AND v.system_id = m.system_id))
 ORDER BY f.due_day DESC, f.matter_id DESC LIMIT 200;

-- name: security_facts_objected   mode: read   scope: system (a guard below a matter the actor may see)
SELECT EXISTS (SELECT 1 FROM event WHERE matter_id = :matter AND action = 'object_facts');

-- ---- bulletins ----

-- name: security_bulletin_receivers   mode: read   rows: all (the organisations of the province)   scope: system (an effect of a move: whom it is for)
-- In the order of the register; who issues it is not told.
SELECT o.id FROM organisation o
 WHERE o.id <> :center AND (o.valid_to IS NULL OR o.valid_to >= :today)
   AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = o.id AND CASE :scope
         WHEN 'units' THEN k.kind = 'unit' WHEN 'providers' THEN k.kind = 'provider'
         WHEN 'all' THEN k.kind IN ('unit', 'provider', 'integrator', 'supervisor', 'secops') ELSE 0 END)
 ORDER BY o.rank, o.id;
