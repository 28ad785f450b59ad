-- What an organisation has logs and posts for: its systems from their trial until their exit, the platforms it runs.
CREATE VIEW live_subject AS
SELECT l.organisation_id, l.subject, l.begun_day, s.created_at AS since FROM system s JOIN system_logged l ON l.system_id = s.id
 WHERE s.state IN ('trial', 'operating', 'changing', 'suspended')
UNION ALL SELECT organisation_id, subject, begun_day, 0 FROM platform_logged;
