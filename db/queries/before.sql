-- What came before, beside a decision (kernel/panel_before.h): matter, subject, procedure, state, note, last decision,
-- who took it, when.  Of what the reader's organisation takes part in alone, and only while it decides (matter_decider).

-- name: before_complaints   mode: read   scope: org
-- Of the same unit, and against the same provider.
WITH own AS MATERIALIZED (SELECT unit_id, provider_id FROM complaint WHERE matter_id = :matter
       AND EXISTS (SELECT 1 FROM matter_decider r WHERE r.matter_id = :matter AND r.organisation_id = :org)),
     same AS (SELECT c.matter_id FROM own CROSS JOIN complaint c ON c.unit_id = own.unit_id
               UNION SELECT c.matter_id FROM own CROSS JOIN complaint c ON c.provider_id = own.provider_id)
SELECT b.matter_id, b.subject, b.procedure_id, b.state, u.short_name || ' 投诉 ' || v.short_name, b.decision, b.decider, b.at
  FROM same s CROSS JOIN complaint c ON c.matter_id = s.matter_id CROSS JOIN matter_before b ON b.matter_id = s.matter_id
  JOIN organisation u ON u.id = c.unit_id JOIN organisation v ON v.id = c.provider_id
 WHERE s.matter_id <> :matter AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = s.matter_id)
 ORDER BY c.raised_at DESC, s.matter_id DESC LIMIT 8;

-- name: before_contracts   mode: read   scope: org
-- With the same provider, and those that brought the same platforms.
WITH own AS MATERIALIZED (SELECT m.id, f.body FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
       WHERE m.id = :matter AND EXISTS (SELECT 1 FROM matter_decider r WHERE r.matter_id = :matter AND r.organisation_id = :org)),
     same AS (SELECT c.id FROM own CROSS JOIN contract c ON c.provider_id = json_extract(own.body, '$.provider')
               UNION SELECT x.contract_id FROM own CROSS JOIN json_each(own.body, '$.platforms') j
                     CROSS JOIN contract_platform x ON x.platform_id = json_extract(j.value, '$.platform'))
SELECT b.matter_id, b.subject, b.procedure_id, b.state,
       v.short_name || '，' || date(c.starts_day * 86400, 'unixepoch') || ' 至 ' || date(coalesce(c.ended_day, c.ends_day) * 86400, 'unixepoch'),
       b.decision, b.decider, b.at
  FROM same s CROSS JOIN contract c ON c.id = s.id CROSS JOIN matter_before b ON b.matter_id = c.matter_id
  JOIN organisation v ON v.id = c.provider_id
 WHERE c.matter_id <> :matter AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = c.matter_id)
 ORDER BY c.starts_day DESC, c.id DESC LIMIT 8;

-- name: before_scores   mode: read   scope: org
-- What the provider of a contract came to, quarter by quarter, as it was published.
SELECT b.matter_id, b.subject, b.procedure_id, b.state,
       x.period || ' ' || printf('%d.%02d', x.total / 100, x.total % 100) || ' 分，'
       || CASE x.grade WHEN 'excellent' THEN '优秀' WHEN 'good' THEN '良好' WHEN 'passed' THEN '合格' ELSE '不合格' END,
       b.decision, b.decider, b.at
  FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
 CROSS JOIN assessment x ON x.provider_id = json_extract(f.body, '$.provider') CROSS JOIN matter_before b ON b.matter_id = x.matter_id
 WHERE m.id = :matter AND x.published_at IS NOT NULL
   AND EXISTS (SELECT 1 FROM matter_decider r WHERE r.matter_id = :matter AND r.organisation_id = :org)
   AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = x.matter_id)
 ORDER BY x.period DESC LIMIT 4;

