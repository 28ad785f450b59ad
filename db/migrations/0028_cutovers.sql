-- Cut-overs of a month, for the report on operation: a handful among all events.
CREATE INDEX event_cutover ON event (at) WHERE action IN ('confirm_cutover', 'roll_back');
