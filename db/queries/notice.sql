-- name: notice_add   mode: write   scope: system the mover of a matter names whom it concerns
INSERT INTO notice (organisation_id, role, person_id, kind, matter_id, text, href, made_at)
VALUES (:organisation, :role, :person, :kind, :matter, :text, :href, :now);
