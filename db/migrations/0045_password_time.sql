-- When the password of a session was last typed: final decisions ask for it again once that is long ago.

ALTER TABLE session ADD COLUMN password_at INTEGER NOT NULL DEFAULT 0;
UPDATE session SET password_at = created_at; -- no session outlives a change of password
