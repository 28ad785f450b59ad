-- The ICP number of a system that faces the Internet; of those ruled on before it is in the application.
ALTER TABLE system ADD COLUMN icp_no TEXT NOT NULL DEFAULT '';
UPDATE system SET icp_no = coalesce((
  SELECT f.body ->> '$.icp_no' FROM matter m JOIN matter_form f ON f.matter_id = m.id AND f.revision = m.revision
   WHERE m.system_id = system.id AND m.procedure_key = 'application' ORDER BY m.id DESC LIMIT 1), '');
