-- What applications draw on the plan: not those that came to nothing.  An item whose only application was withdrawn or
-- refused is one nobody applied for, and what is applied for again counts once.
CREATE VIEW plan_drawn AS
SELECT u.matter_id, u.organisation_id, u.year, u.plan_item_id, u.note, u.vcpu, u.memory_gb, u.storage_gb
  FROM plan_use u JOIN matter m ON m.id = u.matter_id WHERE m.state NOT IN ('refused', 'rejected', 'withdrawn', 'abandoned');
