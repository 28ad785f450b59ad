-- What the keeper looks up in app.db before it opens a sealed file.

-- name: keeper_organisation   mode: read   scope: system (keys are made for organisations that exist)
SELECT count(*) FROM organisation WHERE id = :id;

-- name: keeper_attachment   mode: read   scope: org
-- Who may open a file: organisations that take part in the matter and persons
-- invited to it who declared no conflict; one whose only roles are a guest's
-- (:guest_only) sees by invitation alone; one that only got a copy to read opens none.  A file that was taken back is left
-- to its owner.  What the matter's version of the procedure calls internal stays with the center's posts,
-- and from whoever asked in the center's own name.  A file for one
-- organisation is for it and for who oversees the matter.
SELECT a.uuid, a.matter_id, a.document, a.organisation_id, a.name, a.type, a.size, a.digest
FROM attachment a
WHERE a.id = :id
  AND ((:guest_only = 0 AND EXISTS (SELECT 1 FROM matter_party p
          WHERE p.organisation_id = :org AND p.matter_id = a.matter_id AND p.part <> 'copied'))
    OR EXISTS (SELECT 1 FROM matter_guest g WHERE g.person_id = :person AND g.matter_id = a.matter_id
          AND g.ended_at IS NULL AND g.conflict IS NOT 'declared'))
  AND (a.withdrawn_at IS NULL OR a.organisation_id = :org)
  AND (a.reader_id IS NULL OR a.reader_id = :org
    OR EXISTS (SELECT 1 FROM matter_overseer v WHERE v.matter_id = a.matter_id AND v.organisation_id = :org))
  AND (NOT EXISTS (SELECT 1 FROM procedure_internal i JOIN matter m ON m.procedure_id = i.procedure_id
          WHERE m.id = a.matter_id AND i.document = a.document)
    OR (:post = 1 AND EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind = 'center')
        AND NOT EXISTS (SELECT 1 FROM event e JOIN matter m ON m.id = e.matter_id
              WHERE e.matter_id = a.matter_id AND (e.person_id = :person OR e.on_behalf_of = :person)
                AND e.role IN ('unit.clerk', 'unit.lead') AND e.action NOT IN ('comment', 'urge', 'copy', 'opinion')
                AND coalesce((SELECT s.organisation_id FROM system s WHERE s.id = m.system_id), m.organisation_id) = :org)));

-- name: keeper_opened   mode: read   scope: system (the rate is limited for each person and for all)
-- Openings since a time: by this person, and by anybody.
SELECT coalesce(sum(person_id = :person), 0), count(*) FROM (
  SELECT person_id FROM audit WHERE action = 'attachment.open'
    AND seq >= coalesce((SELECT seq FROM audit WHERE ts > :since ORDER BY ts, seq LIMIT 1), 9223372036854775807)
  ORDER BY seq DESC LIMIT 2000);
