-- Organisations, people, roles, sessions.  People are shown by role title.

CREATE TABLE organisation (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 2 AND 32),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 2 AND 60),
  short_name TEXT NOT NULL,
  rank INTEGER NOT NULL,               -- official order (机构序列)
  phone TEXT NOT NULL DEFAULT '',
  valid_from INTEGER NOT NULL,         -- day numbers; 机构改革 keeps history
  valid_to INTEGER,
  successor_id INTEGER REFERENCES organisation (id),
  imported_yes INTEGER NOT NULL DEFAULT 0 -- 存量导入
) STRICT;
CREATE INDEX organisation_by_rank ON organisation (rank, id);

-- One organisation may be several kinds at once (decisions.md 1).
CREATE TABLE organisation_kind (
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL CHECK (kind IN
    ('center', 'unit', 'provider', 'supervisor', 'secops', 'integrator', 'assessor')),
  PRIMARY KEY (organisation_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX organisation_kind_by_kind ON organisation_kind (kind, organisation_id);

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  login TEXT NOT NULL UNIQUE CHECK (length(login) BETWEEN 3 AND 40),
  title TEXT NOT NULL CHECK (length(title) BETWEEN 2 AND 20), -- 岗位名称, never a person's name
  phone TEXT NOT NULL DEFAULT '',
  password_hash TEXT,                  -- NULL until the activation code was used
  status TEXT NOT NULL CHECK (status IN ('new', 'active', 'disabled')),
  must_change_yes INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  created_by INTEGER REFERENCES person (id),
  signed_in_at INTEGER,
  successor_id INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX person_by_organisation ON person (organisation_id, id);

CREATE TABLE person_role (
  person_id INTEGER NOT NULL REFERENCES person (id),
  role TEXT NOT NULL CHECK (role IN (
    'unit.clerk', 'unit.lead', 'operator.clerk', 'operator.lead',
    'supervisor.clerk', 'supervisor.lead', 'secops.clerk', 'secops.lead',
    'center.intake', 'center.review', 'center.approve', 'center.dispatch', 'center.security',
    'center.assess', 'center.lead', 'center.duty',
    'review.expert', 'assessor.clerk', 'admin.system', 'admin.security', 'admin.audit')),
  granted_by INTEGER REFERENCES person (id),
  granted_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_role_by_role ON person_role (role, person_id);

-- 三员: the three administrators exclude each other and act in no matter.
CREATE TRIGGER person_role_separation BEFORE INSERT ON person_role
WHEN EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = NEW.person_id AND r.role <> NEW.role
             AND (NEW.role GLOB 'admin.*' OR r.role GLOB 'admin.*'))
BEGIN SELECT RAISE(ABORT, 'role: administrators exclude each other and every other role'); END;
CREATE TRIGGER person_role_fixed BEFORE UPDATE ON person_role
BEGIN SELECT RAISE(ABORT, 'role: revoke and grant, never change'); END;
CREATE TRIGGER person_role_not_by_oneself BEFORE INSERT ON person_role WHEN NEW.granted_by = NEW.person_id
BEGIN SELECT RAISE(ABORT, 'role: nobody grants to himself'); END;

-- One-use codes that lead to one's own password; only their digest is kept.
CREATE TABLE activation (
  digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
  person_id INTEGER NOT NULL REFERENCES person (id),
  made_by INTEGER REFERENCES person (id),
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX activation_by_person ON activation (person_id, made_at);

CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32), -- keyed hash of the token
  person_id INTEGER NOT NULL REFERENCES person (id),
  restricted_yes INTEGER NOT NULL DEFAULT 0,               -- must change the password first
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  agent TEXT NOT NULL
) STRICT;
CREATE INDEX session_by_person ON session (person_id, created_at);
CREATE INDEX session_by_seen ON session (seen_at);

-- Failed sign-ins by "account@source-network", "account", "source", "all".
CREATE TABLE throttle (
  key TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  window_at INTEGER NOT NULL,
  locked_until INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX throttle_by_window ON throttle (window_at);

-- One-time numbers of forms: a double click does nothing twice.
CREATE TABLE once (
  number TEXT PRIMARY KEY,
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX once_by_used ON once (used_at);

CREATE TABLE opinion_phrase (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id),
  text TEXT NOT NULL CHECK (length(text) BETWEEN 2 AND 200),
  UNIQUE (person_id, text)
) STRICT;
