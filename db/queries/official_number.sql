-- Document numbers of papers (文号), entered after issue: of a matter's action, or of what was closed (matter 0, action '').

-- name: official_number_live   mode: read   scope: system (below a paper the actor may see)
SELECT id, number, dated_day FROM official_number
 WHERE matter_id IS nullif(:matter, 0) AND action = :action AND closing_id IS nullif(:closing, 0) AND voided_at IS NULL;

-- name: official_number_list   mode: read   scope: system (below a paper the actor may see)
SELECT n.id, n.number, n.dated_day, n.entered_at, p.title AS enterer_title, n.voided_at IS NULL AS live_yes, n.voided_at IS NOT NULL AS voided_yes,
       n.voided_at, v.title AS voider_title, n.void_reason
  FROM official_number n JOIN person p ON p.id = n.entered_by LEFT JOIN person v ON v.id = n.voided_by
 WHERE n.matter_id IS nullif(:matter, 0) AND n.action = :action AND n.closing_id IS nullif(:closing, 0) ORDER BY n.id DESC LIMIT 50;

-- name: official_number_user   mode: read   scope: org
-- Who has it already: only papers of the own organisation are looked at.
SELECT coalesce(m.number, c.title), n.voided_at IS NOT NULL AS voided
  FROM official_number n LEFT JOIN matter m ON m.id = n.matter_id LEFT JOIN closing c ON c.id = n.closing_id
 WHERE n.organisation_id = :org AND n.number = :number;

-- name: official_number_add   mode: write   scope: org
INSERT INTO official_number (organisation_id, matter_id, action, closing_id, number, dated_day, entered_at, entered_by)
VALUES (:org, nullif(:matter, 0), :action, nullif(:closing, 0), :number, :dated, :now, :by);

-- name: official_number_void   mode: write   scope: org
UPDATE official_number SET voided_at = :now, voided_by = :by, void_reason = :reason
 WHERE id = :id AND organisation_id = :org AND voided_at IS NULL;
