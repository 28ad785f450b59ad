-- What one organisation of a matter writes or is given is read by it and by those who oversee the matter.

-- Who oversees a matter: who opened it, the center and secops.  The one place that says so.
CREATE VIEW matter_overseer (matter_id, organisation_id) AS
SELECT id, organisation_id FROM matter
UNION ALL
SELECT m.id, k.organisation_id FROM matter m JOIN organisation_kind k ON k.kind IN ('center', 'secops');

-- NULL: everybody who sees the event reads all of it.  Else its opinion and what was filled in are for this organisation
-- and for who oversees the matter, and with reader_line_yes the whole line is.
ALTER TABLE event ADD COLUMN reader_id INTEGER REFERENCES organisation (id);
ALTER TABLE event ADD COLUMN reader_line_yes INTEGER NOT NULL DEFAULT 0 CHECK (reader_line_yes IN (0, 1));

-- Versions of a document are counted for each organisation it is for, too: the number tells nothing of what others got.
DROP VIEW incident_unproved;
CREATE TABLE attachment_by_reader (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 32), -- file name in the store, random
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  document TEXT NOT NULL,              -- key in the procedure
  version INTEGER NOT NULL,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- owner: whose key seals it
  reader_id INTEGER REFERENCES organisation (id), -- NULL: for all parties; else for it and for who oversees the matter
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  type TEXT NOT NULL CHECK (type IN ('pdf', 'docx', 'xlsx', 'ofd', 'jpg', 'png')),
  size INTEGER NOT NULL CHECK (size >= 0),
  digest BLOB NOT NULL CHECK (length(digest) = 32),        -- of the content
  sealed_digest BLOB NOT NULL CHECK (length(sealed_digest) = 32), -- of the stored file
  uploaded_by INTEGER NOT NULL REFERENCES person (id),
  uploaded_at INTEGER NOT NULL,
  evidence_day INTEGER,                -- date on the paper, apart from upload time
  issuer TEXT NOT NULL DEFAULT '',
  assessor_id INTEGER REFERENCES assessor (id),
  report_no TEXT NOT NULL DEFAULT '',
  conclusion TEXT NOT NULL DEFAULT '',
  paper_received_yes INTEGER NOT NULL DEFAULT 0,           -- 纸质已收
  withdrawn_at INTEGER,                -- taken back while a draft; kept
  follows INTEGER NOT NULL DEFAULT 0   -- the last event of its matter before it
) STRICT;
INSERT INTO attachment_by_reader (id, uuid, matter_id, document, version, organisation_id, name, type, size, digest, sealed_digest,
  uploaded_by, uploaded_at, evidence_day, issuer, assessor_id, report_no, conclusion, paper_received_yes, withdrawn_at, follows)
SELECT id, uuid, matter_id, document, version, organisation_id, name, type, size, digest, sealed_digest,
  uploaded_by, uploaded_at, evidence_day, issuer, assessor_id, report_no, conclusion, paper_received_yes, withdrawn_at, follows
  FROM attachment;
DROP TABLE attachment;
ALTER TABLE attachment_by_reader RENAME TO attachment;
CREATE UNIQUE INDEX attachment_line ON attachment (matter_id, document, organisation_id, coalesce(reader_id, 0), version);
CREATE TRIGGER attachment_fixed BEFORE UPDATE OF uuid, matter_id, document, version, organisation_id, reader_id, type, size,
  digest, sealed_digest, uploaded_by, uploaded_at ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment: content never changes'); END;
CREATE TRIGGER attachment_kept BEFORE DELETE ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment: versions are kept'); END;
CREATE TRIGGER attachment_order_fixed BEFORE UPDATE OF follows ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment: what it follows never changes'); END;
CREATE TRIGGER attachment_reader BEFORE INSERT ON attachment WHEN NEW.reader_id IS NOT NULL AND NOT EXISTS
  (SELECT 1 FROM matter_party p WHERE p.organisation_id = NEW.reader_id AND p.matter_id = NEW.matter_id AND p.part <> 'copied')
BEGIN SELECT RAISE(ABORT, 'attachment: for an organisation that takes no part'); END;

CREATE VIEW incident_unproved AS
SELECT l.matter_id, l.organisation_id, l.told_at, l.authority, l.channel FROM incident_line l
 WHERE l.addressee = 'authority' AND l.told_at IS NOT NULL AND l.receipt = ''
   AND NOT EXISTS (SELECT 1 FROM attachment a JOIN person p ON p.id = a.uploaded_by
                    WHERE a.matter_id = l.matter_id AND a.document = 'told_proof' AND a.withdrawn_at IS NULL
                      AND p.organisation_id = l.organisation_id);
