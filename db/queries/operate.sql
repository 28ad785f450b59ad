-- Command line: first administrators, calendar, checks.

-- name: operate_workdays   mode: read   scope: system (the calendar is one for all)
SELECT count(*) FROM (SELECT 1 FROM workday LIMIT 1);

-- name: operate_workday_add   mode: write   scope: system (the calendar is one for all)
INSERT INTO workday (day, is_workday_yes, name, source) VALUES (:day, :is_workday, :name, :source);

-- name: operate_people   mode: read   scope: system (is anybody there yet)
SELECT count(*) FROM (SELECT 1 FROM person LIMIT 1);

-- name: operate_installation_add   mode: write   scope: system (marks the database as real)
INSERT OR IGNORE INTO installation (id, demo_yes, made_at) VALUES (1, 0, unixepoch());

-- name: operate_center_add   mode: write   scope: system (the first organisation)
INSERT INTO organisation (code, name, short_name, rank, valid_from) VALUES ('center', '四川省大数据中心', '省大数据中心', 0, :day);

-- name: operate_kind_add   mode: write   scope: system (the first organisation)
INSERT INTO organisation_kind (organisation_id, kind) VALUES (:organisation, :kind);

-- name: operate_person_add   mode: write   scope: system (the first administrators)
INSERT INTO person (organisation_id, login, title, status, created_at) VALUES (:organisation, :login, :title, 'new', :now);

-- name: operate_role_add   mode: write   scope: system (the first administrators)
INSERT INTO person_role (person_id, role, granted_at) VALUES (:person, :role, :now);

-- name: operate_activation_add   mode: write   scope: system (the first administrators)
INSERT INTO activation (digest, person_id, made_at, expires_at) VALUES (:digest, :person, :now, :expires);

-- name: operate_activation_end   mode: write   scope: system (the first administrators)
UPDATE activation SET used_at = :now WHERE person_id = :person AND used_at IS NULL;

-- name: operate_waiting   mode: read   scope: system (a first administrator who never entered; 0: there is none)
SELECT coalesce((SELECT id FROM person WHERE login = :login AND status = 'new' AND password_hash IS NULL), 0);

-- name: operate_attachments   mode: read   scope: system (are all sealed files there, as they were stored)   rows: all (an offline check)
SELECT uuid, sealed_digest FROM attachment;

-- name: operate_archives   mode: read   scope: system the check looks at every archive of the log
SELECT file, digest FROM audit_archive WHERE file IS NOT NULL;
