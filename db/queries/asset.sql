-- The standing list of what is scanned (第九条).

-- name: assets   mode: read   scope: org
-- Of its own systems and of its own platforms; center and secops all.  Where a system has nothing left on a platform,
-- nobody needs to have said that its addresses are out of use.
WITH listed AS (SELECT a.id, a.system_id, a.platform_id, a.name, a.address, a.ports, a.domain, a.internet_yes, a.registered_by,
                       a.registered_at, a.retired_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM allocation l WHERE l.system_id = a.system_id
                         AND l.platform_id = a.platform_id AND l.freed_at IS NULL) AS gone FROM asset a)
SELECT a.id AS sort_key, a.id, f.filing_no, s.id AS system_id, s.name AS system_name, o.short_name AS unit_name, p.name AS platform_name, a.name,
       a.address, a.ports, a.domain, iif(a.internet_yes = 1, '是', '否') AS internet_text, iif(a.gone, '停用', '在用') AS use_text,
       a.gone AS retired_yes, r.short_name AS registered_by, a.registered_at
  FROM listed a JOIN system s ON s.id = a.system_id JOIN organisation o ON o.id = s.organisation_id JOIN platform p ON p.id = a.platform_id
  JOIN organisation r ON r.id = a.registered_by JOIN filing f ON f.id = s.filing_id
 WHERE (s.organisation_id = :org OR p.operator_id = :org
        OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'secops')))
   AND (:name = '' OR instr(s.name, :name) > 0 OR instr(a.name, :name) > 0 OR instr(a.domain, :name) > 0 OR a.address = :name)
   AND (:platform = 0 OR a.platform_id = :platform)
   AND CASE :condition WHEN 'internet' THEN a.internet_yes = 1 AND NOT a.gone WHEN 'inner' THEN a.internet_yes = 0 AND NOT a.gone
            WHEN 'retired' THEN a.gone WHEN 'use' THEN NOT a.gone WHEN '' THEN 1 ELSE 0 END
   AND a.id < :after_id AND :after_sort IS NOT NULL
 ORDER BY a.id DESC LIMIT :limit;

-- name: asset_unlisted   mode: read   scope: org
-- Systems that run without a single address on the list.
SELECT count(*) FROM system_party v JOIN system s ON s.id = v.system_id
 WHERE v.organisation_id = :org AND s.state IN ('trial', 'operating', 'changing')
   AND (s.organisation_id = :org OR EXISTS (SELECT 1 FROM organisation_kind k WHERE k.organisation_id = :org AND k.kind IN ('center', 'secops'))
        OR EXISTS (SELECT 1 FROM allocation l JOIN platform p ON p.id = l.platform_id
                    WHERE l.system_id = s.id AND l.freed_at IS NULL AND p.operator_id = :org))
   AND NOT EXISTS (SELECT 1 FROM asset a JOIN allocation l ON l.system_id = a.system_id AND l.platform_id = a.platform_id AND l.freed_at IS NULL
                    WHERE a.system_id = s.id AND a.retired_at IS NULL);

-- name: asset_place   mode: read   scope: org
-- A system of its own, or on a platform of its own, that lies there, or that is listed there from before.
SELECT p.id, s.id, EXISTS (SELECT 1 FROM allocation l WHERE l.system_id = s.id AND l.platform_id = p.id AND l.freed_at IS NULL) AS lies
  FROM filing f JOIN system s ON s.filing_id = f.id AND s.name = :name JOIN platform p ON (p.code = :platform OR p.name = :platform)
 WHERE f.filing_no = :filing AND (s.organisation_id = :org OR p.operator_id = :org)
   AND (lies OR EXISTS (SELECT 1 FROM asset a WHERE a.system_id = s.id AND a.platform_id = p.id))
 ORDER BY lies DESC LIMIT 1;

-- name: asset_put   mode: write   scope: org
-- A row that says nothing new changes nothing.
INSERT INTO asset (system_id, platform_id, name, address, ports, domain, internet_yes, registered_by, registered_at, retired_at)
VALUES (:system, :platform, :name, :address, :ports, :domain, :internet, :org, :now, iif(:retired = 1, :now, NULL))
ON CONFLICT (system_id, platform_id, address) DO UPDATE SET name = excluded.name, ports = excluded.ports, domain = excluded.domain,
  internet_yes = excluded.internet_yes, registered_by = excluded.registered_by, registered_at = excluded.registered_at,
  retired_at = iif(excluded.retired_at IS NULL, NULL, coalesce(retired_at, excluded.retired_at))
 WHERE (name, ports, domain, internet_yes, retired_at IS NULL)
       IS NOT (excluded.name, excluded.ports, excluded.domain, excluded.internet_yes, excluded.retired_at IS NULL);

-- name: asset_of_platform   mode: read   scope: system (a scan of the matter being opened)
-- Internet side: those alone; as many as a form takes.
SELECT s.name || '：' || a.name, a.address, a.ports, a.domain
  FROM asset a JOIN system s ON s.id = a.system_id
 WHERE a.platform_id = :platform AND a.retired_at IS NULL AND a.internet_yes >= :internet
   AND EXISTS (SELECT 1 FROM allocation l WHERE l.system_id = a.system_id AND l.platform_id = a.platform_id AND l.freed_at IS NULL)
 ORDER BY a.internet_yes DESC, a.id LIMIT 500;

-- name: asset_platform_count   mode: read   scope: system (a scan of the matter being opened)
SELECT count(a.id), p.operator_id FROM platform p LEFT JOIN asset a ON a.platform_id = p.id AND a.retired_at IS NULL AND a.internet_yes >= :internet
   AND EXISTS (SELECT 1 FROM allocation l WHERE l.system_id = a.system_id AND l.platform_id = a.platform_id AND l.freed_at IS NULL)
 WHERE p.id = :platform GROUP BY p.id;
