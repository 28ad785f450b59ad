-- Versions of a document are counted for each organisation: what one party hands in is no newer version of another's
-- file.  Numbers already given stay, the log names them.
CREATE TABLE attachment_by_party (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 32), -- file name in the store, random
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  document TEXT NOT NULL,              -- key in the procedure
  version INTEGER NOT NULL,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- owner: whose key seals it
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
  follows INTEGER NOT NULL DEFAULT 0,  -- the last event of its matter before it
  UNIQUE (matter_id, document, organisation_id, version)
) STRICT;
INSERT INTO attachment_by_party (id, uuid, matter_id, document, version, organisation_id, name, type, size, digest, sealed_digest,
  uploaded_by, uploaded_at, evidence_day, issuer, assessor_id, report_no, conclusion, paper_received_yes, withdrawn_at, follows)
SELECT id, uuid, matter_id, document, version, organisation_id, name, type, size, digest, sealed_digest,
  uploaded_by, uploaded_at, evidence_day, issuer, assessor_id, report_no, conclusion, paper_received_yes, withdrawn_at, follows
  FROM attachment;
DROP TABLE attachment;
ALTER TABLE attachment_by_party RENAME TO attachment;
CREATE TRIGGER attachment_fixed BEFORE UPDATE OF uuid, matter_id, document, version, organisation_id, type, size,
  digest, sealed_digest, uploaded_by, uploaded_at ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment: content never changes'); END;
CREATE TRIGGER attachment_kept BEFORE DELETE ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment: versions are kept'); END;
CREATE TRIGGER attachment_order_fixed BEFORE UPDATE OF follows ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment: what it follows never changes'); END;

-- Reports to the authorities that were made and that nothing proves: no number of a receipt, no file of that party.
CREATE VIEW incident_unproved AS
SELECT l.matter_id, l.organisation_id, l.told_at, l.authority, l.channel FROM incident_line l
 WHERE l.addressee = 'authority' AND l.told_at IS NOT NULL AND l.receipt = ''
   AND NOT EXISTS (SELECT 1 FROM attachment a JOIN person p ON p.id = a.uploaded_by
                    WHERE a.matter_id = l.matter_id AND a.document = 'told_proof' AND a.withdrawn_at IS NULL
                      AND p.organisation_id = l.organisation_id);
