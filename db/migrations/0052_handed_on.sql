-- When a report of the month or the week left the house that owes it, each time: from its clerk or its own lead to those
-- it is for.  What the clerk hands to his own lead has gone nowhere yet, and what was called off was never handed in.
CREATE VIEW matter_handed_on (matter_id, at) AS
SELECT matter_id, at FROM event
 WHERE from_state IN ('draft', 'own_check', 'lead_check', 'checking')
   AND to_state NOT IN ('draft', 'own_check', 'lead_check', 'checking', 'cancelled', 'void');
