-- keys.db: public keys of organisations, their private keys (encrypted under the
-- master key, which is in no database), one seal per file.  Its backups are
-- short-lived, so that removing a seal is real.

CREATE TABLE master (                  -- self-test: a wrong master key is noticed
  id INTEGER PRIMARY KEY CHECK (id = 1),
  suite INTEGER NOT NULL,
  check_value BLOB NOT NULL
) STRICT;

CREATE TABLE organisation_key (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL,
  suite INTEGER NOT NULL,
  public BLOB NOT NULL CHECK (length(public) = 32),
  private BLOB NOT NULL,               -- sealed under the master key
  made_at INTEGER NOT NULL,
  retired_at INTEGER
) STRICT;
CREATE UNIQUE INDEX organisation_key_current ON organisation_key (organisation_id) WHERE retired_at IS NULL;

CREATE TABLE signing_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  suite INTEGER NOT NULL,
  public BLOB NOT NULL CHECK (length(public) = 32),
  private BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE seal (
  uuid TEXT PRIMARY KEY CHECK (length(uuid) = 32),
  key_id INTEGER NOT NULL REFERENCES organisation_key (id),
  suite INTEGER NOT NULL,
  sealed_key BLOB NOT NULL,            -- crypto_box_seal(key ‖ uuid ‖ suite)
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
