-- Reports to the authorities that were made and that nothing proves: no number of a receipt, no file of that party.
CREATE VIEW incident_unproved AS
SELECT l.matter_id, l.organisation_id, l.told_at, l.authority, l.channel FROM incident_line l
 WHERE l.addressee = 'authority' AND l.told_at IS NOT NULL AND l.receipt = ''
   AND NOT EXISTS (SELECT 1 FROM attachment a JOIN person p ON p.id = a.uploaded_by
                    WHERE a.matter_id = l.matter_id AND a.document = 'told_proof' AND a.withdrawn_at IS NULL
                      AND p.organisation_id = l.organisation_id);
