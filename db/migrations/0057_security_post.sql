-- Who answers for the security of a system (第六条、第二十六条) and the office it belongs to stand with it, as its
-- responsible post does; for those ruled on before they are in the application.
ALTER TABLE system ADD COLUMN department TEXT NOT NULL DEFAULT '';
ALTER TABLE system ADD COLUMN security_title TEXT NOT NULL DEFAULT '';
ALTER TABLE system ADD COLUMN security_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger_check ADD COLUMN department TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger_check ADD COLUMN security_title TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger_check ADD COLUMN security_phone TEXT NOT NULL DEFAULT '';
UPDATE system SET (department, security_title, security_phone) = (
  SELECT coalesce(f.body ->> '$.department', ''), coalesce(f.body ->> '$.security_title', ''), coalesce(f.body ->> '$.security_phone', '')
    FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
   WHERE m.system_id = system.id AND m.procedure_key = 'application' ORDER BY m.id DESC LIMIT 1)
 WHERE EXISTS (SELECT 1 FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
                WHERE m.system_id = system.id AND m.procedure_key = 'application');
