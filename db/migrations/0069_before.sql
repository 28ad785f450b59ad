-- What came before, beside a decision: each earlier matter with its last move by somebody (panels `earlier_…`).
CREATE VIEW matter_before (matter_id, subject, procedure_id, state, decision, decider, at) AS
  SELECT m.id, m.number || ' ' || m.title, m.procedure_id, m.state, d.label, d.actor_label, d.at
    FROM matter m LEFT JOIN event d ON d.id = (SELECT e.id FROM event e
      WHERE e.matter_id = m.id AND e.audience = 'all' AND e.from_state <> e.to_state AND e.person_id IS NOT NULL
      ORDER BY e.id DESC LIMIT 1)
   WHERE m.number IS NOT NULL;

-- Who decides: whoever holds a seat of the matter now, and the center where it takes part.
CREATE VIEW matter_decider (matter_id, organisation_id) AS
  SELECT matter_id, organisation_id FROM task WHERE closed_at IS NULL
   UNION ALL
  SELECT p.matter_id, p.organisation_id FROM matter_party p
    JOIN organisation_kind k ON k.organisation_id = p.organisation_id AND k.kind = 'center' WHERE p.part <> 'copied';

CREATE INDEX complaint_by_unit ON complaint (unit_id, raised_at);
CREATE INDEX fault_by_system ON fault (system_id, began_at) WHERE system_id IS NOT NULL;
