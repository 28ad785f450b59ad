-- What the program noted because nobody answered (queries usage_unit_ignored): a few rows among all events.
CREATE INDEX event_unanswered ON event (matter_id, at) WHERE person_id IS NULL
   AND action IN ('remind', 'no_reply', 'notice_over', 'lapse_major', 'abandon_correction', 'lapse');

-- What a system holds of one class, without a look at its other rows (query usage_unit_holdings).
CREATE INDEX allocation_held ON allocation (system_id, class, granted) WHERE freed_at IS NULL;

-- Every decision wrote it and nothing needed it: a matter has a few seats, found by matter.
DROP INDEX task_open_by_matter;
