-- Registers: filings, platforms and capacity, systems, allocations, assessors.

CREATE TABLE filing (
  id INTEGER PRIMARY KEY,
  filing_no TEXT NOT NULL UNIQUE CHECK (length(filing_no) BETWEEN 4 AND 40),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  system_name TEXT NOT NULL CHECK (length(system_name) BETWEEN 2 AND 60),
  filed_day INTEGER,
  source TEXT NOT NULL CHECK (source IN ('register', 'proof', 'takeover')), -- 导入 / 凭备案证明 / 存量
  created_at INTEGER NOT NULL,
  created_by INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX filing_by_organisation ON filing (organisation_id, id);

CREATE TABLE assessor (                -- 第三方机构 and its qualification
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER REFERENCES organisation (id), -- when it also has accounts
  name TEXT NOT NULL,
  qualification_no TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('security', 'performance', 'classified_protection', 'cryptography')),
  scope TEXT NOT NULL,
  valid_from INTEGER NOT NULL,         -- day numbers
  valid_to INTEGER NOT NULL,
  CHECK (valid_to >= valid_from)
) STRICT;
CREATE INDEX assessor_by_kind ON assessor (kind, valid_to, id);

CREATE TABLE platform (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('supervision', 'service', 'recovery', 'integration')),
  operator_id INTEGER NOT NULL REFERENCES organisation (id),
  zones TEXT NOT NULL,                 -- 互联网区、政务外网区 …
  architecture TEXT NOT NULL DEFAULT '',
  suspended_yes INTEGER NOT NULL DEFAULT 0, -- no new systems
  rank INTEGER NOT NULL
) STRICT;
CREATE INDEX platform_by_operator ON platform (operator_id, id);
CREATE INDEX platform_by_rank ON platform (rank, id);

CREATE TABLE resource_class (
  key TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  unit TEXT NOT NULL,
  rank INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO resource_class VALUES
  ('vcpu', '处理器', '核', 1), ('memory_gb', '内存', 'GB', 2),
  ('ssd_gb', '高性能块存储', 'GB', 3), ('hdd_gb', '普通块存储', 'GB', 4),
  ('file_gb', '文件存储', 'GB', 5), ('object_gb', '对象存储', 'GB', 6),
  ('backup_gb', '备份存储', 'GB', 7), ('public_ip', '公网地址', '个', 8),
  ('bandwidth_mbps', '互联网带宽', 'Mbps', 9);

CREATE TABLE capacity (
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  class TEXT NOT NULL REFERENCES resource_class (key),
  total INTEGER NOT NULL CHECK (total >= 0),
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (platform_id, class)
) STRICT, WITHOUT ROWID;

CREATE TABLE system (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  filing_id INTEGER NOT NULL REFERENCES filing (id),
  base_system_id INTEGER REFERENCES system (id), -- sub-system or re-application of
  name TEXT NOT NULL,
  short_name TEXT NOT NULL DEFAULT '',
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
  zones TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN
    ('allocating', 'deploying', 'trial', 'operating', 'changing', 'exiting', 'suspended', 'ended')),
  responsible_title TEXT NOT NULL DEFAULT '',
  responsible_phone TEXT NOT NULL DEFAULT '',
  monitored_yes INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  operating_at INTEGER,
  expires_day INTEGER,                 -- period of use
  ended_at INTEGER,
  imported_yes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX system_by_organisation ON system (organisation_id, created_at, id);
CREATE INDEX system_by_created ON system (created_at, id);
CREATE INDEX system_by_filing ON system (filing_id);
CREATE UNIQUE INDEX system_one_live_per_filing ON system (filing_id) WHERE state <> 'ended' AND base_system_id IS NULL;

-- Who besides its owner may see a system: operators hosting it, supervisor, secops, center.
CREATE TABLE system_party (
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  system_id INTEGER NOT NULL REFERENCES system (id),
  created_at INTEGER NOT NULL,         -- of the system, for keyset lists
  PRIMARY KEY (organisation_id, system_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX system_party_by_created ON system_party (organisation_id, created_at, system_id);

-- Allocations are rows; every total is a query (design.md §6, decisions.md 19).
CREATE TABLE allocation (
  id INTEGER PRIMARY KEY,
  system_id INTEGER NOT NULL REFERENCES system (id),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  class TEXT NOT NULL REFERENCES resource_class (key),
  granted INTEGER NOT NULL CHECK (granted >= 0),
  allocated INTEGER NOT NULL DEFAULT 0 CHECK (allocated >= 0),
  matter_id INTEGER REFERENCES matter (id),
  granted_at INTEGER NOT NULL,
  freed_at INTEGER,
  imported_yes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX allocation_live ON allocation (platform_id, class, granted, allocated) WHERE freed_at IS NULL;
CREATE INDEX allocation_by_system ON allocation (system_id, platform_id, class);
CREATE INDEX allocation_by_matter ON allocation (matter_id);
-- Only capacity blocks, and it blocks here, whatever the program believes.
CREATE TRIGGER allocation_fits BEFORE INSERT ON allocation WHEN NEW.freed_at IS NULL AND
  coalesce((SELECT sum(max(granted, allocated)) FROM allocation
            WHERE platform_id = NEW.platform_id AND class = NEW.class AND freed_at IS NULL), 0)
  + max(NEW.granted, NEW.allocated)
  > coalesce((SELECT total FROM capacity WHERE platform_id = NEW.platform_id AND class = NEW.class), 0)
BEGIN SELECT RAISE(ABORT, 'quota: beyond capacity'); END;
CREATE TRIGGER allocation_fits_update BEFORE UPDATE OF granted, allocated, freed_at ON allocation WHEN NEW.freed_at IS NULL AND
  max(NEW.granted, NEW.allocated) > max(OLD.granted, OLD.allocated) AND
  coalesce((SELECT sum(max(granted, allocated)) FROM allocation
            WHERE platform_id = NEW.platform_id AND class = NEW.class AND freed_at IS NULL AND id <> NEW.id), 0)
  + max(NEW.granted, NEW.allocated)
  > coalesce((SELECT total FROM capacity WHERE platform_id = NEW.platform_id AND class = NEW.class), 0)
BEGIN SELECT RAISE(ABORT, 'quota: beyond capacity'); END;
CREATE TRIGGER allocation_kept BEFORE DELETE ON allocation
BEGIN SELECT RAISE(ABORT, 'allocation: freed, never deleted'); END;