-- name: before_verifications   mode: read   scope: org
-- Of the same platform: how far its figures lay apart and what followed.
SELECT b.matter_id, b.subject, b.procedure_id, b.state,
       CASE WHEN v.matter_id IS NULL THEN '没有确认' ELSE '差异率 ' || printf('%d.%02d', v.difference / 100, v.difference % 100) || '%' END
       || CASE WHEN e.returned > 0 THEN '，退回 ' || e.returned || ' 次' ELSE '' END
       || CASE WHEN e.asked > 0 THEN '，要求扩容计划' ELSE '' END, b.decision, b.decider, b.at
  FROM (SELECT o.id, o.period,
               (SELECT count(*) FROM event x WHERE x.matter_id = o.id AND x.action IN ('return_check', 'return_center')) AS returned,
               (SELECT count(*) FROM event x WHERE x.matter_id = o.id AND x.action = 'ask_plan') AS asked
          FROM matter m CROSS JOIN matter o ON o.platform_id = m.platform_id AND o.procedure_key = 'verification' AND o.period < m.period
         WHERE m.id = :matter AND EXISTS (SELECT 1 FROM matter_decider r WHERE r.matter_id = :matter AND r.organisation_id = :org)
           AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = o.id)
         ORDER BY o.period DESC, o.id DESC LIMIT 8) AS e
 CROSS JOIN matter_before b ON b.matter_id = e.id LEFT JOIN verification v ON v.matter_id = e.id
 ORDER BY e.period DESC, e.id DESC LIMIT 8;

-- name: before_faults   mode: read   scope: org
-- Of the same system, and of the same platform.
WITH own AS MATERIALIZED (SELECT system_id, platform_id FROM fault WHERE matter_id = :matter
       AND EXISTS (SELECT 1 FROM matter_decider r WHERE r.matter_id = :matter AND r.organisation_id = :org)),
     same AS (SELECT f.matter_id FROM own CROSS JOIN fault f ON f.system_id = own.system_id WHERE own.system_id IS NOT NULL
               UNION SELECT f.matter_id FROM own CROSS JOIN fault f ON f.platform_id = own.platform_id)
SELECT b.matter_id, b.subject, b.procedure_id, b.state,
       CASE WHEN f.system_id = own.system_id THEN '同一系统' ELSE '同一平台' END || '，' || substr('ⅠⅡⅢⅣ', f.level, 1) || '级，'
       || date(f.began_at + 28800, 'unixepoch') || CASE WHEN f.reopened > 0 THEN '，未恢复退回 ' || f.reopened || ' 次' ELSE '' END,
       b.decision, b.decider, b.at
  FROM own CROSS JOIN same s CROSS JOIN fault f ON f.matter_id = s.matter_id CROSS JOIN matter_before b ON b.matter_id = s.matter_id
 WHERE s.matter_id <> :matter AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = s.matter_id)
 ORDER BY f.began_at DESC, s.matter_id DESC LIMIT 8;

-- name: before_incidents   mode: read   scope: org
-- Of the same parties, with the grade they began with and the one in force.
WITH same AS MATERIALIZED (SELECT c.matter_id, min(o.short_name) AS party, count(*) AS parties
       FROM matter_concern own CROSS JOIN matter_concern c ON c.organisation_id = own.organisation_id AND c.part = 'addressee'
       JOIN organisation o ON o.id = c.organisation_id
      WHERE own.matter_id = :matter AND own.part = 'addressee' AND c.matter_id <> :matter
        AND EXISTS (SELECT 1 FROM matter_decider r WHERE r.matter_id = :matter AND r.organisation_id = :org)
        AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = c.matter_id)
        AND EXISTS (SELECT 1 FROM incident i WHERE i.matter_id = c.matter_id)
      GROUP BY c.matter_id)
SELECT b.matter_id, b.subject, b.procedure_id, b.state,
       s.party || CASE WHEN s.parties > 1 THEN '等 ' || s.parties || ' 家' ELSE '' END || '，'
       || coalesce('建议' || (SELECT CASE g.grade WHEN 'special' THEN '特别重大' WHEN 'major' THEN '重大' WHEN 'larger' THEN '较大' ELSE '一般' END
                                FROM incident_grade g WHERE g.matter_id = i.matter_id ORDER BY g.id LIMIT 1) || '，', '')
       || CASE WHEN i.false_yes = 1 THEN '误报' ELSE
          CASE WHEN (SELECT count(*) FROM incident_grade g WHERE g.matter_id = i.matter_id AND g.step IN ('confirmed', 'regraded')) > 0 THEN '定为' ELSE '现为' END
          || CASE i.grade WHEN 'special' THEN '特别重大' WHEN 'major' THEN '重大' WHEN 'larger' THEN '较大' ELSE '一般' END END,
       b.decision, b.decider, b.at
  FROM same s CROSS JOIN incident i ON i.matter_id = s.matter_id CROSS JOIN matter_before b ON b.matter_id = s.matter_id
 ORDER BY i.found_at DESC, s.matter_id DESC LIMIT 8;

