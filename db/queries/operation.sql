-- Running the platforms.

-- name: operation_earlier_notices   mode: read   scope: org
-- Other supervision notices to those this one is addressed to, newest first.
SELECT m.id, m.number, m.title, m.procedure_id, m.state, m.submitted_at
  FROM matter_concern own JOIN matter_concern c ON c.organisation_id = own.organisation_id AND c.part = 'addressee'
  JOIN matter m ON m.id = c.matter_id
  JOIN matter_party p ON p.organisation_id = :org AND p.matter_id = m.id
 WHERE own.matter_id = :matter AND own.part = 'addressee' AND m.id <> :matter AND m.procedure_key = 'supervision_notice'
   AND m.number IS NOT NULL
 ORDER BY m.id DESC LIMIT 5;
