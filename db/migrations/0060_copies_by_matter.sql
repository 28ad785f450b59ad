-- A bulletin goes to all of a kind: who has read it is paged through.
CREATE INDEX matter_copy_by_matter ON matter_copy (matter_id, id);
