-- What is to be scanned (第九条): addresses, ports and domains of each system on a platform, kept standing by its unit or by
-- who runs the platform.  An address taken out of use stays, so that an earlier scan can be read.
CREATE TABLE asset (
  id INTEGER PRIMARY KEY,
  system_id INTEGER NOT NULL REFERENCES system (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  ports TEXT NOT NULL DEFAULT '',
  domain TEXT NOT NULL DEFAULT '',
  internet_yes INTEGER NOT NULL CHECK (internet_yes IN (0, 1)), -- reached from the internet
  registered_by INTEGER NOT NULL REFERENCES organisation (id),  -- who said so last
  registered_at INTEGER NOT NULL,
  retired_at INTEGER,
  UNIQUE (system_id, platform_id, address)
) STRICT;
CREATE INDEX asset_by_platform ON asset (platform_id, internet_yes, id) WHERE retired_at IS NULL;
CREATE TRIGGER asset_kept BEFORE DELETE ON asset
BEGIN SELECT RAISE(ABORT, 'asset: kept'); END;
