-- Taking over what ran before (存量登记): what came by import is marked, and each
-- organisation's answer to each of its rows is kept.

ALTER TABLE platform ADD COLUMN imported_yes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE machine ADD COLUMN imported_yes INTEGER NOT NULL DEFAULT 0;

-- A contact that was imported has no roster yet, and counts as confirmed from its side's answer on.
CREATE TABLE contact_new (
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL REFERENCES organisation (id),
  operator_id INTEGER NOT NULL REFERENCES organisation (id),
  side TEXT NOT NULL CHECK (side IN ('unit', 'operator')),
  tier INTEGER NOT NULL CHECK (tier BETWEEN 1 AND 3),
  title TEXT NOT NULL,
  duty_line TEXT NOT NULL DEFAULT '',
  mobile TEXT NOT NULL DEFAULT '',     -- shown masked; each reveal is in the audit log
  matter_id INTEGER REFERENCES matter (id),
  confirmed_at INTEGER,
  imported_yes INTEGER NOT NULL DEFAULT 0,
  UNIQUE (unit_id, operator_id, side, tier),
  CHECK (imported_yes = 1 OR (matter_id IS NOT NULL AND confirmed_at IS NOT NULL))
) STRICT;
INSERT INTO contact_new (id, unit_id, operator_id, side, tier, title, duty_line, mobile, matter_id, confirmed_at)
SELECT id, unit_id, operator_id, side, tier, title, duty_line, mobile, matter_id, confirmed_at FROM contact;
DROP TABLE contact;
ALTER TABLE contact_new RENAME TO contact;
CREATE INDEX contact_by_operator ON contact (operator_id, unit_id);
CREATE INDEX contact_by_unit ON contact (unit_id, id);
CREATE INDEX contact_imported ON contact (imported_yes) WHERE imported_yes = 1;

-- system: first_id is the system; platform: the platform; hosting: system and platform, answered by who runs it;
-- contact: unit and operator, answered by either side for its own lines.
CREATE TABLE takeover_answer (
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL CHECK (kind IN ('system', 'platform', 'hosting', 'contact')),
  first_id INTEGER NOT NULL,
  second_id INTEGER NOT NULL DEFAULT 0,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  answer TEXT NOT NULL CHECK (answer IN ('right', 'objection')),
  reason TEXT NOT NULL DEFAULT '',
  answered_at INTEGER NOT NULL,
  decision TEXT CHECK (decision IN ('kept', 'removed')),
  note TEXT NOT NULL DEFAULT '',
  settled_at INTEGER,                  -- from here on the row needs nobody any more
  PRIMARY KEY (organisation_id, kind, first_id, second_id),
  CHECK (answer = 'right' OR length(reason) > 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX takeover_answer_by_matter ON takeover_answer (matter_id);

-- What somebody has to answer for: the unit its systems, the operator its platforms and what lies on them, each side its contacts.
CREATE VIEW takeover_object AS
SELECT organisation_id, 'system' AS kind, id AS first_id, 0 AS second_id FROM system WHERE imported_yes = 1 AND state <> 'ended'
UNION ALL
SELECT operator_id, 'platform', id, 0 FROM platform WHERE imported_yes = 1 AND ended_at IS NULL
UNION ALL
SELECT DISTINCT p.operator_id, 'hosting', a.system_id, a.platform_id
  FROM platform p JOIN allocation a ON a.platform_id = p.id AND a.freed_at IS NULL WHERE a.imported_yes = 1
UNION ALL
SELECT DISTINCT unit_id, 'contact', unit_id, operator_id FROM contact WHERE imported_yes = 1 AND side = 'unit'
UNION ALL
SELECT DISTINCT operator_id, 'contact', unit_id, operator_id FROM contact WHERE imported_yes = 1 AND side = 'operator';

-- Of these, what nobody has confirmed and nobody settled; what was taken back and imported again is new.
CREATE VIEW takeover_pending AS
SELECT o.organisation_id, o.kind, o.first_id, o.second_id FROM takeover_object o
 WHERE NOT EXISTS (SELECT 1 FROM takeover_answer t WHERE t.organisation_id = o.organisation_id AND t.kind = o.kind
                      AND t.first_id = o.first_id AND t.second_id = o.second_id AND t.settled_at IS NOT NULL
                      AND t.decision IS NOT 'removed');
