-- What a filing is worth: 定级备案 as a kind, results that do not pass, levels that differ, reports that came late.

CREATE TABLE compliance_next (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id),
  kind TEXT NOT NULL CHECK (kind IN
    ('grading', 'classified_protection', 'cryptography', 'cloud_assessment', 'network_review', 'domestic_pilot')),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  system_id INTEGER REFERENCES system (id),
  platform_id INTEGER REFERENCES platform (id),
  level INTEGER,
  certificate_no TEXT NOT NULL,
  result TEXT NOT NULL,
  obtained_day INTEGER NOT NULL,
  valid_day INTEGER,                   -- last day; NULL: without an end
  registered_at INTEGER NOT NULL,
  reminded INTEGER NOT NULL DEFAULT 0, -- 1, 2, 3 reminders; 4: lapsed and told
  replaced_at INTEGER,                 -- a newer one of the same kind and object, of a pilot: of the same pilot
  passed_yes INTEGER NOT NULL DEFAULT 1 -- 0: 差, 不符合, 未通过
) STRICT;
INSERT INTO compliance_next
SELECT id, matter_id, kind, organisation_id, system_id, platform_id, level, certificate_no, result, obtained_day, valid_day,
       registered_at, reminded, replaced_at,
       NOT (result LIKE '差%' OR result LIKE '%不符合%' OR result LIKE '%未通过%' OR result LIKE '%不通过%' OR result LIKE '%不合格%')
  FROM compliance;
DROP TABLE compliance;
ALTER TABLE compliance_next RENAME TO compliance;
CREATE INDEX compliance_by_organisation ON compliance (organisation_id, registered_at, id);
CREATE INDEX compliance_by_registered ON compliance (registered_at, id);
CREATE INDEX compliance_by_system ON compliance (system_id, kind) WHERE system_id IS NOT NULL;
CREATE INDEX compliance_by_platform ON compliance (platform_id, kind) WHERE platform_id IS NOT NULL;
CREATE INDEX compliance_ending ON compliance (valid_day, id) WHERE replaced_at IS NULL AND reminded < 4;
CREATE TRIGGER compliance_kept BEFORE DELETE ON compliance
BEGIN SELECT RAISE(ABORT, 'compliance: kept'); END;

-- Until when a result was to be reported to the center, and when it was.
CREATE TABLE filing_report (
  matter_id INTEGER PRIMARY KEY REFERENCES matter (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  obtained_day INTEGER NOT NULL,
  due_day INTEGER NOT NULL,            -- the last day in time
  reported_day INTEGER                 -- NULL: not yet; the first report counts, also when it was returned
) STRICT;
CREATE INDEX filing_report_due ON filing_report (due_day, matter_id);
CREATE TRIGGER filing_report_kept BEFORE UPDATE OF reported_day ON filing_report WHEN old.reported_day IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'filing_report: the first report counts'); END;

-- The one definition of what a registered filing is worth: it counts on every day up to good_until.  A level is the
-- system's own; a platform has at least the third.
CREATE VIEW compliance_worth AS
WITH judged AS (
  SELECT c.*, coalesce(s.level, 3) AS own_level,
         CASE WHEN c.passed_yes = 0 THEN 'failed'
              WHEN c.kind NOT IN ('grading', 'classified_protection', 'cryptography') THEN ''
              WHEN c.system_id IS NOT NULL AND c.level IS NOT s.level THEN 'level'
              WHEN c.system_id IS NULL AND coalesce(c.level, 0) < 3 THEN 'level' ELSE '' END AS fault
    FROM compliance c LEFT JOIN system s ON s.id = c.system_id)
SELECT j.*, CASE WHEN j.fault <> '' THEN -1 ELSE coalesce(j.valid_day, 9999999) END AS good_until,
       CASE j.fault WHEN 'failed' THEN '结论为' || j.result
            WHEN 'level' THEN '备案' || CASE WHEN j.level IS NULL THEN '没有级别' ELSE '第 ' || j.level || ' 级' END
              || CASE WHEN j.system_id IS NULL THEN '，平台应为第三级以上' ELSE '，系统登记第 ' || j.own_level || ' 级' END
            ELSE '' END AS fault_text
  FROM judged j;

-- Who needs what: systems from the second level on 定级备案 and 等保, from the third on 密评; platforms 等保 and 密评, those
-- that serve also an assessment of the cloud.
CREATE VIEW compliance_need AS
SELECT s.id * 10 AS id, 1 AS rank, 'grading' AS kind, '定级备案' AS label, s.id AS system_id, NULL AS platform_id,
       s.organisation_id, s.name AS subject, s.created_at
  FROM system s WHERE s.level >= 2 AND s.state IN ('trial', 'operating', 'changing', 'suspended')
UNION ALL SELECT s.id * 10 + 1, 2, 'classified_protection', '等级保护测评', s.id, NULL, s.organisation_id, s.name, s.created_at
  FROM system s WHERE s.level >= 2 AND s.state IN ('trial', 'operating', 'changing', 'suspended')
UNION ALL SELECT s.id * 10 + 2, 3, 'cryptography', '密码应用评估', s.id, NULL, s.organisation_id, s.name, s.created_at
  FROM system s WHERE s.level >= 3 AND s.state IN ('trial', 'operating', 'changing', 'suspended')
UNION ALL SELECT p.id * 10 + 3, 4, 'classified_protection', '等级保护测评', NULL, p.id, p.operator_id, p.name, -1
  FROM platform p WHERE p.ended_at IS NULL
UNION ALL SELECT p.id * 10 + 4, 5, 'cryptography', '密码应用评估', NULL, p.id, p.operator_id, p.name, -1
  FROM platform p WHERE p.ended_at IS NULL
UNION ALL SELECT p.id * 10 + 5, 6, 'cloud_assessment', '云计算服务安全评估', NULL, p.id, p.operator_id, p.name, -1
  FROM platform p WHERE p.ended_at IS NULL AND p.kind IN ('service', 'recovery');

-- How each need stands now: by the newest filing that is not replaced.
CREATE VIEW compliance_standing AS
SELECT n.*, w.id AS filing_id, w.valid_day, coalesce(w.good_until, -1) AS good_until,
       CASE WHEN w.id IS NULL THEN '没有报备' ELSE w.fault_text END AS fault_text
  FROM compliance_need n LEFT JOIN compliance_worth w ON w.id = (
       SELECT c.id FROM compliance c WHERE c.kind = n.kind AND c.replaced_at IS NULL
          AND ((n.system_id IS NOT NULL AND c.system_id = n.system_id)
            OR (n.platform_id IS NOT NULL AND c.platform_id = n.platform_id AND c.system_id IS NULL))
        ORDER BY c.registered_at DESC, c.id DESC LIMIT 1);
