-- Proposals of new values and versions: one proposes, another rules.

-- name: proposal_waiting   mode: read   scope: system the rules are the same for everybody
SELECT r.id, r.value, r.version, r.valid_from, r.higher_law, r.reason, r.proposed_by, r.proposed_role,
       o.name || ' ' || p.title, r.proposed_at
  FROM rule_proposal r JOIN person p ON p.id = r.proposed_by JOIN organisation o ON o.id = p.organisation_id
 WHERE r.kind = :kind AND r.key = :key AND r.ruled_by IS NULL AND r.withdrawn_at IS NULL LIMIT 1;

-- name: proposal_all_waiting   mode: read   rows: all (one for each key at most)   scope: system the rules are the same for everybody
SELECT r.kind, r.key, r.valid_from, r.version, CASE r.kind WHEN 'setting' THEN r.value ELSE '' END,
       o.name || ' ' || p.title, r.proposed_at
  FROM rule_proposal r JOIN person p ON p.id = r.proposed_by JOIN organisation o ON o.id = p.organisation_id
 WHERE r.ruled_by IS NULL AND r.withdrawn_at IS NULL ORDER BY r.kind, r.key;

-- name: proposal_list   mode: read   scope: system the rules are the same for everybody
SELECT r.proposed_at AS sort_key, r.id, CASE r.kind WHEN 'setting' THEN r.value ELSE '第 ' || r.version || ' 版' END AS what,
       r.valid_from AS valid_from_day, r.higher_law AS higher_law_if, r.reason, r.proposed_at,
       o.name || ' ' || p.title AS proposed_by_label, r.note AS note_if, r.ruled_by IS NOT NULL AS ruled_yes,
       ro.name || ' ' || rp.title AS ruled_by_label, coalesce(r.ruled_at, r.withdrawn_at) AS ended_at,
       coalesce(r.ruled_at, r.withdrawn_at) IS NOT NULL AS ended_yes,
       CASE WHEN r.withdrawn_at IS NOT NULL THEN 'grey' WHEN r.approved_yes = 1 THEN 'green'
            WHEN r.approved_yes = 0 THEN 'red' ELSE 'amber' END AS state_tone,
       CASE WHEN r.withdrawn_at IS NOT NULL THEN '已撤回' WHEN r.approved_yes = 1 THEN '已核准'
            WHEN r.approved_yes = 0 THEN '不同意' ELSE '待核准' END AS state_label
  FROM rule_proposal r JOIN person p ON p.id = r.proposed_by JOIN organisation o ON o.id = p.organisation_id
  LEFT JOIN person rp ON rp.id = r.ruled_by LEFT JOIN organisation ro ON ro.id = rp.organisation_id
 WHERE r.kind = :kind AND r.key = :key AND (r.proposed_at, r.id) < (:after_sort, :after_id)
 ORDER BY r.proposed_at DESC, r.id DESC LIMIT :limit;

-- name: proposal_add   mode: write   scope: system the rules are the same for everybody
INSERT INTO rule_proposal (kind, key, value, version, valid_from, higher_law, reason, proposed_by, proposed_role, proposed_at)
VALUES (:kind, :key, :value, :version, :valid_from, :higher_law, :reason, :by, :role, :now);

-- name: proposal_rule   mode: write   scope: system the rules are the same for everybody
UPDATE rule_proposal SET ruled_by = :by, ruled_at = :now, approved_yes = :approved, note = :note
 WHERE id = :id AND ruled_by IS NULL AND withdrawn_at IS NULL;

-- name: proposal_withdraw   mode: write   scope: system the rules are the same for everybody
UPDATE rule_proposal SET withdrawn_at = :now
 WHERE id = :id AND proposed_by = :by AND ruled_by IS NULL AND withdrawn_at IS NULL;

-- name: proposal_organisation   mode: read   scope: system a notice goes to the person who proposed
SELECT organisation_id FROM person WHERE id = :id;
