-- A change draws on the plan too, with what it asks for over what is there.  One that went on as a re-application draws
-- nothing any more: the re-application does.
DROP VIEW plan_drawn;
CREATE VIEW plan_drawn AS
SELECT u.matter_id, u.organisation_id, u.year, u.plan_item_id, u.note, u.vcpu, u.memory_gb, u.storage_gb
  FROM plan_use u JOIN matter m ON m.id = u.matter_id
 WHERE m.state NOT IN ('refused', 'rejected', 'withdrawn', 'abandoned', 'reapplied');