-- name: before_self_checks   mode: read   scope: org
-- Of the same platform: what did not conform, and the hazards made of it.
SELECT b.matter_id, b.subject, b.procedure_id, b.state,
       '不符合 ' || coalesce((SELECT sum(json_extract(j.value, '$.result') = 'no') FROM json_each(e.body, '$.items') j), 0) || ' 项，部分符合 '
       || coalesce((SELECT sum(json_extract(j.value, '$.result') = 'partial') FROM json_each(e.body, '$.items') j), 0) || ' 项'
       || (SELECT CASE WHEN count(*) = 0 THEN '' ELSE '；转隐患 ' || count(*) || ' 件，未了结 ' || sum(h.closed_at IS NULL) || ' 件' END
             FROM matter h WHERE h.base_matter_id = e.id AND h.procedure_key = 'hazard'
              AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = h.id)), b.decision, b.decider, b.at
  FROM (SELECT o.id, o.period, f.body
          FROM matter m CROSS JOIN matter o ON o.platform_id = m.platform_id AND o.procedure_key = 'self_check' AND o.period < m.period
          JOIN matter_form f ON f.matter_id = o.id AND f.revision = o.revision
         WHERE m.id = :matter AND EXISTS (SELECT 1 FROM matter_decider r WHERE r.matter_id = :matter AND r.organisation_id = :org)
           AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = o.id)
         ORDER BY o.period DESC, o.id DESC LIMIT 8) AS e
 CROSS JOIN matter_before b ON b.matter_id = e.id
 ORDER BY e.period DESC, e.id DESC LIMIT 8;

-- name: before_om_records   mode: read   scope: org
-- Of the same unit: how many systems had something wrong.
SELECT b.matter_id, b.subject, b.procedure_id, b.state,
       '有问题 ' || coalesce((SELECT sum('bad' IN (json_extract(j.value, '$.system'), json_extract(j.value, '$.business')))
                               FROM json_each(e.body, '$.records') j), 0) || ' 个系统'
       || CASE json_extract(e.body, '$.vendor_checked') WHEN 'no' THEN '，未检查外包单位' ELSE '' END, b.decision, b.decider, b.at
  FROM (SELECT o.id, o.period, f.body
          FROM matter m CROSS JOIN matter o ON o.organisation_id = m.organisation_id AND o.procedure_key = 'om_record' AND o.period < m.period
          JOIN matter_form f ON f.matter_id = o.id AND f.revision = o.revision
         WHERE m.id = :matter AND EXISTS (SELECT 1 FROM matter_decider r WHERE r.matter_id = :matter AND r.organisation_id = :org)
           AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = o.id)
         ORDER BY o.period DESC, o.id DESC LIMIT 8) AS e
 CROSS JOIN matter_before b ON b.matter_id = e.id
 ORDER BY e.period DESC, e.id DESC LIMIT 8;

-- name: before_om_rules   mode: read   scope: org
-- Of the same unit: other rules and earlier editions.
SELECT b.matter_id, b.subject, b.procedure_id, b.state,
       '版本 ' || coalesce(json_extract(f.body, '$.edition'), '—')
       || coalesce('，' || date(json_extract(f.body, '$.effective_day') * 86400, 'unixepoch') || ' 起施行', ''), b.decision, b.decider, b.at
  FROM matter m CROSS JOIN matter o ON o.organisation_id = m.organisation_id AND o.procedure_key = 'om_rules' AND o.id <> m.id
  JOIN matter_form f ON f.matter_id = o.id AND f.revision = o.revision CROSS JOIN matter_before b ON b.matter_id = o.id
 WHERE m.id = :matter AND EXISTS (SELECT 1 FROM matter_decider r WHERE r.matter_id = :matter AND r.organisation_id = :org)
   AND EXISTS (SELECT 1 FROM matter_party p WHERE p.organisation_id = :org AND p.matter_id = o.id)
 ORDER BY o.opened_at DESC, o.id DESC LIMIT 8;
