-- Days below the months of 0013, the ways in beside a file: tokens of an
-- organisation for what machines push, sources from which the clerk pulls.

ALTER TABLE usage_month ADD COLUMN source TEXT NOT NULL DEFAULT 'month' CHECK (source IN ('month', 'days'));
ALTER TABLE usage_month ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;      -- how often it was replaced by other figures
ALTER TABLE usage_month ADD COLUMN system_named TEXT NOT NULL DEFAULT '';    -- whose the supervisor says it is; the register decides

-- One machine's days lie together: a month of it is one or two pages.  Whose it
-- was then is said by its month, which is there as soon as one of its days is.
CREATE TABLE usage_day (
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  machine TEXT NOT NULL,
  day INTEGER NOT NULL,
  vcpu INTEGER NOT NULL CHECK (vcpu > 0),
  memory_gb INTEGER NOT NULL CHECK (memory_gb > 0),
  cpu_avg INTEGER NOT NULL CHECK (cpu_avg BETWEEN 0 AND 10000),
  cpu_p95 INTEGER NOT NULL CHECK (cpu_p95 BETWEEN 0 AND 10000),
  cpu_max INTEGER NOT NULL CHECK (cpu_max BETWEEN 0 AND 10000),
  mem_avg INTEGER NOT NULL CHECK (mem_avg BETWEEN 0 AND 10000),
  mem_p95 INTEGER NOT NULL CHECK (mem_p95 BETWEEN 0 AND 10000),
  mem_max INTEGER NOT NULL CHECK (mem_max BETWEEN 0 AND 10000),
  disk_used INTEGER NOT NULL CHECK (disk_used BETWEEN 0 AND 10000),
  net_in INTEGER NOT NULL CHECK (net_in >= 0),
  net_out INTEGER NOT NULL CHECK (net_out >= 0),
  bw_p95 INTEGER NOT NULL CHECK (bw_p95 >= 0),
  coverage INTEGER NOT NULL CHECK (coverage BETWEEN 0 AND 10000),
  days_on INTEGER NOT NULL CHECK (days_on IN (0, 1)),
  revision INTEGER NOT NULL DEFAULT 0,
  imported_at INTEGER NOT NULL,
  imported_by INTEGER REFERENCES person (id),
  PRIMARY KEY (platform_id, machine, day)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER usage_day_kept BEFORE DELETE ON usage_day
BEGIN SELECT RAISE(ABORT, 'usage: reported days are kept'); END;

-- What a machine of an organisation shows instead of a session.  Only the keyed
-- hash is here; the token itself is shown once, to who made it.
CREATE TABLE api_token (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  label TEXT NOT NULL,
  digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
  created_at INTEGER NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person (id),
  expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
  used_at INTEGER,
  revoked_at INTEGER,
  revoked_by INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX api_token_by_organisation ON api_token (organisation_id, id);
CREATE TRIGGER api_token_kept BEFORE DELETE ON api_token
BEGIN SELECT RAISE(ABORT, 'token: tokens are revoked, not removed'); END;
CREATE TRIGGER api_token_fixed BEFORE UPDATE OF organisation_id, digest, created_at, created_by, expires_at ON api_token
BEGIN SELECT RAISE(ABORT, 'token: what it opens does not change'); END;
CREATE TRIGGER api_token_revoked BEFORE UPDATE OF revoked_at ON api_token WHEN OLD.revoked_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'token: revoked for good'); END;

-- Where the clerk pulls a platform's days from: a Prometheus-compatible address
-- and what to ask there.  A day is taken whole or not at all; next_day is the
-- first that is not here yet.
CREATE TABLE usage_source (
  platform_id INTEGER PRIMARY KEY REFERENCES platform (id),
  base_url TEXT NOT NULL CHECK (base_url GLOB 'http://?*' OR base_url GLOB 'https://?*'),
  label TEXT NOT NULL,
  query_cpu TEXT NOT NULL,
  query_mem TEXT NOT NULL,
  query_disk TEXT NOT NULL DEFAULT '',
  query_in TEXT NOT NULL DEFAULT '',
  query_out TEXT NOT NULL DEFAULT '',
  query_vcpu TEXT NOT NULL DEFAULT '',
  query_mem_gb TEXT NOT NULL DEFAULT '',
  enabled_yes INTEGER NOT NULL CHECK (enabled_yes IN (0, 1)),
  since_day INTEGER NOT NULL,
  next_day INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL,
  changed_by INTEGER NOT NULL REFERENCES person (id),
  done_day INTEGER NOT NULL DEFAULT 0,
  done_at INTEGER,
  note TEXT NOT NULL DEFAULT '',
  failed_at INTEGER,
  failure TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX usage_source_due ON usage_source (enabled_yes, next_at);
