-- How much of what they were given systems use: the register of machines, and
-- what the supervisor reports of each for each month (第十七条).  Percentages
-- and Mbps are hundredths.

CREATE TABLE machine (
  id INTEGER PRIMARY KEY,
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 60),
  system_id INTEGER NOT NULL REFERENCES system (id),
  vcpu INTEGER NOT NULL CHECK (vcpu > 0),
  memory_gb INTEGER NOT NULL CHECK (memory_gb > 0),
  disk_gb INTEGER NOT NULL DEFAULT 0 CHECK (disk_gb >= 0),
  standby_yes INTEGER NOT NULL DEFAULT 0, -- 备机、灾备: idle by design, not judged
  since_day INTEGER NOT NULL,
  registered_at INTEGER NOT NULL,
  registered_by INTEGER REFERENCES person (id),
  UNIQUE (platform_id, code)
) STRICT;
CREATE INDEX machine_by_system ON machine (system_id, id);

-- Registered peaks of the year: a quiet month outside of them proves nothing.
CREATE TABLE system_season (
  system_id INTEGER NOT NULL REFERENCES system (id),
  first_month INTEGER NOT NULL CHECK (first_month BETWEEN 1 AND 12),
  last_month INTEGER NOT NULL CHECK (last_month BETWEEN 1 AND 12),
  note TEXT NOT NULL DEFAULT '',
  since_at INTEGER NOT NULL,
  PRIMARY KEY (system_id, first_month)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_month (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  platform_id INTEGER NOT NULL REFERENCES platform (id),
  machine TEXT NOT NULL,
  system_id INTEGER REFERENCES system (id), -- whose it was then; NULL: 未入台账
  vcpu INTEGER NOT NULL CHECK (vcpu > 0),
  memory_gb INTEGER NOT NULL CHECK (memory_gb > 0),
  disk_gb INTEGER NOT NULL DEFAULT 0,       -- of the register, weighs disk_used
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
  days_on INTEGER NOT NULL CHECK (days_on BETWEEN 0 AND 31),
  imported_at INTEGER NOT NULL,
  imported_by INTEGER REFERENCES person (id),
  UNIQUE (period, platform_id, machine)
) STRICT;
CREATE INDEX usage_month_by_system ON usage_month (system_id, period);
CREATE INDEX usage_month_by_period ON usage_month (period, system_id);
CREATE INDEX usage_month_unknown ON usage_month (platform_id, machine, period) WHERE system_id IS NULL;
CREATE TRIGGER usage_month_kept BEFORE DELETE ON usage_month
BEGIN SELECT RAISE(ABORT, 'usage: reported months are kept'); END;

-- A machine that was unknown and is registered: its months are its system's.
CREATE TRIGGER machine_known AFTER INSERT ON machine BEGIN
  UPDATE usage_month SET system_id = NEW.system_id, disk_gb = NEW.disk_gb
   WHERE platform_id = NEW.platform_id AND machine = NEW.code AND system_id IS NULL;
END;
