-- Sealed attachments: what they are; their seals live in keys.db.

CREATE TABLE attachment (
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
  UNIQUE (matter_id, document, version)
) STRICT;
CREATE TRIGGER attachment_fixed BEFORE UPDATE OF uuid, matter_id, document, version, organisation_id, type, size,
  digest, sealed_digest, uploaded_by, uploaded_at ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment: content never changes'); END;
CREATE TRIGGER attachment_kept BEFORE DELETE ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment: versions are kept'); END;
