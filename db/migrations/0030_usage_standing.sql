-- What the whole of a month says without opening its rows: machines and coverage by platform.
CREATE INDEX usage_month_covered ON usage_month (period, platform_id, coverage) WHERE system_id IS NOT NULL;
