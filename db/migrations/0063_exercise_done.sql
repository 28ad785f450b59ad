-- Drills and courses that were held (第二十八条), with what was said of them: held_day is the day they count for, and
-- hours, of a course, how long it took.  What came of a drill and is still being put right does not undo it.
CREATE VIEW exercise_done AS
SELECT m.organisation_id, m.procedure_key, m.id AS matter_id, m.number, m.title, e.body
  FROM matter m JOIN event e ON e.id = (SELECT max(n.id) FROM event n WHERE n.matter_id = m.id AND n.action IN ('carry_out', 'hold_course'))
 WHERE m.procedure_key IN ('drill', 'training') AND m.state IN ('fixing', 'fix_check', 'archived');
