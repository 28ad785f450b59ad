-- What people read: notices, announcements.

CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  role TEXT NOT NULL,                  -- who of the organisation it concerns
  person_id INTEGER REFERENCES person (id),
  kind TEXT NOT NULL CHECK (kind IN ('task', 'remind', 'overdue', 'urge', 'moved', 'alarm', 'news')),
  matter_id INTEGER REFERENCES matter (id),
  text TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notice_by_organisation ON notice (organisation_id, role, made_at, id);
CREATE INDEX notice_by_made ON notice (made_at);
CREATE INDEX notice_by_matter ON notice (matter_id, kind, made_at);
CREATE TABLE notice_read (
  person_id INTEGER NOT NULL REFERENCES person (id),
  notice_id INTEGER NOT NULL REFERENCES notice (id),
  read_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, notice_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE announcement (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('announcement', 'template')),
  title TEXT NOT NULL CHECK (length(title) BETWEEN 2 AND 80),
  body TEXT NOT NULL,
  published_by INTEGER REFERENCES person (id),
  published_at INTEGER NOT NULL,
  withdrawn_at INTEGER
) STRICT;
CREATE INDEX announcement_by_published ON announcement (published_at, id);
